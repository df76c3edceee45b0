"""The practice chat's listener: plain files under a strict policy, and no way to the API."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from aiohttp import web

from server.demo import create_demo
from server.listener import Runner
from server.service import VERBS
from tests.server import raw
from tests.server.client import CHROMIUM

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'none';"
    " require-trusted-types-for 'script'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@pytest_asyncio.fixture
async def port(tmp_path: Path) -> AsyncIterator[int]:
    """The practice chat on a port of its own, with a file beside its folder that nobody may read."""
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "index.html").write_text("<!doctype html>page")
    (folder / "demo.js").write_text("script")
    (folder / ".hidden").write_text("hidden")
    (tmp_path / "secret.txt").write_text("secret")
    listening = socket.create_server(("127.0.0.1", 0))
    number: int = listening.getsockname()[1]
    runner = Runner(create_demo(folder, number))
    await runner.setup()
    await web.SockSite(runner, listening).start()
    yield number
    await runner.cleanup()


async def get(port: int, target: str, host: str | None = None) -> raw.Reply:
    """Ask for a page."""
    headers = [f"Host: {host or f'127.0.0.1:{port}'}", "Connection: close"]
    return await raw.send(port, raw.request("GET", target, headers))


async def test_the_page_and_its_policy(port: int) -> None:
    """The page, its script, and on every answer the policy that lets it call nobody."""
    for host in (f"127.0.0.1:{port}", f"localhost:{port}"):
        page = await get(port, "/demo/", host)
        assert (page.status, page.body) == (200, b"<!doctype html>page")
        assert f"Content-Security-Policy: {POLICY}\r\n" in page.headers
        assert "Content-Type: text/html" in page.headers
        assert "server:" not in page.headers.lower()
    script = await get(port, "/demo/demo.js")
    assert (script.status, script.body) == (200, b"script")
    assert "javascript" in script.headers
    missing = await get(port, "/demo/nothing.js")
    assert missing.status == 404
    assert POLICY in missing.headers


@pytest.mark.parametrize("target", ["/", "/demo"])
async def test_it_leads_to_the_page(port: int, target: str) -> None:
    """The short addresses lead to the page."""
    reply = await get(port, target)
    assert (reply.status, "Location: /demo/\r\n" in reply.headers) == (302, True)


OUTSIDE = [
    "/demo/../secret.txt",
    "/demo/..%2fsecret.txt",
    "/demo/%2e%2e/secret.txt",
    "/demo/..\\secret.txt",
    "/demo//etc/passwd",
    "/demo/.hidden",
    "/demo/./index.html/..",
    "/secret.txt",
    "/demo/%00",
    "/demo/demo.js/",
    "/demo/DEMO.JS%20",
]


@pytest.mark.parametrize("target", OUTSIDE)
async def test_nothing_outside_is_served(port: int, target: str) -> None:
    """No spelling of a path leads out of the folder, or to a hidden file."""
    reply = await get(port, target)
    assert reply.status in {400, 403, 404}
    assert reply.body in {b"", b"404: Not Found"} or b"bad_request" in reply.body


HOSTS = ["evil.example", "localhost", "127.0.0.1", "localhost.:{port}", "[::1]:{port}", "127.0.0.2:{port}"]


@pytest.mark.parametrize("host", HOSTS)
async def test_no_other_host_is_served(port: int, host: str) -> None:
    """The practice chat is two sites and no third."""
    assert (await get(port, "/demo/", host.format(port=port))).status == 403


@pytest.mark.parametrize("path", [*VERBS, "/health", "/demo/"])
async def test_it_has_no_power(port: int, path: str) -> None:
    """No path of the API is there, and nothing is taken in."""
    headers = [f"Host: 127.0.0.1:{port}", f"Origin: {CHROMIUM}", "Content-Type: application/json", "Content-Length: 2"]
    assert (await raw.send(port, raw.request("POST", path, headers, b"{}"))).status == 403
    if path != "/demo/":
        assert (await get(port, path)).status == 404
