"""The shipped checks' compiled patterns, made once and kept in build/ for the next run, as a home keeps them."""

from __future__ import annotations

import fcntl
import functools
from pathlib import Path

from heuristics import Engine, load_pack
from server.paths import PATTERNS, make_home, write_private

_KEPT = Path(__file__).parents[1] / "build" / "patterns"


@functools.cache
def compiled() -> bytes:
    """What `breather setup` would compile. Only what has changed since the last run is made anew, by one at a time."""
    _KEPT.parent.mkdir(exist_ok=True)
    with _KEPT.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        engine = Engine(load_pack(), _KEPT.read_bytes() if _KEPT.exists() else b"")
        engine.warm()
        fresh = engine.keep()
        if fresh is not None:
            write_private(_KEPT, fresh)
        return _KEPT.read_bytes()


def prepare(home: Path) -> None:
    """Give a home what a first start compiles in its quiet moments."""
    if not (home / PATTERNS).exists():
        make_home(home)
        write_private(home / PATTERNS, compiled())
