"""Words that a pattern cannot do without."""

import pytest

from heuristics.prefilter import Prefilter, needed
from heuristics.shelf import Shelf

LISTS = {"names": ["liar", "cheat"], "traits": ["cold", "so selfish"]}


def awake(prefilter: Prefilter, text: str) -> set[str]:
    """The patterns that a text wakes."""
    return prefilter.owners(prefilter.awake([prefilter.met(text)]))


@pytest.mark.parametrize(
    ("source", "ways"),
    [
        (r"you're (such )?(a )?\L<names>", ["cheat |liar ", "you "]),
        (r"liars?", ["liar"]),
        (r"(?<!not )you never (cared|loved)", ["never ", "cared |loved ", "you "]),
        (r"(foo|bar) baz", ["baz ", "bar |foo "]),
        (r"(foo|bar)s? baz", ["baz ", "bar|foo"]),
        (r"(foo)?[.]?( baz)+", ["baz"]),
        (r"(|so )\L<traits>", ["cold |selfish "]),
        (r"(?P<span>never) x", ["never ", "x "]),
        (r"(do )?whatever( you want)?", ["whatever "]),
        (r"whatever(| you)(?= |$)(ish)?", ["whatev"]),
        (r"(so|not) ?(much|(a|the) lot)", ["not|so"]),
        (r"(so|not)( much|,? (a|the) lot)", ["lot |much ", "not |so "]),
        (r"un(happy)", ["un"]),
        (r"\L<names>ish", ["cheat|liar"]),
        (r"😂+ so", ["😂", "so "]),
        (r"so[\U0001f602\u2764]", ["so", "❤|😂"]),
    ],
)
def test_keys(source: str, ways: list[str]) -> None:
    """The keys are beginnings of words of which each match holds one of each set."""
    found = needed(source, LISTS)

    assert found is not None
    assert sorted("|".join(sorted(keys)) for keys in found[0]) == sorted(ways)
    assert len(found) == 1


def test_outer_alternatives_are_ways_of_their_own() -> None:
    """Each way needs its own words, and one of them is enough."""
    prefilter = Prefilter([r"you left|we (broke|split) up"], LISTS, Shelf(LISTS))

    assert awake(prefilter, "you and i left")
    assert awake(prefilter, "we split it up")
    assert not awake(prefilter, "you split")
    assert not awake(prefilter, "we left")


@pytest.mark.parametrize("source", [r"[?!]{3,}", r"(foo|.*)", r"\w+", r"(foo)?", r"(?=foo)\w+"])
def test_unsure_patterns_are_always_tried(source: str) -> None:
    """Where no word is sure the pattern stays awake."""
    assert needed(source, LISTS) is None
    assert awake(Prefilter([source], LISTS, Shelf(LISTS)), "anything at all") == {source}


def test_a_sentence_wakes_what_it_could_match() -> None:
    """Only patterns whose words are there are tried."""
    name, never, marks = r"you're a \L<names>", r"never", r"[?!]{3,}"
    prefilter = Prefilter([name, never, marks], LISTS, Shelf(LISTS))

    assert awake(prefilter, "you're what, a cheat") == {name, marks}
    assert awake(prefilter, "what a cheat") == {marks}
    assert awake(prefilter, "it will never do") == {never, marks}
    assert awake(prefilter, "good morning") == {marks}
