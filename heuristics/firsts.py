"""With which words a match of a pattern can begin, so that it is tried there and nowhere else.

A text is asked, for all patterns at once, at which of its words which of them could begin (`beginnings.py` reads what
that takes); a pattern that could begin with no word is searched for everywhere.
"""

from __future__ import annotations

import functools
import operator
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

import regex

from heuristics.beginnings import DIGITS, LONGEST, SIGNS, WORDS, Cache, Key, Way, beginnings
from heuristics.bits import joined, ones
from heuristics.matching import Span
from heuristics.shelf import Shelf
from heuristics.tokens import minds_the_end

_WORD = regex.compile(r"[^\W_]+")
_LEVELS = WORDS + SIGNS


class Firsts:
    """An index from words to the patterns of which a match can begin with them. Each way of a pattern is one bit.

    A pattern is read when a text could first hold it: most never are. For each beginning of a word the index has the
    ways that can have it first, second and so on, and then those that can have it after one sign and after two.
    """

    def __init__(self, lists: Mapping[str, Iterable[str]], shelf: Shelf) -> None:
        self._lists = lists
        self._shelf = shelf
        self._cache: Cache = {}
        self._owners: list[str] = []
        self._bits: dict[str, int] = {}
        self._index = defaultdict[Key, list[int]](list)
        """The numbers of the ways that can have a word with this beginning at this level."""
        self._joined: dict[Key, tuple[int, int]] = {}
        """So many of those, joined when a text first had it: most never do."""
        self._anchored = 0
        self.anywhere = set[str]()
        """The patterns that could begin with something else than a word."""
        self.minding = set[str]()
        """The patterns that could fail since a text ends where it does."""
        self._ways = functools.lru_cache(maxsize=1024)(self._look_up)

    def ready(self, source: str) -> bool:
        """Whether a pattern is in the index."""
        return source in self._bits

    def read(self, source: str) -> int:
        """Take a pattern into the index, if it is not there yet. Gives its bits."""
        bits = self._bits.get(source)
        if bits is None:
            begin = len(self._owners)
            ways, minds = self._shelf.recall("first", source, functools.partial(self._make, source))
            if minds:
                self.minding.add(source)
            if ways is None:
                self.anywhere.add(source)
            for way in ways or ():
                bit = len(self._owners)
                self._owners.append(source)
                for number, keys in enumerate(way):
                    for key in keys:
                        self._index[_after_signs(key) if key[:1] == " " else (number, key)].append(bit)
            bits = self._bits[source] = (1 << len(self._owners)) - (1 << begin)
            if source.startswith(("^", r"\A")):
                self._anchored |= bits
            self.forget()  # what words begin is more than it was
        return bits

    def read_all(self, sources: AbstractSet[str]) -> None:
        """Take some patterns into the index, where they are not there yet."""
        for source in sources:
            if source not in self._bits:
                self.read(source)

    def bits(self, awake: AbstractSet[str]) -> int:
        """Give the bits of some patterns that were read."""
        return functools.reduce(operator.or_, map(self._bits.__getitem__, awake), 0)

    def words(self, text: str, begin: int = 0, end: int | None = None) -> Iterator[Span]:
        """Give where the words of a normalised text are, in a part of it that cuts none in two."""
        return (match.span() for match in _WORD.finditer(text, begin, end))

    def starts(self, text: str, words: Sequence[Span], bits: int, begin: int, end: int) -> dict[str, list[int]]:
        """Give where each pattern with one of these `bits` can begin, in code points, in order.

        Only `words[begin:end]` of the text's words are asked; after the last word nothing can follow.
        """
        if not bits or begin >= end:
            return {}
        ways = [self._ways(text[start:stop]) for start, stop in words[begin : end + WORDS - 1]]
        ways += [self._ways("")] * (end - begin + WORDS - 1 - len(ways))
        found: dict[str, list[int]] = {}
        before = words[begin - 1][1] if begin else 0
        for number, (at, stop) in enumerate(words[begin:end]):
            rest = bits & ~self._anchored if begin + number else bits  # those begin at the first word alone
            for further in range(1, WORDS):
                rest &= ways[number + further][further]
            first = ways[number]
            for signs in range(min(SIGNS, at - before), -1, -1):
                begun = rest & first[WORDS - 1 + signs if signs else 0]
                if begun:
                    for owner in set(map(self._owners.__getitem__, ones(begun))):
                        found.setdefault(owner, []).append(at - signs)
            before = stop
        return found

    def forget(self) -> None:
        """Drop every word that was looked up."""
        self._ways.cache_clear()

    def _make(self, source: str) -> tuple[list[Way] | None, bool]:
        """Read a pattern."""
        return beginnings(source, self._lists, self._cache), minds_the_end(source)

    def _look_up(self, word: str) -> tuple[int, ...]:
        """Give the ways that can have this word, level by level."""
        word = word.translate(DIGITS)
        beginnings = [
            *(word[:length] for length in range(min(len(word), LONGEST) + 1)),
            *([f"{word} "] if word else []),
        ]
        return tuple(
            functools.reduce(operator.or_, [self._join((level, beginning)) for beginning in beginnings])
            for level in range(_LEVELS)
        )

    def _join(self, key: Key) -> int:
        """Give the ways that can have a word with this beginning at this level."""
        if key not in self._index:
            return 0
        numbers, (known, ways) = self._index[key], self._joined.get(key, (0, 0))
        if known < len(numbers):
            ways |= joined(numbers[known:])
            self._joined[key] = len(numbers), ways
        return ways


def _after_signs(key: str) -> Key:
    """Give the level of a first word that has signs before it, and the word's beginning."""
    letters = key.lstrip(" ")
    return WORDS - 1 + len(key) - len(letters), letters
