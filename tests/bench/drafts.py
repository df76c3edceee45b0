"""Drafts to measure with, and a pack of ten times the patterns."""

import random
from dataclasses import replace

from heuristics import Pack

# fmt: off
WORDS = [
    "i", "you", "we", "never", "always", "please", "just", "so", "really", "tired", "today", "phone", "kitchen",
    "morning", "when", "because", "nobody", "answer", "call", "feel", "hurt", "want", "know", "think", "again", "and",
    "the", "to", "of", "in", "it", "was", "that", "left", "said", "you're", "don't", "can't", "still",
]
# fmt: on


def draft(characters: int, seed: int) -> str:
    """A draft of about this many characters: words that patterns share, in sentences nobody wrote."""
    dice = random.Random(seed)  # noqa: S311 - the same drafts every time, no secret
    sentences: list[str] = []
    while sum(map(len, sentences)) + len(sentences) < characters:
        sentences.append(" ".join(dice.choices(WORDS, k=dice.randint(4, 14))).capitalize() + ".")
    return " ".join(sentences)


def tenfold(pack: Pack) -> Pack:
    """The pack, and nine times its patterns again with a word in front of each that no draft has."""
    patterns = [pattern for check in pack.checks for pattern in check.patterns]
    check = pack.checks[0]
    asleep = tuple(
        replace(pattern, name=f"{pattern.name}-{copy}", match=f"zyx{copy}w (?:{pattern.match})")
        for copy in range(9)
        for pattern in patterns
    )
    return replace(pack, checks=(*pack.checks, replace(check, id="asleep", patterns=asleep, guards=())))
