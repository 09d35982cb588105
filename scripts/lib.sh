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
