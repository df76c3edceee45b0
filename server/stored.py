"""What is stored, in numbers, and the end of all of it.

The database itself is asked, so that no table can be forgotten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from server.store import Store

_OURS: Final = frozenset({"meta"})
"""What the store needs to open at all. Nobody's words or choices are in it."""

NEEDED: Final = _OURS | {"pairings"}
"""What stays when everything is erased: without a pairing the browser would be a stranger."""


class KindOut(Struct, frozen=True):
    """One table: how many rows, and how many bytes in them."""

    kind: str
    rows: int
    bytes: int


class StoredOut(Struct, frozen=True):
    """Every table that holds something of a person's, by name.

    `key` says where the key is kept that opens what is sealed in them.
    """

    key: str
    kinds: tuple[KindOut, ...]


def count(store: Store) -> StoredOut:
    """Count what is stored now."""
    return StoredOut(store.kept, tuple(_kind(store, table) for table in _tables(store) if table not in _OURS))


def erase(store: Store) -> None:
    """Delete every row of everything that a person may have put here, and overwrite what it was."""
    with store.change():
        for table in _tables(store):
            if table not in NEEDED:
                store.write(f"DELETE FROM {table}")  # noqa: S608 - a name out of our own schema
    store.erase_traces()


def _tables(store: Store) -> list[str]:
    rows = store.read("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    return [name for (name,) in rows]


def _kind(store: Store, table: str) -> KindOut:
    columns = [name for (_, name, *_) in store.read(f"PRAGMA table_info({table})")]
    size = " + ".join(f"coalesce(length(CAST({column} AS BLOB)), 0)" for column in columns)
    [(rows, total)] = store.read(f"SELECT count(*), coalesce(sum({size}), 0) FROM {table}")  # noqa: S608 - as above
    return KindOut(table, rows, total)
