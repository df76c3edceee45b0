"""Why a text is spoken about, and why not: every check with what it matched and what quieted it. Nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, Literal

from msgspec import Meta, Struct

import heuristics
from heuristics import Audience, Level
from server import limits, wire

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from heuristics import Draft, Engine, Hit

Outcome = Literal["speaks", "off", "outweighed", "alone", "quieted", "audience", "calm", "silent"]
"""Why a check speaks or does not; `docs/wire.md` has them in words."""

_SECONDS: Final = limits.MATCHING.value / 1000


class ExplainBody(Struct, frozen=True, forbid_unknown_fields=True):
    """A text to try, and what is to be supposed around it."""

    text: Annotated[str, Meta(max_length=limits.DRAFT.value)]
    audience: Literal["ex", "partner", "other", "unknown"] = "unknown"
    hour: Annotated[int, Meta(ge=0, le=23)] | None = None
    unanswered: Annotated[int, Meta(ge=0, le=10_000)] = 0
    turn: Annotated[int, Meta(ge=0, le=1_000_000)] = 0


class HitOut(Struct, frozen=True):
    """One match of a pattern, in UTF-16 code units, and the guards that quieted it."""

    start: int
    end: int
    level: str
    pattern: str
    quieted_by: tuple[str, ...]


class ReasonOut(Struct, frozen=True):
    """What became of one check. `audiences` are those for which it would have spoken."""

    check: str
    outcome: Outcome
    hits: tuple[HitOut, ...] = ()
    audiences: tuple[str, ...] = ()


class TruestOut(Struct, frozen=True):
    """The sentence that seems truest, in UTF-16 code units."""

    start: int
    end: int
    text: str


class ExplainOut(Struct, frozen=True):
    """What would be shown, and why."""

    report: wire.ReportOut
    truest: TruestOut | None
    checks: tuple[ReasonOut, ...]


def explain(
    engine: Engine, draft: Draft, report: wire.ReportOut, off: AbstractSet[str], units: wire.Units
) -> ExplainOut:
    """Give a reason for every check of the pack, in its order.

    Args:
        engine: the engine that made the report.
        draft: the text and what is supposed around it.
        report: what is shown for it.
        off: the checks that were left out.
        units: the offsets of the draft's text.
    """
    hits = engine.explain(draft, budget=_SECONDS)
    speaks = {finding.check for finding in report.findings}
    others = _others(engine, draft)
    shapes = engine.shapes(draft, budget=_SECONDS)
    reasons = []
    for check in engine.pack.checks:
        own = [hit for hit in hits if hit.check == check.id]
        loud = any(not hit.quieted_by for hit in own)
        outcome: Outcome = "silent"
        if check.id in speaks:
            outcome = "speaks"
        elif check.id in off:
            outcome = "off"
        elif loud:
            outcome = "outweighed" if report.level == str(Level.CARE) else "alone"
        elif own:
            outcome = "quieted"
        elif check.id in others:
            outcome = "audience"
        elif check.id in shapes:
            outcome = "calm"
        audiences = others.get(check.id, ()) if outcome == "audience" else ()
        reasons.append(ReasonOut(check.id, outcome, tuple(_hit_out(hit, units) for hit in own), audiences))
    best = heuristics.truest(engine, draft, budget=_SECONDS)
    found = None if best is None else TruestOut(units.at(best.start), units.at(best.end), best.text)
    return ExplainOut(report, found, tuple(reasons))


def _others(engine: Engine, draft: Draft) -> dict[str, tuple[str, ...]]:
    """For which other audiences each check would have matched."""
    return {
        check: tuple(str(audience) for audience in Audience if audience in audiences - {draft.audience})
        for check, audiences in engine.audiences(draft.text, budget=_SECONDS).items()
        if audiences - {draft.audience}
    }


def _hit_out(hit: Hit, units: wire.Units) -> HitOut:
    return HitOut(units.at(hit.start), units.at(hit.end), str(hit.level), hit.pattern, hit.quieted_by)
