#!/usr/bin/env bash
# Write the example clients from schema/schema.graphql and their queries. `--install` only fetches the generators,
# `--build` compiles the TypeScript programs; `--check` writes nothing, and fails when a client is no longer what
# would be written or does not type-check.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

install() {
  local stamp
  stamp="$(fingerprint requirements-clients.lock) $(fingerprint examples/typescript/package-lock.json)"
  find_node
  mkdir -p build/clients
  node -p process.execPath >build/clients/node
  [ "$(cat build/clients/stamp 2>/dev/null)" = "$stamp" ] && [ -d examples/typescript/node_modules ] && return
  say 'installing the generators of the example clients'
  rm -rf build/clients/bin build/clients/lib
  .venv/bin/python -m venv build/clients
  build/clients/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r requirements-clients.lock
  npm --prefix examples/typescript ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
  printf '%s\n' "$stamp" >build/clients/stamp
}

write_python() { (cd "$1/examples/python" && "$OLDPWD/build/clients/bin/ariadne-codegen" >/dev/null); }

compile() { node examples/typescript/node_modules/typescript/bin/tsc --project examples/typescript; }

check() {
  local scratch
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' RETURN
  mkdir "$scratch/examples" && cp -r examples/python "$scratch/examples/" && ln -s "$PWD/schema" "$scratch/schema"
  write_python "$scratch"
  node examples/typescript/generate.mjs "$scratch/generated.ts"
  diff -r -x __pycache__ "$scratch/examples/python/zhiren_client" examples/python/zhiren_client >&2 &&
    diff "$scratch/generated.ts" examples/typescript/src/generated.ts >&2 || fail 'run scripts/clients.sh'
  compile
  (cd examples/python && "$OLDPWD/.venv/bin/python" -m mypy --strict --cache-dir "$OLDPWD/.mypy_cache/examples" . >&2)
}

mkdir -p build
install
case "${1:-}" in
  --install) ;;
  --build) compile ;;
  --check) check ;;
  '') write_python . && node examples/typescript/generate.mjs ;;
  *) fail 'Say --install, --build, --check or nothing.' ;;
esac
