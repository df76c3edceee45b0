#!/bin/sh
# Fills .venv with what a lock file names and installs this checkout into it.  Usage: python-env.sh LOCKFILE
#
# Works where python3-venv is missing (Debian splits it off): the system's pip can fill an empty environment
# from outside, and only where there is no pip either is Debian's package asked for.
set -eu

lock=$1
venv=.venv
# The Makefile puts .venv first; the Python that makes it must be another.
PATH=${PATH#"$PWD/.venv/bin:"}

find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "Breather needs Python 3.11 or newer. Install it, or name it: make build PYTHON=/path/to/python3" >&2
    return 1
}

make_venv() {
    python=$(find_python)
    rm -rf "$venv"
    if "$python" -m venv "$venv" >/dev/null 2>&1; then
        return
    elif "$python" -m pip --version >/dev/null 2>&1; then
        "$python" -m venv --clear --without-pip "$venv"
        "$python" -m pip --disable-pip-version-check --python "$venv/bin/python" install --quiet --require-hashes -r "$lock"
    elif sh scripts/apt.sh python3-venv; then
        "$python" -m venv --clear "$venv"
    else
        rm -rf "$venv"
        echo "This Python cannot make virtual environments. On Debian or Ubuntu: apt-get install python3-venv" >&2
        return 1
    fi
}

# An environment is bound to its folder and its Python. One that was moved, copied or broken off is made anew.
if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1 || [ "$(cat "$venv/.home" 2>/dev/null)" != "$PWD" ]; then
    make_venv
fi

pip() { "$venv/bin/python" -m pip --disable-pip-version-check --quiet "$@"; }
pip install --require-hashes -r "$lock"
# The lock holds the build tools too, so that nothing is fetched here without a hash.
# setuptools warns that a checkout's folders are importable; here they are meant to be.
PYTHONWARNINGS=ignore pip install --no-deps --no-build-isolation --editable .
echo "$PWD" >"$venv/.home"
