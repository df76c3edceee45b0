"""`breather unlock`: tell Breather the passphrase, and have it running."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from server import launch, passphrase
from server.paths import home

if TYPE_CHECKING:
    from pathlib import Path

_TRIES = 3


@click.command("unlock")
def command() -> None:
    """Open what your passphrase locks, and start Breather."""
    folder = home()
    if not passphrase.is_locked(folder):
        click.echo("There is no passphrase to ask for. breather key sets one.")
        return
    if launch.running_port(folder) is not None:
        click.echo("Breather is open and running already.")
        return
    if not ask_passphrase(folder):
        click.echo("Breather stays locked.\nRun breather unlock again when you have the passphrase.", err=True)
        raise SystemExit(1)
    try:
        port = launch.ensure_running(folder)
    except launch.LaunchError as error:
        click.echo(f"{error}\nRun breather doctor to see what is in the way.", err=True)
        raise SystemExit(1) from None
    click.echo(f"Open. Breather runs on port {port} until you log out or stop it.")


def ask_passphrase(folder: Path) -> bool:
    """Have the key open in this process, asking for the passphrase where one is needed. False when it stays locked.

    Nobody is asked where nobody could answer: without a terminal it stays locked.
    """
    if not passphrase.is_locked(folder):
        return True
    if not sys.stdin.isatty():
        return False
    for _ in range(_TRIES):
        try:
            passphrase.unlock(folder, click.prompt("Passphrase", hide_input=True))
        except passphrase.WrongPassphraseError:
            click.echo("That is not it.", err=True)
        else:
            return True
    return False
