"""From findings to the one prompt: the right check leads, in one of its wordings, quoting the words."""

from __future__ import annotations

from collections.abc import Sequence

from heuristics.model import Draft, Finding, Level, Pack, Prompt

LONGEST_QUOTE = 80
"""Code points. Enough to recognise one's own words; a card is not a place to read a letter."""


def leading(findings: Sequence[Finding], pack: Pack) -> Finding:
    """Choose the finding that the prompt speaks about.

    The loudest leads; among equals the check's rank decides, then the earlier place. The checks on form rank below
    those on words, but for the distance that the person chose.
    """
    ranks = {check.id: check.rank for check in pack.checks}
    return min(findings, key=lambda f: (-f.level, -ranks[f.check], f.start))


def prompt_for(finding: Finding, level: Level, draft: Draft, pack: Pack, turn: int) -> Prompt:
    """Word the prompt for the leading finding.

    Args:
        finding: the finding it speaks about.
        level: the level of the whole draft.
        draft: what to quote from.
        pack: where the wordings are.
        turn: any whole number; the same number gives the same wording.
    """
    check = pack.check(finding.check)
    wording = check.wordings[turn % len(check.wordings)]
    quote = shorten(draft.text[finding.start : finding.end])
    day = str((draft.no_contact or 0) + 1)
    heading, why, question = (
        words.replace("{day}", day).replace("{quote}", quote)
        for words in (wording.heading, wording.why, wording.question)
    )
    return Prompt(
        check=check.id,
        level=level,
        heading=heading,
        why=why,
        question=question,
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
