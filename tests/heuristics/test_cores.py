"""What every match of a pattern over the whole draft holds within one sentence."""

import functools
import random
from collections.abc import Callable, Iterator, Sequence

import pytest

from heuristics import Draft, Engine, Pack
from heuristics.cores import core_of
from heuristics.held import Core
from heuristics.matching import Clock, Matcher
from heuristics.model import Scope
from heuristics.whole import Sentence
from tests.compiled import compiled

MIXTURES = 15


@pytest.mark.parametrize(
    ("source", "core"),
    [
        (r"i cried[\s\S]{0,90}you never", "you never"),
        (r"(?<!not )(mum|dad)\s+left(?! me)", "left"),
        (r"\A(?=[\s\S]{0,90}\Z)[\s\S]*\b(film|novel)\b", r"\b(?:film|novel)\b"),
        (r"\A(?=[\s\S]*\b(sorry|please)\b)", r"\b(?:sorry|please)\b"),
        (r"no ring\W+(no )?wedding|\L<names> or me", r"(?:no )?wedding|\L<names> or me"),
        (r"(?P<span>sorry)[\s\S]{1,9}(?P=span)", "(?:sorry)"),
        (r"(one\nfine )?day", "day"),
        (r"so? ?\w++ ha", r"so? ?\w+ ha"),
        (r"ok\?+", r"ok\?+"),
    ],
)
def test_cores(source: str, core: str) -> None:
    """The longest sure part without a line break, and without what looks around it."""
    assert core_of(source) == core


@pytest.mark.parametrize(
    "source",
    [r"[?!]{3}", r"(never)?\s", r"left[\s\S]*|\W\W", "(?i)whatever", r"(a)(\1)now", r"[[a-z]--[b]]and", r"x{e<2}you"],
)
def test_no_core(source: str) -> None:
    """Where nothing is sure, or something is not understood, a pattern has none and is always tried."""
    assert core_of(source) is None


def mixtures(pack: Pack) -> Iterator[str]:
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
    for _ in range(MIXTURES):
        chosen = dice.choices(texts, k=dice.randint(1, 3))
        yield dice.choice([" ", "\n", ". ", ", "]).join(dice.choice(forms)(text) for text in chosen)


def unfiltered(pack: Pack) -> Engine:
    """An engine that tries every pattern on everything."""
    engine = Engine(pack, compiled())
    everything = {branch for found in engine._branches.values() for branch in found}
    engine._sleepers.awake = lambda *_: everything  # type: ignore[method-assign] # the point
    engine._cores._cores = dict.fromkeys(everything, Core(None))
    engine._firsts.anywhere = everything
    return engine


def held(engine: Engine, parts: Sequence[Sentence], awake: set[str], clock: Clock) -> set[str]:
    """What an engine gives where all the sentences were there before."""
    engine._last = parts
    return Engine._held(engine, parts, awake, clock)


def differing(pack: Pack) -> list[str]:
    """The mixtures in which the filters change what is found."""
    filtered, tried = Engine(pack, compiled()), unfiltered(pack)
    for engine in (filtered, tried):
        engine._held = functools.partial(held, engine)  # type: ignore[method-assign] # also in a draft never seen
    return [text for text in mixtures(pack) if filtered.explain(Draft(text)) != tried.explain(Draft(text))]


def test_the_filters_hide_nothing(pack: Pack) -> None:
    """Mixtures of the examples give the same hits, and the same guards, with and without them."""
    assert differing(pack) == []


def test_a_core_that_is_overlooked_is_noticed(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test above fails where a core is not found."""
    monkeypatch.setattr(Matcher, "holds", lambda *_: False)
    assert differing(pack) != []
