#!/usr/bin/env bash
# Runs the batch job on this machine: ./run_local.sh [ARGS of `python -m pipeline run`]
# Without --input it reads seeds/ and writes out/. The first run installs what is needed in .venv.
set -euo pipefail
repo=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)

"$repo/.ci/setup.sh"

has_option() {
    local name=$1 argument
    shift
    for argument in "$@"; do
        case $argument in "$name" | "$name"=*) return 0 ;; esac
    done
    return 1
}

if ! has_option --input "$@"; then
    has_option --output "$@" || set -- "$@" --output "$repo/out"
    set -- "$@" --input "$repo/seeds"
fi
# -P: a folder named pipeline/ where the caller stands is not ours.
exec "$repo/.venv/bin/python" -P -m pipeline run "$@"
