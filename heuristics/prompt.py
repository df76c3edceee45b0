"""From findings to the one prompt: the right check leads, in one of its wordings, quoting the words."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from heuristics.model import Finding, Level, Pack, Prompt

LONGEST_QUOTE = 80
"""Code points. Enough to recognise one's own words; a card is not a place to read a letter."""


def leading(findings: Sequence[Finding], pack: Pack, forms: AbstractSet[str]) -> Finding:
    """Choose the finding that the prompt speaks about.

    The loudest leads; among equals words come before form, then the check's rank, then the earlier place.
    """
    ranks = {check.id: check.rank for check in pack.checks}
    return min(findings, key=lambda f: (-f.level, f.check in forms, -ranks[f.check], f.start))


def prompt_for(finding: Finding, level: Level, text: str, pack: Pack, turn: int) -> Prompt:
    """Word the prompt for the leading finding.

    Args:
        finding: the finding it speaks about.
        level: the level of the whole draft.
        text: the draft's own text, to quote from.
        pack: where the wordings are.
        turn: any whole number; the same number gives the same wording.
    """
    check = pack.check(finding.check)
    wording = check.wordings[turn % len(check.wordings)]
    quote = shorten(text[finding.start : finding.end])
    return Prompt(
        check=check.id,
        level=level,
        heading=wording.heading.replace("{quote}", quote),
        why=wording.why.replace("{quote}", quote),
        question=wording.question.replace("{quote}", quote),
        quote=quote,
        start=finding.start,
        end=finding.end,
        source=check.sources[0],
    )


def shorten(words: str, longest: int = LONGEST_QUOTE) -> str:
    """Put words on one line and cut them at a space where they are long."""
    words = " ".join(words.split())
    if len(words) <= longest:
        return words
    cut = words.rfind(" ", longest // 2, longest)
    return words[: cut if cut > 0 else longest - 1].rstrip(" ,;:-") + "\u2026"
