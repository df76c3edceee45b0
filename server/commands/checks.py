"""`breather checks`: what Breather can notice, in the words of the pack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from heuristics import Check, Example, Pack

_SHOWN: Final = 3
"""Examples of a form check on the page; the rest is in the check's file."""
_LONGEST: Final = 160
"""Characters of an example."""


@click.command("checks")
@click.option("--markdown", is_flag=True, help="Print the page docs/checks.md.")
def command(markdown: bool) -> None:
    """List what Breather can notice."""
    from heuristics import load_pack

    pack = load_pack()
    if markdown:
        click.echo("\n".join(_page(pack)))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("check", "level", "notices", "from")
    for check in pack.checks:
        sources = ", ".join(source.title for source in check.sources)
        table.add_row(check.id, str(check.level), check.about, sources)
    Console().print(table)


def _page(pack: Pack) -> Iterator[str]:
    yield "# What Breather notices"
    yield ""
    yield "Written by `make docs` from the files in `heuristics/packs/`. Every example is invented, and is a test."
    for check in sorted(pack.checks, key=lambda check: (-check.rank, check.id)):
        yield from _check(check)
    yield ""
    yield "## What is never prompted"
    yield ""
    yield "Whatever the check, these make a match harmless:"
    yield ""
    for guard in pack.guards:
        yield f"- **{guard.name}**: {_quote(guard.quiet[0].draft.text)}"


def _check(check: Check) -> Iterator[str]:
    yield from ("", f"## {check.id}", "", check.about, "")
    yield f"Level `{check.level}`. From {'; '.join(f'“{source.title}”: {source.idea}' for source in check.sources)}"
    yield from ("", f"Known false alarms: {check.known_false_alarms}", "", "It says, for example:", "")
    wording = check.wordings[0]
    yield f"> **{wording.heading}** {wording.why} {wording.question}"
    if check.detector:
        yield from ("", "It speaks of:", "")
        yield from _examples(check.detector.fires)
        yield from ("", "It is silent about:", "")
        yield from _examples(check.detector.quiet)
        return
    yield from ("", "It speaks of:", "")
    for pattern in check.patterns:
        yield f"- {pattern.name}: {_quote(pattern.fires[0].draft.text)}"
    if check.guards:
        yield from ("", "It is silent about:", "")
        for guard in check.guards:
            yield f"- {guard.name}: {_quote(guard.quiet[0].draft.text)}"


def _examples(examples: Iterable[Example]) -> Iterator[str]:
    for example in list(examples)[:_SHOWN]:
        about = [f"at {example.draft.moment.hour} o'clock"] if example.draft.moment.hour is not None else []
        if example.draft.moment.unanswered:
            about.append(f"{example.draft.moment.unanswered} unanswered")
        when = f" ({', '.join(about)})" if about else ""
        yield f"- {_quote(example.draft.text)}{when}"


def _quote(text: str) -> str:
    one_line = " ⏎ ".join(line.strip() for line in text.splitlines() if line.strip())
    return f"*{one_line if len(one_line) <= _LONGEST else one_line[:_LONGEST] + '…'}*"
