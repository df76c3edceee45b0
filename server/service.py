"""What happens to one request once HTTP has done its part: open, answer, seal. Runs on the worker thread."""

from __future__ import annotations

import gc
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

from msgspec.json import Decoder

from heuristics import Engine, load_pack
from server import errors, prepared, wire
from server.channel import Busy, Channel
from server.explain import ExplainBody
from server.handlers import Handlers
from server.home_handlers import HomeHandlers
from server.letters import Letters
from server.people import People
from server.seal import SealError
from server.settings import Settings
from server.steady import SteadyClock
from server.store import Store, StoreError
from server.tally import CountBody, SwitchBody

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import msgspec

_LOG: Final = logging.getLogger("breather")


class Answer(NamedTuple):
    """A status and the bytes of a body."""

    status: int
    body: bytes


class Verb(NamedTuple):
    """One path: how its body is read and who answers it."""

    decoder: Decoder[Any]
    call: Callable[[Handlers, Any], msgspec.Struct]


VERBS: Final = {
    "/v1/catalogue": Verb(Decoder(wire.Request[wire.Nothing]), Handlers.catalogue),
    "/v1/check": Verb(Decoder(wire.Request[wire.CheckBody]), Handlers.check),
    "/v1/settings/get": Verb(Decoder(wire.Request[wire.Nothing]), Handlers.settings_get),
    "/v1/settings/site": Verb(Decoder(wire.Request[wire.SiteBody]), Handlers.settings_site),
    "/v1/settings/sites": Verb(Decoder(wire.Request[wire.SitesBody]), Handlers.settings_sites),
    "/v1/settings/remove": Verb(Decoder(wire.Request[wire.RemoveBody]), Handlers.settings_remove),
    "/v1/settings/defaults": Verb(Decoder(wire.Request[wire.DefaultsBody]), Handlers.settings_defaults),
    "/v1/settings/caps": Verb(Decoder(wire.Request[wire.CapsBody]), Handlers.settings_caps),
    "/v1/settings/snooze": Verb(Decoder(wire.Request[wire.SnoozeBody]), Handlers.settings_snooze),
    "/v1/people/list": Verb(Decoder(wire.Request[wire.Nothing]), lambda all_, body: all_.people.list(body)),
    "/v1/people/set": Verb(Decoder(wire.Request[wire.PersonBody]), lambda all_, body: all_.people.set(body)),
    "/v1/people/forget": Verb(Decoder(wire.Request[wire.ForgetBody]), lambda all_, body: all_.people.forget(body)),
    "/v1/explain": Verb(Decoder(wire.Request[ExplainBody]), Handlers.explain),
    "/v1/tally/get": Verb(Decoder(wire.Request[wire.Nothing]), lambda all_, body: all_.home.tally_get(body)),
    "/v1/tally/switch": Verb(Decoder(wire.Request[SwitchBody]), lambda all_, body: all_.home.tally_switch(body)),
    "/v1/tally/count": Verb(Decoder(wire.Request[CountBody]), lambda all_, body: all_.home.tally_count(body)),
    "/v1/tally/erase": Verb(Decoder(wire.Request[wire.Nothing]), lambda all_, body: all_.home.tally_erase(body)),
    "/v1/stored/get": Verb(Decoder(wire.Request[wire.Nothing]), lambda all_, body: all_.home.stored_get(body)),
    "/v1/stored/erase": Verb(Decoder(wire.Request[wire.Nothing]), lambda all_, body: all_.home.stored_erase(body)),
    "/v1/unpair": Verb(Decoder(wire.Request[wire.Nothing]), lambda all_, body: all_.home.unpair(body)),
    "/v1/ways": Verb(Decoder(wire.Request[wire.WaysBody]), lambda all_, body: all_.ways.ways(body)),
    "/v1/letters/list": Verb(Decoder(wire.Request[wire.Nothing]), lambda all_, body: all_.letters.list(body)),
    "/v1/letters/keep": Verb(Decoder(wire.Request[wire.KeepBody]), lambda all_, body: all_.letters.keep(body)),
    "/v1/letters/add": Verb(Decoder(wire.Request[wire.AddBody]), lambda all_, body: all_.letters.add(body)),
    "/v1/letters/read": Verb(Decoder(wire.Request[wire.LetterBody]), lambda all_, body: all_.letters.read(body)),
    "/v1/letters/decide": Verb(Decoder(wire.Request[wire.LetterBody]), lambda all_, body: all_.letters.decide(body)),
    "/v1/letters/forget": Verb(Decoder(wire.Request[wire.LetterBody]), lambda all_, body: all_.letters.forget(body)),
    "/v1/letters/erase": Verb(Decoder(wire.Request[wire.Nothing]), lambda all_, body: all_.letters.erase(body)),
    "/v1/letters/tell": Verb(Decoder(wire.Request[wire.Nothing]), lambda all_, body: all_.letters.tell(body)),
    "/v1/letters/rest": Verb(Decoder(wire.Request[wire.RestBody]), lambda all_, body: all_.letters.rest(body)),
}
"""Every path there is. `docs/wire.md` describes the same ones."""


def refuse(refusal: errors.Refusal) -> Answer:
    """An answer that is not sealed: for what did not open."""
    return Answer(refusal.status, errors.failure(refusal))


@dataclass(frozen=True, slots=True)
class Service:
    """The store, the engine and the channel of one running server."""

    store: Store
    channel: Channel
    handlers: Handlers
    engine: Engine
    keeps: Path | None = None
    """Where compiled patterns are kept: nowhere for checks that are not the shipped ones."""

    @classmethod
    def start(cls, home: Path, port: int, packs: Path | None = None) -> Self:
        """Open everything. Raises StoreError, or PackError when a pack is broken."""
        store = Store.open(home)  # before what takes seconds: where it does not open, that is told at once
        try:
            engine = Engine(load_pack(root=packs)) if packs else prepared.engine(home)
        except BaseException:
            store.close()
            raise
        settings = Settings(store)
        handlers = Handlers(
            engine, settings, People(store), Letters(store, SteadyClock(store)), HomeHandlers(store, settings, engine)
        )
        return cls(store, Channel(store, port), handlers, engine, None if packs else home)

    def prepare(self) -> Iterator[None]:
        """Compile what is not compiled yet, one pattern a step, and keep it for the next start."""
        yield from self.engine.warming()
        if self.keeps:
            prepared.keep(self.engine, self.keeps)
        gc.collect()
        gc.freeze()  # all of this stays: to look through it for rubbish took up to 80 ms of somebody's draft

    def stop(self) -> None:
        """Close the store."""
        self.store.close()

    def answer(self, path: str, origin: str, raw: bytes) -> Answer:
        """Answer one request. Never raises; never logs more than a class and a path of ours."""
        try:
            opened = self.channel.open(path, origin, raw)
        except SealError:
            return refuse(errors.not_paired())
        except Busy:
            return refuse(errors.busy())
        except StoreError as error:
            return refuse(_storage(error))
        except Exception as error:  # noqa: BLE001 - the last wall: an answer, not a dropped connection
            return refuse(_report(error, path))
        self.handlers.home.sender = origin
        try:
            status, payload = 200, self._result(path, opened.plaintext)
        except errors.Refusal as refusal:
            status, payload = refusal.status, errors.failure(refusal)
        return Answer(status, opened.reply(payload))

    def _result(self, path: str, plaintext: bytes | None) -> bytes:
        verb = VERBS.get(path)
        if verb is None:
            raise errors.Refusal(errors.NOT_FOUND, "There is nothing here.", "Compare the path with docs/wire.md.")
        if plaintext is None:
            raise wire.malformed()
        body = wire.decode(plaintext, verb.decoder)
        try:
            return errors.success(verb.call(self.handlers, body))
        except errors.Refusal:
            raise
        except StoreError as error:
            raise _storage(error) from None
        except Exception as error:  # noqa: BLE001 - the last wall
            raise _report(error, path) from None


def _storage(error: StoreError) -> errors.Refusal:
    return errors.Refusal(errors.STORAGE, error.message, error.remedy)


def _report(error: Exception, path: str) -> errors.Refusal:
    """Log what went wrong: its class and where, and nothing that was sent."""
    _LOG.error("%s in %s", type(error).__name__, path if path in VERBS else "an unknown path")
    return errors.internal()
