#!/bin/sh
# Runs every test that has a full size in that size, gently, and ends by itself. The last thing printed is one table.
# Usage: soak.sh [pytest's arguments]
set -eu
exec nice -n 10 timeout --signal=INT 3h .venv/bin/pytest -m soak --full -q "$@"
