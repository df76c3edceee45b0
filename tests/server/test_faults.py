"""What goes wrong with disks and processes: whatever was acknowledged is there afterwards, or it is said plainly."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import struct
import threading
import time
from typing import TYPE_CHECKING

import aiohttp
import pytest

from server.paths import DATABASE, KEY
from server.settings import Settings
from server.store import Store
from tests.server.client import CHROMIUM, Client
from tests.server.process import serving

if TYPE_CHECKING:
    from pathlib import Path

    from tests.soak import Figures, Size

FRAME_HEAD = 24
LOG_HEAD = 32


def sites(home: Path) -> set[str]:
    """What a store holds, once it has been found whole."""
    store = Store.open(home)
    try:
        assert store.read("PRAGMA integrity_check") == [("ok",)]
        return set(Settings(store).sites)
    finally:
        store.close()


@pytest.mark.soak
def test_no_acknowledged_write_is_lost_to_a_kill(home: Path, size: Size, figures: Figures) -> None:
    """A process that writes without pause is killed at any moment: all that it had reported is there."""
    kills, lost, known = size(25, full=1000), 0, set[str]()
    chance = random.Random(24)  # noqa: S311 - moments, not secrets
    Store.open(home).close()
    for kill in range(kills):
        ours, theirs = os.pipe()
        child = os.fork()
        if child == 0:
            _write_without_pause(home, kill, theirs)
        os.close(theirs)
        with os.fdopen(ours, "rb") as reports:
            first = reports.readline()
            time.sleep(chance.random() * 0.03)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            said = (first + reports.read()).splitlines(keepends=True)
        known = {line.decode().strip() for line in said if line.endswith(b"\n")}
        assert known
        lost += len(known - sites(home))
        _forget_all(home)
    figures.note("kill -9, a writer", "acknowledged writes lost", lost, allowed=0, of=kills)


def _write_without_pause(home: Path, kill: int, reports: int) -> None:
    """Be the process that is killed. Never returns."""
    try:
        settings = Settings(Store.open(home))
        for number in range(100_000):
            settings.change_site(f"{kill}-{number}.example", number % 2 == 0, {"blame": "mark"})
            os.write(reports, f"{kill}-{number}.example\n".encode())
    finally:
        os._exit(1)


def _forget_all(home: Path) -> None:
    """Begin the next round with an empty list, so that a thousand rounds stay quick."""
    store = Store.open(home)
    with store.change():
        store.write("DELETE FROM sites")
    store.close()


@pytest.mark.soak
async def test_no_acknowledged_setting_is_lost_to_a_kill(home: Path, size: Size, figures: Figures) -> None:
    """The same of the whole server, asked over HTTP."""
    kills, lost = size(3, full=100), 0
    chance = random.Random(25)  # noqa: S311 - moments, not secrets
    with serving(home) as server:
        client = Client(server.port, server.pair(CHROMIUM))
        for kill in range(kills):
            acknowledged: set[str] = set()
            killer = threading.Timer(0.05 + chance.random() * 0.1, server.process.kill)
            async with aiohttp.ClientSession() as session:
                killer.start()
                with contextlib.suppress(aiohttp.ClientError):
                    for number in range(1000):
                        site = f"{kill % 7}-{number}.example"
                        wish = {"site": site, "on": False, "checks": {"blame": ("mark", "gate")[kill % 2]}}
                        status, _ = await client.ask(session, "/v1/settings/site", wish)
                        assert status == 200
                        acknowledged.add(site)
            killer.join()
            assert server.stop() == -signal.SIGKILL
            server.start()
            async with aiohttp.ClientSession() as session:
                _, answer = await client.ask(session, "/v1/settings/get", {})
            kept = answer["result"]["sites"]
            lost += sum(site not in kept for site in acknowledged)
    assert acknowledged
    figures.note("kill -9, the server", "acknowledged settings lost", lost, allowed=0, of=kills)


@pytest.mark.soak
def test_a_torn_log_opens_at_a_committed_state(home: Path, tmp_path: Path, size: Size, figures: Figures) -> None:
    """The write-ahead log, cut anywhere or followed by rubbish as after a power cut, gives a state that once was."""
    store = Store.open(home)
    settings = Settings(store)
    store.erase_traces()
    states = [set(settings.sites)]
    for number in range(size(6, full=25)):
        settings.change_site(f"{number}.example", False, {"blame": "mark"})
        states.append(set(settings.sites))
    copy = tmp_path / "copy"
    shutil.copytree(home, copy)
    store.close()
    log = (copy / f"{DATABASE}-wal").read_bytes()
    page = struct.unpack(">I", log[8:12])[0]
    frames = range(LOG_HEAD, len(log) + 1, page + FRAME_HEAD)
    assert len(frames) >= len(states)
    chance = random.Random(26)  # noqa: S311 - positions, not secrets
    torn = [log[:end] for end in frames]
    for _ in range(size(20, full=200)):
        end = chance.randrange(len(log))
        torn.append(log[:end] + chance.choice([b"", chance.randbytes(chance.randrange(5000)), bytes(4096)]))
    wrong = 0
    for cut in torn:
        again = tmp_path / "again"
        shutil.rmtree(again, ignore_errors=True)
        again.mkdir(mode=0o700)
        for name in (DATABASE, KEY):
            shutil.copy(copy / name, again)
        (again / f"{DATABASE}-wal").write_bytes(cut)
        wrong += sites(again) not in states
    assert sites(again) in states
    figures.note("torn log", "states that never were", wrong, allowed=0, of=len(torn))
