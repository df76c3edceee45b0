"""The server as a process: one wins, what it said it keeps, and it ends as it should."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
import pytest

from server import launch, lock, probe
from server.seal import SealError
from server.store import Store
from tests.compiled import prepare
from tests.server.client import CHROMIUM, Client
from tests.server.process import BREATHER, free_port, resident, run, serving, used

if TYPE_CHECKING:
    from tests.soak import Figures, Size

DRAFT = {"text": "You never cared about me", "site": "a.example"}


async def test_settings_survive_a_restart(home: Path) -> None:
    """What was chosen and answered is there after the server was stopped and started again."""
    with serving(home) as server:
        client = Client(server.port, server.pair(CHROMIUM))
        async with aiohttp.ClientSession() as session:
            choice = {"site": "a.example", "on": True, "checks": {"blame": "gate"}}
            await client.ask(session, "/v1/settings/site", choice)
            _, before = await client.ask(session, "/v1/settings/snooze", {"minutes": 30})
        assert server.stop() == 0
        server.start()
        async with aiohttp.ClientSession() as session:
            assert await client.ask(session, "/v1/settings/get", {}) == (200, before)


@pytest.mark.soak
def test_of_two_servers_one_wins(home: Path, size: Size, figures: Figures) -> None:
    """However close they start: one serves, each other one leaves with an error that names the winner."""
    prepare(home)
    races, won_too = size(2, full=50), 0
    for _ in range(races):
        port = free_port()
        racers = [
            subprocess.Popen(
                [BREATHER, "serve", "--port", str(port)],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                stdin=subprocess.DEVNULL,
            )
            for _ in range(3)
        ]
        deadline = time.monotonic() + 15
        while probe.ask(port).who is not probe.Who.BREATHER or sum(racer.poll() is None for racer in racers) > 1:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        holder = lock.holder(home)
        assert holder is not None
        winner = next(racer for racer in racers if racer.poll() is None)
        assert holder == lock.Holder(winner.pid, port)
        winner.terminate()
        ends = {racer.pid: (racer.communicate(timeout=10), racer.returncode) for racer in racers}
        assert ends.pop(winner.pid)[1] == 0
        for (_, stderr), code in ends.values():
            won_too += code != launch.ALREADY_RUNNING
            assert b"already running" in stderr
    figures.note("two servers", "starts that were not turned away", won_too, allowed=0, of=races)


def test_the_loser_leaves_within_a_second(home: Path) -> None:
    """Who finds another server running, or the port taken, says so at once."""
    with serving(home) as server:
        for other, code, words in (
            (home, launch.ALREADY_RUNNING, f"already running on port {server.port} (process {server.process.pid})"),
            (f"{home}-2", launch.PORT_TAKEN, f"Port {server.port} is taken by another Breather."),
        ):
            began = time.monotonic()
            done = run("serve", "--port", str(server.port), home=other)
            assert time.monotonic() - began < 1
            assert done.returncode == code
            assert words in done.stderr.decode()


def test_a_stranger_on_the_port_is_named(home: Path) -> None:
    """A port that another program holds is not shared and not fought for."""
    del home
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        port = stranger.getsockname()[1]
        done = run("serve", "--port", str(port))
    assert done.returncode == launch.PORT_TAKEN
    assert f"Port {port} is taken by another program." in done.stderr.decode()
    assert "--port" in done.stderr.decode()


def test_the_next_port_is_taken_when_one_is_not_free(home: Path) -> None:
    """Without --port there are three to try; the one that was found is announced."""
    prepare(home)
    busy = []
    for port in probe.PORTS[:2]:
        try:
            busy.append(socket.create_server(("127.0.0.1", port)))
        except OSError:
            continue  # somebody else holds it: as good
    try:
        process = subprocess.Popen(
            [BREATHER], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
        )
        assert process.stdout is not None
        line = process.stdout.readline().decode()
        process.terminate()
        rest = process.communicate(timeout=10)[0]
    finally:
        for held in busy:
            held.close()
    assert f"http://127.0.0.1:{probe.PORTS[2]}" in line or b"is taken" in rest
    assert lock.holder(home) is None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_told(home: Path, number: signal.Signals) -> None:
    """A signal ends it within a second, with success, and leaves neither log nor lock behind."""
    with serving(home) as server:
        began = time.monotonic()
        assert server.stop(number) == 0
        assert time.monotonic() - began < 1.5
    assert lock.holder(home) is None
    assert sorted(path.name for path in home.iterdir()) == ["breather.db", "breather.key", "patterns", "server.lock"]


def test_it_listens_on_this_machine_alone(home: Path) -> None:
    """The API and the practice chat answer on 127.0.0.1 and on no other address, not even another of this machine."""
    demo_port = free_port()
    with serving(home, "--demo", "--demo-port", str(demo_port)) as server:
        for port in (server.port, demo_port):
            socket.create_connection(("127.0.0.1", port), 1).close()
            for address in ("127.0.0.2", "127.1.2.3", "::1", socket.gethostbyname(socket.gethostname())):
                if address != "127.0.0.1":
                    with pytest.raises(OSError, match=r"refused|available|unreachable"):
                        socket.create_connection((address, port), 1)


@pytest.mark.skipif(sys.platform != "linux", reason="the limits of another process are shown by Linux alone")
def test_its_memory_is_not_dumped(home: Path) -> None:
    """There is no core file to find a draft in."""
    with serving(home) as server:
        limits = Path(f"/proc/{server.process.pid}/limits").read_text()
    core = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
    assert core.split()[4:6] == ["0", "0"]


async def test_a_squatter_reads_nothing(home: Path) -> None:
    """Whoever takes the port while the server is down sees neither draft nor secret, and cannot answer."""
    with serving(home) as server:
        client = Client(server.port, server.pair(CHROMIUM))
        server.stop()
        seen = []
        with socket.create_server(("127.0.0.1", server.port)) as squatter:

            def squat() -> None:
                connection, _ = squatter.accept()
                with connection:
                    seen.append(connection.recv(65_536))
                    body = json.dumps({"v": 1, "iv": "A" * 16, "ct": "A" * 40}).encode()
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)

            thread = threading.Thread(target=squat)
            thread.start()
            sealed = client.seal("/v1/check", DRAFT)
            async with aiohttp.ClientSession() as session:
                _, answer = await client.send(session, sealed)
            thread.join()
        with pytest.raises(SealError):
            sealed.opens(answer)
        for text in (b"cared", b"a.example", client.secret, client.secret.hex().encode()):
            assert text not in seen[0]


async def test_who_passes_it_on_learns_nothing_either(home: Path) -> None:
    """A squatter that hands everything to the real server, on another port, gets the refusal and passes that back."""
    with serving(home) as server:
        seen = []
        with socket.create_server(("127.0.0.1", 0)) as squatter:
            port = squatter.getsockname()[1]
            client = Client(port, server.pair(CHROMIUM))

            def relay() -> None:
                for host in (b"", b"127.0.0.1:%d" % server.port):
                    connection, _ = squatter.accept()
                    with connection, socket.create_connection(("127.0.0.1", server.port)) as real:
                        asked = connection.recv(65_536)
                        # As it came, and as the real server wants to be called.
                        real.sendall(asked.replace(b"127.0.0.1:%d" % port, host) if host else asked)
                        answer = real.recv(65_536)
                        seen.extend([asked, answer])
                        connection.sendall(answer)

            thread = threading.Thread(target=relay)
            thread.start()
            for _ in range(2):
                sealed = client.seal("/v1/check", DRAFT)
                async with aiohttp.ClientSession() as session:
                    status, answer = await client.send(session, sealed)
                assert (status, json.loads(answer)["error"]["code"]) == (403, "not_paired")
            thread.join()
        # To the real port itself the same pairing opens: it was the place that did not fit.
        async with aiohttp.ClientSession() as session:
            assert (await Client(server.port, client.secret).ask(session, "/v1/check", DRAFT))[0] == 200
    for text in (b"cared", b"a.example", client.secret, client.secret.hex().encode()):
        assert not any(text in piece for piece in seen)


def test_starting_is_quick(home: Path) -> None:
    """From nothing to the first answer it costs little more than aiohttp itself does, in processor time."""
    Store.open(home).close()
    bare = min(cost([sys.executable, "-c", "import aiohttp.web"]) for _ in range(3))
    times = []
    for _ in range(3):
        with serving(home) as server:
            times.append(used(server.process.pid))
    assert min(times) < 3 * bare + 0.2


def test_it_holds_little(home: Path) -> None:
    """With every pattern loaded it holds less than one tab of a browser: 145 MiB when this was written."""
    prepare(home)
    with serving(home) as server:
        before, now = -1.0, used(server.process.pid)
        while now > before:  # it loads them when nobody has asked for a while
            time.sleep(1)
            before, now = now, used(server.process.pid)
        assert resident(server.process.pid) < 200


def cost(command: list[str]) -> float:
    """How much processor time a command takes."""
    before = os.times()
    subprocess.run(command, check=True, timeout=30)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system
