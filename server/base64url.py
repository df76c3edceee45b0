"""Base64 for the wire: the URL alphabet, no padding, nothing tolerated when reading."""

from __future__ import annotations

import binascii
from typing import Final

_TO_URL: Final = str.maketrans("+/", "-_")
_FROM_URL: Final = str.maketrans("-_", "+/")


def encode(data: bytes) -> str:
    """Write bytes as base64url without padding."""
    return binascii.b2a_base64(data, newline=False).decode().translate(_TO_URL).rstrip("=")


def decode(text: str) -> bytes:
    """Read base64url without padding. Raises ValueError on any character outside the alphabet."""
    if any(character in text for character in "+/="):
        raise ValueError("not base64url")
    padded = text.translate(_FROM_URL) + "=" * (-len(text) % 4)
    return binascii.a2b_base64(padded, strict_mode=True)
