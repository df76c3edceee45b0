"""`breather key`: who keeps the key to what is stored, and a new one in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from server import launch, passphrase
from server.commands.unlock import ask_passphrase
from server.paths import home

if TYPE_CHECKING:
    from pathlib import Path


@click.command("key")
@click.option("--keep", type=click.Choice(["keyring", "passphrase", "file"]), help="Keep it there, as a new key.")
@click.option("--rotate", is_flag=True, help="Make a new key, kept where the old one was.")
def command(keep: str | None, rotate: bool) -> None:
    """Say who keeps the key to what is stored; keep it elsewhere, or change it.

    Everything stored is sealed anew with the new key. An old copy of the key then opens nothing that is here.
    """
    from server import keeper
    from server.store import Store, StoreError

    folder = home()
    if not ask_passphrase(folder):
        raise _failed("Breather is locked with your passphrase.", "Run this in a terminal, where you can type it.")
    try:
        store = Store.open(folder)
        kept = store.kept
        store.close()
        if keep or rotate:
            kept = keep or kept
            _change(folder, kept)
            click.echo("There is a new key, and everything stored is sealed with it.")
        click.echo(f"The key is {keeper.HONEST[kept]}")
    except StoreError as error:
        raise _failed(error.message, error.remedy) from None


def _change(folder: Path, kept: str) -> None:
    from server.lock import HeldError, Lock
    from server.rekey import NoKeyringError, rekey
    from server.storage import explain

    word = _new_passphrase() if kept == "passphrase" else ""
    was_running = launch.running_port(folder) is not None
    if not launch.stop(folder):
        raise _failed("Breather does not stop.", "Stop it, then run breather key again.")
    try:
        lock = Lock.take(folder)
    except HeldError:
        raise _failed("Breather was started meanwhile.", "Run breather key again.") from None
    try:
        rekey(folder, kept, word)
    except NoKeyringError:
        raise _failed(
            "There is no system keyring here that could keep the key.",
            "Nothing was changed. Start your desktop's keyring, or choose --keep passphrase.",
        ) from None
    except OSError as error:
        raise explain(error) from None
    finally:
        lock.release()
    if was_running:
        launch.ensure_running(folder)


def _new_passphrase() -> str:
    """Ask twice for a new passphrase that is long enough."""
    click.echo("Choose a passphrase: four or more words that do not belong together are good.", err=True)
    click.echo("It is written down nowhere. If you forget it, nobody can open what is stored.", err=True)
    while True:
        word: str = click.prompt("New passphrase", hide_input=True, confirmation_prompt="Once more")
        if len(word) >= passphrase.SHORTEST:
            return word
        click.echo(f"That is too short: {passphrase.SHORTEST} characters at least.", err=True)


def _failed(message: str, remedy: str) -> SystemExit:
    click.echo(f"{message}\n{remedy}", err=True)
    return SystemExit(1)
