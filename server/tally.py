"""How it went, in counts: how often a card was shown on a day, and what came of it. Off until somebody turns it on.

No text, no check, no site, no conversation and no time of day is ever part of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, Literal

from msgspec import Meta, Struct

from server import limits

if TYPE_CHECKING:
    from server.settings import Settings
    from server.store import Store

Event = Literal["shown", "edited", "kept", "sent"]
EVENTS: Final[tuple[Event, ...]] = ("shown", "edited", "kept", "sent")


class CountBody(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that happened, on the day that the browser's clock shows."""

    event: Event
    day: Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]


class SwitchBody(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether to count from now on."""

    on: bool


class DayOut(Struct, frozen=True):
    """One day's counts."""

    day: str
    shown: int = 0
    edited: int = 0
    kept: int = 0
    sent: int = 0


class TallyOut(Struct, frozen=True):
    """All that was counted, the oldest day first."""

    on: bool
    days: tuple[DayOut, ...]


class Tally:
    """The counts of one store."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings

    def get(self) -> TallyOut:
        """Give all counts."""
        days: dict[str, dict[str, int]] = {}
        for day, event, count in self._store.read("SELECT day, event, count FROM tally ORDER BY day"):
            days.setdefault(day, {})[event] = count
        return TallyOut(self._settings.tally, tuple(DayOut(day, **counts) for day, counts in days.items()))

    def switch(self, on: bool) -> TallyOut:
        """Count from now on, or no longer. What was counted stays until it is erased."""
        self._settings.switch_tally(on)
        return self.get()

    def count(self, body: CountBody) -> TallyOut:
        """Count one thing, where counting is on. The oldest days past the limit are dropped."""
        if self._settings.tally:
            with self._store.change():
                self._store.write(
                    "INSERT INTO tally VALUES (?, ?, 1) ON CONFLICT (day, event) DO UPDATE SET count = count + 1",
                    body.day,
                    body.event,
                )
                self._store.write(
                    "DELETE FROM tally WHERE day NOT IN (SELECT DISTINCT day FROM tally ORDER BY day DESC LIMIT ?)",
                    limits.DAYS.value,
                )
        return self.get()

    def erase(self) -> TallyOut:
        """Forget all counts."""
        with self._store.change():
            self._store.write("DELETE FROM tally")
        self._store.erase_traces()
        return self.get()
