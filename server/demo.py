"""The practice chat: plain files from a port of their own, without any power over the API."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from aiohttp import web

from server.guards import is_for

FOLDER: Final = web.AppKey("folder", Path)
HOSTS: Final = web.AppKey("hosts", tuple)

# The folder is flat: a name that could lead elsewhere is no name of ours.
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9.-]*")
_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'none';"
        " require-trusted-types-for 'script'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def create_demo(folder: Path, port: int) -> web.Application:
    """Serve the built demo at /demo/. Its two hosts are two sites to the extension, which tests make use of."""
    app = web.Application()
    app[FOLDER] = folder
    app[HOSTS] = (f"127.0.0.1:{port}", f"localhost:{port}")
    app.router.add_route("*", "/{path:.*}", _file)
    app.on_response_prepare.append(_protect)
    return app


async def _file(request: web.Request) -> web.StreamResponse:
    if not is_for(request, *request.app[HOSTS]) or request.method not in {"GET", "HEAD"}:
        return web.Response(status=403)
    if request.path in {"/", "/demo"}:
        return web.Response(status=302, headers={"Location": "/demo/"})
    name = request.path.removeprefix("/demo/") or "index.html"
    if not request.path.startswith("/demo/") or not _NAME.fullmatch(name):
        return web.Response(status=404)
    return web.FileResponse(request.app[FOLDER] / name)


async def _protect(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.popall("Server", None)
    response.headers.update(_HEADERS)
