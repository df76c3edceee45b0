"""Which patterns could match a sentence at all, told by its words alone.

From a pattern's source we derive words of which every match must hold at least one ("liar", or any of a list). A
sentence then wakes only the patterns whose words it has: cost follows the sentence, not the number of patterns, and
a pattern that is never woken is never compiled. The reading of the source is cautious: whatever it does not
understand counts as "could be anything", and a pattern without a sure word is always tried.
"""

from __future__ import annotations

import functools
import operator
from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

import regex

from heuristics.bits import ones
from heuristics.shelf import Shelf

KEY = 6
"""Of words of which only the beginning is known this many letters are enough. A whole word has a space at its end."""

_WORD = regex.compile(r"[^\W_]+|[^\w\s\0-\x7f]")
"""A word, or an emoji, which is as good a key."""
_EMOJI = regex.compile(r"\\U[0-9a-fA-F]{8}|\\u[0-9a-fA-F]{4}|[^\w\s\0-\x7f]")
_SIGN = regex.compile(r"\\[WZ]|\\[^\w\s]|[^\w\s\\\[\].]")
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
    | (?P<emoji>\\U[0-9a-fA-F]{8}|\\u[0-9a-fA-F]{4}|[^\w\s\0-\x7f])
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
Met = tuple[int, ...]
"""The ways that have something of what they need, layer by layer."""
Tokens = list[tuple[str, str, str | None]]
"""The kind of each piece, how it is written, and the list that it names."""


class Prefilter:
    """An index from the beginnings of words to the patterns that need them.

    Each way in which a pattern can match is one bit. There is a layer for what the ways need most, one for what they
    need next, and so on; for each beginning there is, layer by layer, what ways it satisfies. It is joined when a text
    first has it: most never do.
    """

    def __init__(self, sources: Iterable[str], lists: Mapping[str, Iterable[str]], shelf: Shelf) -> None:
        self._owners: list[str] = []
        self._index: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        self._joined: dict[str, dict[int, int]] = {}
        needs: list[int] = []
        cache: dict[str, Keys | None] = {}
        for source in sources:
            ways = shelf.recall("needed", source, functools.partial(needed, source, lists, cache))
            for way in [[]] if ways is None else ways:
                for layer, keys in enumerate(way):
                    if layer == len(needs):
                        needs.append(0)
                    needs[layer] |= 1 << len(self._owners)
                    need = layer, len(self._owners)
                    for key in keys:
                        self._index[key].append(need)
                self._owners.append(source)
        self._all = (1 << len(self._owners)) - 1
        self._content = [self._all & ~needing for needing in needs]
        self._none = (0,) * len(needs)
        self._met_by = functools.lru_cache(maxsize=1024)(self._look_up)

    def bits(self, sources: AbstractSet[str]) -> int:
        """Give the ways of some patterns."""
        return sum(1 << number for number, owner in enumerate(self._owners) if owner in sources)

    def met(self, text: str) -> Met:
        """Give what the words of a normalised text satisfy."""
        met = map(self._met_by, words_of(text))
        return tuple(functools.reduce(operator.or_, layer) for layer in zip(self._none, *met, strict=True))

    def awake(self, met: Iterable[Met], among: int = -1) -> int:
        """Give the ways in which a text made of parts could match of which each `met` something.

        Only the ways in `among` are asked.
        """
        left = self._all & among
        for content, *parts in zip(self._content, *met, strict=True):
            left &= functools.reduce(operator.or_, parts, content)
            if not left:
                break
        return left

    def owners(self, ways: int) -> set[str]:
        """Give the sources of the patterns that have one of these ways."""
        return set(map(self._owners.__getitem__, ones(ways)))

    def forget(self) -> None:
        """Drop every word that was looked up."""
        self._met_by.cache_clear()

    def _look_up(self, word: str) -> Met:
        """Give what a word satisfies."""
        met = [0] * len(self._content)
        for key in (*(word[:length] for length in range(1, min(len(word), KEY) + 1)), f"{word} "):
            if key in self._index:
                for layer, ways in self._join(key).items():
                    met[layer] |= ways
        return tuple(met)

    def _join(self, key: str) -> dict[int, int]:
        """Give what a beginning satisfies, layer by layer."""
        joined = self._joined.get(key)
        if joined is None:
            joined = self._joined[key] = {}
            for layer, way in self._index[key]:
                joined[layer] = joined.get(layer, 0) | 1 << way
        return joined


def words_of(text: str) -> set[str]:
    """Give the words and emoji of a normalised text."""
    return set(_WORD.findall(text))


def needed(
    source: str, lists: Mapping[str, Iterable[str]], cache: dict[str, Keys | None] | None = None
) -> list[list[Keys]] | None:
    """Find what every match of `source` cannot do without.

    Returns:
        The ways in which it can match (its outermost alternatives). Each is a list of sets of whole words, with a space
        at their end, and of beginnings of at most `KEY` letters; a match that goes this way holds at least one of each
        set. The rarest set comes first.
        None where some way needs nothing that can be told.
    """
    return _Reader(source, lists, {} if cache is None else cache).read()


class _Reader:
    """Reads one source from left to right, keeping track of whether it stands at the beginning of a word."""

    def __init__(self, source: str, lists: Mapping[str, Iterable[str]], cache: dict[str, Keys | None]) -> None:
        self._tokens = [(str(m.lastgroup), m[0], m["list"]) for m in _TOKEN.finditer(source)]
        self._ends = _ends(self._tokens)
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
            whole = kind != "letters"
            if not whole:
                fresh_run = fresh if not run else fresh_run
                fresh = False
                if not self._repeat():
                    run += text
                    continue
                run += text if self._took("+") else text[:-1]  # the quantifier is the last letter's
            if run and fresh_run:
                needs.append(_key(run, whole=whole and self._ends[self._at - 1]))
            run = ""
            if kind != "letters":
                keys, fresh = self._part(kind, text, name, fresh=fresh)
                if keys is not None:
                    needs.append(keys)
        if run and fresh_run:
            needs.append(_key(run, whole=self._ends[self._at]))
        return needs, fresh

    def _part(self, kind: str, text: str, name: str | None, *, fresh: bool) -> tuple[Keys | None, bool]:
        """Read anything but a plain letter: its keys, and whether a word begins after it."""
        if kind in {"open", "look"}:
            return self._bracket(kind, fresh=fresh)
        keys = self._list(name, whole=self._ends[self._at]) if name and fresh else _emoji(text)
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
        if _quantifier(self._tokens, self._at):
            self._at += 1
            return True
        return False

    def _took(self, quantifier: str) -> bool:
        return self._tokens[self._at - 1][1].startswith(quantifier)

    def _list(self, name: str, *, whole: bool) -> Keys | None:
        cached = f"{name} " if whole else name
        if cached not in self._cache:
            entries = [_WORD.findall(entry) for entry in self._lists[name]]
            ended = [whole or not entry[-1].isalnum() for entry in self._lists[name]]
            self._cache[cached] = frozenset(map(_rarest, entries, ended)) if all(entries) else None
        return self._cache[cached]


def _ends(tokens: Tokens) -> list[bool]:
    """Say for each piece, and for the end of all, whether a word that reaches up to it surely ends there.

    It is worked out from the end, since what comes after a piece decides.
    """
    ends = [False] * len(tokens) + [True]
    closes, bars = [len(tokens)], list[list[int]]([[]])  # of the brackets that are open, read from the end
    for at in range(len(tokens) - 1, -1, -1):
        kind, text, _ = tokens[at]
        if kind == "close":
            closes.append(at)
            bars.append([])
            repeat = _quantifier(tokens, at + 1)
            # What comes again may go on with its own beginning.
            ends[at] = ends[at + 1] if not repeat else repeat.startswith("?") and ends[at + 2]
        elif kind == "bar":
            bars[-1].append(at)
            ends[at] = ends[closes[-1]]
        elif kind in {"open", "look"} and len(closes) > 1:
            close, begins = closes.pop(), [at, *bars.pop()]
            every = all(ends[begin + 1] for begin in begins)
            ends[at] = ends[close + 1] if kind == "look" else every and _goes_on(tokens, ends, close + 1)
        elif kind in {"space", "boundary", "emoji"} or (kind == "other" and _SIGN.fullmatch(text)):
            ends[at] = _goes_on(tokens, ends, at + 1)
    return ends


def _goes_on(tokens: Tokens, ends: list[bool], at: int) -> bool:
    """Whether a piece before which a word ends is surely there, or what comes after its quantifier ends it as well."""
    repeat = _quantifier(tokens, at)
    return not repeat or repeat.startswith("+") or ends[at + 1]


def _quantifier(tokens: Tokens, at: int) -> str:
    """Give the quantifier that stands here; empty where none does."""
    return tokens[at][1] if at < len(tokens) and tokens[at][0] == "repeat" else ""


def _emoji(text: str) -> Keys | None:
    """Read an emoji, or brackets with nothing else in them."""
    inside = text[1:-1] if text.startswith("[") else text
    found = _EMOJI.findall(inside)
    keys = frozenset(chr(int(f"0x{one[2:]}", 0)) if one.startswith("\\") else one for one in found)
    return keys if keys and "".join(found) == inside and all(map(_EMOJI.fullmatch, keys)) else None


def _key(run: str, *, whole: bool) -> Keys:
    return frozenset({f"{run} " if whole else run[:KEY]})


def _rarest(words: list[str], ended: bool) -> str:
    """Give the key of an entry of a list; whether its last word has `ended` with it is known."""
    keys = [f"{word} " for word in words[:-1]] + [f"{words[-1]} " if ended else words[-1][:KEY]]
    return max(keys, key=lambda key: (key.rstrip() not in _COMMON, len(key)))


def _commonness(keys: Keys) -> tuple[bool, int]:
    """How often a sentence would have one of these: the lower, the better they tell patterns apart."""
    return any(key.rstrip() in _COMMON for key in keys), len(keys)


_NONE: Keys = frozenset()
