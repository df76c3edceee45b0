"""A person's own checks: read beside the shipped ones, refused with their place, and never in anybody's way."""

from __future__ import annotations

import functools
import random
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from heuristics import Draft, Engine, PackError, load_pack, load_with_own
from heuristics.matching import RULE, STRIKES
from heuristics.model import Pack, Source
from heuristics.own import LONGEST_PATTERN, MOST_BYTES
from heuristics.pack import open_pack
from heuristics.words import Words
from tests.compiled import compiled

if TYPE_CHECKING:
    from pathlib import Path

    from tests.soak import Figures, Size

GOOD = """\
id = "marmalade"
title = "Marmalade"
about = "Messages about marmalade, which I never want to send."
status = "stable"
level = "pause"
rank = 50
sources = ["own"]
known_false_alarms = "Breakfast."

[[prompt]]
heading = "Marmalade again?"
why = "You wrote down that you would rather not."
question = "Will it look the same tomorrow?"

[[pattern]]
name = "marmalade"
match = '''marmalade \\L<jars>'''
fires = ["I want my [[marmalade jar]] back"]

[[unless]]
name = "recipe"
match = '''recipe'''
within = "sentence"
quiet = ["the recipe says one marmalade jar"]

[lists]
jars = ["jar", "pot"]
"""


def write(folder: Path, text: str, name: str = "marmalade") -> Path:
    """Put a file into a person's folder."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.toml"
    path.write_text(text)
    return path


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the shipped checks once for all of these tests."""
    pack, words, sources = shipped()
    monkeypatch.setattr("heuristics.own.open_pack", lambda *_: (pack, words.copy(), dict(sources)))


@functools.cache
def shipped() -> tuple[Pack, Words, dict[str, Source]]:
    """The shipped checks and what they are read with."""
    return open_pack()


def alone(pack: Pack) -> Pack:
    """A person's own check without the others, which take long to compile."""
    return replace(pack, checks=(pack.check("marmalade"),), guards=())


def test_it_is_read_beside_the_others(tmp_path: Path) -> None:
    """It speaks and is quiet as it says, is marked as theirs, changes the digest, and takes nothing from the others."""
    pack = load_pack()
    write(tmp_path, GOOD)
    own = load_with_own(tmp_path)
    assert own.refused == ()
    assert own.pack.own == {"marmalade"}
    assert own.pack.check("marmalade").title == "Marmalade (yours)"
    assert own.pack.checks[:-1] == pack.checks
    assert own.pack.digest != pack.digest
    engine = Engine(own.pack, compiled())
    report = engine.check(Draft("where is my marmalade pot"))
    assert [finding.check for finding in report.findings] == ["marmalade"]
    assert report.prompt is not None
    assert report.prompt.heading == "Marmalade again?"
    assert not engine.check(Draft("a recipe for a marmalade pot")).findings
    mine, theirs = (
        made.check(Draft("You never cared about me")).findings for made in (engine, Engine(pack, compiled()))
    )
    assert mine == theirs


def test_without_a_folder_there_is_nothing_more(tmp_path: Path) -> None:
    """Most people have none."""
    own = load_with_own(tmp_path / "nothing")
    assert (own.pack, own.refused) == (load_pack(), ())


BROKEN = {
    "a key nobody knows": (GOOD.replace("rank = 50", "rank = 50\nrun = 'rm'"), "run", "delete it"),
    "an example that does not fire": (GOOD.replace("[[marmalade jar]]", "[[jam]]"), "marmalade", "should mark"),
    "a word that is read as another": (
        GOOD.replace("marmalade \\L", "i am out of marmalade \\L").replace("I want my [[", "[[I am out of "),
        "marmalade",
        "patterns see «i'm out of marmalade jar back»",
    ),
    "a guard nobody needs": (GOOD.replace("the recipe says one", "the book says one"), "recipe", "should be quiet"),
    "no example": (GOOD.replace('["I want my [[marmalade jar]] back"]', "[]"), "fires", "without examples"),
    "a list that is not there": (GOOD.replace("L<jars>", "L<cans>"), "match", "no list"),
    "no regex": (GOOD.replace("marmalade \\L", "(marmalade \\L"), "marmalade", "does not compile"),
    "care": (GOOD.replace('level = "pause"', 'level = "care"'), "level", "kept for checks of danger"),
    "another's name": (GOOD.replace('id = "marmalade"', 'id = "blame"'), "id", "already"),
    "a source nobody knows": (GOOD.replace('["own"]', '["the-web"]'), "the-web", "source"),
    "a pattern without end": (
        GOOD.replace("marmalade \\L", f"{'x?' * LONGEST_PATTERN} \\L"),
        "marmalade",
        "longer",
    ),
    "no TOML": ("id = ", "", "not TOML"),
    "too long a file": (GOOD + "#" * MOST_BYTES, "", "at most"),
    "deep": ("a = " + "[" * 30_000, "", ""),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_one_is_refused_with_its_place(tmp_path: Path, name: str) -> None:
    """The file, the line, the key, what is wrong and what to do; all other checks are there."""
    text, key, words = BROKEN[name]
    path = write(tmp_path, text, "blame" if "blame" in text else "marmalade")
    good = write(tmp_path, GOOD.replace("marmalade", "preserve").replace("jars", "tins"), "preserve")
    own = load_with_own(tmp_path)
    assert own.pack.own == {good.stem}
    (error,) = own.refused
    assert isinstance(error, PackError)
    assert str(error).startswith(str(path))
    assert words in str(error)
    assert error.remedy
    if key:
        assert error.key == key
        assert error.line == next(
            (number for number, line in enumerate(text.splitlines(), 1) if key in line and number >= error.line), 0
        )


def test_there_are_not_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many files are read; one more is named."""
    monkeypatch.setattr("heuristics.own.MOST_FILES", 3)
    for number in range(4):
        write(tmp_path, GOOD.replace("marmalade", f"m{number:02}x").replace("jars", f"j{number}"), f"m{number:02}x")
    own = load_with_own(tmp_path)
    assert (len(own.pack.own), len(own.refused)) == (3, 1)


EVIL = [
    "(?:a+)+b",
    "(?:a|a)*b",
    "(?:a|aa)+b",
    "(?:a*)*b",
    "(?:(?:a+)+)+b",
    "(?:[a-z]+)*[0-9]",
    "(?:.*a){12}b",
    "(?:a?){40}a{40}b",
    "(?:a+){10,}b",
    "(?:x*a)*y",
    "(a*)*\\1b",
    "(?:a.*){20}b",
    "(?:\\w+\\s?)*[?]",
    "(?=(?:a+)+b)a",
    "(?:a{1,9}){1,30}b",
    "(?:aaaa){e<=8}b",
    "(?:(?:a?b?)*c)*d",
    "(?:a|b|ab)*c",
    "(?<=a*)b(?:a+)+c",
    "(?:^a*)*b(?:a+)+$",
    r"(?:^|\b)" * 60 + "b",
    "a" + "( ?)?" * 350 + "b",
    "(" * 250 + "a" + ")?" * 250,
]


@pytest.mark.parametrize("evil", EVIL)
def test_a_slow_pattern_costs_no_more_than_its_share(tmp_path: Path, evil: str) -> None:
    """Where its own examples do not show that it is slow, three drafts do, and none costs more than its share."""
    match = f"(?:marmalade jar|{evil})"
    write(tmp_path, GOOD.replace("marmalade \\L<jars>", match))
    own = load_with_own(tmp_path)
    if own.refused:
        assert own.refused[0].remedy
        return
    engine = Engine(alone(own.pack))
    for number in range(STRIKES + 3):
        text = f"I know {number} that you want my marmalade jar {'ab' * 180} xx aaaa, can't, day {number}?"
        began = time.thread_time()
        engine.check(Draft(text), budget=0.1)
        assert time.thread_time() - began < 0.5
    assert engine.resting <= {"marmalade"}


def test_three_times_and_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After three time-outs the pattern is not tried again, and the check is named."""
    write(tmp_path, GOOD.replace("marmalade \\L<jars>", "(?:marmalade jar|jar (?:a|b|ab)*c)"))
    own = load_with_own(tmp_path)
    assert own.refused == ()
    engine = Engine(alone(own.pack))
    texts = [f"I know {number} that you want my jar {'ab' * 180} xx c" for number in range(STRIKES)]
    for text in texts:
        assert engine.resting == frozenset()
        engine.check(Draft(text), budget=10 * RULE)
    assert engine.resting == {"marmalade"}

    tried: list[str] = []

    def find(source: str, *_: object) -> list[tuple[int, int]]:
        tried.append(source)
        return []

    monkeypatch.setattr(engine._matcher, "find", find)
    engine.check(Draft(f"I know 9 that you want my jar {'ab' * 180} xx c"), budget=10 * RULE)
    assert tried
    assert not any("jar" in source for source in tried)


@pytest.mark.soak
def test_any_file_loads_or_is_refused(tmp_path: Path, size: Size, figures: Figures) -> None:
    """Files with anything in them, and good ones with pieces changed: loaded or refused in words, and soon."""
    chance = random.Random(30)  # noqa: S311 - mutations, the same every time
    tries, unsaid, slowest = size(40, full=5000), 0, 0.0
    pieces = ["<b>", "${x}", "https://", "\x00", "\\L<", "[[", "]]", '"', "'''", "=", "{quote}", "(", "*", "\n", "é"]
    began = time.process_time()
    load_with_own(tmp_path / "nothing")
    least = time.process_time() - began
    for _ in range(tries):
        text = GOOD
        for _ in range(chance.randrange(1, 5)):
            at, length = chance.randrange(len(text)), chance.choice([0, 1, 9, 40])
            text = text[:at] + chance.choice([*pieces, text[at : at + 30] * 2, ""]) + text[at + length :]
        write(tmp_path / "own", text)
        began = time.process_time()
        own = load_with_own(tmp_path / "own")
        slowest = max(slowest, time.process_time() - began - least)
        unsaid += len(own.pack.own) + len(own.refused) != 1
    figures.note("own packs", "neither loaded nor refused", unsaid, allowed=0, of=tries)
    figures.note("own packs", "the slowest, beside the shipped ones", slowest * 1000, allowed=600, unit="ms", of=tries)
