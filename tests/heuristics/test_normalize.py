"""Normalised text, and the way back to the words as typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heuristics import Pack
from heuristics.model import Spelling
from heuristics.normalize import Normalizer, whole_graphemes
from heuristics.vocabulary import vocabulary

normalize = Normalizer(
    {"so", "good", "never", "please", "hello", "saying", "laughing", "laughin", "thing", "thin", "wake", "stop"},
    {"u": "you", "dont": "don't", "plz": "please"},
    (Spelling(r"\bur(?= so)", "you're"),),
)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("You NEVER", "you never"),
        ("don\u2019t", "don't"),
        ("dont", "don't"),
        ("sooooo", "so"),
        ("goooood", "good"),
        ("pleeeease", "please"),
        ("PLZZZ", "please"),
        ("helloooo", "hello"),
        ("a  \t b", "a b"),
        ("caf\u00e9", "cafe"),
        ("cafe\u0301", "cafe"),
        ("\uff39\uff4f\uff55", "you"),
        ("\U0001f44d\U0001f3fd", "\U0001f44d"),
        ("ur so", "you're so"),
        ("ur mum", "ur mum"),
        ("sayin", "saying"),
        ("laughin", "laughing"),
        ("wakin", "waking"),
        ("stoppin", "stopping"),
        ("thin", "thin"),
        ("cabin", "cabin"),
        ("wait\u2026", "wait..."),
        ("Dave, u never", "you never"),
        ("u never, Dave!", "you never!"),
        ("Please, never", "please, never"),
        ("dave, u never", "dave, you never"),
        ("DAVE, NEVER", "dave, never"),
        ("Stra\u00dfe", "straße"),
    ],
)
def test_spellings(typed: str, plain: str) -> None:
    """What people type becomes what patterns are written in."""
    assert normalize(typed).text == plain


@pytest.mark.parametrize(
    ("typed", "found", "shown"),
    [
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467 u neeever", "you never", "u neeever"),
        ("\u201cu\u201d", "you", "u"),
        ("e\u0301te\u0301 u", "you", "u"),
        ("\U0001f1ee\U0001f1ea dont", "don't", "dont"),
        ("so  \u00a0 good", "so good", "so  \u00a0 good"),
    ],
)
def test_the_way_back(typed: str, found: str, shown: str) -> None:
    """A place in the normalised text leads to the very words that were typed."""
    normal = normalize(typed)
    start = normal.text.index(found)

    first, last = normal.original(start, start + len(found))

    assert typed[first:last] == shown


def test_no_rewrite_is_left_out(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rewrite is tried only where a text has the words for it; to try all of them everywhere gives the same."""
    known = vocabulary(pack)
    quick = Normalizer(known, pack.spellings, pack.rewrites)
    monkeypatch.setattr("heuristics.normalize._sure", lambda _: None)
    patient = Normalizer(known, pack.spellings, pack.rewrites)
    texts = [example.draft.text for check in pack.checks for pattern in check.patterns for example in pattern.fires]
    texts += [text.replace("'", "").replace(" to ", " 2 ") for text in texts]

    assert [quick(text) for text in texts] == [patient(text) for text in texts]
    assert quick._rewrites != patient._rewrites


@given(st.text(max_size=200))
def test_the_map_is_sound(text: str) -> None:
    """For any text at all: one place each, in order, inside the original."""
    normal = normalize(text)

    assert len(normal.starts) == len(normal.ends) == len(normal.text)
    assert all(0 <= start < end <= len(text) for start, end in zip(normal.starts, normal.ends, strict=True))
    assert list(normal.starts) == sorted(normal.starts)


@given(st.text(alphabet="abcdefgh !.,?\u2019\U0001f600", max_size=200))
def test_nothing_is_lost(text: str) -> None:
    """Where no spelling is touched, every character that is not space stands for itself."""
    normal = Normalizer(frozenset(), {})(text)

    assert len(normal.text.replace(" ", "")) >= len({*text} - {" "}) - 1


@pytest.mark.parametrize(
    ("text", "span", "wide"),
    [
        ("you lied", (4, 8), (4, 8)),
        ("caf\u00e9, you lied", (6, 9), (6, 9)),
        ("cafe\u0301 you", (0, 4), (0, 5)),
        ("cafe\u0301 you", (4, 9), (3, 9)),
        ("\U0001f1ec\U0001f1e7 you", (1, 6), (0, 6)),
        ("you \U0001f468\u200d\U0001f469\u200d\U0001f467!", (0, 6), (0, 9)),
        ("you \u2764\ufe0f", (0, 5), (0, 6)),
        ("no\r\nyou", (0, 3), (0, 4)),
    ],
)
def test_a_span_cuts_nothing_in_two(text: str, span: tuple[int, int], wide: tuple[int, int]) -> None:
    """An accent goes with its letter, a flag with its other half, a family together."""
    assert whole_graphemes(text, *span) == wide
