"""`breather pair`: a code to paste once, where a browser cannot connect by itself."""

from __future__ import annotations

import click

from server import limits
from server.commands.unlock import ask_passphrase
from server.paths import home


@click.command("pair")
@click.option("--revoke", is_flag=True, help="Disconnect every browser instead.")
def command(revoke: bool) -> None:
    """Print a code that connects a browser by hand."""
    from server import pairing
    from server.pairing_code import grouped, to_code
    from server.store import Store, StoreError

    ask_passphrase(home())
    try:
        store = Store.open(home())
        try:
            if revoke:
                count = pairing.revoke(store)
                click.echo(f"{count} {'connection' if count == 1 else 'connections'} ended.")
                return
            code = grouped(to_code(pairing.add(store, None)))
        finally:
            store.close()
    except StoreError as error:
        click.echo(f"{error.message}\n{error.remedy}", err=True)
        raise SystemExit(1) from None
    click.echo(code)
    click.echo(
        "Open the extension's popup, choose to connect with a code, and paste this line there."
        f" It works once, within {limits.CODE_TIME.value // 60} minutes, on this machine alone.",
        err=True,
    )
