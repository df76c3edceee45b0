"""Long words are read through one slip of the finger."""

import pytest

from heuristics import Audience, Draft, Engine, Pack
from heuristics.slips import slips


@pytest.mark.parametrize("slip", ["selfsh", "selffish", "seflish", "selfesh"])
def test_a_slip_is_what_was_meant(slip: str) -> None:
    """A letter missing, doubled, swapped, or a vowel for another."""
    assert slips({"selfish"}, set())[slip] == "selfish"


def test_other_words_stay_what_they_are() -> None:
    """Neither a known word, nor one of the words themselves, nor what could be two of them, nor a short word."""
    meant = slips({"promise", "promises", "destroy", "destory", "never"}, {"premise", "promse"})

    assert not meant.keys() & {"premise", "promse", "promise", "promises", "destory", "nver"}


def test_a_draft_with_slips_in_it_is_read(engine: Engine) -> None:
    """The mark lies on the words as they were typed."""
    text = "you are so manipulitive and selfsh"
    report = engine.check(Draft(text, Audience.PARTNER))

    assert report.prompt is not None
    assert report.prompt.check == "blame"
    assert report.prompt.quote == text


def test_no_everyday_word_is_taken_for_another(pack: Pack) -> None:
    """The language's everyday words and the words of its lists are never respelled by a slip."""
    meant = slips(pack.lists["long_words"], pack.common)

    assert not meant.keys() & pack.common
