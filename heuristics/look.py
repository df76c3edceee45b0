"""A text while it is searched. Every pattern and guard is asked once of it, however many hits depend on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from heuristics.matching import Clock, Matcher, Span, leftmost
from heuristics.normalize import Normal
from heuristics.whole import Whole

Where = tuple[int, Sequence[int] | None]
"""From which place on a branch could match, and the places at which; None is anywhere."""


@dataclass(frozen=True, slots=True)
class Look:
    """One normalised text, the branches that could match it, and where."""

    normal: Normal | Whole
    likely: set[str]
    where: Callable[[str, Clock], Where]
    joined: dict[str, list[Span]] = field(default_factory=dict)
    """What was found, by the source that was asked for."""

    def matches(self, source: str, branches: Sequence[str], matcher: Matcher, clock: Clock) -> list[Span]:
        """Where a source matches, which is made of these branches: in order, without overlaps."""
        if clock.late or self.likely.isdisjoint(branches):  # mostly
            return []
        found = self.joined.get(source)
        if found is None:
            found = leftmost([self._spans(branch, matcher, clock) for branch in branches if branch in self.likely])
            self.joined[source] = found
        return found

    def _spans(self, branch: str, matcher: Matcher, clock: Clock) -> list[Span]:
        """Where one branch matches."""
        if clock.late or matcher.tired(branch):
            return []
        begin, starts = self.where(branch, clock)
        return matcher.find(branch, self.normal.text, clock, begin, starts)
