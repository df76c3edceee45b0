"""The pairing secret as a person sees it: 26 letters of base32, in groups that are easy to read aloud."""

from __future__ import annotations

import base64
import re
import secrets
from typing import Final

SECRET_BYTES: Final = 16
CODE_LETTERS: Final = 26
_CODE: Final = re.compile(r"[A-Z2-7]{26}")


def new_secret() -> bytes:
    """128 random bits from the operating system."""
    return secrets.token_bytes(SECRET_BYTES)


def to_code(secret: bytes) -> str:
    """Write a secret as 26 letters of base32, upper case, without padding."""
    return base64.b32encode(secret).decode().rstrip("=")


def grouped(code: str) -> str:
    """The same code in groups of four, for reading. `from_code` takes it back as it is."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def from_code(text: str) -> bytes:
    """Read a code in any case, with or without spaces and hyphens.

    Raises ValueError when it is not 26 letters of base32, or when its last letter carries bits that no
    secret has.
    """
    code = re.sub(r"[\s-]", "", text).upper()
    if not _CODE.fullmatch(code):
        raise ValueError("not a pairing code")
    secret = base64.b32decode(code + "======")
    if to_code(secret) != code:
        raise ValueError("not a pairing code")
    return secret
