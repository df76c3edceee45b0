"""A new key in place of the old one: everything sealed is opened with the one and sealed with the other.

Killed at any moment, the store opens: the place that is written first holds both keys until nothing needs the old one.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from server import keeper, letters, pairing, people, settings
from server.store import Store
from server.vault import KEY_BYTES, Sealed, Vault, VaultError

if TYPE_CHECKING:
    from pathlib import Path

SEALED: Final = (settings.SEALED, pairing.SEALED, people.SEALED, letters.SEALED)
"""Every table with sealed values. A test compares it with the database."""


class NoKeyringError(Exception):
    """There is no system keyring that keeps what it is given."""


def rekey(home: Path, kept: str, word: str = "") -> None:
    """Make a new key, kept by `kept` (with a passphrase: under `word`). The server must not be running.

    Raises:
        NoKeyringError: nothing was changed.
        StoreError: nothing was changed, or all of it was.
        OSError: the same.
    """
    store = Store.open(home)
    try:
        key = secrets.token_bytes(KEY_BYTES)
        old = keeper.load_keys(store.kept, home)
        if not keeper.keep(kept, home, [key, *old] if kept == store.kept else [key], word):
            raise NoKeyringError
        before, after = store.vault, Vault(key, store.vault.finder)
        with store.change():
            for sealed in SEALED:
                _seal_anew(store, sealed, before, after)
            store.keep_check(kept, after)
        was, store.kept, store.vault = store.kept, kept, after
        store.erase_traces()
    finally:
        store.close()
    keeper.keep(kept, home, [key], word)
    if was != kept:
        keeper.forget(was, home)


def _seal_anew(store: Store, sealed: Sealed, before: Vault, after: Vault) -> None:
    """Seal the values of one table. One that does not open was lost before, and stays as it is."""
    names = ", ".join(sealed.columns)
    first = sealed.columns[0]
    # The names come from our own code; nothing that was sent gets here.
    for *columns, value in store.read(f"SELECT {names}, sealed FROM {sealed.table}"):  # noqa: S608
        try:
            plain = before.open(sealed.row(*columns), value)
        except VaultError:
            continue
        fresh = after.seal(sealed.row(*columns), plain)
        store.write(f"UPDATE {sealed.table} SET sealed = ? WHERE {first} = ?", fresh, columns[0])  # noqa: S608
