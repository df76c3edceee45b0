"""A small WebDriver BiDi connection: stock Firefox speaks it, so no further driver program is needed."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import websockets

from tests.browser.driver import STEP_S, PageError

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection


_JSON_CALL = "async (args, ...nodes) => JSON.stringify((await (%s)(...nodes, ...JSON.parse(args))) ?? null)"


class Bidi:
    """Commands and their answers over one WebSocket. Events are not asked for, and none is handled."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._next = 0
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._reader = asyncio.create_task(self._read())

    @classmethod
    async def connect(cls, url: str) -> Bidi:
        """Open the connection and a session."""
        bidi = cls(await websockets.connect(f"{url}/session", max_size=None, open_timeout=STEP_S, proxy=None))
        # The replicas of sites have a certificate of our own.
        await bidi.send("session.new", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})
        return bidi

    async def send(self, method: str, **params: object) -> dict[str, Any]:
        """Send a command and wait for its answer, for a bounded time."""
        self._next += 1
        answer = asyncio.get_running_loop().create_future()
        self._waiting[self._next] = answer
        await self._socket.send(json.dumps({"id": self._next, "method": method, "params": params}))
        try:
            message = await asyncio.wait_for(answer, STEP_S)
        except TimeoutError:
            raise PageError(f"{method}: no answer within {STEP_S} s") from None
        if message["type"] == "error":
            raise PageError(f"{method}: {message['error']}: {message['message']}")
        result: dict[str, Any] = message["result"]
        return result

    async def call(self, target: dict[str, str], function: str, *handles: dict[str, str], args: object = ()) -> Any:
        """Call a function with node handles first and JSON arguments after them; give its JSON result."""
        result = await self.send(
            "script.callFunction",
            functionDeclaration=_JSON_CALL % function,
            arguments=[{"type": "string", "value": json.dumps(args)}, *handles],
            target=target,
            awaitPromise=True,
        )
        if result["type"] == "exception":
            raise PageError(result["exceptionDetails"]["text"])
        return json.loads(result["result"]["value"])

    async def close(self) -> None:
        """Close the connection."""
        await self._socket.close()
        await asyncio.gather(self._reader, return_exceptions=True)

    async def _read(self) -> None:
        async for text in self._socket:
            message = json.loads(text)
            answer = self._waiting.pop(message.get("id"), None)
            if answer is not None and not answer.done():
                answer.set_result(message)
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(PageError("The browser closed the connection."))
