"""Patterns taken apart."""

import itertools

import pytest

from heuristics import Pack
from heuristics.branches import branches
from heuristics.matching import Clock, Matcher, leftmost
from heuristics.shelf import Shelf
from heuristics.tokens import OPENING, tokens

LISTS = {"names": ["liar", "cheat"]}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"you left", [r"you left"]),
        (r"you left|he (lied|left)", [r"you left", r"he (lied|left)"]),
        (r"(you|he) left", [r"you left", r"he left"]),
        (
            r"(?<!if )\b(?:you( two)?|he|) left",
            [r"(?<!if )\byou( two)? left", r"(?<!if )\bhe left", r"(?<!if )\b left"],
        ),
        (r"(?:(?:a|b) c)", [r"a c", r"b c"]),
        (r"(a|b)? c", [r"(a|b)? c"]),
        (r"(?P<span>a|b) c", [r"(?P<span>a|b) c"]),
        (r"(?>a|b) c", [r"(?>a|b) c"]),
        (r"(a|a) \L<names>|a \L<names>", [r"a \L<names>"]),
        (r"[(|]x|\|y", [r"[(|]x", r"\|y"]),
        (r"(a)(\1|b)", [r"(a)(\1|b)"]),
        (r"a|b)", [r"a|b)"]),
        (r"(a|b", [r"(a|b"]),
    ],
)
def test_branches(source: str, expected: list[str]) -> None:
    """Alternatives at the beginning, with what stands around them; what is not understood stays whole."""
    assert list(branches(source)) == expected


def test_a_long_rest_is_not_written_again_and_again() -> None:
    """A pattern taken apart is not much longer than it was."""
    ways, rest = "|".join("abcdefgh"), "x" * 500
    assert list(branches(f"({ways}) {rest}")) == [f"({ways}) {rest}"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"(so |very )*(sad|so)( \w+)?|so", "so so sad so very so, sad so"),
        (r"you (lied|left)|left|lied to", "you left, left. you lied to me"),
        (r"a|a b|b c|c", "a b c a b"),
    ],
)
def test_together_they_find_what_the_pattern_finds(source: str, text: str) -> None:
    """Leftmost first, none within another."""
    matcher = Matcher(LISTS, Shelf(LISTS))
    found = [matcher.find(branch, text, Clock(None)) for branch in branches(source)]

    assert len(found) > 1
    assert leftmost(found) == matcher.find(source, text, Clock(None))


def test_every_pattern_can_be_taken_apart(pack: Pack) -> None:
    """In the shipped patterns and in all their branches every bracket is closed, and most have several branches."""
    sources = {source for check in pack.checks for pattern in check.patterns for source in pattern.sources}
    for source in sources:
        for one in {source, *branches(source)}:
            steps = ((kind in OPENING) - (kind == "close") for kind, _ in tokens(one))
            deep = list(itertools.accumulate(steps, initial=0))
            assert min(deep) == deep[-1] == 0, one
    assert sum(map(len, map(branches, sources))) > 3 * len(sources)
