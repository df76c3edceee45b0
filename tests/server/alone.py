"""What some tests watch with, where the system has it. A container may forbid namespaces: the report then says so."""

from __future__ import annotations

import shutil
import subprocess

import pytest

PREFIX = ["unshare", "--map-root-user", "--mount", "--net"]
"""Begins a command that runs with a network of its own (and not even a loopback) and mounts of its own."""

_works = (
    bool(shutil.which("unshare"))
    and not subprocess.run([*PREFIX, "true"], capture_output=True, timeout=20, check=False).returncode
)

needs_namespaces = pytest.mark.skipif(not _works, reason="this system lends no namespaces to its users")
needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="there is no strace here")
needs_gnome_keyring = pytest.mark.skipif(
    not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")),
    reason="there is no gnome-keyring or no dbus-run-session here",
)
