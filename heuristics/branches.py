"""A pattern taken apart into branches that together match what it matches, so that each is tried by itself.

Most patterns are long alternations. Which words a text needs, with which a match begins and how much there is to try
can be told far better of one alternative than of all of them.
"""

from __future__ import annotations

from heuristics.tokens import OPENING, OddError, tokens

ROOM = 300
"""Code points. What stands around an inner alternation is written once more for each of its alternatives, as far as
that makes a pattern twice as long at most, or longer by no more than this."""

MOST = 512
"""Branches. A pattern that would have more stays whole."""

Tokens = list[tuple[str, str]]


def branches(source: str) -> tuple[str, ...]:
    """Take a pattern apart, in the order in which its alternatives are tried.

    Only what stands at the beginning is taken apart. A source that is not understood is one branch.
    """
    done: list[Tokens] = []
    try:
        left = [tokens(source)]
        while left:
            if len(left) + len(done) > MOST:
                return (source,)
            found = left.pop()
            parts = _apart(found)
            if parts:
                left += reversed(parts)
            else:
                done.append(found)
    except OddError:
        return (source,)
    return tuple(dict.fromkeys("".join(text for _, text in branch) for branch in done))


def _apart(found: Tokens) -> list[Tokens]:
    """Take the outermost alternatives apart, or the first inner ones; nothing where there are none."""
    alternatives = _alternatives(found)
    if len(alternatives) > 1:
        return alternatives
    begin = _begin(found)
    if begin == len(found) or found[begin][1] not in {"(", "(?:"}:
        return []
    end = _end(found, begin)
    head, inner, tail = found[:begin], _alternatives(found[begin + 1 : end]), found[end + 1 :]
    if tail and tail[0][0] == "repeat":
        return []
    if (len(inner) - 1) * _length(head + tail) > max(ROOM, _length(found)):
        return []
    return [head + alternative + tail for alternative in inner]


def _begin(found: Tokens) -> int:
    """Go past what takes no room."""
    at = 0
    while at < len(found) and found[at][0] in {"sure", "unless", "edge", "anchor"}:
        at = _end(found, at) + 1
    return at


def _end(found: Tokens, begin: int) -> int:
    """Where the piece that begins here ends: its closing bracket, or itself."""
    deep = 0
    for at in range(begin, len(found)):
        deep += (found[at][0] in OPENING) - (found[at][0] == "close")
        if deep == 0:
            return at
    raise OddError


def _alternatives(found: Tokens) -> list[Tokens]:
    """Cut at the bars that are in no bracket."""
    cut: list[Tokens] = [[]]
    deep = 0
    for kind, text in found:
        deep += (kind in OPENING) - (kind == "close")
        if deep < 0:
            raise OddError
        if kind == "bar" and deep == 0:
            cut.append([])
        else:
            cut[-1].append((kind, text))
    return cut


def _length(found: Tokens) -> int:
    return sum(len(text) for _, text in found)
