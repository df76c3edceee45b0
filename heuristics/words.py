"""Word lists and phrases: what patterns are composed of."""

from __future__ import annotations

import regex

from heuristics.tables import Table

_PHRASE = regex.compile(r"\{([a-z][a-z_]*)\}")
_LIST = regex.compile(r"\\L<(\w+)>")
_DEEPEST = 8
"""Phrases within phrases; more is a circle."""


def join(source: str) -> str:
    """Make one line of a pattern: lines are stripped and joined, lines that begin with `#` are comments.

    Inside a line a space is a space, so that a pattern reads like what it matches.
    """
    lines = (line.strip() for line in source.splitlines())
    return "".join(line for line in lines if not line.startswith("#"))


class Words:
    """The word lists and phrases of all files; names are unique in the pack."""

    def __init__(self) -> None:
        self.lists: dict[str, frozenset[str]] = {}
        self._phrases: dict[str, str] = {}

    def copy(self) -> Words:
        """The same words, to which others can be added without these seeing them."""
        copy = Words()
        copy.lists, copy._phrases = dict(self.lists), dict(self._phrases)
        return copy

    def take(self, table: Table) -> None:
        """Take over the lists and phrases of one file."""
        for name, value in table.mapping("lists").items():
            if name in self.lists:
                raise table.error(name, f"the list {name!r} is there twice", "join them or rename one")
            words = frozenset(value) if isinstance(value, list) else frozenset()
            if not words or not all(isinstance(word, str) and word == word.lower().strip() for word in words):
                raise table.error(name, "a list holds lower-case words", 'write it as name = ["word", "two words"]')
            if len(words) != len(value):
                raise table.error(name, "a word is there twice", "delete one")
            self.lists[name] = words
        for name, value in table.mapping("phrases").items():
            if name in self._phrases:
                raise table.error(name, f"the phrase {name!r} is there twice", "join them or rename one")
            self._phrases[name] = join(str(value))

    def expand(self, table: Table, key: str, source: str) -> str:
        """Put phrases in place of their names, and make sure that every list exists."""
        source = join(source)
        for _ in range(_DEEPEST):
            expanded = _PHRASE.sub(lambda match: self._phrase(table, key, match[1]), source)
            if expanded == source:
                break
            source = expanded
        else:
            raise table.error(key, "phrases contain each other in a circle", "break the circle")
        for name in _LIST.findall(source):
            if name not in self.lists:
                raise table.error(key, f"there is no list {name!r}", "add it to [lists] in _words.toml or in this file")
        return source

    def _phrase(self, table: Table, key: str, name: str) -> str:
        if name not in self._phrases:
            raise table.error(key, f"there is no phrase {name!r}", "add it to [phrases] in _words.toml or in this file")
        return f"(?:{self._phrases[name]})"
