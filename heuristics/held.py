"""Which patterns over a whole draft a sentence gives cause to search for: those whose core (`cores.py`) it could hold.

A core is read when the words of a draft first allow its pattern, and a sentence is asked for it once.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from heuristics.cores import core_of
from heuristics.matching import Clock, Matcher
from heuristics.prefilter import Keys, needed
from heuristics.shelf import Shelf
from heuristics.whole import Sentence


class Core(NamedTuple):
    """A core, and the words that it needs as `needed` gives them; no text where a pattern has none."""

    text: str | None
    ways: list[list[Keys]] | None = None


class Cores:
    """The cores of a pack's patterns."""

    def __init__(self, matcher: Matcher, lists: Mapping[str, Iterable[str]], shelf: Shelf) -> None:
        self._matcher = matcher
        self._lists = lists
        self._shelf = shelf
        self._cores: dict[str, Core] = {}
        self._keys: dict[str, Keys | None] = {}

    def ready(self, source: str) -> bool:
        """Whether a pattern's core can be searched without reading or compiling it first."""
        if not self._shelf.has("core", source):
            return False
        text = self.of(source).text
        return text is None or self._matcher.ready(text, bare=True)

    def prepare(self, source: str) -> None:
        """Read and compile the core of a pattern."""
        text = self.of(source).text
        if text is not None:
            self._matcher.compile_bare(text)

    def of(self, source: str) -> Core:
        """Give the core of a pattern."""
        core = self._cores.get(source)
        if core is None:
            text = self._shelf.recall("core", source, functools.partial(core_of, source))
            core = self._cores[source] = Core(text, None if text is None else self._needed(text))
        return core

    def held(self, part: Sentence, sources: AbstractSet[str], clock: Clock) -> frozenset[str]:
        """Give those of `sources` whose core a sentence could hold."""
        new = sources - part.asked
        if not new:
            return part.held
        found = part.held.union(source for source in new if self._holds(part, self.of(source), clock))
        if not clock.late:
            part.held, part.asked = found, part.asked | new
        return found

    def _holds(self, part: Sentence, core: Core, clock: Clock) -> bool:
        if core.text is None:
            return True
        # Nothing is known of another language, so that all is tried on it.
        if part.begun and core.ways and all(any(map(part.begun.isdisjoint, way)) for way in core.ways):
            return False
        return self._matcher.holds(core.text, part.normal.text, clock)

    def _needed(self, core: str) -> list[list[Keys]] | None:
        read = functools.partial(needed, core, self._lists, self._keys, inside=True)
        return self._shelf.recall("needed of a core", core, read)
