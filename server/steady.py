"""A clock that nobody can set while the machine stays up: how long letters have rested.

While the machine is up it is the time since start-up, sleep included, which no change of date or zone moves. Over a
restart the wall clock bridges the gap, forwards only. See docs/decisions.
"""

from __future__ import annotations

import contextlib
import json
import secrets
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from server.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.store import Store

_BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")
_ROW: Final = "steady_clock"
_SET: Final = 1000
"""Milliseconds by which the wall clock must have been moved for us to take note."""


class Reading(NamedTuple):
    """What the machine's clocks say. `boot` names the time since the machine was started; times are milliseconds."""

    boot: str
    up: int
    wall: int


class _Anchor(NamedTuple):
    """A reading that was written down, and the steady time that went with it."""

    boot: str
    up: int
    wall: int
    steady: int


_PROCESS: Final = secrets.token_hex(8)


def read_clocks() -> Reading:
    """Read the machine's clocks. Where a machine does not say when it was started, this process stands for that."""
    if hasattr(time, "CLOCK_BOOTTIME") and _BOOT_ID.exists():
        boot, up = _BOOT_ID.read_text().strip(), time.clock_gettime(time.CLOCK_BOOTTIME)
    else:
        boot, up = _PROCESS, time.monotonic()
    return Reading(boot, int(up * 1000), int(time.time() * 1000))


class SteadyClock:
    """The steady time of one store, in milliseconds.

    It never goes back while the server runs; over a restart of the machine by no more than the second of which no note
    is taken.
    """

    def __init__(self, store: Store, read: Callable[[], Reading] = read_clocks) -> None:
        self._store = store
        self._read = read
        self._last = 0

    def now(self) -> int:
        """Say the steady time. What it rests on is noted anew after a restart, and when the wall clock was set."""
        reading = self._read()
        rows = self._store.read("SELECT value FROM settings WHERE name = ?", _ROW)
        if not rows:
            self._write(reading, reading.wall)
            self._last = reading.wall
            return reading.wall
        anchor = _Anchor(*json.loads(rows[0][0]))
        same = anchor.boot == reading.boot
        up, wall = reading.up - anchor.up, reading.wall - anchor.wall
        steady = max(self._last, anchor.steady + max(0, up if same else wall))
        if not same or abs(up - wall) > _SET:
            self._write(reading, steady)
        self._last = steady
        return steady

    def at(self, steady: int) -> int:
        """Say what the wall clock will show at a steady time, as far as can be told now."""
        return self._read().wall + steady - self.now()

    def _write(self, reading: Reading, steady: int) -> None:
        anchor = json.dumps(_Anchor(*reading, steady))
        with contextlib.suppress(StoreError), self._store.change():  # a full disk costs a note, not the answer
            self._store.write("INSERT OR REPLACE INTO settings VALUES (?, ?)", _ROW, anchor)
