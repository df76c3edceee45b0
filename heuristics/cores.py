r"""The core of a pattern over a whole draft: a part that every match must hold within one sentence.

A pattern such as `i cried[\s\S]{0,90}you never` spans sentences, but "i cried" lies in one of them, and so does "you
never". A sentence is asked for such parts once and then remembered, so that a draft that holds none of them is not
searched as a whole with every key. The core only ever matches more than its pattern does: look-arounds are left out,
and what is not understood has no core and is searched as before.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import NamedTuple

import regex

_TOKEN = regex.compile(
    r"""
      (?P<character>[a-z0-9 ',])  # most are one of these, and a name may stand twice
    | (?P<list>\\L<\w+>)
    | (?P<again>\(\?P=\w+\))
    | (?P<flags>\(\?s:)
    | (?P<sure>\(\?<?=)
    | (?P<unless>\(\?<?!)
    | (?P<open>\((?:\?[:>]|\?P?<\w+>)?(?![?*]))
    | (?P<close>\))
    | (?P<bar>\|)
    | (?P<repeat>(?:[?*+]|\{\d+,?\d*\}|\{,\d+\})[?+]?)
    | (?P<edge>\\b)
    | (?P<anchor>\\[AZ]|[\^$])
    | (?P<character>\\U[0-9a-fA-F]{8}|\\u[0-9a-fA-F]{4}|\\[pP]\{\w+\}|\\[dDsSwWn]|\\[^\w\s]
        |\[\^?(?:\\U[0-9a-fA-F]{8}|\\u[0-9a-fA-F]{4}|\\[dDsSwWn]|\\[^\w\s]|[^\]\\\[])+\]|[^\\\[{])
    """,
    regex.VERBOSE | regex.DOTALL,
)

_MAYBE = regex.compile(r"[?*]|\{0?,|\{0\}")
OPENING = frozenset(["open", "flags", "sure", "unless"])
"""The kinds of pieces that a closing bracket ends."""
LEAST = 2
"""Letters that every match of a core holds; with fewer it would be in nearly every sentence."""


class OddError(Exception):
    """Something that is not understood."""


class _Piece(NamedTuple):
    """A part of a pattern.

    `text` matches at least what it does, and can hold a line break where it `breaks`; `letters` are in every match of
    it, however short. `core` is the best core inside, with as many letters as `least`.
    """

    text: str
    breaks: bool = False
    letters: int = 0
    core: str | None = None
    least: int = 0


def core_of(source: str) -> str | None:
    """Find the core of a pattern: a source, to be searched without edges, that fits some sentence of every match."""
    try:
        return _Reader(tokens(source)).read()
    except OddError:
        return None


def tokens(source: str) -> list[tuple[str, str]]:
    """Take a pattern's source apart: what each piece is, and how it is written. Raises OddError."""
    found = [(str(match.lastgroup), match[0]) for match in _TOKEN.finditer(source)]
    if sum(len(text) for _, text in found) < len(source):
        raise OddError
    return found


class _Reader:
    """Reads one source from left to right."""

    def __init__(self, found: list[tuple[str, str]]) -> None:
        self._tokens = found
        self._at = 0

    def read(self) -> str | None:
        whole = self._alternatives()
        if self._at < len(self._tokens):
            raise OddError
        return whole.core

    def _next(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else "end"

    def _alternatives(self) -> _Piece:
        ways = [self._sequence()]
        while self._next() == "bar":
            self._at += 1
            ways.append(self._sequence())
        cores = dict.fromkeys(way.core or "" for way in ways)
        return _Piece(
            "|".join(way.text for way in ways),
            any(way.breaks for way in ways),
            min(way.letters for way in ways),
            None if "" in cores else "|".join(cores),
            min(way.least for way in ways),
        )

    def _sequence(self) -> _Piece:
        pieces = []
        while self._next() not in {"bar", "close", "end"}:
            pieces.append(self._piece())
        inner = [(piece.least, piece.core) for piece in pieces if piece.core and (piece.breaks or not piece.text)]
        least, core = max((choice for choice in [*_runs(pieces), *inner] if choice[0] >= LEAST), default=(0, None))
        text, letters = "".join(piece.text for piece in pieces), sum(piece.letters for piece in pieces)
        return _Piece(text, any(piece.breaks for piece in pieces), letters, core, least)

    def _piece(self) -> _Piece:
        kind, text = self._tokens[self._at]
        self._at += 1
        if kind in OPENING:
            inner = self._alternatives()
            if self._next() != "close":
                raise OddError
            self._at += 1
            if kind == "open":
                piece = inner._replace(text=f"(?:{inner.text})")
            elif kind == "flags":  # a dot in it may be a line break
                piece = _Piece("", breaks=True)
            else:  # it takes no room, but what it asks for must be there
                piece = inner._replace(text="", breaks=False, letters=0) if kind == "sure" else _Piece("")
        elif kind == "anchor":
            piece = _Piece("")
        elif kind == "again":  # the words of a group once more, whatever they are
            piece = _Piece("", breaks=True)
        elif kind in {"list", "edge", "character"}:
            letters = int(kind == "character" and text.isalnum()) or LEAST * (kind == "list")
            piece = _Piece(text, kind == "character" and _can_break(text), letters)
        else:
            raise OddError
        while self._next() == "repeat":
            piece = _repeated(piece, self._tokens[self._at][1])
            self._at += 1
        return piece


def _repeated(piece: _Piece, repeat: str) -> _Piece:
    """Add a quantifier; a possessive one is made to give back, since what it stops at may be left out."""
    text = f"{piece.text}{repeat[:-1] if repeat[1:].endswith('+') else repeat}" if piece.text else ""
    if _MAYBE.match(repeat):
        return _Piece(text, piece.breaks)
    return piece._replace(text=text)


def _runs(pieces: Iterable[_Piece]) -> list[tuple[int, str]]:
    """Put together what stands side by side and holds no line break, with its letters."""
    runs = [(0, "")]
    for piece in pieces:
        letters, text = runs[-1]
        if piece.breaks:
            runs.append((0, ""))
        else:
            runs[-1] = letters + piece.letters, text + piece.text
    return runs


@functools.cache
def _can_break(character: str) -> bool:
    try:
        return regex.match(character, "\n") is not None
    except regex.error as error:
        raise OddError from error
