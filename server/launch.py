"""Starts a server that outlives whoever asked for it, and waits until it answers."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING, Final

from server import lock, probe

if TYPE_CHECKING:
    from pathlib import Path

PORT_TAKEN: Final = 3
ALREADY_RUNNING: Final = 4
NO_STORE: Final = 5
"""How `breather serve` ends when it cannot start, so that whoever started it can say why."""

_PATIENCE: Final = 20.0
_PAUSE: Final = 0.03
_WHY: Final = {
    PORT_TAKEN: "Other programs use the ports that Breather needs.",
    NO_STORE: "Breather cannot open its settings.",
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
    child = _spawn()
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


def _spawn() -> subprocess.Popen[bytes]:
    """Start `breather serve` in a session of its own, so that closing the browser does not end it."""
    return subprocess.Popen(
        [sys.executable, "-EP", "-m", "server", "serve"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd="/",
    )
