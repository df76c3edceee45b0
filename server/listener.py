"""aiohttp's HTTP server with our bounds, our one error shape, and nothing logged of what was sent."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from server import errors, limits
from server.guards import respond
from server.service import refuse

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Awaitable, Callable

    Handle = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]

_LOG: Final = logging.getLogger("breather")
_MALFORMED: Final = errors.Refusal(errors.BAD_REQUEST, "This is not HTTP as we know it.", "Send HTTP/1.1.")


class Connection(RequestHandler):
    """One connection. aiohttp's own error pages and logs quote the request; ours do not."""

    __slots__ = ()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,  # noqa: ARG002 - the parser's words quote the request
    ) -> web.StreamResponse:
        """Answer malformed HTTP, and whatever a handler let through."""
        if request.writer.output_size > 0:
            raise ConnectionError
        if status == errors.STATUS[errors.BAD_REQUEST]:
            response = respond(refuse(_MALFORMED))
        else:
            self.log_exception(exc_info=exc)
            response = respond(refuse(errors.internal()))
        response.force_close()
        return response

    def log_exception(self, *_: object, **about: object) -> None:
        """Log the class of an exception and nothing else."""
        _LOG.error("%s in the HTTP server", type(about.get("exc_info")).__name__)

    def log_debug(self, *_: object, **__: object) -> None:
        """Log nothing."""


class Listener(web.Server):
    """Makes connections, and turns away the one that is too many."""

    def __call__(self) -> Connection:
        """Make the protocol of one connection."""
        return Connection(self, loop=self._loop, **self._kwargs)

    def connection_made(self, handler: RequestHandler, transport: asyncio.Transport) -> None:
        """Count a connection in."""
        super().connection_made(handler, transport)
        if len(self._connections) > limits.CONNECTIONS.value:
            transport.write(_TOO_MANY)
            handler.force_close()


class Runner(web.AppRunner):
    """Runs an application behind a Listener."""

    def __init__(self, app: web.Application) -> None:
        super().__init__(
            app,
            access_log=None,
            auto_decompress=False,
            # Runs from the connection's beginning and from every answer on, and stops only when headers are
            # complete: it bounds half-sent headers as well as idle connections.
            keepalive_timeout=limits.HEADER_TIME.value,
            lingering_time=0,
            read_bufsize=16_384,
            shutdown_timeout=1,
        )

    async def _make_server(self) -> web.Server:
        made = await super()._make_server()
        options: dict[str, Any] = made._kwargs  # noqa: SLF001 - aiohttp offers no way to name the protocol
        return Listener(_without_pages(made.request_handler), request_factory=made.request_factory, **options)


def _without_pages(handle: Handle) -> Handle:
    """Turn away what aiohttp would answer with an error page of its own, such as CONNECT."""

    async def handled(request: web.BaseRequest) -> web.StreamResponse:
        try:
            return await handle(request)
        except web.HTTPException:
            return respond(refuse(errors.not_paired()))

    return handled


def _raw(refusal: errors.Refusal) -> bytes:
    """A whole response as bytes, for a connection that gets no handler."""
    body = errors.failure(refusal)
    head = (
        f"HTTP/1.1 {refusal.status} Service Unavailable\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body


_TOO_MANY: Final = _raw(errors.busy())
