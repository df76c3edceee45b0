"""The figures of `breather evaluate` are what they say they are."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from server.commands.evaluate import command
from server.evaluation import Judged, alarms, by_check, by_source, measure, misses, share
from tests.compiled import prepare


def judged(deserved: str, given: str, labels: str = "", found: str = "", **more: object) -> Judged:
    """A row and its report; the first found check leads."""
    checks = found.split()
    report: dict[str, Any] = {
        "level": given,
        "findings": [{"check": check} for check in checks],
        "prompt": {"check": checks[0]} if checks else None,
    }
    return Judged({"level": deserved, "labels": labels.split(), "text": "…", **more}, report)


ROWS = [
    judged("pause", "pause", "blame insult", "insult", pair="1"),
    judged("none", "none", pair="1"),
    judged("pause", "note", "blame", "begging", pair="2"),
    judged("none", "note", "", "begging", pair="2"),
    judged("note", "none", "martyr"),
    judged("care", "care", "crisis", "crisis"),
]


def test_measures() -> None:
    """Each measure counts the rows that its sentence names."""
    measured = {name: (each.hits, each.of) for name, each in measure(ROWS).items()}

    assert measured == {
        "speak recall": (3, 4),
        "interrupt recall": (2, 3),
        "silent": (1, 2),
        "speak precision": (3, 4),
        "interrupt precision": (2, 2),
        "care recall": (1, 1),
        "care silent": (5, 5),
        "lead labelled": (2, 3),
        "pairs right": (1, 2),
    }


def test_checks_and_sources() -> None:
    """A check is measured by its label, and per source by what is said at all."""
    everyday = [Judged({"text": "…", "source": "sms"}, row.report) for row in ROWS[2:4]]

    figures = by_check(ROWS, everyday, ["begging", "blame"])
    (sms,) = by_source(everyday).values()

    assert (figures["blame"].recall.hits, figures["blame"].recall.of) == (0, 2)
    assert (figures["begging"].precision.hits, figures["begging"].precision.of) == (0, 2)
    assert (figures["begging"].alarms.hits, sms.speaks.hits, sms.interrupts.hits, sms.speaks.of) == (2, 2, 0, 2)


def test_lists() -> None:
    """A miss is a row that deserves more than it got; an alarm is a harmless row spoken about."""
    assert misses(ROWS) == [ROWS[2], ROWS[4]]
    assert alarms(ROWS) == [ROWS[3]]


def test_intervals() -> None:
    """An interval holds the figure, narrows with more rows, and nothing counted is no figure."""
    few, many = share([True] * 8 + [False] * 2), share([True] * 800 + [False] * 200)

    assert 0.5 <= few.low < 0.8 < few.high <= 1
    assert many.high - many.low < few.high - few.low
    assert (many.low, many.high) == pytest.approx((0.775, 0.825), abs=0.002)
    assert share([]).value is None
    assert (share([True]).low, share([False]).high) == (1, 0)


def test_the_command(tmp_path: Path, home: Path) -> None:
    """Files in, figures out: as JSON, and as a page without a word of the rows."""
    prepare(home)
    rows = tmp_path / "mine.jsonl"
    rows.write_text(
        json.dumps({"id": "1", "text": "You never cared about me.", "level": "pause", "labels": ["blame"]})
        + "\n"
        + json.dumps({"id": "2", "text": "The umbrella is by the door.", "level": "none", "labels": []})
    )
    page = tmp_path / "page.md"

    figures = json.loads(CliRunner().invoke(command, [str(rows), "--json"], catch_exceptions=False).output)
    CliRunner().invoke(command, [str(rows), "--write", str(page)], catch_exceptions=False)

    assert figures["sets"]["mine"]["speak recall"] == {"value": 1.0, "of": 1, "low": 1.0, "high": 1.0}
    assert figures["sets"]["mine"]["silent"]["value"] == 1.0
    assert "umbrella" not in page.read_text()
    assert "speak recall" in page.read_text()


def test_a_bad_row_is_named(tmp_path: Path, home: Path) -> None:
    """A row that cannot be read is named by its number, without its words."""
    prepare(home)
    rows = tmp_path / "mine.jsonl"
    rows.write_text('{"text": "fine"}\n{"text": 7, "secret": "umbrella"}\n')

    result = CliRunner().invoke(command, [str(rows)])

    assert result.exit_code
    assert "mine, line 2: text must be a string" in result.output
    assert "umbrella" not in result.output


def test_a_bad_row_is_named_in_its_own_file(tmp_path: Path, home: Path) -> None:
    """All files are judged in one pass; a row is still named by its file and its number there."""
    prepare(home)
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text('{"text": "fine"}\n{"text": "lovely"}\n')
    bad.write_text('{"text": "fine"}\n{"text": 7}\n')

    result = CliRunner().invoke(command, [str(good), str(bad)])

    assert "bad, line 2: text must be a string" in result.output


@pytest.mark.parametrize("other", [["--json"], ["--write", "page.md"]])
def test_a_comparison_is_for_the_screen(tmp_path: Path, other: list[str]) -> None:
    """What cannot be compared says so rather than leave the comparison out."""
    rows = tmp_path / "mine.jsonl"
    rows.write_text('{"text": "fine"}\n')

    result = CliRunner().invoke(command, [str(rows), "--compare", str(tmp_path), *other])

    assert result.exit_code
    assert "--compare" in result.output
