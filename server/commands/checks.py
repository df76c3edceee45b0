"""`breather checks`: what Breather can notice, in the words of the pack."""

from __future__ import annotations

import click


@click.command("checks")
def command() -> None:
    """List what Breather can notice."""
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    from heuristics import load_pack  # noqa: PLC0415

    table = Table("check", "level", "notices", "from")
    for check in load_pack().checks:
        sources = ", ".join(source.title for source in check.sources)
        table.add_row(check.id, str(check.level), check.about, sources)
    Console().print(table)
