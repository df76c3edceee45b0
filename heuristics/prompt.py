"""From findings to the one prompt: the right check leads, in one of its wordings, quoting the words."""

from __future__ import annotations

import math
from collections.abc import Sequence

from heuristics.model import Draft, Finding, Level, Pack, Prompt

TIMES, LENGTH, LOUDER = 20, 8, 15
"""What rank is weighed with: a check found e times as often, over e times as many code points, or one level louder
counts for this many steps of rank. Settled on the labelled development sets."""
LONGEST_QUOTE = 80
"""Code points. Enough to recognise one's own words; a card is not a place to read a letter."""


def leading(findings: Sequence[Finding], pack: Pack) -> Finding:
    """Choose the finding that the prompt speaks about.

    The check leads that the draft is most about: its rank counts, and how often and over how many code points it was
    found, so that one stray line in a letter does not speak for all of it. Form is found once, over everything, and has
    its rank alone: below the words, but for the distance that the person chose. Of the leading check the loudest
    finding is quoted, then the earliest.
    """
    checks = {check.id: check for check in pack.checks}
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.check, []).append(finding)

    def weight(check: str) -> float:
        hits = found[check]
        weighed = checks[check].rank + LOUDER * max(hit.level for hit in hits)
        if checks[check].detector:
            return weighed
        covered = sum(hit.end - hit.start for hit in hits)
        return weighed + TIMES * math.log(len(hits)) + LENGTH * math.log(max(covered, 1))

    check = max(found, key=weight)
    return min(found[check], key=lambda hit: (-hit.level, hit.start))


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
