"""`make run`, as far as it goes without a display: what it starts is there, and ends with it."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.compiled import compiled

ROOT = Path(__file__).parents[2]
PATIENCE_S = 30


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_open(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def demo(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """`make demo` on a machine without a display, with its temporary files in a folder of the test's own.

    The practice chat gets a port of its own too, so that a Breather that is running meanwhile is not in the way.
    """
    compiled()
    env = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    process = subprocess.Popen(
        [sys.executable, "scripts/run.py", "--throw-away", "--demo-port", str(port)],
        cwd=ROOT,
        env=env | {"TMPDIR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


def page_at(port: int) -> str:
    """The practice chat's page."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)) as connection:
        connection.request("GET", "/demo/")
        return connection.getresponse().read().decode()


def said(process: subprocess.Popen[str], lines: int) -> list[str]:
    """The first lines that it says; it has started when they are all there."""
    assert process.stdout is not None
    return [process.stdout.readline() for _ in range(lines)]


def test_it_says_how_to_connect_and_ends_without_a_trace(tmp_path: Path) -> None:
    """Three lines name the folders to load and the chat, which answers; Ctrl+C leaves no file and no listener."""
    chat_port = free_port()
    with demo(tmp_path, chat_port) as process:
        greeting, chromium, firefox, chat = said(process, 4)
        port = int(greeting.split("port ")[1].split()[0])
        assert (Path(chromium.split(": ")[-1].strip()) / "manifest.json").is_file()
        assert Path(firefox.split(": ")[-1].strip()).is_file()
        assert chat.split(": ")[-1].strip() == f"http://127.0.0.1:{chat_port}/demo/"
        assert page_at(chat_port).startswith("<!doctype html>")
        assert is_open(port)
        assert list(tmp_path.iterdir()) != []

        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_S) == 0
    assert [open_port for open_port in (port, chat_port) if is_open(open_port)] == []
    assert list(tmp_path.iterdir()) == []


def test_it_says_what_is_in_the_way(tmp_path: Path) -> None:
    """A taken port is named, and nothing is left running."""
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", 0))
        squatter.listen()
        port = squatter.getsockname()[1]
        with demo(tmp_path, port) as process:
            _, errors = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 1
    assert f"Port {port} is taken" in errors
    assert list(tmp_path.iterdir()) == []
