"""Every limit is kept, on real sockets: too large, too slow, too many, too odd."""

from __future__ import annotations

import asyncio
import collections
import contextlib
import gzip
import json
import os
import random
import re
import time
from typing import TYPE_CHECKING

import pytest

from server import errors, limits
from server.listener import Connection
from tests.server import raw
from tests.server.client import CHROMIUM
from tests.server.process import resident
from tests.server.test_walls import post

if TYPE_CHECKING:
    from tests.server.conftest import Live
    from tests.soak import Figures, Size

CHECK = "/v1/check"


def code(reply: raw.Reply) -> tuple[int, str]:
    """The status and the code of an unsealed error."""
    error = json.loads(reply.body)["error"]
    assert set(error) == {"code", "message", "remedy"}
    assert errors.STATUS[error["code"]] == reply.status
    return reply.status, error["code"]


def headers(live: Live, *more: str) -> list[str]:
    """The headers of a good request but for its length and kind."""
    return [f"Host: 127.0.0.1:{live.port}", f"Origin: {CHROMIUM}", *more]


async def test_the_largest_body_is_read_and_one_byte_more_is_not(live: Live) -> None:
    """64 KiB, and not a byte more; both are told within 100 ms."""
    for size, expected in ((limits.BODY.value, (403, "not_paired")), (limits.BODY.value + 1, (413, "too_large"))):
        began = time.perf_counter()
        reply = await raw.send(live.port, post(live.port, CHECK, CHROMIUM, b"x" * size))
        assert code(reply) == expected
        assert time.perf_counter() - began < 0.1


async def test_a_declared_gigabyte_is_not_waited_for(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """A length over the limit is refused from the headers alone; under 128 KiB are read, and the connection ends."""
    read, receive = 0, Connection.data_received

    def counting(self: Connection, data: bytes) -> None:
        nonlocal read
        read += len(data)
        receive(self, data)

    monkeypatch.setattr(Connection, "data_received", counting)
    request = raw.request("POST", CHECK, headers(live, "Content-Type: application/json", "Content-Length: 1073741824"))
    reader, writer = await asyncio.open_connection("127.0.0.1", live.port)
    writer.write(request)
    answer = await asyncio.wait_for(reader.read(), 1)
    assert b" 413 " in answer
    sent = 0
    with contextlib.suppress(ConnectionError):
        while sent < 100 * 2**20:
            writer.write(b"x" * 65_536)
            sent += 65_536
            await writer.drain()
    assert sent < 16 * 2**20, "more than the sockets' own buffers take was let through"
    assert len(request) <= read < 128 * 1024
    writer.close()


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Content-Type: text/plain", "Content-Length: 2"], (415, "unsupported_media_type")),
        (["Content-Type: application/x-www-form-urlencoded", "Content-Length: 2"], (415, "unsupported_media_type")),
        (["Content-Type: application/json; charset=utf-16", "Content-Length: 2"], (415, "unsupported_media_type")),
        (["Content-Type: application/json; charset=nonsense", "Content-Length: 2"], (415, "unsupported_media_type")),
        (
            ["Content-Type: application/json", "Content-Type: text/plain", "Content-Length: 2"],
            (400, "bad_request"),
        ),
        (
            ["Content-Type: application/json", "Content-Encoding: gzip", "Content-Length: 2"],
            (415, "unsupported_media_type"),
        ),
        (
            ["Content-Type: application/json", "Content-Encoding: identity", "Content-Length: 2"],
            (415, "unsupported_media_type"),
        ),
        (["Content-Length: 2"], (415, "unsupported_media_type")),
        (["Content-Type: application/json"], (400, "bad_request")),
        (["Content-Type: application/json; charset=UTF-8", "Content-Length: 2"], (403, "not_paired")),
    ],
)
async def test_kinds_of_body(live: Live, lines: list[str], expected: tuple[int, str]) -> None:
    """Plain JSON in UTF-8 with its length, or an error that says what to send."""
    assert code(await raw.send(live.port, raw.request("POST", CHECK, headers(live, *lines), b"{}"))) == expected


async def test_a_chunked_body_is_refused(live: Live) -> None:
    """A body without a length is not read, however small its pieces."""
    request = raw.request("POST", CHECK, headers(live, "Content-Type: application/json", "Transfer-Encoding: chunked"))
    assert code(await raw.send(live.port, request + b"2\r\n{}\r\n0\r\n\r\n")) == (400, "bad_request")


async def test_a_gzip_bomb_is_not_unpacked(live: Live) -> None:
    """Compressed bodies are refused as they are."""
    bomb = gzip.compress(b"0" * 50_000_000)
    request = post(live.port, CHECK, CHROMIUM, bomb[:60_000], "Content-Encoding: gzip")
    assert code(await raw.send(live.port, request)) == (415, "unsupported_media_type")


MALFORMED = [
    b"\r\n\r\n\r\nnonsense\r\n\r\n",
    b"GET\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 100,
    b"GET / HTTP/9.9\r\n\r\n",
    b"POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    b"POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
    b"POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    b"POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
    b"POST /v1/check HTTP/1.1\r\nHost : a\r\n\r\n",
    b"POST /v1/check HTTP/1.1\r\nHost: a\r\n folded: b\r\n\r\n",
    b"POST /v1/check HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 20_000 + b"\r\n\r\n",
    b"POST /" + b"y" * 20_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    b"POST /v1/check HTTP/1.1\r\nHost: a\r\n" + b"".join(b"X%d: y\r\n" % n for n in range(500)) + b"\r\n",
    b"POST /v1/check HTTP/1.1\r\nHost: a\x00b\r\n\r\n",
    b"POST /v1/\xff\xfe HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
]


@pytest.mark.parametrize("data", MALFORMED, ids=range(len(MALFORMED)))
async def test_malformed_http(live: Live, data: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    """What is no HTTP gets our one error shape, with nothing of it repeated and nothing logged."""
    reply = await raw.send(live.port, data)
    assert reply.status in {400, 403}
    assert code(reply)[1] in {"bad_request", "not_paired"}
    assert "server:" not in reply.headers.lower()
    for word in (b"nonsense", b"yyyy", b"folded"):
        assert word not in reply.body
    assert capfd.readouterr() == ("", "")


HIDDEN = b"GET /health HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n"
SMUGGLED = [
    b"Content-Length: 6\r\nTransfer-Encoding: chunked",
    b"Transfer-Encoding: chunked\r\nContent-Length: 6",
    b"Content-Length: 6\r\nContent-Length: 0",
    b"Content-Length: 0\r\nContent-Length: 6",
    b"Content-Length: 0, 6",
    b"Content-Length: +0",
    b"Content-Length: 0x0",
    b"Content-Length: 0 0",
    b"Content-Length : 0",
    b"Content-Length:\r\n 0",
    b"Transfer-Encoding: xchunked",
    b"Transfer-Encoding: chunked, identity",
    b"Transfer-Encoding : chunked",
    b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
    b"X: y\nContent-Length: 0",
    b"X: y\rContent-Length: 0",
    b"X: y\x00\r\nContent-Length: 0",
]


@pytest.mark.parametrize("lengths", SMUGGLED, ids=ascii)
async def test_no_request_hides_in_another(live: Live, lengths: bytes) -> None:
    """Where two readers could disagree about where a request ends: 400, and what stands behind it is no request."""
    host = b"Host: 127.0.0.1:%d" % live.port
    reader, writer = await asyncio.open_connection("127.0.0.1", live.port)
    writer.write(b"POST /v1/check HTTP/1.1\r\n" + host + b"\r\n" + lengths + b"\r\n\r\n0\r\n\r\n" + HIDDEN % live.port)
    async with asyncio.timeout(8):
        answers = await all_of(reader)
    writer.close()
    assert answers.split(b" ")[1] == b"400"
    assert len(re.findall(rb"HTTP/1\.\d \d{3} ", answers)) == 1
    assert b"version" not in answers


async def test_the_hidden_request_would_be_answered(live: Live) -> None:
    """By itself, and behind a request whose end is clear, it is one."""
    for before in (b"", HIDDEN % live.port):
        reader, writer = await asyncio.open_connection("127.0.0.1", live.port)
        writer.write(before + HIDDEN % live.port)
        async with asyncio.timeout(8):
            answers = await all_of(reader)
        writer.close()
        assert answers.count(b'"version"') == 1 + bool(before)


@pytest.mark.soak
async def test_mutated_requests(live: Live, capfd: pytest.CaptureFixture[str], size: Size, figures: Figures) -> None:
    """Good requests with bytes changed, cut, doubled or moved make no error of ours and do not stop the server."""
    random_ = random.Random(7)  # noqa: S311 - mutations, the same every time
    client = live.client()

    def mutated() -> bytes:
        data = bytearray(post(live.port, "/v1/settings/get", CHROMIUM, client.seal("/v1/settings/get", {}).raw))
        for _ in range(random_.randrange(1, 4)):
            at, length = random_.randrange(len(data)), random_.randrange(1, 30)
            letter, doubled = bytes([random_.randrange(256)]), data[at : at + length] * 2
            data[at : at + random_.choice([1, length])] = random_.choice([b"", letter, doubled, b"\r\n", b"\x00"])
        return bytes(data)

    async def status(data: bytes) -> int:
        try:
            return (await raw.send(live.port, data, patience=30)).status
        except (asyncio.IncompleteReadError, ConnectionError):
            return 0  # dropped: the headers never ended

    found: collections.Counter[int] = collections.Counter()
    rounds, before = size(1, full=13), 0.0
    for number in range(rounds):
        if number == 1:
            before = resident(os.getpid())  # what a first round takes, it keeps
        found.update(await asyncio.gather(*(status(mutated()) for _ in range(400))))
    assert set(found) <= {0, 200, 400, 403, 408, 413, 415}, found
    assert found[403] > 50
    assert found[400] > 50
    assert (await client.ask(live.session, "/v1/settings/get", {}))[0] == 200
    assert capfd.readouterr() == ("", "")
    ours = sum(count for status_, count in found.items() if status_ >= 500)
    figures.note("raw byte streams", "errors of ours", ours, allowed=0, of=400 * rounds)
    if size.full:
        grown = resident(os.getpid()) - before
        figures.note("raw byte streams", "memory, the sender's too", grown, allowed=20, unit="MiB")


@pytest.mark.soak
async def test_half_sent_requests_are_dropped_while_others_are_served(live: Live, size: Size, figures: Figures) -> None:
    """Half-sent headers and bodies, and silence, end within 10 s; meanwhile good requests take under 100 ms."""
    began = time.monotonic()
    head = raw.request("POST", CHECK, headers(live, "Content-Type: application/json", "Content-Length: 50"))
    halves = [head[:-10]] * 300 + [b""] * 10 + [head + b"{"] * 50
    slow = [await asyncio.open_connection("127.0.0.1", live.port) for _ in halves]
    for (_, writer), half in zip(slow, halves, strict=True):
        writer.write(half)

    async def trickle() -> None:
        """Send a byte now and then: that buys no more time."""
        while True:
            await asyncio.sleep(1)
            for _, writer in slow[:300] + slow[310:]:
                if not writer.is_closing():
                    writer.write(b"x")

    trickling = asyncio.create_task(trickle())
    endings = asyncio.gather(*(ending(reader) for reader, _ in slow))
    client, times = live.client(), []
    while not endings.done() and time.monotonic() - began < 12:
        asked = time.perf_counter()
        status, _ = await client.ask(live.session, "/v1/settings/get", {})
        times.append(time.perf_counter() - asked)
        assert status == 200
        await asyncio.sleep(0.05)
    assert time.monotonic() - began < 10
    answers = await endings
    assert answers[:310] == [b""] * 310
    # Bytes that were still on their way when the connection ended may cut off its last words.
    assert {answer[:12] for answer in answers[310:]} <= {b"HTTP/1.1 408", b""}
    assert b"HTTP/1.1 408" in {answer[:12] for answer in answers[310:]}
    assert len(times) > 20
    share = 0.99 if size.full else 0.95  # the hundredth that others on this machine make late counts on a quiet one
    late = sorted(times)[int(len(times) * share)] * 1000
    figures.note("360 half-sent requests", "a good one beside them", late, allowed=100, unit="ms", of=len(times))
    trickling.cancel()
    for _, writer in slow:
        writer.close()


async def all_of(reader: asyncio.StreamReader) -> bytes:
    """Read until the server is done with us, also where it hangs up on what we still had to say."""
    heard = b""
    with contextlib.suppress(ConnectionError):
        while more := await reader.read(65_536):
            heard += more
    return heard


async def ending(reader: asyncio.StreamReader) -> bytes:
    """Read until the server is done with us."""
    try:
        return await reader.read()
    except ConnectionError:
        return b""


async def test_too_many_connections_are_told_so(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """Past the bound a connection gets `busy`; when one ends there is room again."""
    monkeypatch.setattr(limits, "CONNECTIONS", limits.CONNECTIONS._replace(value=20))
    held = [await asyncio.open_connection("127.0.0.1", live.port) for _ in range(20)]
    await asyncio.sleep(0.1)
    reader, writer = await asyncio.open_connection("127.0.0.1", live.port)
    answer = await asyncio.wait_for(reader.read(), 2)
    assert answer.startswith(b"HTTP/1.1 503 ")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["error"]["code"] == "busy"
    writer.close()
    for _, other in held:
        other.close()
    await asyncio.sleep(0.1)
    reply = await raw.send(live.port, raw.request("GET", "/health", [f"Host: 127.0.0.1:{live.port}"]))
    assert reply.status == 200


async def test_a_draft_too_long(live: Live) -> None:
    """20,000 code units are read; one more is not, and an emoji counts for two."""
    client = live.client()
    for text, expected in (
        ("x" * 20_000, 200),
        ("x" * 20_001, 400),
        ("\U0001f622" * 10_000, 200),
        ("\U0001f622" * 10_001, 400),
    ):
        status, answer = await client.ask(live.session, CHECK, {"text": text, "site": "a.example"})
        assert (status, "error" in answer) == (expected, expected == 400)


async def test_settings_are_bounded(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand sites, and then an error that says what to do; changing a known one still works."""
    monkeypatch.setattr(limits, "SITES", limits.SITES._replace(value=3))
    client = live.client()
    wishes = [("a.example", 200), ("b.example", 200), ("c.example", 200), ("d.example", 400), ("a.example", 200)]
    for site, expected in wishes:
        status, _ = await client.ask(live.session, "/v1/settings/site", {"site": site, "on": False})
        assert status == expected
