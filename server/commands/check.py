"""`breather check`: read one draft, or a file of drafts, without server or browser."""

from __future__ import annotations

import json
import sys
from typing import IO, TYPE_CHECKING

import click

from server import harden

if TYPE_CHECKING:
    from heuristics import Report


@click.command("check")
@click.argument("text", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON; offsets are code points.")
@click.option("--jsonl", type=click.File("rb"), metavar="FILE", help="Check every row; - is stdin.")
@click.option("--audience", type=click.Choice(["ex", "partner", "other", "unknown"]), default="unknown")
@click.option("--hour", type=click.IntRange(0, 23), help="The local hour.")
@click.option("--unanswered", type=click.IntRange(0), default=0, help="Own messages since the last reply.")
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    text: str | None, as_json: bool, jsonl: IO[bytes] | None, audience: str, hour: int | None, unanswered: int
) -> None:
    """Check a draft, or a file of drafts. Without TEXT, reads the draft from stdin.

    A row of --jsonl is {"id", "text", "audience", "hour", "unanswered"}; only text is needed.
    """
    from server import batch

    harden.keep_memory_private()
    around = batch.Around(audience, hour, unanswered)
    if jsonl is None:
        draft = _stdin() if text is None else text
        report = batch.Judge().judge(draft, around)
        if as_json:
            click.echo(json.dumps(batch.as_row(report)))
        else:
            _show(draft, report)
        return
    if text is not None or as_json:
        raise click.UsageError("--jsonl goes with neither TEXT nor --json.")
    try:
        for row in batch.judge_rows(jsonl, around):
            sys.stdout.write(f"{row}\n")
    except batch.RowError as error:
        sys.stdout.flush()
        click.echo(f"Line {error.number}: {error.why}. Mend that line, then try again.", err=True)
        raise SystemExit(1) from None


def _stdin() -> str:
    try:
        return sys.stdin.buffer.read().decode()
    except UnicodeDecodeError:
        click.echo("The draft is not UTF-8. Save it as UTF-8, then try again.", err=True)
        raise SystemExit(1) from None


def _show(draft: str, report: Report) -> None:
    """Show a report as a person would want to read it."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(highlight=False)
    if not report.findings:
        console.print("Nothing to say about this one.")
        return
    marked = Text(draft)
    for finding in report.findings:
        marked.stylize("underline", finding.start, finding.end)
    console.print(Padding(marked, (1, 2)))
    for finding in report.findings:
        console.print(Text(f"{finding.level!s:<6}{finding.check:<16}{draft[finding.start : finding.end]}"))
    if report.prompt is not None:
        console.print()
        console.print(Text(report.prompt.heading, "bold"))
        console.print(Text(f"{report.prompt.why} {report.prompt.question}"))
        console.print(Text(f"From: {report.prompt.source.title}", "dim"))
