"""`breather mend`: save what can be read of a damaged database."""

from __future__ import annotations

import sqlite3

import click

from server.paths import DATABASE, home
from server.storage import DamagedError, StoreError, explain


@click.command("mend")
@click.option("--forget", is_flag=True, help="Remove the damaged files that were put aside.")
def command(forget: bool) -> None:
    """Save what can be read of a damaged database; the damaged file is kept beside it."""
    from server import lock, mend
    from server.store import Store

    folder = home()
    if forget:
        for path in mend.damaged(folder):
            path.unlink()
            click.echo(f"Removed {path}")
        return
    if not (folder / DATABASE).exists():
        click.echo("There is no database yet: nothing to mend.")
        return
    try:
        held = lock.Lock.take(folder)
    except lock.HeldError as error:
        click.echo(
            f"Breather is running (process {error.holder.pid}).\nStop it, then run breather mend again.", err=True
        )
        raise SystemExit(1) from None
    except StoreError as error:
        raise _failed(error) from None
    try:
        Store.open(folder).close()
        click.echo("The database is whole: nothing to mend.")
    except DamagedError:
        try:
            done = mend.mend(folder)
        except (OSError, sqlite3.Error) as error:
            raise _failed(explain(error)) from None
        click.echo(f"{done.rows} rows were saved; the damaged file is kept as {done.kept}")
        if done.incomplete:
            click.echo(f"Some of these could not be read: {', '.join(done.incomplete)}. A backup may have more.")
        click.echo("When nothing is missing, breather mend --forget removes the damaged file.")
    except StoreError as error:
        raise _failed(error) from None
    finally:
        held.release()


def _failed(error: StoreError) -> SystemExit:
    click.echo(f"{error.message}\n{error.remedy}", err=True)
    return SystemExit(1)
