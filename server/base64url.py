"""Base64 for the wire: the URL alphabet, no padding, nothing tolerated when reading."""

from __future__ import annotations

import binascii
from typing import Final

_TO_URL: Final = bytes.maketrans(b"+/", b"-_")
_FROM_URL: Final = bytes.maketrans(b"-_+/=", b"+/   ")  # what only other alphabets have becomes something invalid


def encode(data: bytes) -> str:
    """Write bytes as base64url without padding."""
    return binascii.b2a_base64(data, newline=False).translate(_TO_URL).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """Read base64url without padding. Raises ValueError on any character outside the alphabet."""
    padded = text.encode("ascii").translate(_FROM_URL) + b"=" * (-len(text) % 4)
    return binascii.a2b_base64(padded, strict_mode=True)
