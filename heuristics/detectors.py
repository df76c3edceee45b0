"""The few checks that no regex can say: the length of a draft, the hour, capitals, what came before.

A detector says whether the form is there. It never speaks of an innocent draft: all of them ask for emotion first, but
for the one that speaks of what the person chose themselves. Thresholds come from the check's file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import regex

from heuristics.model import Draft

_CAPITALS = regex.compile(r"(?<![\p{L}\p{N}_@#/.&-])\p{Lu}[\p{Lu}'\u2019]*\p{Lu}(?![\p{L}\p{N}_/&-]|'\p{Ll})")
_MARKS = regex.compile(r"[!?\u203c\u2049\u203d\uff01\uff1f]+")


@dataclass(frozen=True, slots=True)
class Form:
    """What a detector may look at.

    `emotional` is true when a word check applies or the writer's own hurt, anger or longing is the subject.
    `pressing` is true when a check on the words says pause, or anger is said out loud.
    `acronyms` are words that are in capitals by nature.
    """

    draft: Draft
    emotional: bool
    pressing: bool
    acronyms: AbstractSet[str] = frozenset()


def long(form: Form, numbers: Mapping[str, int]) -> bool:
    """An emotional draft longer than `characters` code points."""
    return form.emotional and len(form.draft.text) > numbers["characters"]


def late(form: Form, numbers: Mapping[str, int]) -> bool:
    """An emotional draft from hour `from` to hour `to`, both included, across midnight."""
    hour = form.draft.moment.hour
    return form.emotional and hour is not None and (hour >= numbers["from"] or hour <= numbers["to"])


def burst(form: Form, numbers: Mapping[str, int]) -> bool:
    """An emotional draft after at least `unanswered` own messages without a reply."""
    return form.emotional and form.draft.moment.unanswered >= numbers["unanswered"]


def loud(form: Form, numbers: Mapping[str, int]) -> bool:
    """Words of at least `letters` capitals, or runs of marks at least `marks` long, in a draft that presses."""
    text = form.draft.text
    if not form.pressing:
        return False
    capitals = [word for word in _CAPITALS.findall(text) if word.replace("\u2019", "'").lower() not in form.acronyms]
    return any(len(word) >= numbers["letters"] for word in capitals) or any(
        len(run) >= numbers["marks"] for run in _MARKS.findall(text)
    )


def distant(form: Form, _: Mapping[str, int]) -> bool:
    """Any draft to somebody with whom the person chose to have no contact."""
    return form.draft.no_contact is not None and not form.draft.text.isspace() and form.draft.text != ""


Detect = Callable[[Form, Mapping[str, int]], bool]

DETECTORS: Mapping[str, Detect] = {"long": long, "late": late, "burst": burst, "loud": loud, "distant": distant}
"""By the name that a check's `[detector]` table gives."""
