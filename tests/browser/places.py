"""Small local web servers for tests: other pages, and an ear on the server's own port."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@contextlib.asynccontextmanager
async def serve(pages: dict[str, str]) -> AsyncIterator[str]:
    """Serve HTML pages by path on a port of their own; give the address."""

    async def page(request: web.Request) -> web.Response:
        html = pages.get(request.path)
        if html is None:
            raise web.HTTPNotFound
        return web.Response(text=html, content_type="text/html")

    app = web.Application()
    app.router.add_get("/{path:.*}", page)
    async with _running(app) as address:
        yield address


@contextlib.asynccontextmanager
async def open_house() -> AsyncIterator[str]:
    """Answer everybody with everything, as a careless local server does: shows what a refusal is worth."""

    async def welcome(request: web.Request) -> web.StreamResponse:
        if request.headers.get("Upgrade") == "websocket":
            socket = web.WebSocketResponse()
            await socket.prepare(request)
            await socket.close()
            return socket
        headers = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*"}
        match request.headers.get("Sec-Fetch-Dest"):
            case "image":
                return web.Response(text=_PICTURE, content_type="image/svg+xml")
            case "script":
                return web.Response(text="0", content_type="text/javascript")
            case _:
                return web.json_response({"origin": request.headers.get("Origin")}, headers=headers)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", welcome)
    async with _running(app) as address:
        yield address


_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


@contextlib.asynccontextmanager
async def _running(app: web.Application) -> AsyncIterator[str]:
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


class Ear:
    """Counts the connections that come to a port, answering none."""

    def __init__(self) -> None:
        self.heard = 0
        self.port = 0
        self.ports: list[int] = []

    async def count(self) -> int:
        """Give the number so far."""
        return self.heard

    def _hear(self, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.heard += 1
        writer.close()

    @classmethod
    @contextlib.asynccontextmanager
    async def on(cls, port: int) -> AsyncIterator[Ear]:
        """Listen in the server's place."""
        ear = cls()
        server = await asyncio.start_server(ear._hear, "127.0.0.1", port, reuse_address=True)
        async with server:
            yield ear

    @classmethod
    @contextlib.asynccontextmanager
    async def everywhere(cls, ports: int = 1) -> AsyncIterator[Ear]:
        """Listen on every address of this machine, which all count as hosts of their own, at so many ports."""
        ear = cls()
        async with contextlib.AsyncExitStack() as stack:
            for _ in range(ports):
                server = await asyncio.start_server(ear._hear, "0.0.0.0")  # noqa: S104 - every address
                ear.ports.append(server.sockets[0].getsockname()[1])
                await stack.enter_async_context(server)
            ear.port = ear.ports[0]
            yield ear


class Squatter:
    """Takes the server's port while it is away: keeps all that comes, and answers as a server without a seal would."""

    def __init__(self) -> None:
        self.seen = b""

    async def asked(self) -> bool:
        """Whether anything came."""
        return b"POST " in self.seen

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, TimeoutError):
            async with asyncio.timeout(0.5):
                while more := await reader.read(65_536):
                    self.seen += more
        body = b'{"result":{"level":"none","show":"none","findings":[],"prompt":null,"person":null}}'
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n")
        writer.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        writer.close()

    @classmethod
    @contextlib.asynccontextmanager
    async def on(cls, port: int) -> AsyncIterator[Squatter]:
        """Listen in the server's place."""
        squatter = cls()
        server = await asyncio.start_server(squatter._answer, "127.0.0.1", port, reuse_address=True)
        async with server:
            yield squatter
