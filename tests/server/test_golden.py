"""The golden pairs that the extension's tests read too: here the real server gives exactly these answers."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from heuristics import Engine, load_pack
from server import VERSION, pairing
from server.channel import Channel
from server.handlers import Handlers
from server.home_handlers import HomeHandlers
from server.letters import Letters
from server.pairing_code import from_code, grouped, to_code
from server.people import People
from server.seal import Keys, Place, SealError, derive, read_envelope, seal, unseal
from server.service import VERBS, Service
from server.settings import Settings
from server.steady import Reading, SteadyClock
from server.store import Store
from server.vault import KEY_BYTES, Vault
from tests.server.client import CHROMIUM, Client
from tests.server.conftest import WIRE

if TYPE_CHECKING:
    from pathlib import Path

SEAL = json.loads((WIRE / "seal.json").read_text())
TALK = json.loads((WIRE / "talk.json").read_text())
UNSEALED = json.loads((WIRE / "unsealed.json").read_text())


def names(rows: list[dict[str, Any]]) -> pytest.MarkDecorator:
    """Use the rows' own names in the test report."""
    return pytest.mark.parametrize("row", rows, ids=[row["name"] for row in rows])


@pytest.mark.parametrize("row", SEAL["pairings"], ids=[row["code"] for row in SEAL["pairings"]])
def test_codes_and_keys(row: dict[str, Any]) -> None:
    """A secret has one code, many spellings, and these two keys."""
    secret = bytes.fromhex(row["secret"])
    assert to_code(secret) == row["code"]
    assert {from_code(text) for text in [row["code"], *row["also"], grouped(row["code"])]} == {secret}
    assert derive(secret, "breather/1 request").hex() == row["keys"]["request"]
    assert derive(secret, "breather/1 reply").hex() == row["keys"]["reply"]


@pytest.mark.parametrize("text", SEAL["not_codes"])
def test_what_is_no_code(text: str) -> None:
    """A code that was cut, lengthened or misread is not taken for another one."""
    with pytest.raises(ValueError, match="not a pairing code"):
        from_code(text)


@names([*SEAL["requests"], *SEAL["replies"]])
def test_sealing_gives_these_bytes(row: dict[str, Any]) -> None:
    """With secret, place, iv and plaintext given, there is one sealed body, and it opens again."""
    place = Place(row["path"], row["port"], row["origin"])
    keys = Keys.of(bytes.fromhex(row["secret"]))
    is_reply = "request_iv" in row
    key = keys.reply if is_reply else keys.request
    associated = place.reply(row["request_iv"]) if is_reply else place.request()
    assert associated.decode() == row["associated"]
    raw = seal(key, bytes.fromhex(row["iv"]), row["plaintext"].encode(), associated)
    assert json.loads(raw) == row["sealed"]
    assert unseal(key, read_envelope(raw), associated).decode() == row["plaintext"]


@names(SEAL["refused"])
def test_what_must_not_open(row: dict[str, Any]) -> None:
    """A sealed request opens for one place and one key, unaltered, or not at all."""
    key = Keys.of(bytes.fromhex(row["secret"])).request
    with pytest.raises(SealError):
        unseal(
            key,
            read_envelope(json.dumps(row["sealed"]).encode()),
            Place(row["path"], row["port"], row["origin"]).request(),
        )


def test_the_talk(home: Path, packs: Path) -> None:
    """The whole talk, in order, as the sealed service answers it at one fixed moment."""
    now: int = TALK["now"]

    def clock() -> float:
        return now / 1000

    store = Store.open(home)
    store.vault = Vault(bytes(KEY_BYTES))  # people's ids come from the key
    client = Client(8457, pairing.add(store, CHROMIUM))
    # The digest covers files of the shipped pack: it is the one thing here that may change.
    pack = replace(load_pack(root=packs), digest=TALK["digest"])
    engine = Engine(pack)
    letters = Letters(store, SteadyClock(store, lambda: Reading("boot", now, now)))
    settings = Settings(store, clock)
    handlers = Handlers(engine, settings, People(store, clock), letters, HomeHandlers(store, settings, engine))
    service = Service(store, Channel(store, client.port, clock), handlers, engine)
    for turn in TALK["talk"]:
        now += turn.get("later", 0)
        sealed = client.seal(turn["path"], turn["body"], clock())
        status, raw = service.answer(turn["path"], client.origin, sealed.raw)
        answer = sealed.opens(raw)
        assert (turn["name"], status, answer) == (turn["name"], turn["status"], turn["answer"])
    service.stop()


def test_the_talk_is_complete() -> None:
    """Every path and every error that a paired extension can meet by its own doing is in the talk."""
    assert {turn["path"] for turn in TALK["talk"] if turn["status"] == 200} == set(VERBS)
    codes = {turn["answer"]["error"]["code"] for turn in TALK["talk"] if turn["status"] != 200}
    assert codes == {"bad_request", "unknown_check", "not_found", "not_now"}


def test_versions_agree() -> None:
    """The version on the wire is the project's."""
    project = (WIRE.parents[1] / "pyproject.toml").read_text()
    assert re.findall(r'^version = "(.*)"', project, re.MULTILINE) == [VERSION]
    assert UNSEALED["health"]["version"] == VERSION
