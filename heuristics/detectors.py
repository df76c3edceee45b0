"""The few checks that no regex can say: the length of a draft, the hour, capitals, what came before.

A detector says whether the form is there. It never speaks of an innocent draft: all of them ask for emotion first.
Thresholds come from the check's file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from heuristics.model import Draft


@dataclass(frozen=True, slots=True)
class Form:
    """What a detector may look at.

    `emotional` is true when a word check applies or the writer's own hurt, anger or longing is the subject.
    `pressing` is true when a word check applies.
    """

    draft: Draft
    emotional: bool
    pressing: bool


def long(form: Form, numbers: Mapping[str, int]) -> bool:
    """An emotional draft longer than `characters` code points."""
    return form.emotional and len(form.draft.text) > numbers["characters"]


def late(form: Form, numbers: Mapping[str, int]) -> bool:
    """An emotional draft from hour `from` to hour `to`, both included, across midnight."""
    hour = form.draft.moment.hour
    return form.emotional and hour is not None and (hour >= numbers["from"] or hour <= numbers["to"])


def burst(form: Form, numbers: Mapping[str, int]) -> bool:
    """An emotional or pressing draft after at least `unanswered` own messages without a reply."""
    return (form.emotional or form.pressing) and form.draft.moment.unanswered >= numbers["unanswered"]


Detect = Callable[[Form, Mapping[str, int]], bool]

DETECTORS: Mapping[str, Detect] = {"long": long, "late": late, "burst": burst}
"""By the name that a check's `[detector]` table gives."""
