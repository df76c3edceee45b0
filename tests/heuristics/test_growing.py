"""A text that grows: what was ruled out is not tried again, and nothing is lost by that."""

import random
from collections.abc import Callable, Iterator

import pytest

from heuristics import Draft, Engine, Pack
from heuristics.firsts import Firsts
from heuristics.growing import CHUNK, STRIDE, Growing, same_start
from heuristics.matching import Clock, Matcher, Span
from heuristics.model import Scope
from heuristics.normalize import Normalizer
from heuristics.prefilter import Prefilter
from heuristics.shelf import Shelf
from tests.compiled import compiled
from tests.soak import Size

normalize = Normalizer(frozenset(), {})


class Searched:
    """Searches one pattern in a text as it grows, and counts the places at which it is tried."""

    def __init__(self, source: str) -> None:
        shelf = Shelf({})
        self.source = source
        self.matcher = Matcher({}, shelf)
        self.sleepers = Prefilter([source], {}, shelf)
        self.growing = Growing(self.sleepers, Firsts({}, shelf), self.matcher)
        self.tried = 0

    def __call__(self, text: str) -> list[Span]:
        """Where the pattern is found now."""
        normal = normalize(text)
        look = self.growing.look(normal, self.sleepers.awake([self.sleepers.met(normal.text)]), Clock(None))
        found = look.matches(self.source, [self.source], self.matcher, Clock(None))
        begin, starts = look.where(self.source, Clock(None))
        self.tried = len(normal.text) - begin if starts is None else len(starts)
        return found


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"you never", "you know you never"),
        (r"sorry[^?]{0,90}?\bsorry", "sorry. i know, i am so. sorry"),  # `regex` is wrong where a text ends in a sign
        (r"fine(?!\W*$)", "fine. he said"),
        (r"fine(?!\W*\Z)", "fine, he said"),
        (r"[?!]{3}", "what? ?? what??? you"),
        (r"\b(?=(\w+ ){3}ok)you", "you and me ok"),
        (r"(?<=so )sorry( \w+)*", "sorry, so sorry about that"),
        (r"\bcan't|can", "i can, i can't"),
    ],
)
def test_each_letter_is_judged_as_if_all_were_new(source: str, text: str) -> None:
    """A pattern is found as soon as it is there, and no longer."""
    typed = Searched(source)
    for end in [*range(len(text) + 1), *range(len(text), -1, -1)]:
        assert typed(text[:end]) == Searched(source)(text[:end]), text[:end]


def test_what_failed_is_not_tried_again() -> None:
    """Of all the places where it could begin only those are left that more words could make a match."""
    typed, tried = Searched(r"you( \w+){0,3} (never|lied)"), list[int]()
    for end in range(len(text := "never. you said so. you said no. you all know how you are, and so it is now")):
        typed(text[:end])
        tried.append(typed.tried)
    assert max(tried) == 2
    assert tried[-1] == 0


def test_what_begins_with_a_sign_is_searched_from_where_it_could() -> None:
    """Not from the beginning of the draft each time."""
    typed = Searched(r"[?!]{3}")
    for end in range(len(text := "really? no! yes? well! and so on? and on? ok")):
        typed(text[:end])
    assert typed.tried < 8


def test_what_is_typed_after_a_long_paste_is_judged_as_if_all_were_new() -> None:
    """The stem takes it in bit by bit, and what stands where two bits meet is found as well."""
    source, pasted = r"i know\W+you and|never", "you and I know. " * 1000
    assert len(pasted) > 3 * STRIDE
    assert pasted.count(" ") > 3 * CHUNK
    typed = Searched(source)
    for text in (pasted, *(f"{pasted}you nev"[: len(pasted) + more] for more in range(8)), f"{pasted}you never"):
        found = typed(text)
        assert found == Searched(source)(text) == typed.matcher.find(source, normalize(text).text, Clock(None))
    assert len(found) == 1000


def test_another_text_is_another_text() -> None:
    """Nothing of the last one is taken over but what both begin with."""
    typed = Searched("you never")
    assert typed("but you never") == [(4, 13)]
    assert typed("and you never") == [(4, 13)]
    assert typed("and you") == []
    assert typed("you never, you never") == [(0, 9), (11, 20)]
    assert typed("youth") == []
    typed.growing.forget()
    assert vars(typed.growing) == vars(Searched("you never").growing) | {
        name: vars(typed.growing)[name] for name in ("_sleepers", "_firsts", "_matcher")
    }


@pytest.mark.parametrize(("old", "new", "same"), [("", "a", 0), ("ab", "ab", 2), ("abc", "abd", 2), ("ab", "abc", 2)])
def test_same_start(old: str, new: str, same: int) -> None:
    """As many as both begin with."""
    assert same_start(old, new) == same


def mixtures(pack: Pack, number: int) -> Iterator[str]:
    """Drafts made of the pack's own examples, some of them shouted, stretched, curly or broken into lines."""
    dice = random.Random(5)  # noqa: S311 - the same drafts every time, no secret
    parts = [
        part.fires for check in (*pack.checks, pack.emotion) for part in check.patterns if part.within is Scope.DRAFT
    ]
    parts += [guard.quiet for guards in (pack.guards, *(check.guards for check in pack.checks)) for guard in guards]
    texts = [example.draft.text for examples in parts for example in examples]
    forms: list[Callable[[str], str]] = [
        str.upper,
        lambda text: text.replace("'", "\u2019"),
        lambda text: text.replace("o", "oooo", 1),
        lambda text: text.replace(" ", "\n", 2),
        lambda text: text.replace(" ", "  "),
        str,
        str,
    ]
    for _ in range(number):
        chosen = dice.choices(texts, k=dice.randint(1, 3))
        yield dice.choice([" ", "\n", ". ", ", "]).join(dice.choice(forms)(text) for text in chosen)


def edits(text: str, dice: random.Random) -> Iterator[str]:
    """A draft as somebody writes it: letters come, some are taken back, and something is mended further up."""
    typed, at = "", 0
    while at < len(text):
        turn = dice.random()
        if turn < 0.05:
            typed = typed[: -dice.randint(1, 12)]
        elif turn < 0.08:
            middle = dice.randint(0, len(typed))
            typed = typed[:middle] + dice.choice(["x", " ", ".", "\n", "never "]) + typed[middle + dice.randint(0, 4) :]
        else:
            more = dice.choice([1, 1, 1, 1, 9])
            typed, at = typed + text[at : at + more], at + more
        yield typed


def differing(pack: Pack, drafts: int) -> list[str]:
    """What is found otherwise where it was written bit by bit."""
    written, pasted = Engine(pack, compiled()), Engine(pack, compiled())
    dice, found = random.Random(7), []  # noqa: S311 - the same drafts every time, no secret
    for draft in mixtures(pack, drafts):
        for text in edits(draft, dice):
            hits = written.explain(Draft(text))
            if dice.random() < 0.1:
                pasted.forget()
                if hits != pasted.explain(Draft(text)):
                    found.append(text)
    return found


@pytest.mark.soak
def test_writing_and_pasting_say_the_same(pack: Pack, size: Size) -> None:
    """Mixtures of the examples give the same hits, and the same guards, however they came about."""
    assert differing(pack, size(12, full=1000)) == []


def test_a_place_that_is_given_up_too_early_is_noticed(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test above fails where a pattern is not tried again that should be."""
    monkeypatch.setattr(Matcher, "open", lambda *_: [])
    assert differing(pack, 12) != []


def unfiltered(pack: Pack) -> Engine:
    """An engine that tries every pattern on everything."""
    engine = Engine(pack, compiled())
    engine._sleepers.awake = lambda *_: engine._sleepers._all  # type: ignore[method-assign] # the point
    engine._firsts.anywhere = {branch for found in engine._branches.values() for branch in found}
    return engine


def test_the_filters_hide_nothing(pack: Pack) -> None:
    """Mixtures of the examples give the same hits, and the same guards, with and without them."""
    filtered, tried = Engine(pack, compiled()), unfiltered(pack)
    for text in mixtures(pack, 15):
        assert filtered.explain(Draft(text)) == tried.explain(Draft(text)), text
