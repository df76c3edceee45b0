#!/bin/sh
# Runs the browser tests, after getting Chromium, Firefox and their fonts where that needs no question.
set -eu

missing=
command -v chromium >/dev/null || missing="$missing chromium"
command -v firefox-esr >/dev/null || missing="$missing firefox-esr"
if command -v dpkg-query >/dev/null; then
    for font in fonts-liberation fonts-noto-color-emoji; do
        dpkg-query -W -f '${Status}' "$font" 2>/dev/null | grep -q 'ok installed' || missing="$missing $font"
    done
fi

# $missing is a list of words on purpose.
if [ -n "$missing" ] && ! sh scripts/apt.sh $missing; then
    echo "The browser tests were NOT run: this machine lacks$missing." >&2
    echo "On Debian: apt-get install$missing" >&2
    # On a developer's machine the rest is still worth having; a gate must not open without them.
    [ "${CI:-}" != true ]
    exit
fi

# The two browsers run side by side.
exec sh scripts/alone.sh .venv/bin/pytest tests/browser -n auto --dist loadscope "$@"
