"""The shipped checks' compiled patterns, made once and kept in build/ for the next run, as a home keeps them."""

from __future__ import annotations

import fcntl
import functools
import hashlib
import sys
from pathlib import Path

import regex

from heuristics import Engine, load_pack
from server.paths import PATTERNS, make_home, write_private

_ROOT = Path(__file__).parents[1]
_KEPT = _ROOT / "build" / "patterns"
_OF = _KEPT.with_suffix(".of")


@functools.cache
def compiled() -> bytes:
    """What `breather setup` would compile. Only what has changed since the last run is made anew, by one at a time."""
    _KEPT.parent.mkdir(exist_ok=True)
    with _KEPT.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made_of = _made_of()
        if not (_KEPT.exists() and _OF.exists() and _OF.read_text() == made_of):
            engine = Engine(load_pack(), _KEPT.read_bytes() if _KEPT.exists() else b"")
            engine.warm()
            fresh = engine.keep()
            if fresh is not None:
                write_private(_KEPT, fresh)
            _OF.write_text(made_of)
        return _KEPT.read_bytes()


def _made_of() -> str:
    """Tell one state of the checks and of what compiles them from another: to look through all takes two seconds."""
    digest = hashlib.sha256(f"{sys.version} {regex.__version__}".encode())
    for path in sorted((_ROOT / "heuristics").rglob("*")):
        if path.suffix in {".py", ".toml"}:
            digest.update(b"%s\0%s\0" % (str(path.relative_to(_ROOT)).encode(), path.read_bytes()))
    return digest.hexdigest()


def prepare(home: Path) -> None:
    """Give a home what a first start compiles in its quiet moments."""
    if not (home / PATTERNS).exists():
        make_home(home)
        write_private(home / PATTERNS, compiled())


if __name__ == "__main__":
    compiled()
