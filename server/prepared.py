"""The compiled patterns of the checks, kept between two starts. They tell nothing of the person and may be deleted."""

from __future__ import annotations

import contextlib
import logging
import os
import stat
from typing import TYPE_CHECKING, Final

from heuristics import Engine, load_with_own
from server.paths import PATTERNS, make_home, packs, write_private

if TYPE_CHECKING:
    from pathlib import Path

_LOG: Final = logging.getLogger("breather")


def engine(home: Path) -> Engine:
    """An engine for the shipped checks and the person's own, which starts with what is kept in this home.

    Raises PackError for a shipped one. What is wrong with one of the person's own is logged, by its place in the file.
    """
    own = load_with_own(packs())
    for error in own.refused:
        _LOG.warning("A check of your own is left out. %s", error)
    return Engine(own.pack, _read(home / PATTERNS))


def keep(engine: Engine, home: Path) -> None:
    """Keep what a warm engine has worked out, where that is news. Without room or permission the next start is slow."""
    kept = engine.keep()
    if kept is not None:
        with contextlib.suppress(OSError):
            make_home(home)
            write_private(home / PATTERNS, kept)


def _read(path: Path) -> bytes:
    """What was kept; nothing where there is no such file or somebody else could have written it."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return b""
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(file.fileno())
        if found.st_uid != os.geteuid() or stat.S_IMODE(found.st_mode) & 0o022:
            return b""
        return file.read()
