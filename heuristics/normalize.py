"""Text as people type it, turned into text as patterns are written, with the way back.

Lower case, straight apostrophes, no accents, single spaces, `sooooo` as `so`, `u` as `you`. Every character of the
result knows which code points of the original it stands for, so that a match is shown on the exact words.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import regex

from heuristics.model import Spelling
from heuristics.prefilter import needed, words_of
from heuristics.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Normal:
    """Normalised text. Character `i` of `text` stands for code points `starts[i]` to `ends[i]` of the original."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Map a non-empty span of `text` to a span of the original, both in code points, end exclusive."""
        return self.starts[start], self.ends[end - 1]


class Normalizer:
    """Normalises for one pack.

    Args:
        vocabulary: every word that the pack's patterns know; decides what `sooooo` and `pleeease` were.
        spellings: whole words to replace (`plz` to `please`).
        rewrites: replacements that need their neighbours, applied in order after the spellings.
        shelf: where they stand compiled, from an earlier start.
    """

    def __init__(
        self,
        vocabulary: AbstractSet[str],
        spellings: Mapping[str, str],
        rewrites: tuple[Spelling, ...] = (),
        shelf: Shelf | None = None,
    ) -> None:
        self._vocabulary = vocabulary
        self._spellings = spellings
        shelf = shelf or Shelf({})
        self._rewrites = [
            (*shelf.recall("rewrite", rewrite.match, functools.partial(_compiled, rewrite.match)), rewrite.to)
            for rewrite in rewrites
        ]

    def __call__(self, text: str) -> Normal:
        """Normalise `text`, usually one sentence."""
        normal = self._nameless(_fold(text), text)
        normal = _replace(normal, _WORD, self._word)
        words = words_of(normal.text)
        for pattern, sure, to in self._rewrites:
            if sure is None or not sure.isdisjoint(words):  # mostly it is
                before, normal = normal, _replace(normal, pattern, to)
                if normal is not before:
                    words = words_of(normal.text)
        return normal

    def _nameless(self, normal: Normal, text: str) -> Normal:
        """Leave out a name by which somebody is spoken to, first or last: a word we do not know with a large letter."""

        def name(match: regex.Match[str]) -> str:
            found = match["first"] or match["last"]
            at = normal.starts[match.start("first" if match["first"] else "last")]
            return "" if text[at : at + 2].istitle() and found not in self._vocabulary else match[0]

        return _replace(normal, _NAME, name)

    def _word(self, match: regex.Match[str]) -> str:
        word = match[0]
        spelled = self._spellings.get(word)
        if spelled is not None:
            return spelled
        if word.endswith(_DROPPED_G) and self._has_dropped(word):
            return word + "g"
        if _STRETCHED.search(word) is None:
            return word
        shrunk = self._shrink(word)
        return self._spellings.get(shrunk, shrunk)

    def _has_dropped(self, word: str) -> bool:
        """Whether a word in "in" had a g: where only that is a word we know, or what stands before it is a verb's."""
        known = self._vocabulary
        if word + "g" in known:
            return word not in known or len(word) > _LONGEST_IN
        stem = word.removesuffix(_DROPPED_G)
        return word not in known and len(word) > _LONGEST_IN and not known.isdisjoint({stem, stem + "e", stem[:-1]})

    def _shrink(self, word: str) -> str:
        """Undo stretching: each run of three or more becomes one letter, or two where only that is a word."""
        candidates = [""]
        for run in _RUN.finditer(word):
            letter, length = run[1], len(run[0])
            choices = [letter * length] if length < _STRETCH else [letter, letter * 2]
            candidates = [head + choice for head in candidates for choice in choices][:_MOST_CANDIDATES]
        return next((word for word in candidates if word in self._vocabulary), candidates[0])


_DROPPED_G = "in"
"""`sayin` is `saying`, and `cousin` is not."""
_LONGEST_IN = 4
"""Letters. A longer word is hardly ever another one without its g, as `thin` is."""
_STRETCH = 3
_MOST_CANDIDATES = 16
_GRAPHEME = regex.compile(r"\X")
_WORD = regex.compile(r"[a-z]+(?:'[a-z]+)*|\d+(?:[a-z]+)?")
_NAME = regex.compile(r"^(?P<first>[a-z]{2,15}), (?=\w)|, (?P<last>[a-z]{2,15})(?=[.!? ]*$)")
_STRETCHED = regex.compile(r"([a-z])\1\1")
_RUN = regex.compile(r"(.)\1*")
_SPACES = regex.compile(r"\s+")
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2019\u2018\u02bc\u02b9\u0060\u00b4\uff07\u2032\x91\x92", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb\uff02\u2033", '"'),
        **dict.fromkeys("\u2013\u2014\u2012\u2015\u2212", "-"),
        "\u2026": "...",
    }
)
_DROPPED = {"Mn", "Me", "Cf", "Sk"}
"""Combining marks, joiners, direction marks, variation selectors, skin tones: shape, not meaning."""


def _compiled(source: str) -> tuple[regex.Pattern[str], frozenset[str] | None]:
    """Give what a rewrite searches for, and words without which it is in vain."""
    return regex.compile(source), _sure(source)


def _sure(source: str) -> frozenset[str] | None:
    """Give words of which every match of a rewrite holds at least one; None where that cannot be told."""
    ways = needed(source, {})
    keys = None if ways is None else frozenset().union(*(way[0] for way in ways))
    return None if keys is None or not all(key.endswith(" ") for key in keys) else frozenset(map(str.rstrip, keys))


def _fold(text: str) -> Normal:
    if text.isascii():
        normal = Normal(text.lower(), tuple(range(len(text))), tuple(range(1, len(text) + 1)))
    else:
        folded = [_fold_character(character) for character in text]
        chars = "".join(folded)
        at = [index for index, piece in enumerate(folded) for _ in piece]
        normal = Normal(chars, tuple(at), tuple(index + 1 for index in at))
    return _replace(normal, _SPACES, " ")


@functools.lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    plain = character.translate(_PLAIN)
    if plain == character:
        plain = unicodedata.normalize("NFKD", character)
    return "".join(c for c in plain.lower() if unicodedata.category(c) not in _DROPPED or c in "`^")


def _replace(normal: Normal, pattern: regex.Pattern[str], to: object) -> Normal:
    """Replace matches; every new character stands for the whole of what it replaced."""
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for match in pattern.finditer(normal.text):
        new = to(match) if callable(to) else match.expand(str(to))
        if new == match[0]:
            continue
        start, end = match.span()
        text += normal.text[done:start], new
        starts += normal.starts[done:start]
        ends += normal.ends[done:start]
        if start < end:
            starts += [normal.starts[start]] * len(new)
            ends += [normal.ends[end - 1]] * len(new)
        done = end
    if not done:
        return normal
    text.append(normal.text[done:])
    starts += normal.starts[done:]
    ends += normal.ends[done:]
    return Normal("".join(text), tuple(starts), tuple(ends))


def whole_graphemes(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span so that it cuts no flag, family or accented letter in two."""
    edges = text[max(0, start - 1) : start + 1], text[max(0, end - 1) : end + 1]
    if all(edge.isascii() and edge != "\r\n" for edge in edges):  # mostly, and then nothing is cut
        return start, end
    for match in _GRAPHEME.finditer(text):
        if match.start() < start < match.end():
            start = match.start()
        if match.start() < end < match.end():
            end = match.end()
        if match.end() >= end:
            break
    return start, end
