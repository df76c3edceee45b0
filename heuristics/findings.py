"""Hits put together to findings: of what overlaps one stands for all."""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from dataclasses import replace

from heuristics.model import Finding, Hit


def merge(hits: Iterable[Hit]) -> list[Finding]:
    """Make findings of hits: of overlapping hits of one check the longer stands for both, as loud as the louder."""
    findings: list[Finding] = []
    # Findings of one check never overlap, so only the two beside a hit can meet it: thousands of hits stay quick.
    places: dict[str, list[tuple[int, int]]] = {}
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        taken = places.setdefault(hit.check, [])
        at = bisect.bisect_left(taken, (hit.start, 0))
        beside = sorted(number for _, number in taken[max(0, at - 1) : at + 1])
        for number in beside:
            finding = findings[number]
            if hit.start < finding.end and hit.end > finding.start:
                findings[number] = replace(finding, level=max(finding.level, hit.level))
                break
        else:
            taken.insert(at, (hit.start, len(findings)))
            findings.append(Finding(hit.check, hit.level, hit.start, hit.end, hit.pattern))
    return sorted(findings, key=in_order)


def in_order(finding: Finding) -> tuple[int, int, str]:
    """Sort findings by where they stand in the text, the longer first."""
    return finding.start, -finding.end, finding.check
