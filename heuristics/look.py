"""A text while it is searched. Every pattern and guard is asked once of it, however many hits depend on it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from heuristics.matching import Clock, Matcher, Span, leftmost
from heuristics.normalize import Normal
from heuristics.whole import Whole

REACH = 600
"""Code points. How far back from a change a pattern over the whole draft is searched anew."""


@dataclass(frozen=True, slots=True)
class Look:
    """One normalised text: the branches that could match it, and where those that were asked did.

    `starts` says where from some place on a branch can begin; None is anywhere. `before` is what was `seen` in the same
    draft before its last change, and `same` how many characters the two begin with.
    """

    normal: Normal | Whole
    likely: Container[str]
    starts: Callable[[str, int], Sequence[int] | None]
    before: Mapping[str, list[Span]] = field(default_factory=dict)
    same: int = 0
    seen: dict[str, list[Span]] = field(default_factory=dict)
    joined: dict[str, list[Span]] = field(default_factory=dict)

    def matches(self, source: str, branches: Iterable[str], matcher: Matcher, clock: Clock) -> list[Span]:
        """Where a source matches, which is made of these branches: in order, without overlaps."""
        if clock.late:
            return []
        found = self.joined.get(source)
        if found is None:
            likely = [branch for branch in branches if branch in self.likely]
            found = leftmost([self._spans(branch, matcher, clock) for branch in likely])
            self.joined[source] = found
        return found

    def _spans(self, branch: str, matcher: Matcher, clock: Clock) -> list[Span]:
        """Where one branch matches."""
        if clock.late or matcher.tired(branch):
            return []
        found = self.seen.get(branch)
        if found is None:
            begin, kept = 0, list[Span]()
            if branch in self.before:
                # What ended well before the change still stands; the rest is searched anew.
                old = self.before[branch]
                begin = max(0, self.same - REACH)
                begin = min((start for start, end in old if start < begin < end), default=begin)
                kept = [span for span in old if span[1] <= begin]
            starts = self.starts(branch, begin)
            found = self.seen[branch] = kept + matcher.find(branch, self.normal.text, clock, begin, starts)
        return found
