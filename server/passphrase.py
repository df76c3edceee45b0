"""The key under a passphrase: a file that holds it sealed, and what this process was told.

scrypt makes a guess cost 128 MiB and a good part of a second. Its numbers stand in the file, so that they can grow.
"""

from __future__ import annotations

import json
import secrets
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from server import base64url
from server.paths import LOCKED, write_private
from server.vault import Vault, VaultError

if TYPE_CHECKING:
    from pathlib import Path

SHORTEST: Final = 8
"""Characters."""
_SALT_BYTES: Final = 16
_COST: Final = {"n": 2**17, "r": 8, "p": 1}
_MOST: Final = {"n": 2**20, "r": 16, "p": 4}
_ROW: Final = b"breather/1 key under a passphrase"

_opened: dict[Path, list[bytes]] = {}
"""What this process was told, by home. Never written."""


class WrongPassphraseError(Exception):
    """Not the passphrase, or the file was altered."""


def is_locked(home: Path) -> bool:
    """Whether this home's key is under a passphrase that this process was not told."""
    return (home / LOCKED).exists() and home not in _opened


def lock(home: Path, keys: list[bytes], word: str) -> None:
    """Put keys under a passphrase, and keep them open in this process. Raises OSError."""
    salt = secrets.token_bytes(_SALT_BYTES)
    vault = Vault(_stretch(word, salt, _COST))
    about = {"v": 1, "kdf": "scrypt", **_COST, "salt": base64url.encode(salt)}
    sealed = [base64url.encode(vault.seal(_ROW, key)) for key in keys]
    write_private(home / LOCKED, json.dumps({**about, "keys": sealed}).encode())
    _opened[home] = list(keys)


def unlock(home: Path, word: str) -> list[bytes]:
    """Open the keys with a passphrase, for the rest of this process. Raises WrongPassphraseError."""
    try:
        about: dict[str, Any] = json.loads((home / LOCKED).read_bytes())
        cost = {name: int(about[name]) for name in _COST}
        if any(not 1 <= cost[name] <= most for name, most in _MOST.items()):
            raise WrongPassphraseError
        vault = Vault(_stretch(word, base64url.decode(about["salt"]), cost))
        keys = [vault.open(_ROW, base64url.decode(sealed)) for sealed in about["keys"]]
    except (OSError, ValueError, KeyError, TypeError, VaultError) as error:
        raise WrongPassphraseError from error
    remember(home, keys)
    return keys


def remember(home: Path, keys: list[bytes]) -> None:
    """Use keys that another process of ours has opened."""
    _opened[home] = keys


def forget(home: Path) -> None:
    """Forget what this process was told."""
    _opened.pop(home, None)


def opened(home: Path) -> list[bytes] | None:
    """The keys, if this process was told."""
    return _opened.get(home)


def _stretch(word: str, salt: bytes, cost: dict[str, int]) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt  # noqa: PLC0415 - only where there is a passphrase

    # One passphrase has one form, whichever keyboard it was typed on.
    return Scrypt(salt, 32, **cost).derive(unicodedata.normalize("NFKC", word).encode())
