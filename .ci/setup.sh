#!/usr/bin/env bash
# Makes .venv and installs the project into it, once. Usage: .ci/setup.sh [test]
#
# .venv/ready is written last and says what was installed, so that the next call returns at once.
# A .venv without it was interrupted or damaged, and is made anew.
set -euo pipefail

extra=${1:-}
repo=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
venv=$repo/.venv
log=$venv/setup.log

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

# The venv works, and belongs to this folder (not to another one, copied with its .venv).
is_sound() {
    [ -f "$venv/ready" ] && [ -x "$venv/bin/python" ] && "$venv/bin/python" -I -c '
import importlib.util, sys
found = [importlib.util.find_spec(name) for name in ("apache_beam", "pip", "pipeline")]
at_home = all(found) and sys.argv[1] + "/pipeline" in list(found[-1].submodule_search_locations)
sys.exit(not at_home)
' "$repo" 2> /dev/null
}

# Prints the newest suitable Python on the path, or the one that PYTHON names.
find_python() {
    local candidate path without_venv=
    for candidate in ${PYTHON:+"$PYTHON"} python3.13 python3.12 python3.11 python3 python; do
        path=$(command -v "$candidate") || continue
        "$path" -I -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' \
            > /dev/null 2>&1 || continue
        if "$path" -I -c 'import ensurepip, venv' > /dev/null 2>&1; then
            printf '%s\n' "$path"
            return
        fi
        without_venv=$path
    done
    if [ -n "$without_venv" ]; then
        fail "$without_venv has no venv or ensurepip module, so it cannot make an environment." \
            "On Debian and Ubuntu: sudo apt-get install python3-venv"
    fi
    fail "Python 3.11, 3.12 or 3.13 is needed, and none was found on the path." \
        "Install one (https://www.python.org/downloads/), or name it: PYTHON=/path/to/python3"
}

install() {
    "$venv/bin/python" -m pip install --disable-pip-version-check --no-input \
        --editable ".${extra:+[$extra]}"
}

cd "$repo"
# Two at once would undo each other's work. (macOS has no flock; there, start one at a time.)
exec 9< pyproject.toml
if command -v flock > /dev/null; then flock 9; fi
trap 'echo "Interrupted: the next run sets up from the start." >&2; exit 130' INT

wanted=$(cksum < pyproject.toml)
if is_sound; then
    { read -r installed; read -r had_extra; } < "$venv/ready" || true
    extra=${extra:-$had_extra}
    if [ "$installed" = "$wanted" ] && [ "$had_extra" = "$extra" ]; then exit 0; fi
    echo "Bringing the installed packages up to date..." >&2
    rm "$venv/ready"
else
    python=$(find_python)
    echo "Setting up (once, it takes a minute or two)..." >&2
    rm -rf "$venv"
    mkdir "$venv"
    "$python" -I -m venv "$venv" > "$log" 2>&1 ||
        fail "$(tail -n 20 "$log")" "$python could not make $venv; above is what it said."
fi
install >> "$log" 2>&1 ||
    fail "$(tail -n 20 "$log")" "The packages were not installed; above is the end of $log"
printf '%s\n' "$wanted" "$extra" > "$venv/ready.tmp"
mv "$venv/ready.tmp" "$venv/ready"
