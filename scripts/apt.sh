#!/bin/sh
# Installs Debian packages where that needs no question: as root, or with a sudo that asks no password.
# Usage: apt.sh PACKAGE...  Fails where it may not, and says nothing about it: the caller knows the remedy.
set -eu

command -v apt-get >/dev/null || exit 1
if [ "$(id -u)" -eq 0 ]; then
    as_root=
elif sudo -n true 2>/dev/null; then
    as_root='sudo -n'
else
    exit 1
fi
echo "Installing with apt-get: $*" >&2
$as_root apt-get update -q=2
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q=2 --no-install-recommends "$@" >/dev/null
