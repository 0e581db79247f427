#!/usr/bin/env bash
# Runs the tests: ./run_tests.sh [ARGS of pytest, paths seen from this folder]
# The first run installs what is needed in .venv.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")"

.ci/setup.sh test
exec .venv/bin/python -m pytest "$@"
