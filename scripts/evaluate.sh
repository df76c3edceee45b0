#!/bin/sh
# Measures the checks on the development sets and writes the figures into docs/quality.md.
# The sets are not part of this repository; SETS names the folder that holds eval/ and corpora/.
set -eu

sets=${SETS:-../shared}
if ! ls "$sets"/eval/*.jsonl >/dev/null 2>&1; then
    echo "The development sets are not here ($sets/eval/*.jsonl). Name their folder: make evaluate SETS=..." >&2
    exit 1
fi
.venv/bin/breather evaluate --write docs/quality.md "$sets"/eval/*.jsonl "$sets"/corpora/*.jsonl
