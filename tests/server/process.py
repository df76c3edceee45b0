"""`breather` as a person runs it: a process of its own, which these tests end by its own id."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from server import launch, pairing
from server.store import Store
from tests.compiled import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BREATHER = Path(sys.executable).parent / "breather"
_PATIENCE = 60.0


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def resident(pid: int) -> float:
    """MiB of memory that a process holds."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * 4096 / 2**20


def used(pid: int) -> float:
    """Seconds of processor time that a process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def run(*arguments: str, stdin: bytes = b"", home: Path | str | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run a command to its end."""
    env = {} if home is None else {"BREATHER_HOME": str(home)}
    return subprocess.run(
        [BREATHER, *arguments],
        input=stdin,
        capture_output=True,
        timeout=90,
        check=False,
        env={**os.environ, **env},
    )


class Process:
    """A running `breather serve`."""

    def __init__(self, home: Path, *arguments: str, program: Sequence[str | Path] = (BREATHER,)) -> None:
        self.home = home
        self._program = program
        self.port = free_port()
        self._arguments = arguments
        self.output = b""
        self.start()

    def start(self) -> None:
        """Start, and wait until it answers. What a first start compiles in its quiet moments is there already."""
        prepare(self.home)
        self.process = subprocess.Popen(
            [*self._program, "serve", "--port", str(self.port), *self._arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, "BREATHER_HOME": str(self.home)},
        )
        deadline = time.monotonic() + _PATIENCE
        try:
            while launch.running_port(self.home) != self.port:
                assert self.process.poll() is None, self.process.communicate()[0].decode()
                assert time.monotonic() < deadline, "the server does not start"
                time.sleep(0.02)
        except BaseException:
            self.stop(signal.SIGKILL)
            raise

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """End it; give how it ended."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        self.output += self.process.communicate(timeout=_PATIENCE)[0]
        return self.process.returncode

    def said(self) -> str:
        """What it has printed until now."""
        pipe = self.process.stdout
        assert pipe is not None
        while select.select([pipe], [], [], 0.3)[0] and (more := os.read(pipe.fileno(), 65_536)):
            self.output += more
        return self.output.decode()

    def pair(self, origin: str) -> bytes:
        """Pair an extension beside it."""
        store = Store.open(self.home)
        try:
            return pairing.add(store, origin)
        finally:
            store.close()


@contextlib.contextmanager
def serving(home: Path, *arguments: str, program: Sequence[str | Path] = (BREATHER,)) -> Iterator[Process]:
    """A server that is gone afterwards, whatever happens."""
    made = Process(home, *arguments, program=program)
    try:
        yield made
    finally:
        made.stop()
