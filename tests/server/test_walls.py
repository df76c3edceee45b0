"""The walls in front of the seal, on real sockets: who is turned away, how, and that they learn nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from server.service import VERBS
from tests.server import raw
from tests.server.client import CHROMIUM, FIREFOX, OTHER_CHROMIUM, Client
from tests.server.conftest import WIRE

if TYPE_CHECKING:
    from tests.server.conftest import Live

NOT_PAIRED = json.loads((WIRE / "unsealed.json").read_text())["not_paired"]
ORIGINS = [
    None,
    "null",
    "",
    "http://127.0.0.1:8457",
    "http://localhost:8467",
    "https://web.whatsapp.com",
    "https://evil.example",
    "chrome-extension://",
    "chrome-extension://*",
    f"{CHROMIUM}/",
    f"{CHROMIUM} {CHROMIUM}",
    CHROMIUM.upper(),
    OTHER_CHROMIUM,
    FIREFOX,
    "moz-extension://00000000-0000-0000-0000-000000000000",
    "file://",
    "devtools://devtools",
    "safari-web-extension://1b9f2c34-5d6e-4f70-8a9b-0c1d2e3f4a5b",
    f"{CHROMIUM}, {CHROMIUM}",
    "é",
    "a" * 4000,
    "http://127.0.0.1",
    "https://127.0.0.1:8457",
    "http://[::1]:8457",
    "http://localhost",
    "https://localhost",
    "http://0.0.0.0:8457",
    "http://127.0.0.1.evil.example",
    "https://evil.example/?chrome-extension://abcdefghijklmnopabcdefghijklmnop",
    f"https://{CHROMIUM.removeprefix('chrome-extension://')}",
    f"{CHROMIUM}:80",
    f"{CHROMIUM}.evil.example",
    f"{CHROMIUM}?",
    f"{CHROMIUM}#",
    CHROMIUM[:-1],
    f"{CHROMIUM}a",
    CHROMIUM.replace("://", ":"),
    CHROMIUM.replace("chrome-", "Chrome-"),
    CHROMIUM.replace("chrome-", "edge-"),
    "data:",
    "about:blank",
]


def post(port: int, path: str, origin: str | None, body: bytes, *more: str) -> bytes:
    """A POST as the extension sends it, but for its origin."""
    headers = [f"Host: 127.0.0.1:{port}", "Content-Type: application/json", f"Content-Length: {len(body)}", *more]
    return raw.request("POST", path, [*headers, *([] if origin is None else [f"Origin: {origin}"])], body)


@pytest.mark.parametrize("path", [*VERBS, "/v1/nothing", "/"])
async def test_no_other_origin_gets_an_answer(live: Live, path: str) -> None:
    """Pages, other extensions and near misses: with a body that the right origin could open, or without, all alike."""
    client = live.client()
    answers = set()
    for origin in ORIGINS:
        for body in (b"", b"{}", client.seal(path, {}).raw):
            reply = await raw.send(live.port, post(live.port, path, origin, body))
            assert "access-control" not in reply.headers.lower()
            assert "set-cookie" not in reply.headers.lower()
            answers.add((reply.status, undated(reply.headers), reply.body))
    assert {(status, body) for status, _, body in answers} == {
        (403, json.dumps(NOT_PAIRED, separators=(",", ":")).encode())
    }
    assert len(answers) == 1


def undated(headers: str) -> str:
    """Headers without the date."""
    return "\n".join(line for line in headers.splitlines() if not line.startswith("Date:"))


async def test_a_forged_origin_does_not_help(live: Live) -> None:
    """Another extension can put our origin on its request; without the secret that opens nothing."""
    live.pair(CHROMIUM)
    thief = Client(live.port, bytes(16), CHROMIUM)
    status, body = await thief.send(live.session, thief.seal("/v1/settings/get", {}))
    assert (status, json.loads(body)) == (403, NOT_PAIRED)


async def test_two_origins_are_none(live: Live) -> None:
    """A request that names its origin twice has none."""
    sealed = live.client().seal("/v1/settings/get", {})
    reply = await raw.send(live.port, post(live.port, "/v1/settings/get", CHROMIUM, sealed.raw, f"Origin: {CHROMIUM}"))
    assert reply.status == 403


HOSTS = [
    "127.0.0.1",
    "localhost",
    "localhost:{port}",
    "localhost.:{port}",
    "127.0.0.1.:{port}",
    "evil.localhost:{port}",
    "127.1:{port}",
    "0.0.0.0:{port}",
    "[::1]:{port}",
    "[::]:{port}",
    "[::ffff:127.0.0.1]:{port}",
    "2130706433:{port}",
    "0x7f.0.0.1:{port}",
    "0177.0.0.1:{port}",
    "127.0.0.1:80",
    "127.0.0.1:0{port}",
    "127.0.0.1:{port} ",
    "evil.example",
    "evil.example:{port}",
    "127.0.0.1:{port}.evil.example",
    "127.0.0.1:{port}@evil.example",
    "user@127.0.0.1:{port}",
    "127.0.0.1.nip.example:{port}",
    "127.0.0.01:{port}",
    "127.000.000.001:{port}",
    "127.0.0.2:{port}",
    "192.168.0.1:{port}",
    "LOCALHOST:{port}",
    "",
]


@pytest.mark.parametrize("host", HOSTS)
async def test_no_other_host_gets_an_answer(live: Live, host: str) -> None:
    """A page whose name was rebound to this machine, or any other spelling of it, is turned away everywhere."""
    named = host.format(port=live.port)
    sealed = live.client().seal("/v1/settings/get", {})
    headers = ["Content-Type: application/json", f"Origin: {CHROMIUM}", f"Content-Length: {len(sealed.raw)}"]
    for request in (
        raw.request("POST", "/v1/settings/get", [f"Host: {named}", *headers], sealed.raw),
        raw.request("GET", "/health", [f"Host: {named}"]),
    ):
        reply = await raw.send(live.port, request)
        # Spaces around a header's value are not part of it.
        if named.strip() == f"127.0.0.1:{live.port}":
            assert reply.status == 200
        else:
            assert (reply.status, json.loads(reply.body)) == (403, NOT_PAIRED)


async def test_hosts_missing_doubled_or_in_the_target(live: Live) -> None:
    """No host, two hosts, or a whole address for a path: refused, and never as 500."""
    good = f"Host: 127.0.0.1:{live.port}"
    sealed = live.client().seal("/v1/settings/get", {}).raw
    headers = ["Content-Type: application/json", f"Origin: {CHROMIUM}", f"Content-Length: {len(sealed)}"]
    assert (await raw.send(live.port, raw.request("POST", "/v1/settings/get", headers, sealed))).status in {400, 403}
    for hosts in ([good, good], [good, "Host: evil.example"], ["Host: evil.example", good]):
        reply = await raw.send(live.port, raw.request("POST", "/v1/settings/get", [*hosts, *headers], sealed))
        assert reply.status in {400, 403}
    for target in (
        "http://evil.example/v1/settings/get",
        f"http://127.0.0.1:{live.port}/v1/settings/get",
        "//evil.example/health",
        "*",
    ):
        reply = await raw.send(live.port, raw.request("POST", target, [good, *headers], sealed))
        assert reply.status in {400, 403}
        reply = await raw.send(live.port, raw.request("GET", target, [good]))
        assert reply.status in {400, 403}


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "FOO"])
async def test_no_other_method_gets_an_answer(live: Live, method: str) -> None:
    """POST only. OPTIONS, which a browser sends to ask for leave, gets the same refusal as all others."""
    headers = [f"Host: 127.0.0.1:{live.port}", f"Origin: {CHROMIUM}", "Access-Control-Request-Method: POST"]
    reply = await raw.send(live.port, raw.request(method, "/v1/check", headers)) if method != "HEAD" else None
    if reply is not None:
        assert reply.status in {400, 403}
        assert "access-control" not in reply.headers.lower()
        assert "allow:" not in reply.headers.lower()


SPELLINGS = [
    "/v1/%63heck",
    "/v1//check",
    "/v1/./check",
    "/v1/check/",
    "/v1/check?x=1",
    "/v1/check%2f",
    "/V1/check",
    "/v1/ch\u00e9ck",
    "/v1/check\udcff",
]


@pytest.mark.parametrize("path", SPELLINGS, ids=ascii)
async def test_a_path_has_one_spelling(live: Live, path: str) -> None:
    """A body sealed for a path does not open under another spelling of it."""
    sealed = live.client().seal("/v1/check", {"text": "a", "site": "a"})
    reply = await raw.send(live.port, post(live.port, path, CHROMIUM, sealed.raw))
    assert reply.status == 403 or (reply.status == 400 and not path.isascii())


async def test_health_says_no_more_than_it_should(live: Live) -> None:
    """Name and version; no server's name, no cookie, no leave for other origins."""
    reply = await raw.send(
        live.port, raw.request("GET", "/health", [f"Host: 127.0.0.1:{live.port}", "Origin: https://evil.example"])
    )
    assert json.loads(reply.body) == json.loads((WIRE / "unsealed.json").read_text())["health"]
    for word in ("server:", "aiohttp", "python", "access-control", "set-cookie"):
        assert word not in reply.headers.lower()
    for other in ("/health/", "/health?x", "/Health", "/%68ealth"):
        reply = await raw.send(live.port, raw.request("GET", other, [f"Host: 127.0.0.1:{live.port}"]))
        assert reply.status == 403
