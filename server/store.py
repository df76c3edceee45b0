"""The one SQLite file. A Store belongs to the thread that opened it and is never used on the event loop.

What is acknowledged is on the disk (`synchronous=FULL`); what is deleted is overwritten (`secure_delete`).
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from typing import TYPE_CHECKING, Any, Final, Self

from server import keeper
from server.paths import DATABASE, make_home, open_private
from server.storage import DamagedError, explain
from server.storage import StoreError as StoreError  # noqa: PLC0414 - whoever opens a store meets it
from server.vault import Vault, VaultError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MIGRATIONS: Final = (
    (
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID",
        "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
        "CREATE TABLE sites (found_by BLOB PRIMARY KEY, sealed BLOB NOT NULL) STRICT, WITHOUT ROWID",
        "CREATE TABLE pairings (id INTEGER PRIMARY KEY, sealed BLOB NOT NULL, made INTEGER NOT NULL) STRICT",
    ),
    ("CREATE TABLE people (found_by BLOB PRIMARY KEY, sealed BLOB NOT NULL) STRICT, WITHOUT ROWID",),
    ("CREATE TABLE tally (day TEXT, event TEXT, count INTEGER, PRIMARY KEY (day, event)) STRICT, WITHOUT ROWID",),
    ("CREATE TABLE letters (id BLOB PRIMARY KEY, sealed BLOB NOT NULL) STRICT, WITHOUT ROWID",),
)
"""One entry a schema version: the statements that lead to it from the one before."""

SCHEMA: Final = len(_MIGRATIONS)
_BUSY_SECONDS: Final = 5.0
_KEY_CHECK: Final = b"key_check"
_FINDER: Final = b"finder"


class LockedError(StoreError):
    """The key is under a passphrase that this process was not told."""

    def __init__(self) -> None:
        super().__init__("Breather is locked with your passphrase.", "Run breather unlock in a terminal.")


class Store:
    """An open database and the vault for what is sealed in it. Make one with `Store.open`."""

    def __init__(self, connection: sqlite3.Connection, home: Path) -> None:
        self._connection = connection
        self.kept, self.vault = self._unlock(home)

    @classmethod
    def open(cls, home: Path) -> Self:
        """Open the database of this home, making it when it is not there. Raises StoreError."""
        try:
            make_home(home)
            path = home / DATABASE
            os.close(open_private(path, os.O_RDWR))
            connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise explain(error) from error
        try:
            _prepare(connection)
            return cls(connection, home)
        except (OSError, sqlite3.Error, UnicodeDecodeError) as error:
            connection.close()
            raise explain(error) from error
        except BaseException:
            connection.close()
            raise

    def close(self) -> None:
        """Fold the log into the database and let go of it."""
        with contextlib.suppress(sqlite3.Error):  # another process may still be reading: it will do this
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._connection.close()

    def read(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Run one query. Raises StoreError."""
        try:
            return self._connection.execute(sql, values).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise explain(error) from error

    def write(self, sql: str, *values: object) -> None:
        """Run one statement inside `change`."""
        self._connection.execute(sql, values)

    @contextlib.contextmanager
    def change(self) -> Iterator[None]:
        """All that is written inside reaches the disk together, or nothing does. Raises StoreError."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._connection.in_transaction:  # a full disk has rolled back already
                    self._connection.execute("ROLLBACK")
                raise
            self._commit()
        except sqlite3.Error as error:
            raise explain(error) from error

    def erase_traces(self) -> None:
        """After a deletion: overwrite what the log still holds of it."""
        with contextlib.suppress(sqlite3.Error):  # a reader holds the log: the next close or erasure does it
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def stamp(self) -> int:
        """A number that changes when another process has written."""
        return int(self.read("PRAGMA data_version")[0][0])

    def _commit(self) -> None:
        try:
            self._connection.execute("COMMIT")
        except sqlite3.Error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def _unlock(self, home: Path) -> tuple[str, Vault]:
        """Fetch the key; make one for a new database. The transaction keeps two first starts apart."""
        with self.change():
            meta: dict[str, bytes] = dict(self.read("SELECT name, value FROM meta"))
            kept = meta.get("key_kept")
            try:
                if kept is None:
                    name, key = keeper.make_key(home)
                    vault = Vault(key)
                    self.keep_check(name, vault)
                    return name, vault
                name = kept.decode()
                return name, _first_that_opens(keeper.load_keys(name, home), meta)
            except keeper.KeyLockedError as error:
                raise LockedError from error
            except (keeper.KeyLostError, VaultError) as error:
                raise StoreError(
                    "The key that opens Breather's settings is not there.",
                    "Unlock your system's keyring or put the key file back; or run breather uninstall to start afresh.",
                ) from error

    def keep_check(self, kept: str, vault: Vault) -> None:
        """Write down, inside `change`, who keeps the key and what shows that a key is the right one."""
        self.write("INSERT OR REPLACE INTO meta VALUES ('key_kept', ?)", kept.encode())
        self.write("INSERT OR REPLACE INTO meta VALUES ('key_check', ?)", vault.seal(_KEY_CHECK, b""))
        self.write("INSERT OR REPLACE INTO meta VALUES ('finder', ?)", vault.seal(_FINDER, vault.finder))


def _prepare(connection: sqlite3.Connection) -> None:
    for pragma in ("synchronous=FULL", "secure_delete=ON", "temp_store=MEMORY", "trusted_schema=OFF"):
        connection.execute(f"PRAGMA {pragma}")
    found = _version(connection)
    if found > SCHEMA:
        raise StoreError(
            f"A newer Breather wrote these settings (schema {found}; this one knows {SCHEMA}).",
            "Update Breather, or set BREATHER_HOME to another folder.",
        )
    _use_log(connection)
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise DamagedError
    migrate(connection, SCHEMA)


def migrate(connection: sqlite3.Connection, wanted: int) -> None:
    """Bring a database to a schema, whole or not at all."""
    if _version(connection) >= wanted:
        return
    connection.execute("BEGIN IMMEDIATE")
    for version in range(_version(connection), wanted):
        for statement in _MIGRATIONS[version]:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version={wanted}")
    connection.execute("COMMIT")


def _first_that_opens(keys: list[bytes], meta: dict[str, bytes]) -> Vault:
    """Give the vault of the right key: between two steps of a change of keys there are two."""
    for key in keys:
        with contextlib.suppress(VaultError):
            vault = Vault(key)
            vault.open(_KEY_CHECK, meta.get("key_check", b""))
            return Vault(key, vault.open(_FINDER, meta["finder"])) if "finder" in meta else vault
    raise VaultError


def _use_log(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log. SQLite does not wait for its lock here, so we do."""
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
