"""One server a home. Whoever runs holds a lock that the system drops with the process, however it ends."""

from __future__ import annotations

import fcntl
import json
import os
import time
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from server.paths import LOCK, make_home, open_private
from server.storage import explain

if TYPE_CHECKING:
    from pathlib import Path

_TRIES: Final = 5
_PAUSE: Final = 0.03


class Holder(NamedTuple):
    """The running server. `port` is 0 while it is starting."""

    pid: int
    port: int


class HeldError(Exception):
    """Another server of this home is running."""

    def __init__(self, holder: Holder) -> None:
        super().__init__()
        self.holder = holder


class Lock:
    """The lock of one home, held until `release` or the end of the process."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._write(0)

    @classmethod
    def take(cls, home: Path) -> Self:
        """Take the lock. Raises HeldError when another server has it, StoreError when the home cannot be written."""
        try:
            make_home(home)
            descriptor = open_private(home / LOCK, os.O_RDWR)
        except OSError as error:
            raise explain(error) from error
        # Whoever only looks (`holder`) has the lock for an instant: that is not another server.
        for _ in range(_TRIES):
            if _try(descriptor, fcntl.LOCK_EX):
                return cls(descriptor)
            time.sleep(_PAUSE)
        found = _read(descriptor)
        os.close(descriptor)
        raise HeldError(found)

    def announce(self, port: int) -> None:
        """Say where the server listens."""
        self._write(port)

    def release(self) -> None:
        """Let go."""
        os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)

    def _write(self, port: int) -> None:
        data = json.dumps(Holder(os.getpid(), port)._asdict()).encode()
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, data, 0)


def holder(home: Path) -> Holder | None:
    """The running server of this home, or None."""
    try:
        descriptor = os.open(home / LOCK, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        return None if _try(descriptor, fcntl.LOCK_SH) else _read(descriptor)
    finally:
        os.close(descriptor)


def _try(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read(descriptor: int) -> Holder:
    try:
        row = json.loads(os.pread(descriptor, 200, 0))
        return Holder(int(row["pid"]), int(row["port"]))
    except (ValueError, KeyError):
        return Holder(0, 0)  # caught between two writes
