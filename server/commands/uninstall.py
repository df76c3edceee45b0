"""`breather uninstall`: leave nothing behind that Breather has put on this machine."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import click

from server import keeper, launch, manifests
from server.paths import home, ours

if TYPE_CHECKING:
    from pathlib import Path


@click.command("uninstall")
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(yes: bool) -> None:
    """Remove everything that Breather has put on this machine."""
    folder = home()
    click.echo(f"This stops Breather and removes its settings and keys in {folder},")
    click.echo("and what tells your browsers about it.")
    if not yes:
        click.confirm("Go on?", abort=True)
    if not launch.stop(folder):
        click.echo("Breather does not stop. Stop it, then run breather uninstall again.", err=True)
        raise SystemExit(1)
    for path in manifests.remove(folder):
        click.echo(f"Removed {path}")
    keeper.forget(keeper.KEYRING, folder)
    for path in _remove_files(folder):
        click.echo(f"Removed {path}")
    click.echo("What remains: the extension in your browser (remove it there) and this program itself.")
    if folder.exists():
        click.echo(f"{folder} holds files that are not Breather's; they were left.")


def _remove_files(folder: Path) -> list[Path]:
    removed = []
    for path in ours(folder):
        if path.is_file() or path.is_symlink():
            path.unlink()
            removed.append(path)
    with contextlib.suppress(OSError):  # not empty, or never made
        folder.rmdir()
        removed.append(folder)
    return removed
