"""Finding a pattern in a text: compiled once, and stopped when it takes too long."""

from __future__ import annotations

import functools
import itertools
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import regex

from heuristics.shelf import Shelf

STRIKES = 3
"""Time-outs after which a pattern is left out until the next start."""
RULE = 0.02
"""Seconds that a pattern of a person's own may search one text."""

_EDGE = r"(?!(?<=\w)\w)"
_COMPILED = f"compiled between {_EDGE}"

Span = tuple[int, int]


class Clock:
    """How much matching time is left, in seconds; None is no limit. Compiling, which happens once, does not count.

    It is this thread's own time, as `regex` counts it too: on a machine that is busy with something else an answer
    comes later and says the same, and no pattern is left out for having had to wait.
    """

    def __init__(self, budget: float | None) -> None:
        self.left = budget
        self._began = 0.0

    @property
    def late(self) -> bool:
        """Whether the time is up."""
        return self.left is not None and self.left <= 0

    def up(self) -> None:
        """Hear that the time is up from `regex`, which counts what this process's other threads use as well."""
        self.left = min(self.left or 0.0, 0.0)

    def __enter__(self) -> None:
        if self.left is not None:
            self._began = time.thread_time()

    def __exit__(self, *_: object) -> None:
        if self.left is not None:
            self.left -= time.thread_time() - self._began


class Matcher:
    """All the patterns of a pack. A match begins and ends at the edge of a word, and is never empty."""

    def __init__(self, lists: Mapping[str, Iterable[str]], shelf: Shelf) -> None:
        self._lists = lists
        self._shelf = shelf
        self._compiled: dict[str, regex.Pattern[str]] = {}
        self._strikes: dict[str, int] = {}
        self._short: frozenset[str] = frozenset()

    def keep_short(self, sources: Iterable[str]) -> None:
        """Give these patterns no more than `RULE` a text, so that they cannot take the others' time."""
        self._short = frozenset(sources)

    def ready(self, source: str) -> bool:
        """Whether a pattern can be searched without compiling it first."""
        return source in self._compiled or self._shelf.has(_COMPILED, source)

    def compile(self, source: str) -> regex.Pattern[str]:
        """Give the compiled pattern. Raises regex.error."""
        compiled = self._compiled.get(source)
        if compiled is None:
            compiled = self._shelf.recall(_COMPILED, source, functools.partial(self._make, source))
            self._compiled[source] = compiled
        return compiled

    def tired(self, source: str) -> bool:
        """Whether a pattern took too long too often."""
        return self._strikes.get(source, 0) >= STRIKES

    def find(
        self, source: str, text: str, clock: Clock, begin: int = 0, starts: Sequence[int] | None = None
    ) -> list[Span]:
        """Find every place from `begin` on, as spans of the normalised text that do not overlap.

        A match begins at one of `starts`, which are in order; None is anywhere. Where the pattern has a group `span`
        that matched, the span is that group's. When the clock runs out, what was found so far counts as nothing; a
        pattern that had at least `RULE` for itself gets a strike.
        """
        if starts is not None and not starts:
            return []
        pattern = self.compile(source)
        left = self._left(source, clock)
        try:
            with clock:
                if starts is None:
                    matches = pattern.finditer(text, begin, timeout=left, concurrent=left is not None)
                    return [_span(match) for match in matches if match.end() > match.start()]
                found, end = list[Span](), 0
                for start, still in _in_time(starts, left):
                    if start >= end:
                        match = pattern.match(text, start, timeout=still, concurrent=still is not None)
                        if match is not None and match.end() > start:
                            end = match.end()
                            found.append(_span(match))
                return found
        except TimeoutError:
            self._stopped(source, left, clock)
            return []

    def open(self, source: str, text: str, clock: Clock, starts: Sequence[int]) -> list[int]:
        """Give those of `starts` at which a match begins, or could if more text came that begins at the edge of a word.

        All of them when the clock runs out.
        """
        pattern = self.compile(source)
        left = self._left(source, clock)
        try:
            with clock:
                return [
                    start
                    for start, still in _in_time(starts, left)
                    if pattern.match(text, start, timeout=still, concurrent=still is not None, partial=True)
                ]
        except TimeoutError:
            self._stopped(source, left, clock)
            return list(starts)

    def open_from(self, source: str, text: str, clock: Clock, begin: int) -> int:
        """Give the first place from `begin` on that is open in this sense, or one before it."""
        pattern = self.compile(source)
        left = self._left(source, clock)
        try:
            with clock:
                match = pattern.search(text, begin, timeout=left, concurrent=left is not None, partial=True)
        except TimeoutError:
            self._stopped(source, left, clock)
            return begin
        if match is None:
            return len(text)
        return match.start() if match.partial else begin  # a whole match is given even where a part begins before it

    def first(self, source: str, text: str, clock: Clock) -> regex.Match[str] | None:
        """Give the first place; None where there is none, or the time is up."""
        pattern = self.compile(source)
        if clock.late:
            return None
        try:
            with clock:
                return pattern.search(text, timeout=clock.left, concurrent=clock.left is not None)
        except TimeoutError:
            clock.up()
            return None

    def _left(self, source: str, clock: Clock) -> float | None:
        """Give how long a pattern may take."""
        return min(clock.left or RULE, RULE) if source in self._short else clock.left

    def _stopped(self, source: str, left: float | None, clock: Clock) -> None:
        """Hear that a pattern took longer than it had `left`."""
        if left is not None and left >= RULE:
            self._strikes[source] = self._strikes.get(source, 0) + 1
        if source not in self._short:
            clock.up()

    def _make(self, source: str) -> regex.Pattern[str]:
        return regex.compile(f"{_EDGE}(?:{source}){_EDGE}", cache_pattern=False, **self._named(source))

    def _named(self, source: str) -> dict[str, Any]:
        return {name: words for name, words in self._lists.items() if f"\\L<{name}>" in source}


def _in_time(starts: Iterable[int], left: float | None) -> Iterator[tuple[int, float | None]]:
    """Give these places, and with each how much is then left of the time. Raises TimeoutError when it is up."""
    if left is None:
        yield from zip(starts, itertools.repeat(None))
        return
    over = time.thread_time() + left
    for start in starts:
        left = over - time.thread_time()
        if left <= 0:
            raise TimeoutError
        yield start, left


def leftmost(found: Sequence[list[Span]]) -> list[Span]:
    """Join what several branches of a pattern found as one search would give it: the first place first, no overlaps.

    Where two begin at one place the earlier branch counts.
    """
    if not any(found):  # mostly
        return []
    joined: list[Span] = []
    for _, _, span in sorted((span[0], number, span) for number, spans in enumerate(found) for span in spans):
        if not joined or span[0] >= joined[-1][1]:
            joined.append(span)
    return joined


def _span(match: regex.Match[str]) -> Span:
    """Where a match is to be shown: its group `span` if the pattern has one, else all of it."""
    return match.span("span") if "span" in match.re.groupindex and match["span"] else match.span()
