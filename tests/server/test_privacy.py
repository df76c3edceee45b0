"""What a person types is in no log, no output, no file and no error, whatever happens to the request."""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import secrets
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import aiohttp
import pytest

from heuristics import Engine
from server.store import Store
from tests.server import raw
from tests.server.client import CHROMIUM, Client
from tests.server.process import free_port, run, serving
from tests.server.test_walls import post

if TYPE_CHECKING:
    from pathlib import Path

    from tests.server.conftest import Live


def canary() -> str:
    """Words that occur nowhere else."""
    return f"zq{secrets.token_hex(12)}"


def spellings(text: str) -> list[bytes]:
    """The ways in which a text could lie in a file."""
    found = [text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"), text.encode().hex().encode()]
    # Base64 of a text inside a longer one: the same letters for one of three ways to begin, but for the edges.
    for shift in range(3):
        found.append(base64.b64encode(b" " * shift + text.encode())[4:-4])
        found.append(base64.urlsafe_b64encode(b" " * shift + text.encode())[4:-4])
    return found


def traces(texts: list[str], *places: bytes) -> list[str]:
    """The texts of which there is a trace."""
    return [text for text in texts if any(spelling in place for place in places for spelling in spellings(text))]


def everything_in(folder: Path) -> bytes:
    """All bytes of all files."""
    return b"\n".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_the_search_finds_what_it_looks_for() -> None:
    """A trace in each spelling is found, so that finding none means something."""
    text = canary()
    hidden = f"some words, {text}, more words"
    for place in (
        hidden.encode(),
        hidden.encode("utf-16-le"),
        hidden.encode("utf-16-be"),
        hidden.encode().hex().encode(),
        *(base64.b64encode(b"." * shift + hidden.encode()) for shift in range(3)),
        *(base64.urlsafe_b64encode(b"." * shift + hidden.encode()) for shift in range(3)),
    ):
        assert traces([text], place) == [text]


async def test_no_draft_leaves_a_trace(home: Path, tmp_path: Path) -> None:
    """Drafts that are answered, refused, cut off, malformed, in wrong fields and paths: no trace of any of them."""
    texts = [canary() for _ in range(200)]
    given = iter(texts)
    with serving(home, "--demo") as server:
        client = Client(server.port, server.pair(CHROMIUM))
        async with aiohttp.ClientSession() as session:
            for _ in range(20):
                draft = {"text": f"You never cared, {next(given)}", "site": "a.example"}
                assert (await client.ask(session, "/v1/check", draft))[0] == 200
                assert (await client.ask(session, "/v1/check", {**draft, "extra": next(given)}))[0] == 400
                assert (await client.ask(session, "/v1/check", {**draft, "audience": next(given)}))[0] == 400
                assert (await client.ask(session, "/v1/settings/get", {next(given): 1}))[0] == 400
                status, answer = await client.ask(session, f"/v1/{next(given)}", draft)
                assert status == 404
                assert not traces(texts, json.dumps(answer).encode())
                status, answer = await client.ask(session, "/v1/check", {**draft, "site": f"{next(given)}.EXAMPLE"})
                assert status == 400
                assert not traces(texts, json.dumps(answer).encode())
                text = next(given)
                reply = await raw.send(
                    server.port, post(server.port, f"/{text}", text, text.encode(), f"X-{text}: {text}")
                )
                assert reply.status == 403
                assert not traces(texts, reply.body)
                text = next(given)
                reply = await raw.send(server.port, f"POST {text} {text}\r\n\r\n".encode())
                assert not traces(texts, reply.body)
                text = next(given)
                reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
                request = post(server.port, "/v1/check", CHROMIUM, b'{"x":"' + text.encode() * 100)
                writer.write(request[:-500])
                await writer.drain()
                writer.transport.abort()
                del reader
        said = server.said().encode()
        while_running = everything_in(tmp_path)
        server.stop()
    assert sum(1 for _ in given) < 40
    assert not traces(texts, said, server.output, while_running, everything_in(tmp_path))


async def test_our_own_failure_logs_a_class_and_a_path(
    live: Live, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """When something of ours breaks with the draft in its hands, the log names the class and the path alone."""
    text = canary()

    def broken(*_: object, **__: object) -> None:
        raise KeyError(f"{text} could not be looked up")

    monkeypatch.setattr(Engine, "check", broken)
    caplog.set_level(logging.DEBUG)
    status, answer = await live.client().ask(live.session, "/v1/check", {"text": text, "site": "a.example"})
    assert (status, answer["error"]["code"]) == (500, "internal")
    ours = [record.getMessage() for record in caplog.records if record.name == "breather"]
    assert ours == ["KeyError in /v1/check"]
    shown = capfd.readouterr()
    assert not traces([text], caplog.text.encode(), json.dumps(answer).encode(), shown.out.encode(), shown.err.encode())


async def test_a_failing_store_says_so_and_keeps_quiet(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full gives 507 with a remedy; the site's name is not in it, and checking goes on."""
    client, site = live.client(), f"{canary()}.example"
    assert (await client.ask(live.session, "/v1/settings/get", {}))[0] == 200

    def full(self: Store, sql: str, *values: object) -> None:
        del self, values
        raise sqlite3.OperationalError(f"database or disk is full: {sql}")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "write", full)
        status, answer = await client.ask(live.session, "/v1/settings/site", {"site": site, "on": False})
        assert (status, answer["error"]["code"]) == (507, "storage")
        assert not traces([site], json.dumps(answer).encode())
        assert (await client.ask(live.session, "/v1/check", {"text": "a", "site": site}))[0] == 200
    _, answer = await client.ask(live.session, "/v1/settings/get", {})
    assert answer["result"]["sites"] == {}


def test_the_command_line_keeps_drafts_to_itself(home: Path, tmp_path: Path) -> None:
    """`breather check` makes no file at all, and an unreadable row is named by its number."""
    text = canary()
    done = run("check", f"You never cared, {text}")
    assert done.returncode == 0
    rows = b'{"id":1,"text":"a"}\n{"id":2,"text":["' + text.encode() + b'"]}\n'
    done = run("check", "--jsonl", "-", stdin=rows)
    assert done.returncode == 1
    assert b"Line 2" in done.stderr
    assert not traces([text], done.stdout, done.stderr, everything_in(tmp_path))
    assert not home.exists()


WATCHED = """
import os, sys
seen = os.open(sys.argv.pop(1), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
home = os.environ["BREATHER_HOME"]
def watch(event, about):
    if event == "open":
        path, _, flags = about
        path = os.fsdecode(path) if isinstance(path, (str, bytes)) else home
        if flags & (os.O_WRONLY | os.O_RDWR) and not path.startswith(home):
            os.write(seen, f"writes {path}\\n".encode())
    elif event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "subprocess.Popen"):
        os.write(seen, f"{event} {about}\\n".encode())
sys.addaudithook(watch)
from server.__main__ import main
main()
"""


async def test_nothing_calls_out_and_nothing_is_written_elsewhere(home: Path, tmp_path: Path) -> None:
    """A busy server, watched by Python's own audit, calls nobody, starts nothing, and writes only at home."""
    seen = tmp_path / "seen"
    demo = ("--demo", "--demo-port", str(free_port()))
    with serving(home, *demo, program=[sys.executable, "-B", "-c", WATCHED, seen]) as server:
        client = Client(server.port, server.pair(CHROMIUM))
        async with aiohttp.ClientSession() as session:
            for path, body in (
                ("/v1/catalogue", {}),
                ("/v1/check", {"text": "You never cared about me", "site": "a.example"}),
                ("/v1/settings/site", {"site": "a.example", "on": False}),
                ("/v1/settings/snooze", {"minutes": 5}),
                ("/v1/nothing", {}),
            ):
                await client.ask(session, path, body)
    assert seen.read_text() == ""


def test_the_watch_sees(tmp_path: Path) -> None:
    """The audit that sees nothing of the server sees `breather doctor` ask who is on its ports."""
    seen = tmp_path / "seen"
    watched = [sys.executable, "-B", "-c", WATCHED, str(seen), "doctor"]
    subprocess.run(watched, capture_output=True, timeout=30, check=False)
    assert "socket.connect" in seen.read_text()
