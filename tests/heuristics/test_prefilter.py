"""Words that a pattern cannot do without."""

import pytest

from heuristics.prefilter import Prefilter, needed

LISTS = {"names": ["liar", "cheat"], "traits": ["cold", "so selfish"]}


@pytest.mark.parametrize(
    ("source", "keys"),
    [
        (r"you're (such )?(a )?\L<names>", {"liar", "cheat"}),
        (r"liars?", {"liar"}),
        (r"(?<!not )you never (cared|loved)", {"never"}),
        (r"(foo|bar)", {"foo", "bar"}),
        (r"(|so )\L<traits>", {"cold", "selfis"}),
        (r"(?P<span>never) x", {"never"}),
        (r"(do )?whatever( you want)?", {"whatev"}),
        (r"un(happy)", {"un"}),
    ],
)
def test_keys(source: str, keys: set[str]) -> None:
    """The keys are beginnings of words of which each match holds one."""
    assert needed(source, LISTS) == frozenset(keys)


@pytest.mark.parametrize("source", [r"[?!]{3,}", r"(foo|.*)", r"\w+", r"(foo)?", r"(?=foo)\w+"])
def test_unsure_patterns_are_always_tried(source: str) -> None:
    """Where no word is sure the pattern stays awake."""
    assert needed(source, LISTS) is None
    assert Prefilter([source], LISTS)("anything at all") == {source}


def test_a_sentence_wakes_what_it_could_match() -> None:
    """Only patterns whose words are there are tried."""
    name, never, marks = r"you're a \L<names>", r"never", r"[?!]{3,}"
    prefilter = Prefilter([name, never, marks], LISTS)

    assert prefilter("what a cheat") == {name, marks}
    assert prefilter("it will never do") == {never, marks}
    assert prefilter("good morning") == {marks}
