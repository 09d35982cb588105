#!/usr/bin/env bash
# Lock every dependency with its hashes, for Python 3.11 and newer: requirements.lock and its -dev, -node and -clients.
# A release younger than a week is left alone: bad ones are mostly found by then.
set -euo pipefail
cd "$(dirname "$0")/.."

[ -x build/uv/bin/uv ] || { python3 -m venv build/uv && build/uv/bin/pip install --quiet 'uv==0.13.8'; }

lock() {
  local output=$1
  shift
  build/uv/bin/uv pip compile --universal --fork-strategy fewest --python-version 3.11 --generate-hashes \
    --no-annotate --no-header --quiet --exclude-newer "$(date -u -d '7 days ago' +%Y-%m-%dT00:00:00Z)" \
    "$@" --output-file "$output"
  printf '%s: %s packages\n' "$output" "$(grep -c '==' "$output")"
}

lock requirements.lock pyproject.toml
lock requirements-dev.lock pyproject.toml --group dev --constraints requirements.lock
lock requirements-node.lock --group node
lock requirements-clients.lock --group clients
if grep -nE '://|^-' requirements*.lock; then  # an address, or an option that would hold one
  echo 'a lock file names an address' >&2
  exit 1
fi
