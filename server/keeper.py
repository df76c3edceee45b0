"""Who keeps the key to the database: the system's keyring, a passphrase, or a file that only the owner may read.

While a key is being changed for another, the same place may hold both; the store tries them.
"""

from __future__ import annotations

import contextlib
import errno
import secrets
from typing import TYPE_CHECKING, Final, Protocol, cast

from server import base64url, passphrase
from server.paths import KEY, LOCKED, write_private
from server.vault import KEY_BYTES

if TYPE_CHECKING:
    from pathlib import Path

KEYRING: Final = "keyring"
PASSPHRASE: Final = "passphrase"  # noqa: S105 - a name, not a secret
FILE: Final = "file"
HONEST: Final = {
    KEYRING: (
        "in your system's keyring: a copy of the disk is unreadable without your login. Programs that you run"
        " while you are logged in can ask for it."
    ),
    PASSPHRASE: (
        "under your passphrase, which is written down nowhere: a copy of the disk is as hard to read as the"
        " passphrase is to guess. If you forget it, nobody can open what is stored."
    ),
    FILE: (
        f"in the file {KEY} beside the database, readable by you alone. This protects a copy of the"
        " database, not a copy of the whole folder or disk: use disk encryption for that, or breather key."
    ),
}
"""What each way of keeping the key is worth. Printed by `breather doctor` and `breather key`."""

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


class KeyLockedError(KeyLostError):
    """The key is under a passphrase that this process was not told."""


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
    """Take the key into use for a new database: who keeps it, and the key itself. One that is there already is used."""
    for kept, name in ((PASSPHRASE, LOCKED), (FILE, KEY)):
        if (home / name).exists():
            return kept, load_keys(kept, home)[0]
    with contextlib.suppress(KeyLostError):
        return KEYRING, load_keys(KEYRING, home)[0]
    key = secrets.token_bytes(KEY_BYTES)
    if keep(KEYRING, home, [key]):
        return KEYRING, key
    keep(FILE, home, [key])
    return FILE, key


def load_keys(kept: str, home: Path) -> list[bytes]:
    """Fetch what is kept: one key, or two while one is being changed for the other. Raises KeyLostError."""
    if kept == PASSPHRASE:
        keys = passphrase.opened(home)
        if keys is None:
            raise KeyLockedError
        return keys
    together = _from_file(home) if kept == FILE else _from_keyring(home)
    if not together or len(together) % KEY_BYTES:
        raise KeyLostError
    return [together[at : at + KEY_BYTES] for at in range(0, len(together), KEY_BYTES)]


def keep(kept: str, home: Path, keys: list[bytes], word: str = "") -> bool:
    """Put keys into a place in place of what was there. False when that place cannot keep them. Raises OSError."""
    if kept == KEYRING:
        return _keep_in_keyring(home, b"".join(keys))
    if kept == PASSPHRASE:
        passphrase.lock(home, keys, word)
        return True
    if (home / KEY).is_symlink():
        raise OSError(errno.ELOOP, "a link stands in the key's place")
    write_private(home / KEY, b"".join(keys))
    return True


def forget(kept: str, home: Path) -> None:
    """Take the key out of one place, where it is there."""
    if kept == KEYRING:
        with contextlib.suppress(Exception):  # a keyring that does not answer holds nothing we could remove
            backend = system_keyring()
            if backend is not None and backend.get_password(_SERVICE, str(home)) is not None:
                backend.delete_password(_SERVICE, str(home))
    elif kept == PASSPHRASE:
        (home / LOCKED).unlink(missing_ok=True)
        passphrase.forget(home)
    else:
        (home / KEY).unlink(missing_ok=True)


def _keep_in_keyring(home: Path, together: bytes) -> bool:
    """Try the keyring, and believe it only when it gives the same back."""
    try:
        backend = system_keyring()
        if backend is None:
            return False
        backend.set_password(_SERVICE, str(home), base64url.encode(together))
        return backend.get_password(_SERVICE, str(home)) == base64url.encode(together)
    except Exception:  # noqa: BLE001 - backends raise their own kinds; a keyring that fails is no keyring
        return False


def _from_keyring(home: Path) -> bytes:
    try:
        backend = system_keyring()
        kept = backend.get_password(_SERVICE, str(home)) if backend else None
        return base64url.decode(kept or "")
    except Exception as error:
        raise KeyLostError from error


def _from_file(home: Path) -> bytes:
    try:
        return (home / KEY).read_bytes()
    except OSError as error:
        raise KeyLostError from error
