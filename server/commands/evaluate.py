"""`breather evaluate`: measure a pack on labelled drafts and on everyday ones."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from server import evaluation, harden
from server.evaluation import Judged, Share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from server.batch import Around


@click.command("evaluate")
@click.argument("files", nargs=-1, required=True, type=click.File("rb"), metavar="FILE...")
@click.option(
    "--packs", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Another folder of checks."
)
@click.option(
    "--compare", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Measure this folder beside it."
)
@click.option("--lists", is_flag=True, help="Print the rows that were missed, and the alarms.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--write", type=click.Path(dir_okay=False, path_type=Path), help="Write the figures as Markdown.")
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    files: Sequence[IO[bytes]], packs: Path | None, compare: Path | None, lists: bool, as_json: bool, write: Path | None
) -> None:
    """Measure the checks on FILEs of JSON rows.

    A row with a level is labelled: {"id", "text", "audience", "hour", "unanswered", "labels", "level"}, and "pair" for
    minimal pairs. A row without one is an everyday draft: {"text", "source"}.
    """
    from rich.console import Console

    from server.batch import Around

    if compare and (as_json or write):
        raise click.UsageError("--compare is for the tables on the screen. Leave out --json and --write.")
    harden.keep_memory_private()
    console = Console(highlight=False)
    sets = {Path(file.name).stem: [line for line in file if line.strip()] for file in files}
    judged = _judge(sets, packs, Around())
    if as_json:
        click.echo(json.dumps(_figures(judged), indent=2))
    elif write is not None:
        write.write_text(_markdown(judged))
        console.print(f"The figures are in {write}.")
    else:
        _show(console, judged, _judge(sets, compare, Around()) if compare else None)
    if lists:
        _lists(console, judged)


def _judge(sets: dict[str, list[bytes]], packs: Path | None, around: Around) -> dict[str, list[Judged]]:
    """Judge every set on all cores, with a progress bar on a terminal.

    All sets go through one pass: to get the patterns ready costs more than to judge a set with them.
    """
    from rich.progress import Progress

    from server.batch import RowError, judge_rows

    rows = [(name, number, line) for name, lines in sets.items() for number, line in enumerate(lines, 1)]
    judged: dict[str, list[Judged]] = {name: [] for name in sets}
    with Progress(transient=True) as progress:
        task = progress.add_task("Drafts", total=len(rows))
        try:
            reports = judge_rows([line for _, _, line in rows], around, packs)
            for (name, _, line), report in zip(rows, reports, strict=True):
                judged[name].append(Judged(json.loads(line), json.loads(report)))
                progress.advance(task)
        except RowError as error:
            name, number, _ = rows[error.number - 1]
            raise click.ClickException(f"{name}, line {number}: {error.why}. Mend that line.") from None
    return judged


def _split(judged: dict[str, list[Judged]]) -> tuple[dict[str, list[Judged]], list[Judged]]:
    """Labelled sets by name, and every everyday row."""
    labelled = {name: [row for row in rows if row.labelled] for name, rows in judged.items()}
    everyday = [row for rows in judged.values() for row in rows if not row.labelled]
    return {name: rows for name, rows in labelled.items() if rows}, everyday


def _checks(judged: dict[str, list[Judged]]) -> list[str]:
    rows = [row for each in judged.values() for row in each]
    counted = Counter(check for row in rows for check in row.labels | row.found)
    return sorted(counted, key=lambda check: (-counted[check], check))


def _figures(judged: dict[str, list[Judged]]) -> dict[str, Any]:
    labelled, everyday = _split(judged)
    rows = [row for each in labelled.values() for row in each]

    def plain(share: Share) -> dict[str, Any]:
        return {"value": share.value, "of": share.of, "low": share.low, "high": share.high}

    return {
        "sets": {
            name: {measure: plain(share) for measure, share in evaluation.measure(each).items()}
            for name, each in labelled.items()
        },
        "checks": {
            check: {name: plain(share) for name, share in figures._asdict().items()}
            for check, figures in evaluation.by_check(rows, everyday, _checks(judged)).items()
        },
        "everyday": {
            source: {name: plain(share) for name, share in figures._asdict().items()}
            for source, figures in evaluation.by_source(everyday).items()
        },
    }


Table = tuple[str, list[str], list[list[str]]]
"""A title, the heads of the columns, the rows."""


def _tables(judged: dict[str, list[Judged]]) -> list[Table]:
    labelled, everyday = _split(judged)
    rows = [row for each in labelled.values() for row in each]
    tables: list[Table] = []
    if labelled:
        measured = {name: evaluation.measure(each) for name, each in labelled.items()}
        body = [[name, *(str(shares[name]) for shares in measured.values())] for name in evaluation.MEASURES]
        tables.append(("Labelled drafts, percent (95 % interval) of rows", ["", *measured], body))
    figures = evaluation.by_check(rows, everyday, _checks(judged))
    body = [
        [check, str(each.recall), str(each.precision), _per_thousand(each.alarms)] for check, each in figures.items()
    ]
    tables.append(("Each check", ["", "recall", "precision", "per 1,000 everyday drafts"], body))
    if everyday:
        body = [
            [source, _per_thousand(each.speaks), _per_thousand(each.interrupts), str(each.speaks.of)]
            for source, each in evaluation.by_source(everyday).items()
        ]
        tables.append(("Everyday drafts, per 1,000", ["", "speaks", "interrupts", "of"], body))
    return tables


def _per_thousand(share: Share) -> str:
    if not share.of:
        return "-"
    return f"{1000 * share.hits / share.of:.1f} ({1000 * share.low:.1f}-{1000 * share.high:.1f})"


def _show(console: Console, judged: dict[str, list[Judged]], other: dict[str, list[Judged]] | None) -> None:
    from rich.table import Table as Drawn

    others = _tables(other) if other else []
    for number, (title, heads, rows) in enumerate(_tables(judged)):
        drawn = Drawn(title=title, title_justify="left")
        for head in heads:
            drawn.add_column(head)
        was = {row[0]: row for row in others[number][2]} if others else {}
        for row in rows:
            drawn.add_row(*row)
            if was.get(row[0], row) != row:
                drawn.add_row("  compared", *was[row[0]][1:], style="dim")
        console.print(drawn)


def _markdown(judged: dict[str, list[Judged]]) -> str:
    parts = [
        "# How well Breather judges",
        "",
        "Written by `make evaluate` from the development sets. In brackets: 95 % bootstrap intervals.",
        "The checks were written with these sets at hand; drafts that nobody here has seen will score lower.",
    ]
    for title, heads, rows in _tables(judged):
        parts += ["", f"## {title}", "", f"| {' | '.join(heads)} |", "| --- " * len(heads) + "|"]
        parts += [f"| {' | '.join(row)} |" for row in rows]
    parts += ["", "## What is measured", ""]
    parts += [f"- **{name}**: {help_text}" for name, help_text in evaluation.MEASURES.items()]
    return "\n".join(parts) + "\n"


def _lists(console: Console, judged: dict[str, list[Judged]]) -> None:
    labelled, everyday = _split(judged)
    for title, rows in (
        ("Missed", [row for each in labelled.values() for row in evaluation.misses(each)]),
        ("Alarms", [row for each in labelled.values() for row in evaluation.alarms(each)]),
        ("Everyday alarms", evaluation.alarms(everyday)),
    ):
        console.rule(f"{title}: {len(rows)}")
        for row in rows:
            about = f"{row.row.get('id', row.row.get('source', ''))} {row.deserved}>{row.given}"
            console.print(about, sorted(row.labels), sorted(row.found), row.row["text"], markup=False)
