"""A draft as its sentences, each remembered, and as one text again."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from heuristics.model import Hit
from heuristics.normalize import Normal
from heuristics.prefilter import Met


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is remembered of a sentence. Hits count code points from the sentence's own beginning.

    `met` is what its words satisfy of what patterns need; None where it is in another language.
    """

    normal: Normal
    hits: tuple[tuple[int, Hit], ...]
    met: Met | None


class Whole:
    """The normalised text of a draft: its sentences put together again, with a line break between two."""

    def __init__(self, spans: Sequence[tuple[int, int]], parts: Sequence[Sentence]) -> None:
        self.text = "\n".join(part.normal.text for part in parts)
        self._spans = spans
        self._parts = parts
        self._begins = [0]
        for part in parts:
            self._begins.append(self._begins[-1] + len(part.normal.text) + 1)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Map a non-empty span of `text` to a span of the original, as `Normal` does."""
        return self._place(start)[0], self._place(end - 1)[1]

    def _place(self, at: int) -> tuple[int, int]:
        """Where one character came from: a line break is all that stood between two sentences."""
        number = bisect.bisect_right(self._begins, at) - 1
        normal, start = self._parts[number].normal, self._spans[number][0]
        inside = at - self._begins[number]
        if inside < len(normal.text):
            return normal.starts[inside] + start, normal.ends[inside] + start
        after = self._spans[number + 1][0]
        ends = [part.normal.ends[-1] + begin for (begin, _), part in self._upto(number) if part.normal.ends]
        return (ends[-1] if ends else after), after

    def _upto(self, number: int) -> Iterable[tuple[tuple[int, int], Sentence]]:
        return zip(self._spans[: number + 1], self._parts[: number + 1], strict=True)
