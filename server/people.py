"""The people whom the person told us about: who they are to them, and the distance that was chosen.

What names a conversation on its site is never stored: a person is found by a keyed hash of it, and that is their id.
Everything else is sealed. Used on the store's thread.
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from server import base64url, errors, limits
from server.vault import Sealed, VaultError

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.store import Store

_DAY: Final = 86_400_000
"""Milliseconds."""


@dataclass(frozen=True, slots=True)
class Person:
    """One conversation. Times are unix milliseconds.

    `kept` are the spells of no contact that have ended, each from and until when, none reaching past `since`.
    """

    site: str
    audience: str = "unknown"
    asked: bool = False
    name: str | None = None
    since: int | None = None
    kept: tuple[tuple[int, int], ...] = ()
    exempt: bool = False

    @property
    def is_default(self) -> bool:
        """Whether there is nothing to remember."""
        return self == Person(self.site)

    def days(self, now: int) -> int:
        """Whole days since the present spell of no contact began; 0 where there is none."""
        return 0 if self.since is None else _days(self.since, now)

    @property
    def earlier(self) -> int:
        """Whole days of the spells that have ended."""
        return sum(_days(begin, end) for begin, end in self.kept)

    def begins(self, since: int | None, now: int) -> Person:
        """Begin no contact at another time, or end it. Days that were kept stay counted, and none counts twice."""
        until = now if since is None else min(since, now)
        spells = [*self.kept, *([] if self.since is None else [(self.since, until)])]
        kept = tuple((begin, min(end, until)) for begin, end in spells if begin < until)
        return replace(self, since=None if since is None else until, kept=_merged(kept))


class People:
    """The people of one store."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._clock = clock

    @property
    def now(self) -> int:
        """Unix milliseconds."""
        return int(self._clock() * 1000)

    def id_of(self, site: str, conversation: str) -> str:
        """Name a conversation without saying which it is."""
        return base64url.encode(self._store.vault.find("people", f"{site}\n{conversation}"))

    def find(self, person_id: str) -> Person | None:
        """Find somebody by id; None where nothing was said about them."""
        rows = self._store.read("SELECT sealed FROM people WHERE found_by = ?", _found_by(person_id))
        return self._open(_found_by(person_id), rows[0][0]) if rows else None

    def all(self) -> dict[str, Person]:
        """Everybody, by id: those with a name first, in the order of the names."""
        found = {}
        for found_by, sealed in self._store.read("SELECT found_by, sealed FROM people"):
            person = self._open(found_by, sealed)
            if person is not None:
                found[base64url.encode(found_by)] = person
        return dict(sorted(found.items(), key=lambda item: (not item[1].name, (item[1].name or "").casefold(), item)))

    def keep(self, person_id: str, person: Person) -> None:
        """Remember somebody; one about whom there is nothing to remember is forgotten."""
        if person.is_default:
            self.forget(person_id)
            return
        found_by = _found_by(person_id)
        if self.find(person_id) is None and self.count() >= limits.PEOPLE.value:
            raise errors.Refusal(
                errors.BAD_REQUEST,
                f"Breather knows {limits.PEOPLE.value} people already.",
                "Forget somebody whom you no longer write to first.",
            )
        sealed = self._store.vault.seal(_row(found_by), json.dumps(asdict(person)).encode())
        with self._store.change():
            self._store.write("INSERT OR REPLACE INTO people VALUES (?, ?)", found_by, sealed)

    def forget(self, person_id: str) -> None:
        """Forget somebody for good."""
        with self._store.change():
            self._store.write("DELETE FROM people WHERE found_by = ?", _found_by(person_id))
        self._store.erase_traces()

    def count(self) -> int:
        """How many are remembered."""
        return int(self._store.read("SELECT count(*) FROM people")[0][0])

    def _open(self, found_by: bytes, sealed: bytes) -> Person | None:
        try:
            row: dict[str, Any] = json.loads(self._store.vault.open(_row(found_by), sealed))
        except VaultError:
            return None  # an altered row is as if nothing had been said
        return Person(**{**row, "kept": tuple((begin, end) for begin, end in row["kept"])})


def _merged(spells: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Put spells in order, join those that overlap, and keep their number finite by joining the oldest."""
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(spells):
        if joined and begin < joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((begin, end))
    while len(joined) > limits.SPELLS.value:
        (begin, first), (start, end) = joined[:2]
        joined[:2] = [(begin + start - first, end)]  # as many days as the two had together
    return tuple(joined)


def _days(begin: int, end: int) -> int:
    return max(0, end - begin) // _DAY


def _found_by(person_id: str) -> bytes:
    return base64url.decode(person_id)


def _row(found_by: bytes) -> bytes:
    return b"people\n" + found_by


SEALED: Final = Sealed("people", ("found_by",), _row)
