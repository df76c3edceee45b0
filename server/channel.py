"""The sealed channel: takes what came over HTTP, finds the pairing that opens it, and seals the answer.

It runs on the worker thread, so nothing here needs a lock.
"""

from __future__ import annotations

import secrets
import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import msgspec

from server import limits, pairing
from server.seal import IV_BYTES, Envelope, Keys, Place, SealError, read_envelope, seal, unseal

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.pairing import Pairing
    from server.store import Store

_REMEMBERED_SECONDS: Final = 2 * limits.CLOCK.value
"""A request may be as far ahead as it may be behind; its iv is kept for as long as it could open again."""


class Busy(Exception):  # noqa: N818 - it is an answer more than an error
    """More requests than can be remembered. Sealed back to whoever holds the key."""


class Stamped(msgspec.Struct, frozen=True):
    """The part of a request's plaintext that says when it was made."""

    t: Annotated[int, msgspec.Meta(ge=0, le=2**53)]


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened request, and the way to seal its answer.

    `plaintext` is None when it is not JSON that says when it was made: it can be answered, but not acted upon.
    """

    plaintext: bytes | None
    place: Place
    keys: Keys
    iv: str

    def reply(self, payload: bytes) -> bytes:
        """Seal the answer to this request and to no other."""
        return seal(self.keys.reply, secrets.token_bytes(IV_BYTES), payload, self.place.reply(self.iv))


class Seen:
    """The ivs taken lately. Bounded: past its size it takes no more rather than forget one too soon."""

    def __init__(self, size: int = limits.SEEN.value) -> None:
        self._size = size
        self._ivs: set[str] = set()
        self._order: deque[tuple[float, str]] = deque()

    def take(self, iv: str, now: float) -> bool:
        """Whether this iv is new; it is not new again. `now` is monotonic seconds. Raises Busy when full."""
        while self._order and self._order[0][0] <= now:
            self._ivs.discard(self._order.popleft()[1])
        if iv in self._ivs:
            return False
        if len(self._ivs) >= self._size:
            raise Busy
        self._ivs.add(iv)
        self._order.append((now + _REMEMBERED_SECONDS, iv))
        return True


class Channel:
    """Opens requests with the pairings of a store."""

    def __init__(self, store: Store, port: int, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._port = port
        self._clock = clock
        self._seen = Seen()
        self._stamp = -1
        self._pairings: list[tuple[Pairing, Keys]] = []

    def open(self, path: str, origin: str, raw: bytes) -> Opened:
        """Open one request, once.

        Raises:
            SealError: it does not open, for whatever reason.
            Busy: too many requests lately.
            StoreError: the first use of a pairing code could not be written down.
        """
        self._refresh()
        envelope = read_envelope(raw)
        place = Place(path, self._port, origin)
        found, keys, plaintext = self._find(envelope, place)
        if not self._seen.take(envelope.iv, time.monotonic()):
            raise SealError
        made = _made(plaintext)
        if made is None:
            return Opened(None, place, keys, envelope.iv)
        if abs(self._clock() - made) > limits.CLOCK.value:
            raise SealError
        if found.origin is None:
            pairing.pin(self._store, found, origin)
            self._load()
        return Opened(plaintext, place, keys, envelope.iv)

    def _find(self, envelope: Envelope, place: Place) -> tuple[Pairing, Keys, bytes]:
        """Try the pairings that this origin may use: its own and the codes that wait."""
        now = self._clock()
        for candidate, keys in self._pairings:
            if candidate.origin not in {None, place.origin} or candidate.expired(now):
                continue
            try:
                return candidate, keys, unseal(keys.request, envelope, place.request())
            except SealError:
                continue
        raise SealError

    def _refresh(self) -> None:
        """Read the pairings again when another process, such as `breather pair`, has written."""
        if self._store.stamp() != self._stamp:
            self._load()

    def _load(self) -> None:
        self._stamp = self._store.stamp()
        self._pairings = [(found, Keys.of(found.secret)) for found in pairing.load(self._store)]


def _made(plaintext: bytes) -> float | None:
    """When a request was made, in seconds; None when it does not say."""
    try:
        return msgspec.json.decode(plaintext, type=Stamped).t / 1000
    except (ValueError, RecursionError):
        return None
