"""Linux namespaces: what a test mounts, and who it can reach, is its own affair."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

PREFIX = ["unshare", "--map-root-user", "--mount", "--net"]
"""Begins a command that runs with a network of its own (and not even a loopback) and mounts of its own."""

_works = (
    bool(shutil.which("unshare"))
    and not subprocess.run([*PREFIX, "true"], capture_output=True, timeout=20, check=False).returncode
)

if not _works and os.environ.get("CI") == "true":
    raise RuntimeError("The gate needs Linux namespaces: unshare --map-root-user --mount --net true fails here.")

needs_namespaces = pytest.mark.skipif(not _works, reason="this system lends no namespaces to its users")
