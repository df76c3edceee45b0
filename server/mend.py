"""Saves what can be read of a damaged database. The damaged file is kept, so that nothing is lost by trying."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import time
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from server import store
from server.paths import DAMAGED, DATABASE, open_private

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PARTS: Final = ("", "-wal", "-shm")
_HEADER: Final = {
    0: b"SQLite format 3\0\x10\0\x02\x02\0\x40\x20\x20",
    28: bytes(12),  # how many pages there are, and which are free: counted anew
    44: b"\0\0\0\4",
    56: b"\0\0\0\1",
}
"""What the file's first bytes are in every database of ours, by where they stand."""


class Mended(NamedTuple):
    """What came of it: where the damaged file is, how many rows were saved, and of which tables not all."""

    kept: Path
    rows: int
    incomplete: list[str]


def mend(home: Path) -> Mended:
    """Put a new database with every readable row in the damaged one's place. The server must not be running.

    Raises OSError and sqlite3.Error; then the damaged file is still there, and nothing is in its place.
    """
    kept = home / f"{DAMAGED}{time.strftime('%Y%m%d-%H%M%S')}"
    for part in _PARTS:
        with contextlib.suppress(FileNotFoundError):
            _copy(home / f"{DATABASE}{part}", home / f"{kept.name}{part}")
    fresh = home / f"{DATABASE}.mending"
    fresh.unlink(missing_ok=True)
    os.close(open_private(fresh, os.O_RDWR))
    _write_header(home / DATABASE)
    rows, incomplete = _salvage(home / DATABASE, fresh)
    for part in _PARTS[1:]:
        (home / f"{DATABASE}{part}").unlink(missing_ok=True)
    fresh.replace(home / DATABASE)
    return Mended(kept, rows, incomplete)


def damaged(home: Path) -> list[Path]:
    """What was put aside before."""
    return sorted(home.glob(f"{DAMAGED}*"))


def _copy(path: Path, to: Path) -> None:
    with path.open("rb") as source, os.fdopen(open_private(to, os.O_WRONLY), "wb") as sink:
        shutil.copyfileobj(source, sink)
        sink.flush()
        os.fsync(sink.fileno())


def _write_header(path: Path) -> None:
    """Put the file's first bytes right: one wrong bit there would hide everything behind it."""
    with path.open("r+b") as file:
        for at, right in _HEADER.items():
            file.seek(at)
            file.write(right)


def _salvage(path: Path, to: Path) -> tuple[int, list[str]]:
    """Copy row by row. Gives how many, and the tables of which some could not be read."""
    source, sink = sqlite3.connect(path, isolation_level=None), sqlite3.connect(to, isolation_level=None)
    try:
        sink.execute("PRAGMA synchronous=FULL")
        version = _version(source)
        store.migrate(sink, version)
        rows, incomplete = 0, []
        sink.execute("BEGIN")
        for (table,) in sink.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            whole = True
            for order in ("ASC", "DESC"):
                # From both ends, so that one unreadable page does not take with it all that lies behind.
                *read, ended = _read(source, sink, table, order)
                for row in read:
                    places = ", ".join("?" * len(row))
                    with contextlib.suppress(sqlite3.Error):  # not of the kind that the table takes
                        found = sink.execute(f"INSERT OR IGNORE INTO {table} VALUES ({places})", row)  # noqa: S608
                        rows += found.rowcount
                whole = bool(ended)
                if whole:
                    break
            if not whole:
                incomplete.append(table)
        _keep_meta_whole(sink)
        sink.execute("COMMIT")
        return rows, incomplete
    finally:
        source.close()
        sink.close()


def _version(source: sqlite3.Connection) -> int:
    """The schema that the damaged file was of; ours when it does not say."""
    with contextlib.suppress(sqlite3.Error):
        found = int(source.execute("PRAGMA user_version").fetchone()[0])
        if 0 < found <= store.SCHEMA:
            return found
    return store.SCHEMA


def _read(source: sqlite3.Connection, sink: sqlite3.Connection, table: str, order: str) -> Iterator[Any]:
    """Give rows until one cannot be read, then whether all could."""
    about = sink.execute(f"PRAGMA table_info({table})").fetchall()
    columns = ", ".join(column[1] for column in about)
    key = next((column[1] for column in about if column[5]), about[0][1])
    try:
        yield from source.execute(f"SELECT {columns} FROM {table} ORDER BY {key} {order}")  # noqa: S608
    except (sqlite3.Error, UnicodeDecodeError):
        yield False
    else:
        yield True


def _keep_meta_whole(sink: sqlite3.Connection) -> None:
    """Who keeps the key and what shows the right one go together: of half of it, the next start makes all anew."""
    if sink.execute("SELECT count(*) FROM meta WHERE name IN ('key_kept', 'key_check')").fetchone() != (2,):
        sink.execute("DELETE FROM meta")
