"""The event loop of one server: both listeners, until a signal."""

from __future__ import annotations

import asyncio
import logging
import resource
import signal
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web

from server import extension_files, limits
from server.app import create_app
from server.demo import create_demo
from server.listener import Runner

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable
    from pathlib import Path

_LOG: Final = logging.getLogger("breather")
_SPARE_FILES: Final = 64


def run(home: Path, api: socket.socket, demo: socket.socket | None, ready: Callable[[int, int | None], None]) -> None:
    """Serve on sockets that listen already. Returns after SIGINT or SIGTERM."""
    _allow_connections()
    asyncio.run(_run(home, api, demo, ready), debug=False)


async def _run(
    home: Path, api: socket.socket, demo: socket.socket | None, ready: Callable[[int, int | None], None]
) -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(_log_class)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    port = api.getsockname()[1]
    apps = [(create_app(home, port), api)]
    if demo is not None:
        apps.append((create_demo(extension_files.folder("demo"), demo.getsockname()[1]), demo))
    runners = []
    try:
        for app, listening in apps:
            runner = Runner(app)
            runners.append(runner)
            await runner.setup()
            await web.SockSite(runner, listening).start()
        ready(port, demo.getsockname()[1] if demo else None)
        await stop.wait()
    finally:
        for runner in reversed(runners):
            await runner.cleanup()


def _allow_connections() -> None:
    """Make room for as many open files as connections are allowed, where the system lets us."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * limits.CONNECTIONS.value + _SPARE_FILES
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _log_class(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what the loop could not hand to anybody: the class alone."""
    _LOG.error("%s in the event loop", type(context.get("exception")).__name__)
