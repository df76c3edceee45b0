"""The words that a pack knows: what a slip of the keys may have been meant for."""

from __future__ import annotations

import regex

from heuristics.model import Pack

_WORD = regex.compile(r"[a-z]+(?:'[a-z]+)*")
_NOT_LETTERS = regex.compile(r"\\L<\w+>|\\[pP]\{[^}]*\}|\\.|\(\?P?<\w+>")


def vocabulary(pack: Pack) -> frozenset[str]:
    """Every word that a pattern or a list of the pack could be looking for."""
    checks = (*pack.checks, pack.emotion)
    guards = (*pack.guards, *(guard for check in checks for guard in check.guards))
    sources = [guard.match for guard in guards]
    sources += [source for check in checks for pattern in check.patterns for source in pattern.sources]
    words = {word for source in sources for word in _WORD.findall(_NOT_LETTERS.sub(" ", source))}
    return frozenset(words.union(*(_WORD.findall(entry) for entries in pack.lists.values() for entry in entries)))
