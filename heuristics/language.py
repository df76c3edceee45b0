"""Is a sentence in the pack's language? In any other Breather stays quiet."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

import regex

FEWEST = 5
"""Words. Shorter sentences tell too little, and no pattern of another language's words fits them."""
SHARE = 0.2
"""Of the words of a sentence, how many must be everyday words of the language. English text has about half."""

_WORD = regex.compile(r"\p{L}+(?:'\p{L}+)*")


def is_foreign(text: str, common: AbstractSet[str]) -> bool:
    """Tell whether normalised `text` is in another language than the one whose everyday words are `common`."""
    words = _WORD.findall(text)
    return len(words) >= FEWEST and sum(word in common for word in words) < SHARE * len(words)
