"""Which patterns could match a sentence at all, told by its words alone.

From a pattern's source we derive words of which every match must hold at least one ("liar", or any of a list). A
sentence then wakes only the patterns whose words it has: cost follows the sentence, not the number of patterns, and
a pattern that is never woken is never compiled. The reading of the source is cautious: whatever it does not
understand counts as "could be anything", and a pattern without a sure word is always tried.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

import regex

from heuristics.shelf import Shelf

KEY = 6
"""Words are told apart by their first letters; this many are enough."""

_WORD = regex.compile(r"[^\W_]+")
_TOKEN = regex.compile(
    r"""
      \\L<(?P<list>\w+)>
    | (?P<look>\(\?<?[=!])
    | (?P<open>\((?:\?(?:[:>|]|P<\w+>|<\w+>))?)
    | (?P<close>\))
    | (?P<bar>\|)
    | (?P<repeat>[?*+][?+]?|\{\d*,?\d*\}[?+]?)
    | (?P<boundary>\\b|\^)
    | (?P<space>[ ]|\\s)
    | (?P<letters>[a-z0-9]+)
    | (?P<other>\\[pP]\{[^}]*\}|\\.|\[(?:\\.|[^\]\\])+\]|.)
    """,
    regex.VERBOSE | regex.DOTALL,
)

# fmt: off
_COMMON = frozenset([
    "a", "an", "and", "are", "be", "been", "do", "for", "have", "i", "in", "is", "it", "me", "my", "of", "on", "so",
    "that", "the", "to", "was", "you", "your",
])
# fmt: on
"""Words that would wake a pattern in nearly every sentence; any other word is the better key."""

Keys = frozenset[str]


def beginnings(text: str) -> frozenset[str]:
    """Every beginning of every word of normalised `text`, of at most `KEY` letters."""
    words = set(_WORD.findall(text))
    return frozenset(word[:length] for word in words for length in range(1, min(len(word), KEY) + 1))


class Prefilter:
    """An index from the beginnings of words to the patterns that need them.

    Each way in which a pattern can match is one bit. There is a layer for what the ways need most, one for what they
    need next, and so on; a layer gives for each beginning the ways that it satisfies.
    """

    def __init__(self, sources: Iterable[str], lists: Mapping[str, Iterable[str]], shelf: Shelf) -> None:
        self._always: set[str] = set()
        self._owners: list[str] = []
        self._layers: list[dict[str, int]] = []
        needs: list[int] = []
        cache: dict[str, Keys | None] = {}
        for source in sources:
            ways = shelf.recall("needed", source, functools.partial(needed, source, lists, cache))
            if ways is None:
                self._always.add(source)
            for way in ways or ():
                bit = 1 << len(self._owners)
                self._owners.append(source)
                for number, keys in enumerate(way):
                    if number == len(self._layers):
                        self._layers.append({})
                        needs.append(0)
                    needs[number] |= bit
                    layer = self._layers[number]
                    for key in keys:
                        layer[key] = layer.get(key, 0) | bit
        self._all = (1 << len(self._owners)) - 1
        self._content = [self._all & ~needing for needing in needs]

    def __call__(self, begun: AbstractSet[str]) -> set[str]:
        """Give the sources of the patterns that could match a text whose words have these `beginnings`."""
        return self.awake([self.met(begun)])

    def met(self, begun: AbstractSet[str]) -> tuple[int, ...]:
        """Give what these `beginnings` satisfy, layer by layer."""
        return tuple(
            functools.reduce(int.__or__, map(layer.__getitem__, begun & layer.keys()), 0) for layer in self._layers
        )

    def awake(self, met: Iterable[tuple[int, ...]]) -> set[str]:
        """Give the sources of the patterns that could match a text made of parts of which each `met` something."""
        left = self._all
        for content, *parts in zip(self._content, *met, strict=True):
            left &= functools.reduce(int.__or__, parts, content)
            if not left:
                break
        found = set(self._always)
        while left:
            bit = left & -left
            found.add(self._owners[bit.bit_length() - 1])
            left ^= bit
        return found


def needed(
    source: str, lists: Mapping[str, Iterable[str]], cache: dict[str, Keys | None] | None = None
) -> list[list[Keys]] | None:
    """Find what every match of `source` cannot do without.

    Returns:
        The ways in which it can match (its outermost alternatives). Each is a list of sets of word beginnings, of at
        most `KEY` letters; a match that goes this way holds at least one of each set. The rarest set comes first.
        None where some way needs nothing that can be told.
    """
    return _Reader(source, lists, {} if cache is None else cache).read()


class _Reader:
    """Reads one source from left to right, keeping track of whether it stands at the beginning of a word."""

    def __init__(self, source: str, lists: Mapping[str, Iterable[str]], cache: dict[str, Keys | None]) -> None:
        self._tokens = [(str(m.lastgroup), m[0], m["list"]) for m in _TOKEN.finditer(source)]
        self._lists = lists
        self._cache = cache
        self._at = 0

    def read(self) -> list[list[Keys]] | None:
        ways, _ = self._alternatives(fresh=True)
        if self._at < len(self._tokens) or not all(ways):
            return None
        return [sorted(set(way), key=_commonness) for way in ways]

    def _alternatives(self, *, fresh: bool) -> tuple[list[list[Keys]], bool]:
        """Read up to the closing bracket. Returns what each way needs, and whether a word begins where this ends."""
        way, ends_fresh = self._sequence(fresh=fresh)
        ways = [way]
        while self._at < len(self._tokens) and self._tokens[self._at][0] == "bar":
            self._at += 1
            way, also_fresh = self._sequence(fresh=fresh)
            ways.append(way)
            ends_fresh = ends_fresh and also_fresh
        return ways, ends_fresh

    def _sequence(self, *, fresh: bool) -> tuple[list[Keys], bool]:
        needs: list[Keys] = []
        run = ""  # letters read since a word began
        fresh_run = False
        while self._at < len(self._tokens):
            kind, text, name = self._tokens[self._at]
            if kind in {"bar", "close"}:
                break
            self._at += 1
            if kind == "letters":
                fresh_run = fresh if not run else fresh_run
                fresh = False
                if not self._repeat():
                    run += text
                    continue
                run += text[:-1]  # the quantifier is the last letter's
            if run and fresh_run:
                needs.append(frozenset({run[:KEY]}))
            run = ""
            if kind != "letters":
                keys, fresh = self._part(kind, name, fresh=fresh)
                if keys is not None:
                    needs.append(keys)
        if run and fresh_run:
            needs.append(frozenset({run[:KEY]}))
        return needs, fresh

    def _part(self, kind: str, name: str | None, *, fresh: bool) -> tuple[Keys | None, bool]:
        """Read anything but a plain letter: its keys, and whether a word begins after it."""
        if kind in {"open", "look"}:
            return self._bracket(kind, fresh=fresh)
        keys = self._list(name) if name and fresh else None
        if self._repeat() and not self._took("+"):
            return None, False
        return keys, kind in {"boundary", "space"}

    def _bracket(self, kind: str, *, fresh: bool) -> tuple[Keys | None, bool]:
        ways, ends_fresh = self._alternatives(fresh=fresh)
        keys = _NONE.union(*(min(way, key=_commonness) for way in ways)) if all(ways) else None
        self._at += 1  # the closing bracket
        if kind == "look":
            return None, fresh
        if self._repeat() and not self._took("+"):
            return None, fresh and ends_fresh
        return keys, ends_fresh

    def _repeat(self) -> bool:
        """Take a quantifier, if one stands here."""
        if self._at < len(self._tokens) and self._tokens[self._at][0] == "repeat":
            self._at += 1
            return True
        return False

    def _took(self, quantifier: str) -> bool:
        return self._tokens[self._at - 1][1].startswith(quantifier)

    def _list(self, name: str) -> Keys | None:
        if name not in self._cache:
            words = [_WORD.findall(entry) for entry in self._lists[name]]
            self._cache[name] = frozenset(_rarest(entry)[:KEY] for entry in words) if all(words) else None
        return self._cache[name]


def _rarest(words: list[str]) -> str:
    return max(words, key=lambda word: (word not in _COMMON, len(word)))


def _commonness(keys: Keys) -> tuple[bool, int]:
    """How often a sentence would have one of these: the lower, the better they tell patterns apart."""
    return bool(keys & _COMMON), len(keys)


_NONE: Keys = frozenset()
