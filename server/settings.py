"""What a person has chosen. Kept in memory for reading and in the store for good; used on the store's thread."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from server import errors, limits
from server.vault import Sealed, VaultError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from server.store import Store
    from server.wire import Step


class Setting(NamedTuple):
    """One thing that can be chosen, and how it stands when nobody has."""

    name: str
    default: object
    help: str


SNOOZED_UNTIL: Final = Setting("snoozed_until", None, "Breather is quiet everywhere until this time.")
ON: Final = Setting("on", True, "Whether Breather reads along on a site.")
CHECKS: Final = Setting("checks", {}, "How far a check may go on a site: off, mark, card or gate.")
SETTINGS: Final = (SNOOZED_UNTIL, ON, CHECKS)


@dataclass(frozen=True, slots=True)
class Site:
    """What was chosen for one site."""

    on: bool
    checks: Mapping[str, Step]


DEFAULT_SITE: Final = Site(on=True, checks={})


class Settings:
    """The settings of one store."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._clock = clock
        self._stamp = store.stamp()
        self._sites: dict[str, Site] = {}
        self._snoozed_until = 0
        self._load()

    def refresh(self) -> None:
        """Read everything again when another process has written."""
        stamp = self._store.stamp()
        if stamp != self._stamp:
            self._stamp = stamp
            self._load()

    @property
    def snoozed_until(self) -> int | None:
        """When the snooze ends, in unix milliseconds; None when there is none.

        One that would last longer than any may was set before the clock went back: it is over.
        """
        now = self._clock() * 1000
        longest = now + limits.SNOOZE.value * 60_000
        return self._snoozed_until if now < self._snoozed_until <= longest else None

    @property
    def sites(self) -> dict[str, Site]:
        """Every site for which something was chosen, by name."""
        return dict(sorted(self._sites.items()))

    def site(self, name: str) -> Site:
        """What holds on a site."""
        return self._sites.get(name, DEFAULT_SITE)

    def change_site(self, name: str, on: bool | None, checks: Mapping[str, Step | None]) -> None:
        """Choose for a site. None for `on` leaves it; None for a check goes back to its default."""
        old = self.site(name)
        merged = {**old.checks, **checks}
        new = Site(on=old.on if on is None else on, checks={check: step for check, step in merged.items() if step})
        found_by = self._store.vault.find("sites", name)
        if new == DEFAULT_SITE:
            with self._store.change():
                self._store.write("DELETE FROM sites WHERE found_by = ?", found_by)
            self._store.erase_traces()
            self._sites.pop(name, None)
            return
        if name not in self._sites and len(self._sites) >= limits.SITES.value:
            raise errors.Refusal(
                errors.BAD_REQUEST,
                f"There are settings for {limits.SITES.value} sites already.",
                "Put a site that you no longer use back to its defaults first.",
            )
        row = json.dumps({"site": name, "on": new.on, "checks": new.checks}).encode()
        sealed = self._store.vault.seal(_row(found_by), row)
        with self._store.change():
            self._store.write("INSERT OR REPLACE INTO sites VALUES (?, ?)", found_by, sealed)
        self._sites[name] = new

    def snooze(self, minutes: int) -> None:
        """Be quiet for so long from now on; 0 ends it."""
        until = int(self._clock() * 1000) + minutes * 60_000 if minutes else 0
        with self._store.change():
            self._store.write("INSERT OR REPLACE INTO settings VALUES (?, ?)", SNOOZED_UNTIL.name, str(until))
        self._snoozed_until = until

    def _load(self) -> None:
        self._sites = {}
        for found_by, sealed in self._store.read("SELECT found_by, sealed FROM sites"):
            try:
                row = json.loads(self._store.vault.open(_row(found_by), sealed))
            except VaultError:
                continue  # an altered row falls back to the defaults
            self._sites[row["site"]] = Site(row["on"], row["checks"])
        rows = self._store.read("SELECT value FROM settings WHERE name = ?", SNOOZED_UNTIL.name)
        self._snoozed_until = int(rows[0][0]) if rows and rows[0][0].isdecimal() else 0


def _row(found_by: bytes) -> bytes:
    return b"sites\n" + found_by


SEALED: Final = Sealed("sites", ("found_by",), _row)
