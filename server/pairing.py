"""Who may talk to us: one row a browser, each with a secret of its own, sealed at rest.

A row is pinned to one extension's origin. One made by the native host is pinned from the start; one made by
`breather pair` waits for the first request that it opens, and only for a while.
"""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from server import limits
from server.pairing_code import new_secret
from server.vault import Sealed, VaultError

if TYPE_CHECKING:
    from server.store import Store

_ORIGIN: Final = re.compile(r"chrome-extension://[a-p]{32}|moz-extension://[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def is_extension(origin: str) -> bool:
    """Whether this is the origin of a browser extension, and nothing beside it."""
    return _ORIGIN.fullmatch(origin) is not None


@dataclass(frozen=True, slots=True)
class Pairing:
    """One browser's secret. `origin` is None while a code waits to be pasted."""

    id: int
    secret: bytes
    origin: str | None
    made: float

    def expired(self, now: float) -> bool:
        """Whether this is a code that nobody pasted in time, or one of a time to come: the clock was put back."""
        return self.origin is None and not -limits.CLOCK.value <= now - self.made <= limits.CODE_TIME.value


def load(store: Store) -> list[Pairing]:
    """Every pairing that still counts, the newest first. One that does not open is passed over."""
    now = time.time()
    found = []
    for row_id, sealed, made in store.read("SELECT id, sealed, made FROM pairings ORDER BY id DESC"):
        try:
            row = json.loads(store.vault.open(_row(made), sealed))
        except VaultError:
            continue
        pairing = Pairing(row_id, bytes.fromhex(row["secret"]), row["origin"], made / 1000)
        if not pairing.expired(now):
            found.append(pairing)
    return found


def add(store: Store, origin: str | None) -> bytes:
    """Make a pairing and return its secret. One pinned to an origin replaces that origin's older one."""
    secret = new_secret()
    made = int(time.time() * 1000)
    with store.change():
        _make_room(store, origin)
        store.write("INSERT INTO pairings (sealed, made) VALUES (?, ?)", *_sealed(store, secret, origin, made))
    store.erase_traces()
    return secret


def pin(store: Store, pairing: Pairing, origin: str) -> None:
    """Give a waiting code to the origin that opened it first; that origin's older pairing goes."""
    made = int(pairing.made * 1000)
    with store.change():
        _drop(store, [old for old in load(store) if old.origin == origin])
        sealed, _ = _sealed(store, pairing.secret, origin, made)
        store.write("UPDATE pairings SET sealed = ? WHERE id = ?", sealed, pairing.id)
    store.erase_traces()


def revoke(store: Store) -> int:
    """Forget every pairing. Returns how many there were."""
    count = int(store.read("SELECT count(*) FROM pairings")[0][0])
    with store.change():
        store.write("DELETE FROM pairings")
    store.erase_traces()
    return count


def unpair(store: Store, origin: str) -> None:
    """Forget the pairing of one origin."""
    with store.change():
        _drop(store, [old for old in load(store) if old.origin == origin])
    store.erase_traces()


def _make_room(store: Store, origin: str | None) -> None:
    """Drop what the new pairing replaces, what nobody pasted in time, and the oldest past the limit."""
    kept = load(store)
    ids = {pairing.id for pairing in kept}
    for (row_id,) in store.read("SELECT id FROM pairings"):
        if row_id not in ids:
            store.write("DELETE FROM pairings WHERE id = ?", row_id)
    if origin is None:
        waiting = [old for old in kept if old.origin is None]
        _drop(store, waiting[limits.WAITING.value - 1 :])
    else:
        _drop(store, [old for old in kept if old.origin == origin])
        others = [old for old in kept if old.origin not in {None, origin}]
        _drop(store, others[limits.PAIRED.value - 1 :])


def _drop(store: Store, pairings: list[Pairing]) -> None:
    for pairing in pairings:
        store.write("DELETE FROM pairings WHERE id = ?", pairing.id)


def _sealed(store: Store, secret: bytes, origin: str | None, made: int) -> tuple[bytes, int]:
    row = json.dumps({"secret": secret.hex(), "origin": origin}).encode()
    return store.vault.seal(_row(made), row), made


def _row(made: int) -> bytes:
    return f"pairings\n{made}".encode()


SEALED: Final = Sealed("pairings", ("id", "made"), lambda _, made: _row(made))
