"""`breather uninstall`: leave nothing behind that Breather has put on this machine."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from typing import TYPE_CHECKING, Final

import click

from server import keeper, lock, manifests
from server.paths import FILES, home

if TYPE_CHECKING:
    from pathlib import Path

_PATIENCE: Final = 5.0


@click.command("uninstall")
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(yes: bool) -> None:
    """Remove everything that Breather has put on this machine."""
    folder = home()
    click.echo(f"This stops Breather and removes its settings and keys in {folder},")
    click.echo("and what tells your browsers about it.")
    if not yes:
        click.confirm("Go on?", abort=True)
    if not _stop_server(folder):
        click.echo("Breather does not stop. Stop it, then run breather uninstall again.", err=True)
        raise SystemExit(1)
    for path in manifests.remove(folder):
        click.echo(f"Removed {path}")
    keeper.forget_key(folder)
    for path in _remove_files(folder):
        click.echo(f"Removed {path}")
    click.echo("What remains: the extension in your browser (remove it there) and this program itself.")
    if folder.exists():
        click.echo(f"{folder} holds files that are not Breather's; they were left.")


def _stop_server(folder: Path) -> bool:
    """Ask the running server to stop, and wait until it has."""
    deadline = time.monotonic() + _PATIENCE
    found = lock.holder(folder)
    if found is not None and found.pid:
        with contextlib.suppress(ProcessLookupError):
            os.kill(found.pid, signal.SIGTERM)
    while lock.holder(folder) is not None:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _remove_files(folder: Path) -> list[Path]:
    removed = []
    for name in FILES:
        path = folder / name
        if path.is_file() or path.is_symlink():
            path.unlink()
            removed.append(path)
    with contextlib.suppress(OSError):  # not empty, or never made
        folder.rmdir()
        removed.append(folder)
    return removed
