"""`breather letters`: the unsent letters, without a browser."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from server.commands.unlock import ask_passphrase
from server.paths import DATABASE, home

if TYPE_CHECKING:
    from server.letters import Letters


@click.command("letters")
@click.option("--read", type=click.IntRange(1), metavar="NUMBER", help="Print a letter whose day is over.")
@click.option("--let-go", type=click.IntRange(1), metavar="NUMBER", help="Delete a letter for good.")
@click.option("--erase-all", is_flag=True, help="Delete every letter for good.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(read: int | None, let_go: int | None, erase_all: bool, yes: bool) -> None:
    """List the unsent letters. While a letter rests, its text is shown to nobody."""
    from server.letters import Letters
    from server.steady import SteadyClock
    from server.store import Store, StoreError

    if sum((read is not None, let_go is not None, erase_all)) > 1:
        raise click.UsageError("Choose one of --read, --let-go and --erase-all.")
    if not (home() / DATABASE).exists():
        click.echo("There are no letters.")
        return
    try:
        ask_passphrase(home())
        store = Store.open(home())
        try:
            letters = Letters(store, SteadyClock(store))
            if read is not None:
                _read(letters, _nth(letters, read))
            elif let_go is not None:
                _let_go(letters, _nth(letters, let_go), f"letter {let_go}", yes)
            elif erase_all:
                _let_go(letters, None, "every letter", yes)
            else:
                _list(letters)
        finally:
            store.close()
    except StoreError as error:
        click.echo(f"{error.message}\n{error.remedy}", err=True)
        raise SystemExit(1) from None


def _list(letters: Letters) -> None:
    found = letters.all().values()
    if not found:
        click.echo("There are no letters.")
        return
    for number, letter in enumerate(found, 1):
        state = letter.state(letters.clock.now())
        when = f"rests until {_date(letters.clock.at(letter.opens))}" if state == "resting" else state
        where = f", {letter.site}" if letter.site else ""
        click.echo(f"{number:>3}  {_date(letter.made)}{where}, {len(letter.text.split())} words: {when}")


def _read(letters: Letters, letter_id: str) -> None:
    from server import errors

    try:
        click.echo(letters.read(letter_id).text)
    except errors.Refusal:
        opens = _date(letters.clock.at(letters.get(letter_id).opens))
        click.echo(f"This letter still rests, until {opens}.\nUntil then you can add to it in the browser.", err=True)
        raise SystemExit(1) from None


def _let_go(letters: Letters, letter_id: str | None, what: str, yes: bool) -> None:
    if not yes:
        click.confirm(f"Let {what} go for good?", abort=True)
    letters.forget(letter_id)
    click.echo("Gone. Nothing of it is left on this machine.")


def _nth(letters: Letters, number: int) -> str:
    ids = list(letters.all())
    if number > len(ids):
        raise click.UsageError(f"There are {len(ids)} letters; breather letters lists them.")
    return ids[number - 1]


def _date(time: int) -> str:
    moment = dt.datetime.fromtimestamp(time / 1000, dt.UTC).astimezone()
    return moment.strftime("%Y-%m-%d %H:%M")
