"""Starts a server that outlives whoever asked for it, and waits until it answers."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Final

from server import base64url, lock, passphrase, probe

if TYPE_CHECKING:
    from pathlib import Path

PORT_TAKEN: Final = 3
ALREADY_RUNNING: Final = 4
NO_STORE: Final = 5
LOCKED: Final = 6
"""How `breather serve` ends when it cannot start, so that whoever started it can say why."""

_PATIENCE: Final = 20.0
_STOPPING: Final = 5.0
_PAUSE: Final = 0.03
_WHY: Final = {
    PORT_TAKEN: "Other programs use the ports that Breather needs.",
    NO_STORE: "Breather cannot open its settings.",
    LOCKED: "Breather is locked with your passphrase: run breather unlock in a terminal.",
}


class LaunchError(Exception):
    """No server could be started. The text is for a person."""


def running_port(home: Path) -> int | None:
    """Where the server of this home answers, or None."""
    found = lock.holder(home)
    if found is None or not found.port or probe.ask(found.port).who is not probe.Who.BREATHER:
        return None
    return found.port


def ensure_running(home: Path) -> int:
    """Start a server unless one is running; return its port. Raises LaunchError."""
    port = running_port(home)
    if port is not None:
        return port
    child = _spawn(passphrase.opened(home))
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        port = running_port(home)
        if port is not None:
            return port
        code = child.poll()
        # One that found another server starting leaves; then that other one is waited for.
        if code not in {None, ALREADY_RUNNING}:
            raise LaunchError(_WHY.get(code or 0, "Breather stopped while starting."))
        time.sleep(_PAUSE)
    raise LaunchError("Breather does not answer.")


def stop(home: Path) -> bool:
    """Ask the running server of this home to stop, and wait until it has. False when it does not."""
    deadline = time.monotonic() + _STOPPING
    found = lock.holder(home)
    if found is not None and found.pid:
        with contextlib.suppress(ProcessLookupError):
            os.kill(found.pid, signal.SIGTERM)
    while lock.holder(home) is not None:
        if time.monotonic() > deadline:
            return False
        time.sleep(_PAUSE)
    return True


def _spawn(keys: list[bytes] | None) -> subprocess.Popen[bytes]:
    """Start `breather serve` in a session of its own, so that closing the browser does not end it.

    Opened keys go through a pipe: neither a command line nor an environment keeps them from other programs.
    """
    child = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-EP", "-m", "server", "serve", *(["--keys-from-stdin"] if keys else [])],
        stdin=subprocess.PIPE if keys else subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd="/",
    )
    if keys and child.stdin is not None:
        with contextlib.suppress(BrokenPipeError), child.stdin:
            child.stdin.write(b"\n".join(base64url.encode(key).encode() for key in keys))
    return child
