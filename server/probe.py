"""Asks who listens on a port of this machine, without trusting the answer further than a name and a version."""

from __future__ import annotations

import enum
import json
import socket
from typing import Final, NamedTuple

PORTS: Final = (8457, 8458, 8459)
"""Where the API may be, in order. The extension's own rules allow these three and no other."""
DEMO_PORT: Final = 8467
_LONGEST: Final = 4096


class Who(enum.Enum):
    """Who answers."""

    NOBODY = "nobody"
    STRANGER = "another program"
    BREATHER = "another Breather"


class Listening(NamedTuple):
    """What was found on a port."""

    who: Who
    version: str = ""


def ask(port: int, patience: float = 0.4) -> Listening:
    """Ask `/health` on a port of 127.0.0.1."""
    request = f"GET /health HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
    try:
        with socket.create_connection(("127.0.0.1", port), patience) as connection:
            connection.settimeout(patience)
            connection.sendall(request.encode())
            answer = b""
            while len(answer) < _LONGEST and (more := connection.recv(_LONGEST)):
                answer += more
    except ConnectionRefusedError:
        return Listening(Who.NOBODY)
    except OSError:
        return Listening(Who.STRANGER)
    try:
        body = json.loads(answer.partition(b"\r\n\r\n")[2])
        if body["name"] == "breather":
            return Listening(Who.BREATHER, str(body["version"])[:40])
    except (ValueError, KeyError, TypeError):
        pass
    return Listening(Who.STRANGER)
