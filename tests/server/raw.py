"""HTTP by hand, for what no client would send."""

from __future__ import annotations

import asyncio
from typing import NamedTuple


class Reply(NamedTuple):
    """What came back."""

    status: int
    headers: str
    body: bytes


def request(method: str, target: str, headers: list[str], body: bytes = b"") -> bytes:
    """Put a request together, byte for byte."""
    return "\r\n".join([f"{method} {target} HTTP/1.1", *headers, "", ""]).encode("utf-8", "surrogateescape") + body


async def send(port: int, data: bytes, patience: float = 8) -> Reply:
    """Send bytes, end, and read until the server closes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(data)
        await writer.drain()
        async with asyncio.timeout(patience):
            head = await reader.readuntil(b"\r\n\r\n")
            text = head.decode()
            lengths = [int(line[15:]) for line in text.splitlines() if line.lower().startswith("content-length:")]
            body = await (reader.readexactly(lengths[0]) if lengths else reader.read())
            return Reply(int(text.split(" ", 2)[1]), text, body)
    finally:
        writer.close()
