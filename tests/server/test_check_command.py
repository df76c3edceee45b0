"""`breather check`: as a person types it, and as sets of drafts are measured with it."""

from __future__ import annotations

import functools
import json
import time
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from heuristics import Audience, Draft, Engine, Moment, load_pack
from server import batch, prepared
from server.__main__ import main
from tests.compiled import compiled, prepare
from tests.server.process import run

if TYPE_CHECKING:
    from pathlib import Path

BLAME = "You never cared about me and you're a liar."
GENTLE = "See you at six, I will bring the bread."


@functools.cache
def engine() -> Engine:
    """One engine for all commands that run in this process."""
    return Engine(load_pack(), compiled())


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Have patterns compiled: in this process, and for those that are started, as after `breather setup`."""
    monkeypatch.setattr(prepared, "engine", lambda _: engine())
    prepare(home)


def check(*arguments: str, stdin: str | bytes | None = None) -> Result:
    """Run `breather check` in this process."""
    return CliRunner().invoke(main, ["check", *arguments], input=stdin)


def rows(*given: Any) -> bytes:
    """Write rows as JSONL."""
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in given).encode()


def test_a_draft_for_a_person_to_read() -> None:
    """The words, the check, one prompt and where it comes from."""
    shown = check(BLAME)
    assert shown.exit_code == 0
    for words in (BLAME, "blame", "You never cared about me", "?", "From:"):
        assert words in " ".join(shown.output.split())
    assert "Nothing to say" in check(GENTLE).output


def test_markup_in_a_draft_is_shown_as_it_is() -> None:
    """Square brackets in a draft are text, not colours."""
    assert "[bold red]You never cared about me[/]" in check("[bold red]You never cared about me[/]").output


@pytest.mark.parametrize("before", ["", "😢 ", "👨‍👩‍👧 שלום\r\n", "é\u0301 "])
def test_offsets_are_code_points(before: str) -> None:
    """What the offsets cut out of the draft is what is quoted."""
    found = json.loads(check("--json", before + BLAME).output)
    assert found["level"] == "pause"
    blame = next(finding for finding in found["findings"] if finding["check"] == "blame")
    assert set(blame) == {"check", "level", "start", "end"}
    assert (before + BLAME)[blame["start"] : blame["end"]].startswith("You never cared")
    assert (before + BLAME)[found["prompt"]["start"] : found["prompt"]["end"]] == found["prompt"]["quote"]


def test_a_draft_from_stdin() -> None:
    """Without TEXT the draft is read from stdin, so that it need not be in the shell's history."""
    assert check("--json", stdin=BLAME).output == check("--json", BLAME).output
    shown = check(stdin=b"\xff\xfe")
    assert (shown.exit_code, "UTF-8" in shown.output) == (1, True)


def test_what_is_known_around_a_draft() -> None:
    """Audience, hour and unanswered messages reach the engine, from options and from rows; rows win."""
    draft = "I feel so alone since you moved out"
    expected = batch.as_row(engine().check(Draft(draft, Audience.EX, Moment(2, 3))))
    around = ("--audience", "ex", "--hour", "2", "--unanswered", "3")
    assert json.loads(check("--json", *around, draft).output) == expected
    row = {"text": draft, "audience": "ex", "hour": 2, "unanswered": 3}
    plain = {"text": draft, "audience": None, "hour": None, "unanswered": None}
    assert expected["level"] != "none"
    answers = check("--jsonl", "-", stdin=rows(row)).output, check("--jsonl", "-", *around, stdin=rows(plain)).output
    assert [json.loads(answer) for answer in answers] == [{"id": None, **expected}] * 2
    by_day = check("--jsonl", "-", *around, stdin=rows({**row, "hour": 14})).output
    assert json.loads(by_day)["findings"] != expected["findings"]


def test_rows_of_a_labelled_set(tmp_path: Path) -> None:
    """A file of rows, with fields of other tools' in them, is answered line for line, ids as they were."""
    given = [
        {"id": "a-1", "text": BLAME, "labels": ["blame"], "level": "pause", "kind": "risky"},
        {"id": 2, "text": GENTLE, "audience": "partner", "hour": 0, "unanswered": 0},
        {"text": "", "hour": None},
        {"id": "\u05d0\U0001f622", "text": "\ud83d half an emoji"},
    ]
    path = tmp_path / "rows.jsonl"
    path.write_bytes("\n\n".join(json.dumps(row) for row in given).encode())
    done = check("--jsonl", str(path))
    assert done.exit_code == 0
    answers = [json.loads(line) for line in done.output.splitlines()]
    assert [answer["id"] for answer in answers] == ["a-1", 2, None, "\u05d0\U0001f622"]
    assert all(set(answer) == {"id", "level", "findings", "prompt"} for answer in answers)
    assert answers[0]["prompt"]["check"] == "blame"
    assert (answers[1]["level"], answers[1]["prompt"]) == ("none", None)


BAD_ROWS = [
    ("not JSON: canary", "not JSON"),
    ('["canary"]', "not a JSON object"),
    ('{"id": "canary"}', "text must be a string"),
    ('{"text": ["canary"]}', "text must be a string"),
    ('{"text": "canary", "audience": "canary"}', "audience must be one of ex, partner, other, unknown"),
    ('{"text": "canary", "audience": ["ex"]}', "audience must be one of"),
    ('{"text": "canary", "hour": 24}', "hour must be a whole number from 0 to 23"),
    ('{"text": "canary", "hour": true}', "hour must be a whole number"),
    ('{"text": "canary", "hour": 2.5}', "hour must be a whole number"),
    ('{"text": "canary", "unanswered": -1}', "unanswered must be a whole number"),
    ('{"text": "canary", "unanswered": "3"}', "unanswered must be a whole number"),
    ('{"text": "canary"' + "[" * 100_000, "not JSON"),
]


@pytest.mark.parametrize(("row", "why"), BAD_ROWS, ids=[row[:40] for row, _ in BAD_ROWS])
def test_a_bad_row_is_named_by_its_line(row: str, why: str) -> None:
    """The rows before it are answered; it is named by line and reason; nothing of its text is repeated."""
    done = check("--jsonl", "-", stdin=lines_around(row, 2))
    assert done.exit_code == 1
    assert f"Line 3: {why}" in done.stderr
    assert "canary" not in done.output
    assert len(done.stdout.splitlines()) == 2


def lines_around(row: str, before: int) -> bytes:
    """A row between good ones."""
    good = json.dumps({"text": "ok"})
    return "\n".join([*[good] * before, row, *[good] * 300]).encode()


def test_a_bad_row_among_many() -> None:
    """With several processes at work the rows before it still come out, in order, and no row after it."""
    done = run("check", "--jsonl", "-", stdin=lines_around("[]", 700))
    assert (done.returncode, done.stdout.count(b"\n")) == (1, 700)
    assert done.stderr == b"Line 701: not a JSON object. Mend that line, then try again.\n"


def test_bytes_that_are_not_utf_8() -> None:
    """A line in another encoding is a bad row."""
    done = CliRunner().invoke(main, ["check", "--jsonl", "-"], input=b'{"text": "\xff"}\n')
    assert (done.exit_code, "Line 1: not JSON in UTF-8" in done.stderr) == (1, True)


@pytest.mark.parametrize(
    "arguments",
    [["--jsonl", "-", "text"], ["--jsonl", "-", "--json"], ["--hour", "24", "x"], ["--audience", "boss", "x"]],
)
def test_options_that_do_not_go_together(arguments: list[str]) -> None:
    """Wrong usage ends with 2 and says what is wrong."""
    assert check(*arguments, stdin=b"").exit_code == 2


def test_eight_thousand_rows_in_order_and_in_time() -> None:
    """As many short rows as a kept-back set has: well under a minute, on all cores, in order, and as one by one."""
    texts = [
        BLAME,
        GENTLE,
        "what about you?",
        "I'm leaving at six",
        "please please take me back",
        "ok",
        "see you there 😀",
    ]
    given = [{"id": number, "text": f"{texts[number % len(texts)]} {number}"} for number in range(8000)]
    began = time.monotonic()
    done = run("check", "--jsonl", "-", stdin=rows(*given))
    assert time.monotonic() - began < 60
    assert (done.returncode, done.stderr) == (0, b"")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == list(range(8000))
    judge = batch.Judge()
    for number in (0, 1, 4, 7999):
        report = judge.judge(str(given[number]["text"]), batch.Around())
        assert answers[number] == {"id": number, **batch.as_row(report)}
