"""Marked drafts through failures, crashes and a debugger's settings: afterwards there is no trace of any, anywhere."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import resource
import signal
import sqlite3
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from heuristics import Engine
from server import errors, wire
from server.channel import Channel, Opened
from server.handlers import Handlers
from server.settings import Settings
from server.store import Store
from tests.server.client import CHROMIUM, Client
from tests.server.process import Process, free_port
from tests.server.test_privacy import canary, everything_in, traces

if TYPE_CHECKING:
    from tests.server.conftest import Live
    from tests.soak import Figures, Size

# Everything that Python can be told to say more of.
LOUD = {
    "PYTHONDEVMODE": "1",
    "PYTHONASYNCIODEBUG": "1",
    "PYTHONFAULTHANDLER": "1",
    "PYTHONWARNINGS": "always",
}


@pytest.fixture
def loud(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, for whatever a crash may leave, and every setting that makes Python say more."""
    monkeypatch.chdir(tmp_path)
    for name, value in LOUD.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


@pytest.mark.soak
async def test_a_crash_leaves_no_draft(home: Path, loud: Path, size: Size, figures: Figures) -> None:
    """With all debugging on and core files asked for, the server is killed over a draft: nothing has it."""
    endings = ["SIGABRT", "SIGSEGV", "SIGQUIT", "SIGKILL", "SIGTERM"][: size(1, full=5)]
    texts, said = list[str](), list[bytes]()
    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    for ending in endings:
        resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
        try:
            server = Process(home, "--demo", "--demo-port", str(free_port()))
        finally:
            resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))
        try:
            code = await _killed_over_a_draft(server, texts, signal.Signals[ending], size(10, full=100))
        finally:
            server.stop()
        assert code in {0, -signal.Signals[ending]}
        said.append(server.output)
    found = traces(texts, *said, everything_in(loud))
    figures.note("canary, crashes", "drafts found", len(found), allowed=0, of=len(texts))


async def _killed_over_a_draft(server: Process, texts: list[str], ending: signal.Signals, drafts: int) -> int:
    client = Client(server.port, server.pair(CHROMIUM))
    async with aiohttp.ClientSession() as session:
        for _ in range(drafts):
            texts.append(canary())
            draft = {"text": f"You never cared, {texts[-1]}", "site": "a.example"}
            assert (await client.ask(session, "/v1/check", draft))[0] == 200
        texts.append(canary())
        last = client.seal("/v1/check", {"text": f"You never {texts[-1]} " * 400, "site": "a.example"})
        asking = asyncio.ensure_future(client.send(session, last))
        await asyncio.sleep(0.01)
        code = await asyncio.to_thread(server.stop, ending)
        with contextlib.suppress(aiohttp.ClientError):
            await asking
    return code


def test_a_core_file_would_have_been_found(tmp_path: Path) -> None:
    """Without what Breather does against it, the same crash does write what was typed: the search above looks right."""
    pattern = Path("/proc/sys/kernel/core_pattern").read_text()
    text = canary()
    script = "ulimit -c unlimited; exec python3 -c 'import os, sys; text = sys.stdin.read(); os.abort()'"
    subprocess.run(["sh", "-c", script], cwd=tmp_path, input=text.encode(), check=False, timeout=60)
    # Where the kernel hands core files to a program, there is none to find here, for Breather either.
    assert bool(traces([text], everything_in(tmp_path))) == (not pattern.startswith(("|", "/")))


def places() -> list[tuple[Any, str]]:
    """Where our own code is made to fail, from the outermost to the innermost."""
    return [
        (Channel, "open"),
        (Channel, "_refresh"),
        (wire, "decode"),
        (wire, "Units"),
        (Handlers, "_known"),
        (Handlers, "_report"),
        (Settings, "refresh"),
        (Settings, "site"),
        (Store, "stamp"),
        (Engine, "check"),
        (errors, "success"),
        (Opened, "reply"),
    ]


def failures(text: str) -> list[Exception]:
    """Errors that hold a draft in every way that errors can."""
    noted = ValueError("a plain one")
    noted.add_note(text)
    caused = RuntimeError("outside")
    caused.__cause__ = KeyError(text)
    return [
        ValueError(text),
        KeyError(text),
        OSError(5, text, text),
        UnicodeDecodeError("utf-8", text.encode(), 0, 1, text),
        sqlite3.OperationalError(f"near {text}"),
        TimeoutError(text),
        MemoryError(text),
        RecursionError(text),
        AssertionError({"text": text}),
        ExceptionGroup(text, [ValueError(text)]),
        noted,
        caused,
    ]


@pytest.mark.soak
async def test_no_error_of_ours_tells(
    live: Live, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], size: Size, figures: Figures
) -> None:
    """Errors of many kinds, raised in many places with the draft in them: neither log, stream nor answer has it."""
    caplog.set_level(logging.DEBUG)
    client, texts, answers = live.client(), list[str](), list[bytes]()
    assert (await client.ask(live.session, "/v1/settings/get", {}))[0] == 200
    for _ in range(size(1, full=14)):
        for owner, name in places():
            for number in range(len(failures(""))):
                texts.append(canary())
                error = failures(texts[-1])[number]

                def broken(*_: object, error: Exception = error, **__: object) -> None:
                    raise error

                with pytest.MonkeyPatch.context() as patch:
                    patch.setattr(owner, name, broken)
                    sealed = client.seal("/v1/check", {"text": texts[-1], "site": "a.example"})
                    status, answer = await client.send(live.session, sealed)
                assert status >= 400
                with contextlib.suppress(Exception):
                    answer += json.dumps(sealed.opens(answer)).encode()
                answers.append(answer)
    shown = capfd.readouterr()
    names = [record.getMessage() for record in caplog.records if record.name == "breather"]
    found = traces(texts, caplog.text.encode(), *answers, shown.out.encode(), shown.err.encode())
    assert len(names) > len(texts) // 2, "the errors were not met"
    figures.note("canary, errors", "drafts logged or answered", len(found), allowed=0, of=len(texts))
