#!/usr/bin/env bash
# Make what the program needs: .venv from the lock file and the browser files in ui/static/dist.
# `--dev` adds what checks and tests need. Run again it does only what has changed.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

flavor=run
[ "${1:-}" = --dev ] && flavor=dev
mkdir -p build

make_venv() {
  [ -x .venv/bin/python ] && return
  local python=${PYTHON:-python3}
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    fail "Python 3.11 or newer is needed; $python is not. Name one with PYTHON=/path/to/python3."
  "$python" -c 'import ensurepip, venv' 2>/dev/null || apt_install python3-venv ||
    fail "python3-venv is missing: install it (apt-get install python3-venv), or run as root or with sudo."
  say 'making .venv'
  "$python" -m venv .venv
  rm -f build/installed-*
}

install_python() {
  local lock=requirements.lock
  [ "$flavor" = dev ] && lock=requirements-dev.lock
  local stamp
  stamp=$(fingerprint "$lock")
  if [ "$(cat "build/installed-$flavor" 2>/dev/null)" = "$stamp" ]; then return; fi
  say "installing $lock"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r "$lock"
  printf '%s\n' "$stamp" >"build/installed-$flavor"
  # The development lock holds the other one.
  if [ "$flavor" = dev ]; then fingerprint requirements.lock >build/installed-run; fi
}

build_ui() {
  [ -f ui/package-lock.json ] || return 0
  local parts sources
  parts=$(fingerprint ui/package-lock.json)
  sources=$(find ui -type f \( -path 'ui/css/*' -o -path 'ui/js/*' -o -name build.mjs -o -name icons.txt -o -name package-lock.json \) \
    -not -path '*/node_modules/*' -not -path 'ui/static/dist*' -print0 | sort -z | xargs -0 cat | fingerprint -)
  if [ -f ui/static/dist/manifest.json ] && [ "$(cat build/ui 2>/dev/null)" = "$sources" ]; then return; fi
  find_node
  if [ ! -d ui/node_modules ] || [ "$(cat build/ui-parts 2>/dev/null)" != "$parts" ]; then
    say 'installing the browser parts'
    npm --prefix ui ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
    printf '%s\n' "$parts" >build/ui-parts
  fi
  say 'building the browser files'
  node ui/build.mjs >/dev/null
  printf '%s\n' "$sources" >build/ui
}

make_venv
install_python
build_ui
