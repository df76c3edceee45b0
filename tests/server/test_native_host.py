"""The program that browsers start: over real pipes, with a real server, in a home that did not exist before."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import struct
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from server import VERSION, launch, lock, manifests, native_host, pairing
from server.pairing_code import from_code
from server.paths import DATABASE
from server.store import Store
from tests.compiled import prepare
from tests.server.client import CHROMIUM, FIREFOX, OTHER_CHROMIUM, Client

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ADDON = "{5b0c1f6e-2f3a-4f0e-9d5e-0b8f3f6f6b1d}"
AS_CHROMIUM = [f"{CHROMIUM}/"]
AS_FIREFOX = ["/somewhere/org.breather.host.json", ADDON]


@pytest.fixture(autouse=True)
def ended(home: Path) -> Iterator[None]:
    """Whatever server a test left running in its home is ended."""
    yield
    found = lock.holder(home)
    if found is not None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(found.pid, signal.SIGTERM)
        deadline = time.monotonic() + 10
        while lock.holder(home) is not None and time.monotonic() < deadline:
            time.sleep(0.02)


def framed(*messages: Any) -> bytes:
    """Messages as browsers send them."""
    written = [json.dumps(message).encode() for message in messages]
    return b"".join(struct.pack("=I", len(data)) + data for data in written)


def unframed(data: bytes) -> list[Any]:
    """Answers as browsers read them."""
    answers = []
    while data:
        (length,) = struct.unpack("=I", data[:4])
        answers.append(json.loads(data[4 : 4 + length]))
        data = data[4 + length :]
    return answers


def call(home: Path, arguments: list[str], *messages: Any) -> list[Any]:
    """Start the host as a browser does: by the launcher, with an environment that knows nothing of us."""
    launcher = manifests.write_launcher(home)
    done = subprocess.run(
        [launcher, *arguments],
        input=framed(*messages),
        capture_output=True,
        timeout=30,
        check=True,
        cwd="/",
        env={name: os.environ[name] for name in ("HOME", "PATH", "PYTHON_KEYRING_BACKEND")},
    )
    assert done.stderr == b""
    return unframed(done.stdout)


async def test_pairing_from_nothing(home: Path) -> None:
    """In a new home: the server is started, outlives the host, and takes the secret that was handed over."""
    (answer,) = call(home, AS_CHROMIUM, {"type": "pair", "origin": CHROMIUM})
    assert (answer["ok"], answer["version"]) == (True, VERSION)
    assert launch.running_port(home) == answer["port"]
    client = Client(answer["port"], from_code(answer["secret"]), CHROMIUM)
    async with aiohttp.ClientSession() as session:
        assert (await client.ask(session, "/v1/catalogue", {}))[0] == 200
        # A second browser finds the same server; the first one's pairing stays.
        holder = lock.holder(home)
        (other,) = call(home, AS_FIREFOX, {"type": "pair", "origin": FIREFOX})
        assert lock.holder(home) == holder
        assert (other["port"], other["secret"] == answer["secret"]) == (answer["port"], False)
        # Pairing once more ends the older pairing of that browser, and of that one alone.
        (again,) = call(home, AS_CHROMIUM, {"type": "pair", "origin": CHROMIUM})
        assert (await client.send(session, client.seal("/v1/catalogue", {})))[0] == 403
        for secret, origin in ((again["secret"], CHROMIUM), (other["secret"], FIREFOX)):
            newer = Client(answer["port"], from_code(secret), origin)
            assert (await newer.ask(session, "/v1/catalogue", {}))[0] == 200


def test_starting_alone(home: Path) -> None:
    """`start` brings the server up and makes no pairing; a stopped server comes back on the next call."""
    prepare(home)
    (first,) = call(home, AS_CHROMIUM, {"type": "start"})
    assert set(first) == {"ok", "version", "port"}
    holder = lock.holder(home)
    assert holder is not None
    os.kill(holder.pid, signal.SIGKILL)
    (second,) = call(home, AS_CHROMIUM, {"type": "start"})
    assert second["ok"]
    assert launch.running_port(home) == second["port"]
    store = Store.open(home)
    assert pairing.load(store) == []
    store.close()


def test_several_messages(home: Path) -> None:
    """One host answers as many messages as it is sent, in order."""
    prepare(home)
    answers = call(home, AS_CHROMIUM, {"type": "start"}, {"type": "nonsense"}, {"type": "start"})
    assert [answer["ok"] for answer in answers] == [True, False, True]


@pytest.mark.parametrize(
    ("arguments", "origin"),
    [
        ([], CHROMIUM),
        ([f"{OTHER_CHROMIUM}/"], CHROMIUM),
        ([CHROMIUM], CHROMIUM),
        (AS_FIREFOX, CHROMIUM),
        (AS_CHROMIUM, FIREFOX),
        (AS_CHROMIUM, "https://evil.example"),
        (["https://evil.example/"], "https://evil.example"),
        (AS_FIREFOX, "null"),
        (AS_CHROMIUM, ""),
        (AS_CHROMIUM, None),
        (AS_CHROMIUM, {"a": 1}),
    ],
)
def test_an_origin_that_nobody_vouches_for(home: Path, arguments: list[str], origin: Any) -> None:
    """Where the browser's words and the message do not agree there is no pairing, and no server is started for it."""
    sink = io.BytesIO()
    native_host.serve(arguments, io.BytesIO(framed({"type": "pair", "origin": origin})), sink)
    (answer,) = unframed(sink.getvalue())
    assert (answer["ok"], answer["error"]["code"]) == (False, "not_vouched")
    assert not (home / DATABASE).exists()


@pytest.mark.parametrize("message", [{}, [], "pair", None, 7, {"type": None}, {"type": "pai"}, {"type": ["pair"]}])
def test_messages_that_make_no_sense(home: Path, message: Any) -> None:
    """An unknown message gets an answer that says so."""
    sink = io.BytesIO()
    native_host.serve(AS_CHROMIUM, io.BytesIO(framed(message)), sink)
    (answer,) = unframed(sink.getvalue())
    assert answer["error"]["code"] == "bad_message"
    assert not (home / DATABASE).exists()


FRAMES = [
    b"",
    b"\x01",
    b"\x00\x00",
    struct.pack("=I", 10) + b"{}",
    struct.pack("=I", 2**31) + b"x",
    struct.pack("=I", 5000) + b" " * 5000,
]


@pytest.mark.parametrize("data", FRAMES, ids=range(len(FRAMES)))
def test_frames_that_end_early_or_are_too_long(data: bytes) -> None:
    """The host ends quietly: it neither waits for ever nor reads a gigabyte."""
    sink = io.BytesIO()
    native_host.serve(AS_CHROMIUM, io.BytesIO(data), sink)
    assert sink.getvalue() == b""


def test_json_that_is_none() -> None:
    """Bytes that are not JSON are answered like any other unknown message."""
    for junk in (b"{", b"\xff\xfe", b"[" * 4000):
        sink = io.BytesIO()
        native_host.serve(AS_CHROMIUM, io.BytesIO(struct.pack("=I", len(junk)) + junk), sink)
        assert unframed(sink.getvalue())[0]["error"]["code"] == "bad_message"


def test_a_server_that_cannot_start(home: Path) -> None:
    """When the store does not open, the extension is told in words, soon, and not left waiting."""
    Store.open(home).close()
    (home / "breather.key").unlink()
    began = time.monotonic()
    (answer,) = call(home, AS_CHROMIUM, {"type": "pair", "origin": CHROMIUM})
    assert time.monotonic() - began < 8
    assert answer["error"]["code"] == "not_started"
    assert "settings" in answer["error"]["message"]
    assert answer["error"]["remedy"]


def test_it_imports_little() -> None:
    """A browser waits for the host: what only the server needs is not imported."""
    script = "import sys, server.native_host; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=True)
    loaded = set(done.stdout.split())
    heavy = {"aiohttp", "asyncio", "msgspec", "click", "rich", "keyring", "heuristics", "regex", "platformdirs"}
    assert loaded & heavy == set()
