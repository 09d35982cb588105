#!/usr/bin/env bash
# All tests: both databases, the browser, the house; on every core, four at most. Arguments go to pytest
# (`-n0 --pdb` for one process to look into).
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/test-setup.sh
exec .venv/bin/python -m pytest -n auto --maxprocesses 4 "$@"
