"""A text while it grows: what was tried in vain in the part of it that stays is not tried there again.

Somebody who types changes one place of a text, mostly its end. `regex` can tell a pattern that fails whatever follows
from one that only ran out of text, so nearly all is ruled out once, when the next word has come.
"""

from __future__ import annotations

import functools
import itertools

import regex

from heuristics.beginnings import WORDS
from heuristics.firsts import Firsts
from heuristics.look import Look, Where
from heuristics.matching import Clock, Matcher, Span
from heuristics.normalize import Normal
from heuristics.prefilter import Prefilter
from heuristics.whole import Whole

CHUNK = 512
"""Words that are looked up between two looks at the clock."""
STRIDE = 4000
"""Code points. So much the stem grows at once: all of a letter that was pasted, a part of what is longer than any."""

_WORD = regex.compile(r"\w")
# A stem has to end with a letter: where `[^?]{0,90}?\bsorry` runs out of text after a sign, `regex` says that it fails.
_END = regex.compile(r"(?r)(?<=\w)\W")


class Growing:
    """The last text that was looked at, and what is known of the part of it that stays.

    That part, the stem, ends where a word does. Of each pattern that its words or what came after them ever allowed we
    keep the places in the stem at which it could still match.
    """

    def __init__(self, sleepers: Prefilter, firsts: Firsts, matcher: Matcher) -> None:
        self._sleepers = sleepers
        self._firsts = firsts
        self._matcher = matcher
        self.forget()

    def forget(self) -> None:
        """Drop the text."""
        self._text = ""
        self._begin()

    def look(self, normal: Normal | Whole, ways: int, clock: Clock) -> Look:
        """Look at a text whose words allow these ways of the `Prefilter`."""
        text, firsts = normal.text, self._firsts
        with clock:
            self._follow(text)
            new = self._sleepers.owners(ways & ~self._ways)
        firsts.read_all(new)  # what happens once does not count as time
        with clock:
            self._wake(new, ways)
        late: dict[str, list[int]] = {}
        words, coming, begin = list(self._words), firsts.words(text, len(self._stem)), self._placed
        while not clock.late:
            with clock:
                more = list(itertools.islice(coming, CHUNK))
                words += more
                known = max(begin, len(words) - (WORDS - 1)) if more else len(words)
                _add(late, firsts.starts(text, words, self._bits, begin, known))
            begin = known
            if not more:
                break
        likely = self._open.keys() | late.keys() | self._begin_of.keys()
        return Look(normal, likely, functools.partial(self._where, late))

    def _begin(self) -> None:
        """Know nothing of any stem."""
        self._stem = ""
        self._words: list[Span] = []
        self._placed = 0
        """At so many of the words `_open` says what could begin: it takes the words after them to know."""
        self._ways = self._bits = 0
        self._open: dict[str, list[int]] = {}
        self._begin_of: dict[str, int] = {}
        """Of the patterns that could begin with something else than a word: the first place at which they could."""
        self._tried: dict[str, int] = {}
        """Up to where in the stem `_open` and `_begin_of` were found out, in code points."""

    def _follow(self, text: str) -> None:
        """Let the stem be what this text has in common with the last, up to the end of a word."""
        if not _stays(self._stem, text):
            self._begin()
        end = _END.search(text, 0, min(same_start(self._text, text), len(self._stem) + STRIDE) + 1)
        self._text = text
        if end is not None and end.start() > len(self._stem):
            self._words += self._firsts.words(text, len(self._stem), end.start())
            self._stem = text[: end.start()]
            known = max(0, len(self._words) - (WORDS - 1))
            self._place(self._bits, self._placed, known)
            self._placed = known

    def _wake(self, new: set[str], ways: int) -> None:
        """Take these patterns in."""
        self._ways |= ways
        bits = self._firsts.bits(new) & ~self._bits
        self._bits |= bits
        self._place(bits, 0, self._placed)
        self._begin_of.update(dict.fromkeys(new & self._firsts.anywhere - self._begin_of.keys(), 0))

    def _place(self, bits: int, begin: int, end: int) -> None:
        """Say where some patterns could begin at some words of the stem."""
        _add(self._open, self._firsts.starts(self._stem, self._words, bits, begin, end))

    def _where(self, late: dict[str, list[int]], branch: str, clock: Clock) -> Where:
        """Say where a branch could match, having ruled out what can be in the stem."""
        stem = self._stem
        known = self._tried.get(branch, 0) == len(stem) or branch in self._firsts.minding
        self._tried[branch] = len(stem)
        if branch in self._begin_of:
            if not known:
                self._begin_of[branch] = self._matcher.open_from(branch, stem, clock, self._begin_of[branch])
            return self._begin_of[branch], None
        starts = self._open.get(branch, [])
        if starts and not known:
            starts = self._open[branch] = self._matcher.open(branch, stem, clock, starts)
            if not starts:
                del self._open[branch]
        return 0, starts + late.get(branch, [])


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


def _stays(stem: str, text: str) -> bool:
    """Whether a text begins with a stem, and a word ends there or none was begun."""
    return text.startswith(stem) and _WORD.match(text, len(stem)) is None


def _add(places: dict[str, list[int]], more: dict[str, list[int]]) -> None:
    """Put further places behind those that are there."""
    for branch, starts in more.items():
        places.setdefault(branch, []).extend(starts)
