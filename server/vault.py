"""Sealing at rest: site names and pairing secrets are ciphertext in the database, found by a keyed hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES: Final = 32
_IV_BYTES: Final = 12


class VaultError(Exception):
    """Something stored does not open: it was altered, or made with another key."""


class Sealed(NamedTuple):
    """A table with sealed values: what a change of keys needs to know of it.

    Every table with a column `sealed` has one, next to the code that owns the table.
    """

    table: str
    columns: tuple[str, ...]
    """What tells one row from another; the first column is enough to find it."""
    row: Callable[..., bytes]
    """What a value is sealed for, made of those columns."""


class Vault:
    """One key, two uses: sealing a value for its row, and finding a row without storing its name.

    `finder` is what rows are found by: of the first key that the database had, because a name that is stored nowhere
    cannot be hashed anew when the key changes.
    """

    def __init__(self, key: bytes, finder: bytes | None = None) -> None:
        self._seal = AESGCM(_subkey(key, b"seal"))
        self.finder = finder or _subkey(key, b"find")

    def seal(self, row: bytes, value: bytes) -> bytes:
        """Close a value for one row; it opens for no other."""
        iv = secrets.token_bytes(_IV_BYTES)
        return iv + self._seal.encrypt(iv, value, row)

    def open(self, row: bytes, sealed: bytes) -> bytes:
        """Open a value. Raises VaultError when it is not what was put there."""
        try:
            return self._seal.decrypt(sealed[:_IV_BYTES], sealed[_IV_BYTES:], row)
        except (InvalidTag, ValueError) as error:
            raise VaultError from error

    def find(self, kind: str, name: str) -> bytes:
        """What a row is found by: says nothing about the name to whoever lacks the key."""
        return hmac.digest(self.finder, f"{kind}\n{name}".encode(), "sha256")


def _subkey(key: bytes, purpose: bytes) -> bytes:
    """Keep the uses apart: no value of one helps with the other."""
    return hmac.digest(key, b"breather/1 at rest " + purpose, hashlib.sha256)
