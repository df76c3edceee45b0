"""The API's application: one door for everything, behind the walls and the seal."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from aiohttp import web

from server import VERSION, errors
from server.guards import drain, extension_origin, is_for, read_body, respond
from server.service import Answer, Service, refuse

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator


@dataclass(slots=True)
class Occupied:
    """Until when, on the loop's clock, the worker is better left to requests."""

    until: float = 0.0


HOME: Final = web.AppKey("home", Path)
PORT: Final = web.AppKey("port", int)
PACKS: Final = web.AppKey[Path | None]("packs")
SERVICE: Final = web.AppKey("service", Service)
WORKER: Final = web.AppKey("worker", ThreadPoolExecutor)
"""The one thread that owns the store, the engine and the seal, so that none of them needs a lock."""

OCCUPIED: Final = web.AppKey("occupied", Occupied)

_QUIET_SECONDS: Final = 0.5
_STINT_SECONDS: Final = 0.005
"""What is prepared beside requests is prepared for so long at a time; one step may take longer."""

_DONE: Final = object()
_HEALTH: Final = Answer(200, msgspec.json.encode({"name": "breather", "version": VERSION}))
_NOT_PAIRED: Final = refuse(errors.not_paired())


def create_app(home: Path, port: int, packs: Path | None = None) -> web.Application:
    """Make the application for one home, to be reached on this port of 127.0.0.1.

    `packs` is another folder of checks than the shipped one.
    """
    app = web.Application()
    app[HOME] = home
    app[PORT] = port
    app[PACKS] = packs
    app.router.add_route("*", "/{path:.*}", _handle, expect_handler=_expect_nothing)
    app.cleanup_ctx.append(_service)
    return app


async def _service(app: web.Application) -> AsyncIterator[None]:
    """Open the service on its thread, and close it there."""
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1, thread_name_prefix="breather") as worker:
        service = await loop.run_in_executor(worker, Service.start, app[HOME], app[PORT], app[PACKS])
        app[SERVICE] = service
        app[WORKER] = worker
        app[OCCUPIED] = Occupied(loop.time() + _QUIET_SECONDS)
        preparing = asyncio.create_task(_prepare(worker, service, app[OCCUPIED]))
        yield
        preparing.cancel()
        await loop.run_in_executor(worker, service.stop)


async def _prepare(worker: ThreadPoolExecutor, service: Service, occupied: Occupied) -> None:
    """Use quiet moments, a stint at a time, so that a request hardly ever waits and never for more than one."""
    loop = asyncio.get_running_loop()
    steps = service.prepare()
    step: object = None
    while step is not _DONE:
        quiet_in = occupied.until - loop.time()
        if quiet_in > 0:
            await asyncio.sleep(quiet_in)
        else:
            step = await loop.run_in_executor(worker, _stint, steps)


def _stint(steps: Iterator[None]) -> object:
    """Take steps for a moment: most are so small that to hand each to the worker would cost more than the step."""
    until = time.monotonic() + _STINT_SECONDS
    while time.monotonic() < until:
        if next(steps, _DONE) is _DONE:
            return _DONE
    return None


async def _handle(request: web.Request) -> web.StreamResponse:
    if not is_for(request, f"127.0.0.1:{request.app[PORT]}"):
        return await _turn_away(request)
    if request.method == "GET" and request.raw_path == "/health":
        return respond(_HEALTH)
    origin = extension_origin(request)
    if request.method != "POST" or origin is None:
        return await _turn_away(request)
    try:
        raw = await read_body(request)
    except errors.Refusal as refusal:
        response = respond(refuse(refusal))
        response.force_close()
        return response
    loop = asyncio.get_running_loop()
    request.app[OCCUPIED].until = loop.time() + _QUIET_SECONDS
    service = request.app[SERVICE]
    return respond(await loop.run_in_executor(request.app[WORKER], service.answer, request.raw_path, origin, raw))


async def _turn_away(request: web.Request) -> web.StreamResponse:
    """Answer what did not open: the same bytes whatever was wrong."""
    await drain(request)
    return respond(_NOT_PAIRED)


async def _expect_nothing(_: web.Request) -> None:
    """Pass over `Expect`: a body is small enough to be sent at once."""
