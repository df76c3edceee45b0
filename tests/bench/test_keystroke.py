"""What a keystroke costs, as ratios in one run: no test here knows an absolute time, nor who else uses the machine."""

import time
from collections.abc import Callable
from statistics import median

import pytest

from heuristics import Draft, Engine, Pack, load_pack
from tests.bench.drafts import draft, tenfold
from tests.compiled import compiled

ROUNDS = 9


def cost(work: Callable[[int], object]) -> float:
    """The median processor time of some rounds of work, each told its number."""
    times = []
    for number in range(ROUNDS):
        start = time.thread_time()
        work(number)
        times.append(time.thread_time() - start)
    return median(times)


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The shipped pack."""
    return load_pack()


@pytest.fixture(scope="module")
def engine(pack: Pack) -> Engine:
    """An engine with everything compiled."""
    engine = Engine(pack, compiled())
    engine.warm()
    return engine


def test_a_keystroke_costs_its_sentence(engine: Engine) -> None:
    """Typing on in a long draft costs a small part of reading all of it anew."""
    text = draft(2000, 1)

    def anew(_: int) -> None:
        engine.forget()
        engine.check(Draft(text))

    def keystroke(number: int) -> None:
        engine.check(Draft(f"{text} I was {'x' * number}"))

    fresh = cost(anew)
    engine.check(Draft(text))
    assert cost(keystroke) < fresh / 8


def test_length_costs_in_proportion(engine: Engine) -> None:
    """Five times the draft costs about five times the time, hostile ones included."""

    def read(text: str) -> float:
        def work(_: int) -> None:
            engine.forget()
            engine.check(Draft(text))

        return cost(work)

    assert read(draft(10_000, 2)) < 9 * read(draft(2000, 2))
    for hostile in ("you never " * 200, "so tired. goodbye. " * 100):
        assert read(hostile * 5) < 9 * read(hostile)


def test_patterns_that_sleep_cost_nothing(pack: Pack, engine: Engine) -> None:
    """Ten times the patterns, whose words do not occur, leave the cost nearly where it was."""
    many = Engine(tenfold(pack), compiled())
    text = draft(2000, 3)
    many.check(Draft(text))

    def read(one: Engine) -> float:
        def work(_: int) -> None:
            one.forget()
            one.check(Draft(text))

        return cost(work)

    assert read(many) < 2 * read(engine)
