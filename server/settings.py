"""What a person has chosen. Kept in memory for reading and in the store for good; used on the store's thread."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

import msgspec

from server import errors, limits
from server.vault import Sealed, VaultError
from server.wire import CapsOut, Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from server.store import Store


T = TypeVar("T")


class Setting(NamedTuple):
    """One thing that can be chosen, and how it stands when nobody has."""

    name: str
    default: object
    help: str


SNOOZED_UNTIL: Final = Setting("snoozed_until", None, "Breather is quiet everywhere until this time.")
ON: Final = Setting("on", True, "Whether Breather reads along on a site.")
CHECKS: Final = Setting("checks", {}, "How far a check may go on a site: off, mark, card or gate.")
DEFAULTS: Final = Setting("defaults", {}, "How far a check may go on every site without a choice of its own.")
TALLY: Final = Setting("tally", False, "Whether it is counted how often a card was shown, and what came of it.")
LETTER_HOURS: Final = Setting("letter_hours", limits.LETTER_REST.value, "For how long a new letter rests.")
CAPS: Final = Setting("caps", {}, "How many cards may come in by themselves, in a conversation and in all, each day.")
SETTINGS: Final = (SNOOZED_UNTIL, ON, CHECKS, DEFAULTS, TALLY, CAPS, LETTER_HOURS)


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
        self._defaults: dict[str, Step] = {}
        self._tally = False
        self._caps = CapsOut()
        self.load()

    def refresh(self) -> None:
        """Read everything again when another process has written."""
        stamp = self._store.stamp()
        if stamp != self._stamp:
            self._stamp = stamp
            self.load()

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

    @property
    def defaults(self) -> dict[str, Step]:
        """Where checks stand on every site that has no choice of its own."""
        return dict(sorted(self._defaults.items()))

    @property
    def tally(self) -> bool:
        """Whether counts are kept."""
        return self._tally

    @property
    def caps(self) -> CapsOut:
        """How many cards may come in by themselves in a day."""
        return self._caps

    def site(self, name: str) -> Site:
        """What holds on a site: its own choices, and the person's defaults where it has none."""
        own = self._sites.get(name, DEFAULT_SITE)
        return Site(own.on, {**self._defaults, **own.checks}) if self._defaults else own

    def change_site(self, name: str, on: bool | None, checks: Mapping[str, Step | None]) -> None:
        """Choose for a site. None for `on` leaves it; None for a check goes back to its default."""
        self.change_sites([(name, on, checks)])

    def change_sites(self, changes: Iterable[tuple[str, bool | None, Mapping[str, Step | None]]]) -> None:
        """Choose for several sites, all of them or none."""
        sites = dict(self._sites)
        for name, on, checks in changes:
            old = sites.get(name, DEFAULT_SITE)
            merged = {**old.checks, **checks}
            new = Site(old.on if on is None else on, {check: step for check, step in merged.items() if step})
            if new == DEFAULT_SITE:
                sites.pop(name, None)
            else:
                sites[name] = new
        self._keep(sites)

    def remove_site(self, name: str) -> None:
        """Forget a site; it is as if nothing had ever been chosen for it."""
        self._keep({other: site for other, site in self._sites.items() if other != name})

    def change_defaults(self, checks: Mapping[str, Step | None]) -> None:
        """Choose for all sites that have no choice of their own. None goes back to the check's own."""
        new = {check: step for check, step in {**self._defaults, **checks}.items() if step}
        self._write(DEFAULTS, json.dumps(new))
        self._defaults = new

    def change_caps(self, chosen: Mapping[str, int | None]) -> None:
        """Choose how many cards may come in by themselves. None goes back to the usual."""
        new = msgspec.structs.replace(self._caps, **chosen)
        self._write(CAPS, msgspec.json.encode(new).decode())
        self._caps = new

    def switch_tally(self, on: bool) -> None:
        """Keep counts from now on, or no longer."""
        self._write(TALLY, json.dumps(on))
        self._tally = on

    def snooze(self, minutes: int) -> None:
        """Be quiet for so long from now on; 0 ends it."""
        until = int(self._clock() * 1000) + minutes * 60_000 if minutes else 0
        self._write(SNOOZED_UNTIL, str(until))
        self._snoozed_until = until

    def _write(self, setting: Setting, value: str) -> None:
        with self._store.change():
            self._store.write("INSERT OR REPLACE INTO settings VALUES (?, ?)", setting.name, value)

    def _keep(self, sites: dict[str, Site]) -> None:
        """Write down what differs from before, at once, and hold to it once it is written."""
        gone = self._sites.keys() - sites.keys()
        if len(sites) > max(limits.SITES.value, len(self._sites)):
            raise errors.Refusal(
                errors.BAD_REQUEST,
                f"There are settings for {limits.SITES.value} sites already.",
                "Put a site that you no longer use back to its defaults first.",
            )
        vault = self._store.vault
        with self._store.change():
            for name in gone:
                self._store.write("DELETE FROM sites WHERE found_by = ?", vault.find("sites", name))
            for name, site in sites.items():
                if self._sites.get(name) != site:
                    found_by = vault.find("sites", name)
                    row = json.dumps({"site": name, "on": site.on, "checks": site.checks}).encode()
                    sealed = vault.seal(_row(found_by), row)
                    self._store.write("INSERT OR REPLACE INTO sites VALUES (?, ?)", found_by, sealed)
        if gone:
            self._store.erase_traces()
        self._sites = sites

    def load(self) -> None:
        """Read everything from the store."""
        self._sites = {}
        for found_by, sealed in self._store.read("SELECT found_by, sealed FROM sites"):
            try:
                row = json.loads(self._store.vault.open(_row(found_by), sealed))
            except VaultError:
                continue  # an altered row falls back to the defaults
            self._sites[row["site"]] = Site(row["on"], row["checks"])
        rows: dict[str, str] = dict(self._store.read("SELECT name, value FROM settings"))
        until = rows.get(SNOOZED_UNTIL.name, "")
        self._snoozed_until = int(until) if until.isdecimal() else 0
        self._defaults = _decoded(rows.get(DEFAULTS.name, "{}"), dict[str, Step])
        self._caps = _decoded(rows.get(CAPS.name, "{}"), CapsOut)
        self._tally = rows.get(TALLY.name) == "true"


def _decoded(value: str, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(value, type=kind)
    except ValueError:
        return kind()  # an altered row falls back to what is usual


def _row(found_by: bytes) -> bytes:
    return b"sites\n" + found_by


SEALED: Final = Sealed("sites", ("found_by",), _row)
