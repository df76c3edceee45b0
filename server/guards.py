"""The walls in front of the seal: what is refused before any of it is understood."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final, Never

from aiohttp import web

from server import errors, limits
from server.pairing import is_extension

if TYPE_CHECKING:
    from server.service import Answer

_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_PLAIN: Final = "application/json"


class _Nameless(web.Response):
    """A response that does not say which server and which versions gave it."""

    async def _prepare_headers(self) -> None:
        await super()._prepare_headers()
        self.headers.popall("Server", None)


def respond(answer: Answer) -> web.Response:
    """Make a response of an answer. After what did not open the connection ends."""
    response = _Nameless(status=answer.status, body=answer.body, content_type=_PLAIN, headers=_HEADERS)
    if answer.status == errors.STATUS[errors.NOT_PAIRED]:
        response.force_close()
    return response


def is_for(request: web.BaseRequest, *hosts: str) -> bool:
    """Whether the request names one of these hosts, exactly and once, and a path rather than an address."""
    path = request.raw_path
    return path.startswith("/") and path.isascii() and request.headers.getall("Host", []) in [[host] for host in hosts]


def extension_origin(request: web.BaseRequest) -> str | None:
    """The browser extension that sent this, or None when anything else did."""
    origins = request.headers.getall("Origin", [])
    return origins[0] if len(origins) == 1 and is_extension(origins[0]) else None


async def read_body(request: web.BaseRequest) -> bytes:
    """Read a JSON body. Raises Refusal when it is of another kind, too large or too slow."""
    kinds = request.headers.getall("Content-Type", [])
    if len(kinds) != 1 or request.content_type != _PLAIN or "Content-Encoding" in request.headers:
        await drain(request)
        _refuse(errors.UNSUPPORTED, "The body is not plain JSON.", f"Send {_PLAIN}, uncompressed.")
    if (request.charset or "utf-8").lower() != "utf-8":
        await drain(request)
        _refuse(errors.UNSUPPORTED, "The body is not UTF-8.", "Send UTF-8.")
    length = request.content_length
    if length is None:
        _refuse(errors.BAD_REQUEST, "The body's length is missing.", "Send Content-Length.")
    if length > limits.BODY.value:
        await drain(request)
        _refuse(errors.TOO_LARGE, f"The body is over {limits.BODY.value} bytes.", "Send a shorter draft.")
    if length == 0:
        return b""
    try:
        async with asyncio.timeout(limits.BODY_TIME.value):
            return await request.content.readexactly(length)
    except TimeoutError:
        _refuse(errors.TIMEOUT, "The request came too slowly.", "Send it again.")
    except (asyncio.IncompleteReadError, web.RequestPayloadError):
        _refuse(errors.BAD_REQUEST, "The body ended early.", "Send it again.")


async def drain(request: web.BaseRequest) -> None:
    """Take in what is left of a refused body, so that closing does not cut off the answer.

    A body far over the limit, or one without an end in sight, is not worth it: the answer is sent all the same,
    and whoever pushes on finds the connection closed.
    """
    length = request.content_length
    if length is None or length > 2 * limits.BODY.value:
        return
    try:
        async with asyncio.timeout(limits.BODY_TIME.value):
            while await request.content.readany():
                pass
    except (TimeoutError, web.RequestPayloadError):
        return


def _refuse(code: str, message: str, remedy: str) -> Never:
    raise errors.Refusal(code, message, remedy)
