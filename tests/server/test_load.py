"""A steady load, strange texts and odd spellings: nothing grows, nothing breaks, nothing listens elsewhere."""

from __future__ import annotations

import asyncio
import random
import time
from typing import TYPE_CHECKING

import aiohttp
import pytest
from aiohttp import http_parser
from packaging.version import Version

from server import base64url
from server.letters import Letters
from server.people import People, Person
from server.settings import Settings
from server.steady import SteadyClock
from server.store import Store
from tests.server.client import CHROMIUM, Client
from tests.server.person import breather
from tests.server.process import resident, serving, used

if TYPE_CHECKING:
    from pathlib import Path

    from tests.server.conftest import Live
    from tests.soak import Figures, Size

PER_SECOND = 50
TEXT = "you never cared about me and I wait for your answer since the day we met in the rain, please"
WORDS = TEXT.split(" ")


@pytest.mark.soak
async def test_fifty_requests_a_second(home: Path, size: Size, figures: Figures) -> None:
    """Drafts as fast as many people type, for as long as it takes: all are answered, and memory does not grow."""
    seconds = size(3, full=600)
    chance = random.Random(16)  # noqa: S311 - words, not secrets
    with serving(home) as server:
        client = Client(server.port, server.pair(CHROMIUM))
        times: list[float] = []
        failed = 0

        async def ask(session: aiohttp.ClientSession) -> None:
            nonlocal failed
            draft = {"text": " ".join(chance.choices(WORDS, k=30)), "site": "a.example"}
            began = time.perf_counter()
            status, _ = await client.ask(session, "/v1/check", draft)
            times.append(time.perf_counter() - began)
            failed += status != 200

        async with aiohttp.ClientSession() as session:
            for _ in range(size(20, full=2000)):
                await ask(session)  # until every pattern is compiled and every cache is full
            times.clear()
            before, had = resident(server.process.pid), used(server.process.pid)
            asked, began = set(), time.monotonic()
            for number in range(seconds * PER_SECOND):
                # By the clock, not after a pause: who is late catches up, so that it stays fifty a second.
                await asyncio.sleep(max(0.0, began + number / PER_SECOND - time.monotonic()))
                asked.add(asyncio.create_task(ask(session)))
                asked = {task for task in asked if not task.done()}
                assert len(asked) < 10 * PER_SECOND, f"it falls behind after {number} requests"
            await asyncio.gather(*asked)
            lasted = time.monotonic() - began
        drift = resident(server.process.pid) - before
        cost = (used(server.process.pid) - had) / len(times) * 1000
    figures.note("load, 50 a second", "not answered", failed, allowed=0, of=seconds * PER_SECOND)
    # Past twenty, one processor could not keep up with fifty a second.
    figures.note("load, 50 a second", "processor time a draft", cost, allowed=20, unit="ms", of=len(times))
    # So short a run still compiles patterns; the full one does not.
    figures.note("load, 50 a second", "memory drift", drift, allowed=size(200, full=10), unit="MiB")
    assert lasted < size(60, full=seconds + 2), "fewer than fifty a second were asked"
    times.sort()
    figures.note(
        "load, 50 a second", "p99", times[int(len(times) * 0.99)] * 1000, allowed=size(10**6, full=25), unit="ms"
    )


ODD = ["\ud800", "\udfff", "\x00", "\u202e", "\u2066", "\ufeff", "\U0001f622", "e\u0301", "\u200d", "\uffff", "\r"]


async def test_strange_texts(live: Live) -> None:
    """Halves of characters, NUL, directions, emoji, in a thousand mixtures: answered with spans inside, or a 400."""
    client, chance = live.client(), random.Random(12)  # noqa: S311 - mixtures, not secrets
    statuses = set()
    for _ in range(1000):
        pieces = chance.choices([*ODD, "You rotten egg", " ", "."], k=chance.randrange(1, 9))
        text = "".join(pieces)
        status, answer = await client.ask(live.session, "/v1/check", {"text": text, "site": "a.example"})
        units = text.encode("utf-16-le", "surrogatepass")  # two halves side by side are whole
        broken = "\ufffd" in units.decode("utf-16-le", "replace")
        assert status == (400 if broken else 200), ascii(text)
        if not broken:
            length = len(units) // 2
            assert all(0 <= found["start"] < found["end"] <= length for found in answer["result"]["findings"])
        statuses.add(status)
    assert statuses == {200, 400}


async def test_no_utf_8(live: Live) -> None:
    """Two hundred sealed bodies with bytes that are no text: 400, sealed."""
    client, chance = live.client(), random.Random(11)  # noqa: S311 - bytes, not secrets
    for _ in range(200):
        junk = chance.choice([b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf8", b"\x80", b"\xe2\x82"])
        now = b"%d" % int(time.time() * 1000)
        sealed = client.seal_text("/v1/check", b'{"t":%s,"body":{"text":"a%sb","site":"a"}}' % (now, junk))
        status, answer = await client.send(live.session, sealed)
        assert (status, sealed.opens(answer)["error"]["code"]) == (400, "bad_request")


def test_http_is_read_by_the_parser_that_was_mended() -> None:
    """Aiohttp's own, in C, from the release on that ends request smuggling."""
    assert Version(aiohttp.__version__) >= Version("3.14.4")
    assert http_parser.HttpRequestParser is not http_parser.HttpRequestParserPy


WHERE = ["0.0.0.0:8457", "[::]:8457", "*:8457", "*", "::", "0", "-1", "65536", "localhost:8457", "127.0.0.1:8457", ""]
WHERE += ["0.0.0.0/0", ":8457", "0x2109"]


@pytest.mark.parametrize("where", WHERE)
def test_it_can_be_told_to_listen_nowhere_else(where: str) -> None:
    """There is a port to choose and no address: every way of writing one is refused before anything listens."""
    for option in ("--port", "--demo-port"):
        shown = breather("serve", option, where)
        assert shown.exit_code == 2
        assert "Usage" in shown.stderr
    assert breather("serve", "--host", where).exit_code == 2


def test_two_hundred_that_were_forgotten(home: Path) -> None:
    """Of letters, sites and people that went neither a byte of text nor one of ciphertext is left in any file."""
    store = Store.open(home)
    settings, people, letters = Settings(store), People(store), Letters(store, SteadyClock(store))
    ids = [people.id_of("a.example", f"talk {number}") for number in range(100)]
    written = [base64url.encode(number.to_bytes(16)) for number in range(200)]
    for number, person in enumerate(ids):
        people.keep(person, Person("a.example", "ex", name=f"somebody {number}"))
        settings.change_site(f"{number}.example", False, {"blame": "mark"})
    for number, letter in enumerate(written):
        # Some fill pages of their own.
        letters.keep(letter, f"somebody else {number} " * (1 + number % 50 * 20), "a.example", None)
    rows = [row for table in ("people", "sites", "letters") for row in store.read(f"SELECT sealed FROM {table}")]  # noqa: S608
    kept = [sealed for (sealed,) in rows]
    assert len(kept) == 400
    assert all(any(sealed[:32] in path.read_bytes() for path in home.iterdir()) for sealed in kept[::40])
    for number, person in enumerate(ids):
        people.forget(person)
        settings.change_site(f"{number}.example", True, {"blame": None})
    for letter in written:
        letters.forget(letter)
    left = b"".join(path.read_bytes() for path in home.iterdir())
    assert [sealed for sealed in kept if sealed[:24] in left or sealed[-24:] in left] == []
    assert b"somebody" not in left
    store.close()
