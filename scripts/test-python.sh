#!/bin/sh
# Runs the Python tests, where the system allows it without any network but this machine's own loopback: what needs
# another one fails. Gets the tools that some tests watch with, where that needs no question.
set -eu

missing=
command -v strace >/dev/null || missing="$missing strace"
command -v dbus-run-session >/dev/null || missing="$missing dbus-daemon"
command -v gnome-keyring-daemon >/dev/null || missing="$missing gnome-keyring"
# $missing is a list of words on purpose.
if [ -n "$missing" ] && ! sh scripts/apt.sh $missing; then
    echo "Some tests will be skipped: this machine lacks$missing." >&2
    echo "On Debian: apt-get install$missing" >&2
    # On a developer's machine the rest is still worth having; a gate must not open without them.
    [ "${CI:-}" != true ]
fi

# What measures processor time runs by itself.
sh scripts/alone.sh .venv/bin/pytest tests/bench
exec sh scripts/alone.sh .venv/bin/pytest --ignore=tests/browser --ignore=tests/bench -n auto --dist loadscope "$@"
