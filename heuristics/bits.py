"""Sets of small numbers, each a bit of one long whole number: many are joined at once."""

from __future__ import annotations

from collections.abc import Sequence

import regex

_SOME = regex.compile(rb"[^\0]")
_BITS = [tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256)]


def ones(bits: int) -> list[int]:
    """Give the numbers in a set, in order."""
    some = _SOME.finditer(bits.to_bytes((bits.bit_length() + 7) // 8, "little"))
    return [8 * match.start() + bit for match in some for bit in _BITS[match[0][0]]]


def joined(numbers: Sequence[int]) -> int:
    """Give the set of some numbers."""
    some = bytearray(max(numbers, default=-1) // 8 + 1)
    for number in numbers:
        some[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(some, "little")
