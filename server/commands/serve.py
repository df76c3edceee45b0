"""`breather serve`: run the server until it is told to stop."""

from __future__ import annotations

import errno
import socket
import sys
from typing import TYPE_CHECKING, Final

import click

from server import VERSION, base64url, extension_files, harden, launch, passphrase, probe
from server.commands.unlock import ask_passphrase
from server.lock import HeldError, Lock
from server.paths import home
from server.storage import StoreError

if TYPE_CHECKING:
    from pathlib import Path

_BACKLOG: Final = 128


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65_535), help="Listen here instead of 8457, 8458 or 8459.")
@click.option("--demo", is_flag=True, help="Serve the practice chat too.")
@click.option("--demo-port", type=click.IntRange(1, 65_535), default=probe.DEMO_PORT, show_default=True)
@click.option("--keys-from-stdin", is_flag=True, hidden=True)
def command(port: int | None, demo: bool, demo_port: int, keys_from_stdin: bool) -> None:
    """Run the server (what breather alone does)."""
    harden.keep_memory_private()
    harden.keep_logs_bare()
    folder = home()
    if demo:
        _require_demo()
    if keys_from_stdin:
        passphrase.remember(folder, [base64url.decode(line) for line in sys.stdin.read().split()])
    elif not ask_passphrase(folder):
        raise _stopped("Breather is locked with your passphrase.", "Run breather unlock in a terminal.", launch.LOCKED)
    try:
        lock = Lock.take(folder)
    except HeldError as error:
        raise _stopped(
            f"Breather is already running{_where(error.holder.port)} (process {error.holder.pid}).",
            "There is nothing to do; stop that one first if you want to start it anew.",
            launch.ALREADY_RUNNING,
        ) from None
    except StoreError as error:
        raise _stopped(error.message, error.remedy, launch.NO_STORE) from None
    try:
        api = _listen((port,) if port else probe.PORTS)
        demo_socket = _listen((demo_port,)) if demo else None
        _run(folder, lock, api, demo_socket)
    finally:
        lock.release()


def _require_demo() -> None:
    try:
        extension_files.folder("demo")
    except extension_files.NotBuiltError:
        raise _stopped("The practice chat is not built.", "Run make build first.", 1) from None


def _where(port: int) -> str:
    return f" on port {port}" if port else ""


def _listen(ports: tuple[int, ...]) -> socket.socket:
    """Take the first port that is free. Never anything but 127.0.0.1."""
    taken = []
    for port in ports:
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", port))
            listening.listen(_BACKLOG)
        except OSError as error:
            listening.close()
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
            taken.append(f"Port {port} is taken by {probe.ask(port).who.value}.")
        else:
            return listening
    raise _stopped("\n".join(taken), "Stop what uses it, or choose another with --port.", launch.PORT_TAKEN)


def _run(folder: Path, lock: Lock, api: socket.socket, demo: socket.socket | None) -> None:
    """Import the rest only now: whoever loses a race for the lock or the port leaves at once."""
    from heuristics import PackError
    from server import running

    def ready(port: int, demo_port: int | None) -> None:
        lock.announce(port)
        for line in _greeting(port, demo_port):
            click.echo(line)
        sys.stdout.flush()

    try:
        running.run(folder, api, demo, ready)
    except StoreError as error:
        raise _stopped(error.message, error.remedy, launch.NO_STORE) from None
    except PackError as error:
        raise _stopped(str(error), "Mend the pack, then start Breather again.", 1) from None


def _greeting(port: int, demo_port: int | None) -> list[str]:
    try:
        load = f"load the extension from {extension_files.folder('chromium').parent} (run breather setup once)"
    except extension_files.NotBuiltError:
        load = "build the extension first: make build"
    lines = [
        f"Breather {VERSION} listens on http://127.0.0.1:{port} for extensions that are paired with it.",
        f"To connect a browser: {load}, or paste a code from breather pair.",
    ]
    if demo_port:
        lines.append(f"Practice chat: http://127.0.0.1:{demo_port}/demo/")
    return [*lines, "Ctrl+C stops it."]


def _stopped(message: str, remedy: str, code: int) -> SystemExit:
    click.echo(f"{message}\n{remedy}", err=True)
    return SystemExit(code)
