"""An extension as the server sees it: a secret, an origin, and HTTP."""

from __future__ import annotations

import json
import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from server.seal import IV_BYTES, Keys, Place, read_envelope, seal, unseal

if TYPE_CHECKING:
    import aiohttp

CHROMIUM = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"
OTHER_CHROMIUM = "chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba"
FIREFOX = "moz-extension://1b9f2c34-5d6e-4f70-8a9b-0c1d2e3f4a5b"
JSON = {"Content-Type": "application/json"}


def _json(value: Any) -> bytes:
    """Write JSON as JavaScript does: UTF-8, with an escape for half of a surrogate pair."""
    try:
        return json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(value).encode()


@dataclass(frozen=True, slots=True)
class Sealed:
    """A request ready to go, and what opens its answer."""

    place: Place
    keys: Keys
    raw: bytes

    def opens(self, answer: bytes) -> Any:
        """Open the answer to this request."""
        iv = read_envelope(self.raw).iv
        return json.loads(unseal(self.keys.reply, read_envelope(answer), self.place.reply(iv)))


@dataclass(frozen=True, slots=True)
class Client:
    """One extension with one pairing."""

    port: int
    secret: bytes
    origin: str = CHROMIUM

    def seal_text(self, path: str, plaintext: bytes) -> Sealed:
        """Seal any bytes at all."""
        place = Place(path, self.port, self.origin)
        keys = Keys.of(self.secret)
        return Sealed(place, keys, seal(keys.request, secrets.token_bytes(IV_BYTES), plaintext, place.request()))

    def seal(self, path: str, body: Any, t: float | None = None) -> Sealed:
        """Seal a body, made now or at another time."""
        made = int((time.time() if t is None else t) * 1000)
        return self.seal_text(path, _json({"t": made, "body": body}))

    async def send(self, session: aiohttp.ClientSession, sealed: Sealed, **headers: str) -> tuple[int, bytes]:
        """Send what was sealed; give the status and the body as they came."""
        url = f"http://127.0.0.1:{self.port}{sealed.place.path}"
        sent = {**JSON, "Origin": self.origin, **headers}
        async with session.post(url, data=sealed.raw, headers=sent) as response:
            return response.status, await response.read()

    async def ask(self, session: aiohttp.ClientSession, path: str, body: Any) -> tuple[int, Any]:
        """Ask as the extension does; give the status and what the answer says."""
        sealed = self.seal(path, body)
        status, answer = await self.send(session, sealed)
        return status, sealed.opens(answer)
