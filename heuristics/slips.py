"""Long words with one slip of the finger in them, and what they were meant to be."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

SHORTEST = 6
"""Letters. A shorter word with a slip in it is too often another word."""
SURE = 3
"""Letters at the beginning that must be right: `premise` is no `promise`."""

_VOWELS = "aeiou"


def slips(words: AbstractSet[str], known: AbstractSet[str]) -> dict[str, str]:
    """Spell each word with one letter missing, doubled or swapped with the next, or one vowel for another.

    Args:
        words: the words to be recognised, in lower case.
        known: words that mean something else and stay what they are.

    Returns:
        The words meant, by their wrong spelling. What could have been two of the words is left out.
    """
    meant: dict[str, str] = {}
    unsure: set[str] = set()
    for word in sorted(words):
        for slip in set(_of(word)) - words - known if len(word) >= SHORTEST else ():
            if meant.setdefault(slip, word) != word:
                unsure.add(slip)
    return {slip: word for slip, word in meant.items() if slip not in unsure}


def _of(word: str) -> Iterator[str]:
    for at in range(1, len(word) - 1):
        before, letter, after = word[:at], word[at], word[at + 1 :]
        yield before + after
        yield before + letter + letter + after
        yield before + after[0] + letter + after[1:]
        if at >= SURE and letter in _VOWELS:
            yield from (before + vowel + after for vowel in _VOWELS)
    if word.endswith("ing"):
        yield word[:-1]
