"""From findings to one level, as the labelling guide weighs them."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from heuristics.model import Finding, Level


def level_of(findings: Sequence[Finding], forms: AbstractSet[str]) -> Level:
    """Weigh findings together.

    A possible danger to the writer outweighs everything. Otherwise a form check makes any word check a pause; two
    different word checks are a pause; what stands alone is as loud as it says itself.

    Args:
        findings: what was found.
        forms: the ids of the checks on form and moment.
    """
    if not findings:
        return Level.NONE
    loudest = max(finding.level for finding in findings)
    if loudest is Level.CARE:
        return Level.CARE
    words = {finding.check for finding in findings} - forms
    shaped = any(finding.check in forms for finding in findings)
    if (words and shaped) or len(words) > 1:
        return Level.PAUSE
    return loudest
