#!/usr/bin/env bash
# All tests: both databases, the browser, the house. Arguments go to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/test-setup.sh
exec .venv/bin/python -m pytest "$@"
