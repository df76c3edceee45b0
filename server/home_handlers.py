"""The verbs of the home page about what is stored: counts, numbers, and the end of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server import pairing, stored
from server.tally import Tally

if TYPE_CHECKING:
    from heuristics import Engine
    from server import wire
    from server.settings import Settings
    from server.store import Store
    from server.tally import CountBody, SwitchBody, TallyOut


class HomeHandlers:
    """Belongs to the thread of its store."""

    def __init__(self, store: Store, settings: Settings, engine: Engine) -> None:
        self._store = store
        self._settings = settings
        self._engine = engine
        self._tally = Tally(store, settings)
        self.sender = ""
        """The origin that asks: the service says it before each call, one request at a time."""

    def tally_get(self, _: wire.Nothing) -> TallyOut:
        """Give all counts."""
        self._settings.refresh()
        return self._tally.get()

    def tally_switch(self, body: SwitchBody) -> TallyOut:
        """Count from now on, or no longer."""
        return self._tally.switch(body.on)

    def tally_count(self, body: CountBody) -> TallyOut:
        """Count one thing."""
        self._settings.refresh()
        return self._tally.count(body)

    def tally_erase(self, _: wire.Nothing) -> TallyOut:
        """Forget all counts."""
        return self._tally.erase()

    def stored_get(self, _: wire.Nothing) -> stored.StoredOut:
        """Say what is stored, in numbers."""
        return stored.count(self._store)

    def stored_erase(self, _: wire.Nothing) -> stored.StoredOut:
        """Erase everything but the pairings."""
        stored.erase(self._store)
        self._settings.load()
        self._engine.forget()
        return stored.count(self._store)

    def unpair(self, _: wire.Nothing) -> stored.StoredOut:
        """Forget the pairing of the origin that asks."""
        pairing.unpair(self._store, self.sender)
        return stored.count(self._store)
