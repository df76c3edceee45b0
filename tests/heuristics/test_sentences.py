"""Where one sentence ends."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heuristics import sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("one\ntwo\r\nthree", ["one", "two", "three"]),
        ("i just... miss you", ["i just... miss you"]),
        ("I just... You left", ["I just...", "You left"]),
        ("I cried \U0001f644 You left", ["I cried \U0001f644", "You left"]),
        ("I cried \U0001f644 you left", ["I cried \U0001f644 you left"]),
        ("Bye.\n\U0001f622 Goodnight.", ["Bye.", "\U0001f622 Goodnight."]),
        ("back at 5.30 ok", ["back at 5.30 ok"]),
        ("what??? answer me!!! now", ["what???", "answer me!!!", "now"]),
        ("She said \u201cno.\u201d Then left.", ["She said \u201cno.\u201d", "Then left."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_splitting(text: str, parts: list[str]) -> None:
    """Closing marks and line breaks end one; trailing dots, decimals, and an emoji before a small letter do not."""
    assert [text[start:end] for start, end in sentences.split(text)] == parts


def test_a_breathless_page_is_cut() -> None:
    """A page without a full stop is cut at spaces, so that no sentence grows without bound."""
    text = "and then you left and " * 200

    spans = sentences.split(text)

    assert max(end - start for start, end in spans) <= sentences.LONGEST
    assert " ".join(text[start:end] for start, end in spans) == text.strip()


@given(st.text(alphabet="ab .?!\n\u2026\u201d\U0001f600", max_size=1500))
def test_only_space_is_left_out(text: str) -> None:
    """Sentences are in order, do not overlap, and what lies between them is space."""
    done = 0
    for start, end in sentences.split(text):
        assert done <= start < end
        assert not text[done:start].strip()
        done = end
    assert not text[done:].strip()


@pytest.mark.parametrize("marks", ["?!", "...", "\u2026", '?"', ".)", "? ", "... ", "!\u200d"])
def test_endless_marks_cost_what_they_are_long(marks: str) -> None:
    """Twenty thousand of them take milliseconds: who holds a key down keeps nobody waiting."""
    text = (marks * 20_000)[:20_000]
    began = time.thread_time()
    sentences.split(text)
    assert time.thread_time() - began < 0.25
