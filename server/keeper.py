"""Who keeps the key to the database: the system's keyring, else a file that only the owner may read."""

from __future__ import annotations

import contextlib
import os
import secrets
from typing import TYPE_CHECKING, Final, Protocol, cast

from server import base64url
from server.paths import KEY, open_private
from server.vault import KEY_BYTES

if TYPE_CHECKING:
    from pathlib import Path

KEYRING: Final = "keyring"
FILE: Final = "file"
HONEST: Final = {
    KEYRING: "in your system's keyring: the database is unreadable without your login.",
    FILE: (
        f"in the file {KEY} beside the database, readable by you alone. This protects a copy of the"
        " database, not a copy of the whole folder or disk: use disk encryption for that."
    ),
}
"""What each way of keeping the key is worth. Printed by `breather doctor`."""

_SERVICE: Final = "breather"
# Backends that hand the key to the operating system's own keyring. Everything else, plain files and null
# backends first of all, is refused: our own file is at least described honestly.
_TRUSTED: Final = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)


class KeyLostError(Exception):
    """The key was made once and is not to be had now. A new one would lock the person out for good."""


class Backend(Protocol):
    """The part of a keyring backend that we use."""

    def get_password(self, service: str, username: str) -> str | None:
        """Read what was kept, or None."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep something."""

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""


def system_keyring() -> Backend | None:
    """The system's own keyring, or None where there is none that we trust."""
    import keyring  # noqa: PLC0415 - slow, and needed only where a keyring keeps the key

    backend = keyring.get_keyring()
    choices = getattr(backend, "backends", [backend])
    for choice in choices:
        if type(choice).__module__.startswith(_TRUSTED):
            return cast("Backend", choice)
    return None


def make_key(home: Path) -> tuple[str, bytes]:
    """Take the key into use for a new database: who keeps it, and the key itself."""
    if (home / KEY).exists():
        return FILE, load_key(FILE, home)
    key = secrets.token_bytes(KEY_BYTES)
    if _keep_in_keyring(home, key):
        return KEYRING, key
    descriptor = open_private(home / KEY, os.O_WRONLY)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    return FILE, key


def load_key(kept: str, home: Path) -> bytes:
    """Fetch the key from where it is kept. Raises KeyLostError when it is not there."""
    key = _from_file(home) if kept == FILE else _from_keyring(home)
    if len(key) != KEY_BYTES:
        raise KeyLostError
    return key


def forget_key(home: Path) -> None:
    """Take the key out of the keyring, when it is there. The file is removed with the others."""
    with contextlib.suppress(Exception):  # a keyring that does not answer holds nothing we could remove
        backend = system_keyring()
        if backend is not None and backend.get_password(_SERVICE, str(home)) is not None:
            backend.delete_password(_SERVICE, str(home))


def _keep_in_keyring(home: Path, key: bytes) -> bool:
    """Try the keyring, and believe it only when it gives the same key back."""
    try:
        backend = system_keyring()
        if backend is None:
            return False
        backend.set_password(_SERVICE, str(home), base64url.encode(key))
        return backend.get_password(_SERVICE, str(home)) == base64url.encode(key)
    except Exception:  # noqa: BLE001 - backends raise their own kinds; a keyring that fails is no keyring
        return False


def _from_keyring(home: Path) -> bytes:
    try:
        backend = system_keyring()
        kept = backend.get_password(_SERVICE, str(home)) if backend else None
    except Exception as error:
        raise KeyLostError from error
    if kept is None:
        raise KeyLostError
    return base64url.decode(kept)


def _from_file(home: Path) -> bytes:
    try:
        return (home / KEY).read_bytes()
    except OSError as error:
        raise KeyLostError from error
