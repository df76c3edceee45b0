"""What goes wrong with disks and processes: whatever was acknowledged is there afterwards, or it is said plainly."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import stat
import struct
import threading
import time
from typing import TYPE_CHECKING

import aiohttp
import pytest

from server import mend, pairing
from server.lock import Lock
from server.paths import DATABASE, KEY
from server.settings import Settings, Site
from server.store import Store, StoreError
from tests.server.client import CHROMIUM, Client
from tests.server.person import breather
from tests.server.process import free_port, run, serving

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
    kills, lost, known = size(100, full=1000), 0, set[str]()
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
    kills, lost = size(2, full=100), 0
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


@pytest.mark.soak
def test_flipped_bits(home: Path, tmp_path: Path, size: Size, figures: Figures) -> None:
    """A bit of the database changes: what opens is true or missing, what does not is mended, and the file is kept."""
    store = Store.open(home)
    settings = Settings(store)
    for number in range(60):
        settings.change_site(f"{number}.example", False, {"blame": "mark"})
    settings.snooze(1000)
    right = settings.sites
    store.close()
    whole = (home / DATABASE).read_bytes()
    chance = random.Random(27)  # noqa: S311 - positions, not secrets
    flips, wrong, unmended, unsaid = size(40, full=300), 0, 0, 0
    for flip in range(flips):
        copy = tmp_path / f"flip-{flip}"
        copy.mkdir(mode=0o700)
        shutil.copy(home / KEY, copy)
        at = chance.randrange(len(whole)) if flip % 4 else chance.randrange(100)
        spoilt = whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :]
        (copy / DATABASE).write_bytes(spoilt)
        try:
            found = read_all(copy)
        except StoreError as error:
            unsaid += "breather mend" not in error.remedy and "newer Breather" not in error.message
            mended = mend.mend(copy)
            assert mended.kept.read_bytes() == spoilt
            assert stat.S_IMODE(mended.kept.stat().st_mode) == 0o600
            found = read_all(copy)
            unmended += not found
        wrong += any(right.get(name) != site for name, site in found.items())
        shutil.rmtree(copy)
    figures.note("flipped bits", "wrong values read", wrong, allowed=0, of=flips)
    figures.note("flipped bits", "errors without a way out", unsaid, allowed=0, of=flips)
    figures.note("flipped bits", "databases with nothing saved", unmended, allowed=flips // 20, of=flips)


def read_all(home: Path) -> dict[str, Site]:
    """Open a store and read everything in it."""
    store = Store.open(home)
    try:
        pairing.load(store)
        return Settings(store).sites
    finally:
        store.close()


def test_mending_from_a_terminal(home: Path) -> None:
    """Damage is named by whatever meets it; mending saves the rows around it, and doctor is content again."""
    store = Store.open(home)
    settings = Settings(store)
    for number in range(200):
        settings.change_site(f"{number}.example", False, {"blame": "mark"})
    pairing.add(store, CHROMIUM)
    page = int(store.read("PRAGMA page_size")[0][0])
    store.close()
    assert "nothing to mend" in breather("mend").output
    with (home / DATABASE).open("r+b") as file:
        file.seek(9 * page)
        file.write(bytes(page))
    for command in (["pair"], ["doctor"], ["serve", "--port", str(free_port())]):
        done = run(*command)
        assert done.returncode != 0
        assert b"breather mend" in done.stdout + done.stderr
        assert b"Traceback" not in done.stderr
    shown = breather("mend")
    assert shown.exit_code == 0
    assert "rows were saved; the damaged file is kept as" in shown.output
    assert "sites" in shown.output
    found = read_all(home)
    assert 100 < len(found) < 200
    assert "--forget removes" in shown.output
    assert len(mend.damaged(home)) == 1
    assert "Removed" in breather("mend", "--forget").output
    assert mend.damaged(home) == []


def test_mending_leaves_a_running_server_alone(home: Path) -> None:
    """While a server writes, nothing is swapped under it."""
    Store.open(home).close()
    held = Lock.take(home)
    shown = breather("mend")
    held.release()
    assert shown.exit_code == 1
    assert "Stop it" in shown.stderr


@pytest.mark.parametrize("jump", [-365 * 86_400, -3600, 3600, 365 * 86_400])
def test_the_clock_jumps(home: Path, jump: float) -> None:
    """By an hour or a year, forward or back: settings stay, a snooze never outlasts a day, codes rather die."""
    clock = [time.time()]
    store = Store.open(home)
    settings = Settings(store, lambda: clock[0])
    settings.change_site("a.example", False, {})
    settings.snooze(60)
    pairing.add(store, CHROMIUM)
    pairing.add(store, None)
    (waiting,) = [found for found in pairing.load(store) if found.origin is None]
    clock[0] += jump
    assert list(settings.sites) == ["a.example"]
    until = settings.snoozed_until
    assert until is None or until <= clock[0] * 1000 + 86_400_000
    assert waiting.expired(clock[0]) == (jump != 3600)
    assert not any(found.expired(clock[0]) for found in pairing.load(store) if found.origin)
    store.close()
