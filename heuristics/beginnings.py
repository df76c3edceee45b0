"""With what the first words of a match can begin, read from a pattern's source.

Every match begins at the edge of a word. The reading is cautious: a word counts as possible unless the source rules it
out, and a pattern that can begin with something else than a word, or one or two signs and a word, could begin anywhere.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping

import regex

from heuristics.tokens import OPENING, OddError, tokens

WORDS = 3
"""So many words of a beginning are looked at."""
LONGEST = 6
"""Words are told apart by their first letters; this many are enough."""
SIGNS = 2
"""So many signs may stand before the first word of a match: an apostrophe, a comma and its space."""
MOST = 8
"""Ways of one pattern that are told apart. More would tell a little more and take longer to load."""

_MAYBE = regex.compile(r"[?*]|\{0?,|\{0\}")
_ONCE = regex.compile(r"\?|\{0?,1\}|\{1\}")
_PLAIN = regex.compile(r"\[(?P<inside>[a-z0-9]+)\]")
DIGITS = str.maketrans("123456789", "0" * 9)
"""One digit is as good as another."""
_SIGN = r"(?:\\U[0-9a-fA-F]{8}|\\u[0-9a-fA-F]{4}|\\[Wsn]|\\[^\w\s]|[^\w\\\[\]^.-])"
_NOT_OF_WORDS = regex.compile(rf"{_SIGN}|\[(?:{_SIGN}|\.)+-?\]|\[\^\\w.*|[\^\-\]]")

Keys = frozenset[str]
Way = tuple[Keys, ...]
"""What the first words can be, if a match goes one way: beginnings of at most `LONGEST` letters, for each word.

One that ends in a space is a whole word, and "" is any word, or none. A space in front of the first is a sign before
that word, whatever it is: a match may begin with up to `SIGNS` of them.
"""
State = tuple[int, str | None]
"""How far a beginning was read: so many words, and of the next one these letters.

No letters are before that word; None is inside it, where enough of it is known. Spaces are signs before the first.
"""
Paths = frozenset[tuple[State, int]]
"""All states in which a match could be, each with the number of the way that it goes."""
Key = tuple[int, str]
"""The number of a word, and with what it begins."""
Step = tuple[State | None, Key | None]
"""The state after it, None where no more is asked, and what is known of a word now."""
Cache = dict[tuple[str, State], tuple[frozenset[State], frozenset[Key]]]

_BEGIN: State = (0, "")
_NONE: Paths = frozenset()


def beginnings(source: str, lists: Mapping[str, Iterable[str]], cache: Cache | None = None) -> list[Way] | None:
    """Find with what the matches of `source` begin, for each of its ways. None where one could begin with no word."""
    try:
        return _Reader(tokens(source), lists, {} if cache is None else cache).read()
    except OddError:
        return None


class _Reader:
    """Reads one source from left to right, with all states in which a match could be.

    Where alternatives stand at the very beginning, each is a way of its own: otherwise the first word of one and the
    second of another would look like a beginning.
    """

    def __init__(self, found: list[tuple[str, str]], lists: Mapping[str, Iterable[str]], cache: Cache) -> None:
        self._tokens = found
        self._lists = lists
        self._cache = cache
        self._at = 0
        self._keys: list[set[Key]] = [set()]
        self._again = False

    def read(self) -> list[Way]:
        left = self._alternatives(frozenset([(_BEGIN, 0)]))
        if self._at < len(self._tokens):
            raise OddError
        for (count, word), way in left:  # a match may end here, whatever words come after it
            if _is_bare((count, word)):
                raise OddError
            if word:
                self._keys[way].add((count, f"{word} "))
            self._keys[way].update((further, "") for further in range(count + (word != ""), WORDS))
        return [
            tuple(frozenset(key for number, key in keys if number == count) for count in range(WORDS))
            for keys in self._keys
            if keys
        ]

    def _next(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else "end"

    def _alternatives(self, paths: Paths) -> Paths:
        after = self._sequence(self._fork(paths))
        while self._next() == "bar":
            self._at += 1
            after |= self._sequence(self._fork(paths))
        return after

    def _fork(self, paths: Paths) -> Paths:
        """Let what has not begun yet go a way of its own."""
        new = {path for path in paths if path[0] == _BEGIN}
        if not new or self._again or len(self._keys) >= MOST:
            return paths
        self._keys.append(set())
        return paths - new | {(_BEGIN, len(self._keys) - 1)}

    def _sequence(self, paths: Paths) -> Paths:
        while self._next() not in {"bar", "close", "end"}:
            if paths:
                paths = self._repeated(paths)
            else:
                self._skip()
        return paths

    def _repeated(self, paths: Paths) -> Paths:
        """Read one piece with its quantifiers."""
        begin = self._at
        after = self._piece(paths)
        maybe = many = False
        while self._next() == "repeat":
            repeat = self._tokens[self._at][1]
            maybe = maybe or _MAYBE.match(repeat) is not None
            many = many or _ONCE.match(repeat) is None
            self._at += 1
        if many:
            after = self._more(begin, after)
        return after | paths if maybe else after

    def _more(self, begin: int, after: Paths) -> Paths:
        """Read a piece again and again, until nothing new comes of it."""
        end, before, self._again = self._at, self._again, True
        new = after
        while new:
            self._at = begin
            new = self._piece(new) - after
            after |= new
        self._at, self._again = end, before
        return after

    def _piece(self, paths: Paths) -> Paths:
        """Read one piece: every state in which a match can be after it."""
        kind, text = self._tokens[self._at]
        if kind in {"sure", "unless"}:  # it takes no room
            self._skip()
            return paths
        self._at += 1
        if kind in {"open", "flags"}:
            after = self._alternatives(paths)
            if self._next() != "close":
                raise OddError
            self._at += 1
            return after
        if kind == "anchor":
            return paths
        if kind == "edge":
            return self._each(paths, _edge)
        if kind == "list":
            return self._list(text[3:-1], paths)
        if kind == "character":
            return self._character(self._run(text), paths)
        raise OddError

    def _run(self, text: str) -> str:
        """Take the letters that follow this one, as far as none of them is repeated."""
        if not text.isalnum() or self._next() == "repeat":
            return text
        begin, tokens = self._at, self._tokens
        while self._next() == "character" and tokens[self._at][1].isalnum():
            self._at += 1
        if self._next() == "repeat" and self._at > begin:
            self._at -= 1
        return text + "".join(letters for _, letters in tokens[begin : self._at])

    def _skip(self) -> None:
        """Go past one piece that says nothing about how a match begins."""
        deep = 0
        while True:
            kind = self._next()
            if kind == "end":
                raise OddError
            self._at += 1
            deep += (kind in OPENING) - (kind == "close")
            if deep == 0:
                return

    def _list(self, name: str, paths: Paths) -> Paths:
        after = set[tuple[State, int]]()
        for state, way in paths:
            known = self._cache.get((name, state))
            if known is None:
                known = self._cache[name, state] = _entries(self._lists[name], state)
            after.update((further, way) for further in known[0])
            self._keys[way] |= known[1]
        return frozenset(after)

    def _character(self, text: str, paths: Paths) -> Paths:
        if text.isalnum() or text == r"\d":
            return self._each(paths, functools.partial(_letters, letters="0" if text == r"\d" else text))
        inside = _PLAIN.fullmatch(text)
        if inside:
            steps = (functools.partial(_letters, letters=letter) for letter in inside["inside"])
            return _NONE.union(*(self._each(paths, step) for step in steps))
        word = self._each(paths, _any_letter) if not _NOT_OF_WORDS.fullmatch(text) else _NONE
        gap = self._each(paths, _gap) if text != r"\w" else _NONE
        return word | gap

    def _each(self, paths: Paths, step: Callable[[State], Step]) -> Paths:
        """Take every state one step further."""
        after = set()
        for state, way in paths:
            further, key = step(state)
            if further is not None:
                after.add((further, way))
            if key is not None:
                self._keys[way].add(key)
        return frozenset(after)


def _entries(entries: Iterable[str], state: State) -> tuple[frozenset[State], frozenset[Key]]:
    """Read any entry of a list: the states after it, and the keys of words that ended or are known well enough."""
    after, keys = set[State](), set[Key]()
    for entry in entries:
        now: State | None = state
        for letter in entry:
            if now is None:
                break
            now, key = _letters(now, letter) if letter.isalnum() else _gap(now)
            if key is not None:
                keys.add(key)
        if now is not None:
            after.add(now)
    return frozenset(after), frozenset(keys)


def _letters(state: State, letters: str) -> Step:
    count, word = state
    if word is None:
        return state, None
    word += letters.translate(DIGITS)
    most = LONGEST + word.count(" ")
    return ((count, word), None) if len(word) < most else _known(count, word[:most])


def _any_letter(state: State) -> Step:
    """A letter or digit, whatever it is."""
    count, word = state
    return (state, None) if word is None else _known(count, word)


def _known(count: int, word: str) -> Step:
    """Enough is known of a word."""
    return (None if count == WORDS - 1 else (count, None)), (count, word)


def _gap(state: State) -> Step:
    """A sign, which is not of a word."""
    count, word = state
    if _is_bare(state):
        if word is None or len(word) == SIGNS:
            raise OddError
        return (count, f"{word} "), None
    if word == "":
        return state, None
    return (None if count == WORDS - 1 else (count + 1, "")), None if word is None else (count, f"{word} ")


def _edge(state: State) -> Step:
    """A word ends here, or one is to begin."""
    return (state, None) if _is_bare(state) else _gap(state)


def _is_bare(state: State) -> bool:
    """Whether there was no letter yet."""
    count, word = state
    return count == 0 and word is not None and not word.strip()
