"""A draft as its sentences, each remembered, and as one text again."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from heuristics.model import Hit
from heuristics.normalize import Normal


@dataclass(slots=True)
class Sentence:
    """What is remembered of a sentence. Hits count code points from the sentence's own beginning.

    `begun` are the beginnings of its words, and `met` what they satisfy of what the patterns over the whole draft need;
    a sentence in another language has none. Of those patterns, `starts` are the ones that can begin in it, and where,
    as far as they were `sought`; `held` are the ones whose core it could hold, as far as they were `asked` for.
    """

    normal: Normal
    hits: tuple[tuple[int, Hit], ...]
    begun: frozenset[str]
    met: tuple[int, ...]
    starts: dict[str, list[int]] = field(default_factory=dict)
    sought: AbstractSet[str] = frozenset()
    held: frozenset[str] = frozenset()
    asked: AbstractSet[str] = frozenset()


class Whole:
    """The normalised text of a draft: its sentences put together again, with a line break between two."""

    def __init__(self, spans: Sequence[tuple[int, int]], parts: Sequence[Sentence]) -> None:
        self.text = "\n".join(part.normal.text for part in parts)
        self._spans = spans
        self._parts = parts
        self._places: dict[int, dict[str, list[int]]] = {}
        self._begins = [0]
        for part in parts:
            self._begins.append(self._begins[-1] + len(part.normal.text) + 1)

    def starts(self, branch: str, begin: int) -> list[int]:
        """Give where from `begin` on a branch can begin."""
        first = bisect.bisect_right(self._begins, begin) - 1
        places = self._places.get(first)
        if places is None:
            places = self._places[first] = {}
            for start, part in zip(self._begins[first:], self._parts[first:], strict=False):
                for name, found in part.starts.items():
                    places.setdefault(name, []).extend([start + at for at in found])
        found = places.get(branch, [])
        return found[bisect.bisect_left(found, begin) :]

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


def same_start(old: str, new: str) -> int:
    """How many characters two texts begin with alike. Mostly nearly all of them, so halves are compared first."""
    least, most = 0, min(len(old), len(new))
    while least < most:
        middle = (least + most + 1) // 2
        if old[least:middle] == new[least:middle]:
            least = middle
        else:
            most = middle - 1
    return least
