"""Nothing leaves this machine, seen from below Python: by the system calls of everything that Breather runs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
import pytest

from server import launch
from server.service import VERBS
from tests.compiled import prepare
from tests.server.alone import PREFIX, needs_namespaces, needs_strace
from tests.server.client import CHROMIUM, Client
from tests.server.conftest import WIRE
from tests.server.process import BREATHER, Process, free_port

if TYPE_CHECKING:
    from tests.soak import Figures, Size

TALK = json.loads((WIRE / "talk.json").read_text())["talk"]
ADDRESS = re.compile(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"')
PATH = re.compile(r'sun_path=@?"([^"]*)"')
KIND = re.compile(r"socket\((AF_\w+)")


class Trace:
    """The system calls of a command and all that it started."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def program(self, calls: str = "%network") -> list[str | Path]:
        """What to put before a command. No other call is stopped, which would make looking at a clock dear."""
        return ["strace", "-f", "--seccomp-bpf", "-qq", "-e", f"trace={calls}", "-e", "signal=none", "-o", self._path]

    @property
    def text(self) -> str:
        """All of it."""
        return self._path.read_text(errors="replace")

    def addresses(self) -> set[str]:
        """Every address that any call names."""
        # What a socket says of itself before it has an address is none.
        calls = "\n".join(line for line in self.text.splitlines() if "getsockname(" not in line)
        return {first or second for first, second in ADDRESS.findall(calls)}

    def paths(self) -> set[str]:
        """Every socket of the file system."""
        return set(PATH.findall(self.text))

    def kinds(self) -> set[str]:
        """Every family of sockets that was asked for."""
        return set(KIND.findall(self.text))


@needs_strace
async def test_the_server_calls_no_other_address(home: Path, tmp_path: Path) -> None:
    """Every verb and a whole talk: the only address in any system call is 127.0.0.1; an answer waits for the disk."""
    trace = Trace(tmp_path / "trace")
    server = Process(
        home, "--demo", "--demo-port", str(free_port()), program=[*trace.program("%network,fdatasync"), BREATHER]
    )
    try:
        client = Client(server.port, server.pair(CHROMIUM))
        async with aiohttp.ClientSession() as session:
            for path, body in [*((path, {}) for path in VERBS), *((turn["path"], turn["body"]) for turn in TALK)]:
                await client.ask(session, path, body)
            before = trace.text.count("fdatasync(")
            for number in range(5):
                await client.ask(session, "/v1/settings/site", {"site": f"{number}.example", "on": False})
            assert trace.text.count("fdatasync(") - before >= 5, "an answer came before the disk had it"
    finally:
        assert launch.stop(home)
        server.stop()
    assert trace.addresses() == {"127.0.0.1"}
    assert trace.kinds() <= {"AF_INET", "AF_UNIX"}
    assert trace.paths() <= {"/var/run/nscd/socket"}


COMMANDS = [
    ["check", "You never cared about me"],
    ["setup"],
    ["pair"],
    ["doctor"],
    ["key", "--rotate"],
    ["uninstall", "--yes"],
]


@needs_strace
def test_no_command_calls_another_address(home: Path, tmp_path: Path) -> None:
    """The same of every command but those that serve."""
    prepare(home)
    for command in COMMANDS:
        trace = Trace(tmp_path / command[0])
        subprocess.run([*trace.program(), BREATHER, *command], capture_output=True, timeout=60, check=False)
        assert trace.addresses() <= {"127.0.0.1"}, command
        assert trace.kinds() <= {"AF_INET", "AF_UNIX"}, command


@needs_strace
def test_the_trace_sees(tmp_path: Path) -> None:
    """A program that does call out is seen to."""
    trace = Trace(tmp_path / "trace")
    script = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('192.0.2.7', 9))"
    subprocess.run([*trace.program(), sys.executable, "-c", script], capture_output=True, timeout=30, check=False)
    assert "192.0.2.7" in trace.addresses()


# These look for other addresses of this machine on purpose, or run a traced program themselves.
LOOKING = "not (egress or listens_on_this_machine_alone or disk or keyring)"


@needs_strace
@needs_namespaces
@pytest.mark.soak
def test_the_whole_suite_names_no_other_address(tmp_path: Path, size: Size, figures: Figures) -> None:
    """All tests of the server, in a network that has only a loopback, under a trace of every process."""
    trace = Trace(tmp_path / "trace")
    where, which = ("tests/server", LOOKING) if size.full else ("tests/server/test_walls.py", "forged_origin")
    pytest_ = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-k", which, where]
    shell = 'ip link set lo up && exec "$@"'
    command = [*PREFIX, "sh", "-c", shell, "alone", *trace.program("%network"), *pytest_]
    done = subprocess.run(command, cwd=WIRE.parents[1], capture_output=True, text=True, timeout=3600, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
    others = {address for address in trace.addresses() if not address.startswith("127.") and address != "::1"}
    assert "127.0.0.1" in trace.addresses()
    figures.note("no egress", "addresses of other machines", len(others), allowed=0, of=len(trace.text.splitlines()))
