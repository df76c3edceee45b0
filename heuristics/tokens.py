"""A pattern's source taken apart into its pieces, for whatever reads it (`beginnings.py`, `branches.py`)."""

from __future__ import annotations

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


OPENING = frozenset(["open", "flags", "sure", "unless"])
"""The kinds of pieces that a closing bracket ends."""


class OddError(Exception):
    """Something that is not understood."""


def tokens(source: str) -> list[tuple[str, str]]:
    """Take a pattern's source apart: what each piece is, and how it is written. Raises OddError."""
    found = [(str(match.lastgroup), match[0]) for match in _TOKEN.finditer(source)]
    if sum(len(text) for _, text in found) < len(source):
        raise OddError
    return found


def minds_the_end(source: str) -> bool:
    """Whether a pattern could fail since the text ends where it does; also where it is not understood."""
    deep: list[str] = []
    try:
        for kind, text in tokens(source):
            if kind == "close":
                del deep[-1:]
            elif kind in OPENING:
                deep.append(kind)
            elif kind == "anchor" and text in {"$", r"\Z"} and "unless" in deep:
                return True
    except OddError:
        return True
    return False
