"""`breather doctor`: look whether everything is in order, and say what to do where it is not."""

from __future__ import annotations

import click

from server.commands.unlock import ask_passphrase
from server.paths import home


@click.command("doctor")
def command() -> None:
    """Look whether everything is in order.

    Ends with 1 when something needs doing.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from server import limits, settings
    from server.examine import examine

    ask_passphrase(home())
    console = Console(highlight=False)
    lines = examine(home())
    for line in lines:
        console.print(Text("✓ " if line.remedy is None else "! ", "green" if line.remedy is None else "yellow"), end="")
        console.print(Text(line.found))
        if line.remedy is not None:
            console.print(Text(f"  {line.remedy}", "bold"))
    table = Table("limit", "value", "what for", title="Limits", title_justify="left")
    for name, limit in limits.ALL.items():
        table.add_row(name, f"{limit.value} {limit.unit}", limit.help)
    console.print(table)
    table = Table("setting", "default", "what for", title="Settings", title_justify="left")
    for setting in settings.SETTINGS:
        table.add_row(setting.name, repr(setting.default), setting.help)
    console.print(table)
    if any(line.remedy is not None for line in lines):
        raise SystemExit(1)
