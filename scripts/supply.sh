#!/bin/sh
# What Breather is made of, from the lock files alone.  Usage: supply.sh sbom | audit
#   sbom   writes bills of materials (CycloneDX) into build/: one for Python, one for the extension.
#   audit  asks the registries whether anything locked has a known hole; without a network it says that nobody was asked.
set -eu

case "${1:-}" in
sbom)
    tool=$(mktemp -d)
    trap 'rm -rf "$tool"' EXIT
    mkdir -p build
    .venv/bin/python -m pip --disable-pip-version-check --quiet install --target "$tool" cyclonedx-bom
    PYTHONPATH=$tool .venv/bin/python -m cyclonedx_py requirements --pyproject pyproject.toml --output-reproducible \
        --output-format JSON --output-file build/sbom-python.json requirements.lock
    (cd extension && npm sbom --package-lock-only --sbom-format cyclonedx --omit dev) >build/sbom-extension.json
    echo 'Written: build/sbom-python.json and build/sbom-extension.json'
    ;;
audit)
    tool=$(mktemp -d)
    trap 'rm -rf "$tool"' EXIT
    found=0
    .venv/bin/python -m pip --disable-pip-version-check --quiet install --target "$tool" pip-audit
    for lock in requirements.lock requirements-dev.lock; do
        audit() { PYTHONPATH=$tool .venv/bin/python -m pip_audit --disable-pip --require-hashes --progress-spinner off "$@" -r "$lock" 2>&1; }
        said=$(audit --format json) && clean=true || clean=false
        # A registry that serves packages need not know of holes: pip-audit then skips them, and ends well all the same.
        asked=$(echo "$said" | grep -o '"vulns"' | grep -c .) || true
        pinned=$(grep -c '^[A-Za-z0-9].*==' "$lock") || true
        if echo "$said" | grep -q '^Found '; then
            audit >&2 || found=1
        elif ! $clean || [ "$asked" -eq 0 ]; then
            echo "$lock: nobody could be asked about known holes."
        else
            echo "$lock: no known holes in $asked packages; about the other $((pinned - asked)) nobody was asked."
        fi
    done
    said=$(cd extension && npm audit --package-lock-only --json 2>/dev/null) || true
    case $said in
    *'"vulnerabilities"'*)
        if echo "$said" | grep -q '"total": 0'; then
            echo 'package-lock.json: no known holes.'
        else
            (cd extension && npm audit --package-lock-only) >&2 || found=1
        fi
        ;;
    *) echo 'package-lock.json: nobody could be asked about known holes.' ;;
    esac
    exit "$found"
    ;;
*)
    echo 'Usage: supply.sh sbom | audit' >&2
    exit 2
    ;;
esac
