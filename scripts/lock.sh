#!/bin/sh
# Writes the Python lock files anew from pyproject.toml.  Usage: lock.sh [--upgrade]
# They hold the hashes for every platform and no registry's address, and plain pip installs them.
set -eu

tool=$(mktemp -d)
trap 'rm -rf "$tool"' EXIT
.venv/bin/python -m pip --disable-pip-version-check --quiet install --target "$tool" uv

compile() {
    "$tool/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header "$@"
}
compile pyproject.toml --group build -o requirements.lock "$@"
# Held to the first, so that tests run on what people run.
compile pyproject.toml --group build --group dev -c requirements.lock -o requirements-dev.lock "$@"
compile --group node -o requirements-node.lock "$@"
