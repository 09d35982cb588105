#!/usr/bin/env bash
# A private PostgreSQL for tests: scripts/postgres.sh start|stop|url. Fast because nothing in it is meant to last.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh
mkdir -p build

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb || fail 'PostgreSQL is missing: apt-get install postgresql, or set ZHIREN_TEST_DATABASE_URL.')")

as_owner() { # PostgreSQL refuses to run as root
  if [ "$(id -u)" = 0 ]; then (cd / && setpriv --reuid=nobody --regid=nogroup --clear-groups -- "$@"); else "$@"; fi
}

find_home() { # build/pg, or a temporary folder where the unprivileged user cannot reach that one
  if [ -f build/pg.home ]; then cat build/pg.home; return; fi
  local home="$PWD/build/pg"
  mkdir -p "$home"
  [ "$(id -u)" != 0 ] || chown nobody:nogroup "$home"
  if ! as_owner test -w "$home"; then home=$(mktemp -d) && chown nobody:nogroup "$home"; fi
  echo "$home" | tee build/pg.home
}

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

address() { echo "postgresql://zhiren@127.0.0.1:$(cat build/pg.port)/postgres"; }

running() { [ -f build/pg.port ] && as_owner "$bin/pg_ctl" -D "$home" status >/dev/null 2>&1; }

start() {
  running && return
  if [ ! -f "$home/PG_VERSION" ]; then
    as_owner "$bin/initdb" -D "$home" -U zhiren -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null || fail 'initdb failed.'
  fi
  free_port >build/pg.port
  as_owner "$bin/pg_ctl" -D "$home" -l "$home/log" -w start -o "-p $(cat build/pg.port) \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c synchronous_commit=off \
    -c full_page_writes=off -c max_connections=300 -c shared_buffers=64MB" >/dev/null 9>&- || fail "see $home/log"
}

exec 9>build/pg.lock
flock 9
home=$(find_home)
case "${1:-}" in
  start) start && address ;;
  stop) if running; then as_owner "$bin/pg_ctl" -D "$home" -m immediate stop >/dev/null; fi ;;
  url) running && address ;;
  *) fail 'Say start, stop or url.' ;;
esac
