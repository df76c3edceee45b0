"""The shipped pack does what its files say."""

import random
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from heuristics import Draft, Engine, Pack
from heuristics.model import Example, Guard, Pattern, Scope
from heuristics.pack import PACKS
from heuristics.prove import problems
from tests.compiled import compiled
from tests.soak import Size

HARD_WORDS = 9
"""Letters; a prompt is for somebody upset, and should read like a twelve-year-old's book."""


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compile only what a changed pack has of its own."""
    monkeypatch.setattr("heuristics.prove.Engine", lambda pack: Engine(pack, compiled()))


def test_every_part_is_proven(pack: Pack) -> None:
    """Each example holds, each part is needed by one, and our own wordings come back silent."""
    assert problems(pack) == []


def test_a_pattern_that_nothing_needs_is_found_out(pack: Pack) -> None:
    """Doubling a pattern under another name leaves both without an example that needs them."""
    check = pack.check("blame")
    twin = replace(check.patterns[0], name="twin")
    doubled = replace(check, patterns=(*check.patterns, twin))
    changed = replace(pack, checks=(doubled,), guards=())

    assert any("twin: no example needs it" in problem for problem in problems(changed))


def test_a_guard_that_nothing_needs_is_found_out(pack: Pack) -> None:
    """A guard whose examples are silent anyway is reported."""
    idle = Guard("idle", "umbrella", Scope.SENTENCE, frozenset({"blame"}), (Example(Draft("Bring your umbrella.")),))
    changed = replace(pack, checks=(pack.check("blame"),), guards=(idle,))

    assert any("idle: no example needs it" in problem for problem in problems(changed))


def test_a_wrong_span_is_found_out(pack: Pack) -> None:
    """An example whose brackets are off by a word is reported."""
    check = pack.check("blame")
    pattern = check.patterns[0]
    moved = replace(pattern, fires=(replace(pattern.fires[0], spans=((0, 1),)), *pattern.fires[1:]))
    wrong = replace(check, patterns=(moved, *check.patterns[1:]))
    changed = replace(pack, checks=(wrong,), guards=())

    assert any("should mark" in problem for problem in problems(changed))


def test_a_check_that_speaks_in_its_own_wording_is_found_out(pack: Pack) -> None:
    """A prompt that would itself be prompted is reported."""
    check = pack.check("blame")
    rude = replace(check, wordings=(replace(check.wordings[0], question="You never cared about me, did you?"),))
    changed = replace(pack, checks=(rude,), guards=())

    assert any("its own wording is prompted" in problem for problem in problems(changed))


def test_every_source_is_cited(pack: Pack) -> None:
    """A source that no check cites is dead weight."""
    named = {block["id"] for block in tomllib.loads((PACKS / "sources.toml").read_text())["source"]}

    assert named == {source.id for check in pack.checks for source in check.sources}


def test_wordings_keep_their_manners(pack: Pack) -> None:
    """At least four ways to say it, no verdict, no scolding, no shouting, one question, plain words."""
    for check in pack.checks:
        assert len(check.wordings) >= 4, check.id
        assert len(set(check.wordings)) == len(check.wordings), check.id
        for wording in check.wordings:
            said = f"{wording.heading} {wording.why} {wording.question}"
            assert "!" not in said, said
            for verdict in ("you are", "you're", "you should", "you must", "never send", "don't send", "stop "):
                assert verdict not in said.lower().replace("{quote}", ""), said
            assert wording.question.count("?") <= 1, said
            long_words = [word for word in said.split() if len(word.strip("“”.,?:;\u2019")) > HARD_WORDS]
            assert len(long_words) <= 4, long_words


def test_forms_have_examples_of_both_kinds(pack: Pack) -> None:
    """A detector shows when it speaks and when it does not."""
    for check in pack.checks:
        if check.detector:
            assert check.detector.fires, check.id
            assert check.detector.quiet, check.id


@pytest.mark.soak
def test_the_prefilter_hides_nothing(pack: Pack, engine: Engine, size: Size) -> None:
    """Examples of patterns and guards give the same hits when each pattern is tried on them, awake or not.

    It is tried at every letter, too, and not only where it could begin. That takes long, so it is one of five examples,
    others whenever a pack changes, and all of them in full size.
    """
    tired = Engine(pack, compiled())
    tired._sleepers.awake = lambda *_: tired._sleepers._all  # type: ignore[method-assign] # the point
    tired._firsts.anywhere = {branch for found in tired._branches.values() for branch in found}
    examples = [part[0] for check in pack.checks for part in _parts(check.patterns, check.guards)]

    chance = random.Random(pack.digest)  # noqa: S311 - others for another pack, no secret
    chosen = chance.sample(examples, size(len(examples) // 5, full=len(examples)))
    for example in chosen:
        assert engine.explain(example.draft) == tired.explain(example.draft), example.draft.text


def _parts(patterns: tuple[Pattern, ...], guards: tuple[Guard, ...]) -> list[tuple[Example, ...]]:
    return [pattern.fires for pattern in patterns] + [guard.quiet for guard in guards]


@pytest.mark.parametrize("path", sorted((PACKS / "en").glob("*.toml")), ids=lambda path: path.stem)
def test_examples_are_our_own(path: Path) -> None:
    """No example is a row of the measuring sets, where those are at hand."""
    shared = Path(__file__).parents[3] / "shared"
    rows = [*shared.glob("eval/*.jsonl"), *shared.glob("corpora/*.jsonl")]
    if not rows:
        pytest.skip("the measuring sets are not on this machine")
    text = path.read_text().lower()
    known = {
        line.split('"text": "', 1)[1].split('", "', 1)[0].lower()
        for row in rows
        for line in row.read_text().splitlines()
        if '"text": "' in line
    }

    assert [row for row in known if len(row) > 25 and row in text] == []
