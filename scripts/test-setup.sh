#!/usr/bin/env bash
# Make what the tests need besides setup: PostgreSQL's programs, Chromium, and a font with Chinese letters.
# Installs them on Debian where it may; else says in one line what is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

scripts/setup.sh --dev
scripts/clients.sh --install

has_postgres() {
  [ -n "${ZHIREN_TEST_DATABASE_URL:-}" ] || command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}

has_chromium() {
  if [ -n "${ZHIREN_CHROMIUM:-}" ]; then
    [ -x "$ZHIREN_CHROMIUM" ] || fail "ZHIREN_CHROMIUM names no program: $ZHIREN_CHROMIUM"
    return
  fi
  local name
  for name in chromium chromium-browser google-chrome; do command -v "$name" >/dev/null && return; done
  return 1
}

has_fonts() { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh-cn file)" ]; }

has_postgres || apt_install postgresql ||
  fail 'PostgreSQL is missing: install it (apt-get install postgresql), or name a scratch database in ZHIREN_TEST_DATABASE_URL.'

if ! has_chromium; then
  if grep -qs '^ID=ubuntu' /etc/os-release; then
    fail 'Chromium is missing: Ubuntu ships it only as a snap. Install one (snap install chromium), or name a Chrome or Chromium in ZHIREN_CHROMIUM.'
  fi
  apt_install chromium || fail 'Chromium is missing: install it (apt-get install chromium), or name it in ZHIREN_CHROMIUM.'
fi

has_fonts || apt_install fontconfig fonts-noto-cjk ||
  fail 'A font with Chinese letters is missing: install one (apt-get install fonts-noto-cjk).'
