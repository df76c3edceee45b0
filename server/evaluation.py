"""How well a pack judges labelled drafts, in figures with intervals. Pure: judged rows in, numbers out."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_ENDS: Final = (0.025, 0.975)
_LOUD: Final = ("pause", "care")


class Judged(NamedTuple):
    """A row of a measuring set and what the engine said of it, both as plain data."""

    row: Mapping[str, Any]
    report: Mapping[str, Any]

    @property
    def labelled(self) -> bool:
        """Whether somebody has said what this row deserves; an everyday row is taken to deserve silence."""
        return "level" in self.row

    @property
    def deserved(self) -> str:
        """The level that the row's reader gave."""
        return str(self.row.get("level", "none"))

    @property
    def given(self) -> str:
        """The level that the engine gave."""
        return str(self.report["level"])

    @property
    def labels(self) -> frozenset[str]:
        """The checks that the row's reader named."""
        return frozenset(self.row.get("labels", ()))

    @property
    def found(self) -> frozenset[str]:
        """The checks that the engine found."""
        return frozenset(finding["check"] for finding in self.report["findings"])

    @property
    def leads(self) -> str | None:
        """The check that the prompt speaks about."""
        return self.report["prompt"]["check"] if self.report["prompt"] else None


@dataclass(frozen=True, slots=True)
class Share:
    """A proportion with its 95 % bootstrap interval. `of` counts the rows that could have counted."""

    hits: int
    of: int
    low: float
    high: float

    @property
    def value(self) -> float | None:
        """The proportion, or None where there was nothing to count."""
        return self.hits / self.of if self.of else None

    def __str__(self) -> str:
        """Percent, interval, and how many rows stand behind it."""
        if not self.of:
            return "-"
        return f"{100 * self.hits / self.of:.1f} ({100 * self.low:.0f}-{100 * self.high:.0f}) of {self.of}"


def share(outcomes: Iterable[bool]) -> Share:
    """Measure a proportion.

    Drawing the rows again and again and counting is a binomial draw, so the ends of the bootstrap interval are
    quantiles of the binomial distribution: what endless resampling would give, at once.
    """
    values = [bool(outcome) for outcome in outcomes]
    hits, size = sum(values), len(values)
    if not size:
        return Share(0, 0, 0.0, 0.0)
    low, high = (_quantile(size, hits / size, at) / size for at in _ENDS)
    return Share(hits, size, low, high)


def _quantile(size: int, chance: float, at: float) -> int:
    """The smallest count of successes whose cumulated probability reaches `at`."""
    if chance in {0.0, 1.0}:
        return round(size * chance)
    total = 0.0
    for count in range(size + 1):
        ways = math.lgamma(size + 1) - math.lgamma(count + 1) - math.lgamma(size - count + 1)
        total += math.exp(ways + count * math.log(chance) + (size - count) * math.log1p(-chance))
        if total >= at:
            return count
    return size


MEASURES: Final = {
    "speak recall": "Rows that deserve any prompt and get one.",
    "interrupt recall": "Rows that deserve pause or care and get it.",
    "silent": "Harmless rows about which nothing is said.",
    "speak precision": "Of the rows spoken about, those that deserve it.",
    "interrupt precision": "Of the rows interrupted, those that deserve it.",
    "care recall": "Rows of somebody in danger that are met with care.",
    "care silent": "All other rows, not met with care.",
    "lead labelled": "Of the right prompts, those that speak about one of the row's labels.",
    "pairs right": "Minimal pairs of which both rows are judged right (speak or silent).",
}


def measure(rows: Sequence[Judged]) -> dict[str, Share]:
    """Every measure over labelled rows, named as in MEASURES."""
    speak = [row for row in rows if row.deserved != "none"]
    loud = [row for row in rows if row.deserved in _LOUD]
    care = [row for row in rows if row.deserved == "care"]
    pairs: defaultdict[str, list[bool]] = defaultdict(list)
    for row in rows:
        if row.row.get("pair"):
            pairs[str(row.row["pair"])].append((row.given != "none") == (row.deserved != "none"))
    return {
        "speak recall": share(row.given != "none" for row in speak),
        "interrupt recall": share(row.given in _LOUD for row in loud),
        "silent": share(row.given == "none" for row in rows if row.deserved == "none"),
        "speak precision": share(row.deserved != "none" for row in rows if row.given != "none"),
        "interrupt precision": share(row.deserved in _LOUD for row in rows if row.given in _LOUD),
        "care recall": share(row.given == "care" for row in care),
        "care silent": share(row.given != "care" for row in rows if row.deserved != "care"),
        "lead labelled": share(row.leads in row.labels for row in speak if row.leads),
        "pairs right": share(all(right) for right in pairs.values()),
    }


class CheckFigures(NamedTuple):
    """One check over labelled rows, and over everyday rows."""

    recall: Share
    precision: Share
    alarms: Share


def by_check(rows: Sequence[Judged], everyday: Sequence[Judged], checks: Sequence[str]) -> dict[str, CheckFigures]:
    """Per check: of the rows with its label, those where it is found; the reverse; and how often it is found on
    everyday rows.
    """  # noqa: D205 - one thought
    return {
        check: CheckFigures(
            share(check in row.found for row in rows if check in row.labels),
            share(check in row.labels for row in rows if check in row.found),
            share(check in row.found for row in everyday),
        )
        for check in checks
    }


class SourceFigures(NamedTuple):
    """Everyday rows of one source: how often anything is said, and how often loudly."""

    speaks: Share
    interrupts: Share


def by_source(everyday: Sequence[Judged]) -> dict[str, SourceFigures]:
    """Everyday rows by where they come from."""
    sources: defaultdict[str, list[Judged]] = defaultdict(list)
    for row in everyday:
        sources[str(row.row.get("source", "everyday"))].append(row)
    return {
        name: SourceFigures(
            share(row.given != "none" for row in rows),
            share(row.given in _LOUD for row in rows),
        )
        for name, rows in sorted(sources.items())
    }


def misses(rows: Iterable[Judged]) -> list[Judged]:
    """Rows that deserve more than they got."""
    order = ("none", "note", "pause", "care")
    return [row for row in rows if order.index(row.given) < order.index(row.deserved)]


def alarms(rows: Iterable[Judged]) -> list[Judged]:
    """Harmless rows about which something is said."""
    return [row for row in rows if row.deserved == "none" and row.given != "none"]
