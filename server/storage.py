"""What is wrong with the disk or the database, in words that say what to do next."""

from __future__ import annotations

import errno
import sqlite3
from typing import Final


class StoreError(Exception):
    """The store cannot be read or written. `remedy` says what the person can do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class DamagedError(StoreError):
    """The database is not what was written."""

    def __init__(self) -> None:
        super().__init__(
            "The database with your settings is damaged.",
            "Run breather mend: it keeps the damaged file, and saves all that can still be read.",
        )


_FULL: Final = ("The disk is full.", "Make room on it and try again. What was kept before is all there.")
_SHUT: Final = (
    "Breather may not write in its folder.",
    "Put the folder's permissions right (breather doctor names it), or set BREATHER_HOME to another folder.",
)
_BUSY: Final = (
    "Another program is using Breather's database.",
    "Try again in a moment; close what has the file open, such as a backup or a database viewer.",
)
_DISK: Final = (
    "The disk does not read or write as it should.",
    "Copy what you need from this disk, look at its health, then start Breather again.",
)
_DAMAGED: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISMATCH}
_SQLITE: Final = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _SHUT,
    sqlite3.SQLITE_CANTOPEN: _SHUT,
    sqlite3.SQLITE_PERM: _SHUT,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
}
_SYSTEM: Final = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _SHUT,
    errno.EPERM: _SHUT,
    errno.EROFS: _SHUT,
    errno.ELOOP: ("A link stands where Breather's own file should be.", "Take the link away, then try again."),
}


def explain(error: sqlite3.Error | OSError | UnicodeDecodeError) -> StoreError:
    """Say what a failure of the disk or the database means, and what to do. Quotes nothing of the error."""
    if isinstance(error, OSError):
        return StoreError(*_SYSTEM.get(error.errno or 0, _DISK))
    # Python's own errors, of bytes that are no text, carry no code of SQLite's.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    return DamagedError() if code in _DAMAGED else StoreError(*_SQLITE.get(code, _DISK))
