"""The replica pages of tests/pages: real editors under strict policies, at the addresses of the sites they stand for.

Each is served twice: where Breather is attached, and where no manifest names it, for the same page without Breather.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.browser.world import ROOT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

BUILT = ROOT / "tests" / "pages" / "dist"

STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "data:",
    "base-uri": "'none'",
    "form-action": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}
"""What every replica is served under; a page that cannot bear all of it says what it needs instead."""

TRUSTING = (("trusted-types", "default"),)
"""For editors that set markup of their own making."""


@dataclass(frozen=True, slots=True)
class Replica:
    """One page: its folder in tests/pages/dist and how it is written in."""

    name: str
    site: str = ""
    """The address that it stands for; without one it is a site that the person has switched on."""
    needs: tuple[tuple[str, str], ...] = ()
    """Directives in which its policy is laxer than `STRICT`, because its editor breaks otherwise."""
    button: bool = True
    """Whether it has a send button that a script in the composer's own frame can see."""
    area: bool = False
    """A text area, whose words have no ranges."""
    framed: bool = False

    @property
    def policy(self) -> str:
        """Its Content-Security-Policy."""
        return "; ".join(f"{name} {value}" for name, value in (STRICT | dict(self.needs)).items())


REPLICAS = (
    Replica("lexical", "https://web.whatsapp.com/"),
    Replica("slate", "https://discord.com/channels/@me/", button=False),
    Replica("quill", "https://app.slack.com/client/", needs=TRUSTING),
    Replica("prosemirror"),
    Replica("tiptap", needs=TRUSTING),
    Replica("draft", "https://x.com/messages/1"),
    Replica("ckeditor", "https://teams.live.com/v2/", needs=TRUSTING),
    Replica("contenteditable", "https://web.telegram.org/k/"),
    Replica("textarea", "https://messages.google.com/web/conversations/1", area=True),
    Replica("controlled", area=True),
    Replica("open-textarea", "https://chat.reddit.com/room/1", area=True),
    Replica("closed-textarea", area=True),
    Replica("open-contenteditable"),
    Replica("closed-contenteditable"),
    Replica("frame", framed=True, button=False),
)

EMPTY = "<!doctype html><html lang=en><meta charset=utf-8><title>Nothing to write in</title><p>Nothing.</p></html>"


@dataclass(frozen=True, slots=True)
class Places:
    """Where the replicas are served."""

    plain: int
    secure: int

    def on(self, replica: Replica) -> str:
        """Where Breather is attached to it."""
        if not replica.site:
            return f"http://127.0.0.1:{self.plain}/demo/{replica.name}/"
        site = urlsplit(replica.site)
        return f"https://{site.hostname}:{self.secure}{site.path}"

    def off(self, replica: Replica) -> str:
        """The same page without Breather."""
        return f"http://127.0.0.1:{self.plain}/off/{replica.name}/"


@contextlib.asynccontextmanager
async def served(folder: Path) -> AsyncIterator[Places]:
    """Serve all of them; `folder` is where their certificate may lie."""
    runner = web.AppRunner(_app())
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=_identity(folder)).start()
        plain, secure = (int(address[1]) for address in runner.addresses)
        yield Places(plain, secure)
    finally:
        await runner.cleanup()


def _app() -> web.Application:
    by_name = {replica.name: replica for replica in REPLICAS}
    by_host = {urlsplit(replica.site).hostname: replica for replica in REPLICAS if replica.site}

    async def answer(request: web.Request) -> web.StreamResponse:
        parts = request.path.strip("/").split("/")
        if parts[1:] == ["empty"]:
            return web.Response(text=EMPTY, content_type="text/html")
        replica = by_host.get(request.url.host)
        if replica is None and parts[0] in {"demo", "off"} and len(parts) > 1:
            replica = by_name.get(parts[1])
        if replica is None:
            raise web.HTTPNotFound
        file = parts[-1] if parts[-1] in {"page.js", "page.css"} else "index.html"
        headers = {"Content-Security-Policy": replica.policy, "Cache-Control": "no-store"}
        return web.FileResponse(BUILT / replica.name / file, headers=headers)

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    return app


def _identity(folder: Path) -> ssl.SSLContext:
    """A key and a certificate made up on the spot, which the test browsers are told to accept."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "replicas")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=2))
        .not_valid_after(now + dt.timedelta(days=2))
        .sign(key, hashes.SHA256())
    )
    path = folder / "replicas.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context
