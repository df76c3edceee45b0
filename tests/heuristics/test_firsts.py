"""With which words a match can begin."""

import pytest
import regex

from heuristics import Draft, Engine, Pack
from heuristics.beginnings import beginnings
from heuristics.firsts import Firsts
from heuristics.matching import Clock, Matcher
from heuristics.shelf import Shelf
from tests.compiled import compiled

LISTS = {"names": ["liar", "cheat"], "very": ["so", "a bit"], "marks": ["!?", "wow"]}


def ways(source: str) -> list[str]:
    """The ways of a pattern as text: words beside each other, what each can be between bars, `*` for anything."""
    found = beginnings(source, LISTS)
    assert found is not None
    return sorted(" + ".join("*" if "" in keys else "|".join(sorted(keys)) for keys in way) for way in found)


def starts(text: str, sources: list[str], index: Firsts | None = None, begin: int = 0) -> dict[str, list[int]]:
    """Where from a word on each of these patterns can begin."""
    index = index or Firsts(LISTS, Shelf(LISTS))
    index.read_all(set(sources))
    words = list(index.words(text))
    return index.starts(text, words, index.bits(set(sources)), begin, len(words))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"you never", ["you  + never  + *"]),
        (r"you're late", ["you  + re  + late "]),
        (r"a (bit|lot) more", ["a  + bit |lot  + more "]),
        (r"(?<!not )\bliars?(?= )", ["liar |liars  + * + *"]),
        (r"(i|you) (did|do)", ["i  + did |do  + *", "you  + did |do  + *"]),
        (r"(oh )?(i|you) do", ["i  + do  + *", "oh  + i |you  + do ", "you  + do  + *"]),
        (r"\L<very> \L<names>", ["a |so  + bit |cheat |liar  + *"]),
        (r"un\L<names>", ["unchea|unliar + * + *"]),
        (r"whatever", ["whatev + * + *"]),
        (r"so+ sad", ["so |soo |sooo |soooo |sooooo + sad  + *"]),
        (r"(ha)+ no", ["ha |haha |hahaha + no  + *"]),
        (r"\w+ me", ["* + me  + *"]),
        (r"you (\w+ )?me", ["you  + * + *"]),
        (r" ?you left", [" you |you  + left  + *"]),
        (r"('m |, )?not (me|us)", ["  not  + me |us  + *", " m  + not  + me |us ", "not  + me |us  + *"]),
        (r"(^|[.,] |and )you", ["  you  + * + *", "and  + you  + *", "you  + * + *"]),
        (r"[\U0001f602!.-]you", [" you  + * + *"]),
        (r"[!-~]you", ["* + * + *"]),
        (r"[^.]you", ["* + * + *"]),
        (r"no\. more", ["no  + more  + *"]),
        (r"[ck]ool it", ["cool |kool  + it  + *"]),
        (r"you[\s\S]{0,9}left", ["you|you |youlef + * + *"]),
    ],
)
def test_ways(source: str, expected: list[str]) -> None:
    """Words that are known to their end have a space there; six letters of the others are enough."""
    assert ways(source) == expected


@pytest.mark.parametrize(
    "source",
    [r"[?!]{3}", r"(never)?", r"\W*you", r"\L<marks>", "(?i)you", r"(a)(\1)b", r"\.\.\.you", r"(\n|, ?)?"],
)
def test_anywhere(source: str) -> None:
    """Where a match could begin with something else than a word, or something is not understood, none is known."""
    assert beginnings(source, LISTS) is None


def test_a_pattern_is_tried_where_it_can_begin() -> None:
    """Each at its own words, in order, at signs before them where it takes some; those of other words not at all."""
    you, spaced, name, comma = r"(you|he) (lied|left)", r" ?left", r"a \L<names>", r"(^|, )he"
    sources = [you, spaced, name, r"[?!]{3}"]
    index = Firsts(LISTS, Shelf(LISTS))

    assert starts("you left, he lied. you stayed", sources, index) == {you: [0, 10], spaced: [3, 4]}
    assert index.anywhere == {r"[?!]{3}"}
    assert starts("you left", [name]) == {}
    assert starts("left a cheat, a liability", sources) == {spaced: [0], name: [5]}
    assert starts("a", sources) == {}
    assert starts("", sources) == {}
    assert starts("he, she, he", [comma]) == {comma: [0, 7, 9]}
    assert starts("he, she, he", [comma], begin=1) == {comma: [7, 9]}


def test_an_anchored_pattern_is_tried_at_the_first_word_alone() -> None:
    """It could match nowhere else."""
    fine, right = r"^,? ?fine", r"\Aright"

    assert starts("fine, right, fine", [fine, right]) == {fine: [0]}
    assert starts("right, fine", [fine, right]) == {right: [0]}
    assert starts(", fine", [fine]) == {fine: [0, 1, 2]}


def test_one_digit_is_as_good_as_another() -> None:
    """A number is told from a word."""
    times, year = r"\d+ (times|calls)", r"20\d\d"

    assert starts("so 12 times, 9 lives, in 2x", [times, year]) == {times: [3]}
    assert starts("2019 or 3 calls", [times, year]) == {year: [0], times: [8]}


@pytest.mark.parametrize("budget", [None, 1.0])
def test_it_finds_what_a_search_everywhere_finds(budget: float | None) -> None:
    """Leftmost first, none within another, from a place on, and never empty."""
    source, text = r"(so |very )*(sad|so)( \w+)?", "so so sad so very so, sad"
    index = Firsts(LISTS, Shelf(LISTS))
    matcher = Matcher(LISTS, Shelf(LISTS))

    for begin in (0, 3, 10, len(text)):
        places = [at for at in starts(text, [source], index)[source] if at >= begin]
        everywhere = matcher.find(source, text, Clock(budget), begin)
        assert matcher.find(source, text, Clock(budget), begin, places) == everywhere
    assert matcher.find(source, text, Clock(budget), 0, []) == []


def test_a_runaway_pattern_is_stopped_there_too() -> None:
    """The time is that of all places together."""
    source, text = r"jar (?:a|b|ab)*c", f"jar {'ab' * 180} " * 5
    matcher = Matcher(LISTS, Shelf(LISTS))
    clock = Clock(0.02)

    assert matcher.find(source, text, clock, 0, [match.start() for match in regex.finditer("jar", text)]) == []
    assert clock.late
    assert clock.left is not None
    assert clock.left > -0.2


def test_time_that_regex_says_is_up_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """It counts the other threads of this process too, and so may stop before our own clock would."""
    source, text = r"jar (?:a|b|ab)*c", f"jar {'ab' * 180}"
    for starts in (None, [0]):
        matcher, clock = Matcher(LISTS, Shelf(LISTS)), Clock(0.02)
        monkeypatch.setattr("time.thread_time", lambda: 0.0)

        assert matcher.find(source, text, clock, 0, starts) == []
        assert clock.late


def test_an_engine_tries_few_patterns(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the patterns that a sentence wakes many cannot begin anywhere in it, and are not searched for."""
    draft = Draft("The parcel came on Tuesday. Our neighbours have it, so you can fetch it when you are home.")
    kept, tried = compiled(), list[str]()
    compile_one = Matcher.compile

    def noted(self: Matcher, source: str) -> regex.Pattern[str]:
        tried.append(source)
        return compile_one(self, source)

    monkeypatch.setattr(Matcher, "compile", noted)
    Engine(pack, kept).explain(draft)
    few = len(tried)
    everywhere = Engine(pack, kept)
    everywhere._firsts.anywhere = {branch for found in everywhere._branches.values() for branch in found}
    everywhere.explain(draft)
    assert 0 < few < 0.8 * (len(tried) - few)
