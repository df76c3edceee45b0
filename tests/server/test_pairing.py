"""Who may talk to us, for how long, and in whose place."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest

from server import limits, pairing
from server.pairing import is_extension
from server.store import Store
from tests.server.client import CHROMIUM, FIREFOX, OTHER_CHROMIUM, Client

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.server.conftest import Live

GET = "/v1/settings/get"


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    """An open store."""
    made = Store.open(home)
    yield made
    made.close()


def origins(store: Store) -> list[str | None]:
    """Who is paired, the newest first."""
    return [found.origin for found in pairing.load(store)]


async def test_a_code_is_pinned_by_its_first_use(live: Live) -> None:
    """A pasted code belongs to the extension that used it first; another one's use of it does not open."""
    secret = live.pair(None)
    assert (await Client(live.port, secret, FIREFOX).ask(live.session, GET, {}))[0] == 200
    thief = Client(live.port, secret, CHROMIUM)
    assert (await thief.send(live.session, thief.seal(GET, {})))[0] == 403
    assert (await Client(live.port, secret, FIREFOX).ask(live.session, GET, {}))[0] == 200


async def test_a_pin_survives_a_restart_of_the_store(live: Live) -> None:
    """The pin is on the disk before the first answer."""
    secret = live.pair(None)
    await Client(live.port, secret, FIREFOX).ask(live.session, GET, {})
    store = Store.open(live.home)
    assert origins(store) == [FIREFOX]
    store.close()


async def test_two_browsers_at_once(live: Live) -> None:
    """Each browser has a pairing of its own, and neither disturbs the other."""
    first, second = live.client(CHROMIUM), live.client(FIREFOX)
    answers = await asyncio.gather(*(client.ask(live.session, GET, {}) for client in (first, second, first, second)))
    assert [status for status, _ in answers] == [200] * 4


async def test_revoking_counts_at_once(live: Live) -> None:
    """After `breather pair --revoke` the running server answers nobody."""
    client = live.client()
    assert (await client.ask(live.session, GET, {}))[0] == 200
    store = Store.open(live.home)
    assert pairing.revoke(store) == 1
    store.close()
    assert (await client.send(live.session, client.seal(GET, {})))[0] == 403


async def test_a_new_pairing_counts_at_once(live: Live) -> None:
    """The native host pairs beside a running server, which knows of it with the next request."""
    for _ in range(5):
        assert (await live.client().ask(live.session, GET, {}))[0] == 200


def test_a_newer_pairing_replaces_its_origins_older_one(store: Store) -> None:
    """One secret a browser: an old one that leaked is worth nothing."""
    first = pairing.add(store, CHROMIUM)
    pairing.add(store, FIREFOX)
    second = pairing.add(store, CHROMIUM)
    assert origins(store) == [CHROMIUM, FIREFOX]
    assert first not in [found.secret for found in pairing.load(store)]
    assert second == pairing.load(store)[0].secret


def test_a_pasted_code_replaces_the_older_pairing_too(store: Store) -> None:
    """Pairing again by hand leaves no old secret behind."""
    pairing.add(store, CHROMIUM)
    code = pairing.add(store, None)
    pairing.pin(store, pairing.load(store)[0], CHROMIUM)
    assert [(found.origin, found.secret) for found in pairing.load(store)] == [(CHROMIUM, code)]


def test_a_code_does_not_wait_for_ever(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A code that nobody pasted is worth nothing after an hour; a pinned pairing stays."""
    pairing.add(store, None)
    pairing.add(store, CHROMIUM)
    later = time.time() + limits.CODE_TIME.value + 1
    monkeypatch.setattr("time.time", lambda: later)
    assert origins(store) == [CHROMIUM]
    pairing.add(store, FIREFOX)
    assert store.read("SELECT count(*) FROM pairings") == [(2,)]


def test_pairings_are_bounded(store: Store) -> None:
    """The newest are kept, and no more than the limits say."""
    for number in range(limits.PAIRED.value + 3):
        pairing.add(store, f"moz-extension://{number:08x}-0000-0000-0000-000000000000")
    for _ in range(limits.WAITING.value + 3):
        pairing.add(store, None)
    kept = origins(store)
    assert kept.count(None) == limits.WAITING.value
    assert len(kept) == limits.WAITING.value + limits.PAIRED.value
    assert "moz-extension://00000000-0000-0000-0000-000000000000" not in kept
    assert pairing.revoke(store) == len(kept)
    assert origins(store) == []


def test_an_altered_row_is_passed_over(store: Store) -> None:
    """A pairing that somebody moved or changed in the database opens nothing and breaks nothing."""
    pairing.add(store, CHROMIUM)
    pairing.add(store, FIREFOX)
    with store.change():
        store.write(
            "UPDATE pairings SET sealed = (SELECT sealed FROM pairings WHERE id = 1), made = made + 1 WHERE id = 2"
        )
    assert origins(store) == [CHROMIUM]


@pytest.mark.parametrize("origin", [CHROMIUM, OTHER_CHROMIUM, FIREFOX])
def test_extensions(origin: str) -> None:
    """What browsers give an extension as its origin."""
    assert is_extension(origin)


NO_EXTENSIONS = [
    "",
    "null",
    "http://127.0.0.1:8457",
    "https://web.whatsapp.com",
    "chrome-extension://",
    "moz-extension://",
    "file://",
    f"{CHROMIUM}/",
    f"{CHROMIUM}\n",
    f" {CHROMIUM}",
    CHROMIUM.upper(),
    f"{CHROMIUM}x",
    CHROMIUM[:-1],
    f"{FIREFOX}/x",
    FIREFOX.upper(),
    "moz-extension://abcdefghijklmnopabcdefghijklmnop",
    "chrome-extension://1b9f2c34-5d6e-4f70-8a9b-0c1d2e3f4a5b",
    "safari-web-extension://x",
    f"https://{CHROMIUM}",
    f"{CHROMIUM}.evil.example",
    CHROMIUM.replace("a", "\uff41"),
]


@pytest.mark.parametrize("origin", NO_EXTENSIONS)
def test_no_extensions(origin: str) -> None:
    """Pages, near misses and other spellings."""
    assert not is_extension(origin)
