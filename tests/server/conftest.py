"""A real server on a real socket, in a home that nobody else has."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web

import heuristics
from heuristics import Engine
from server import extension_files, harden, pairing, prepared
from server.app import create_app
from server.listener import Runner
from server.paths import PATTERNS, make_home, write_private
from server.store import Store
from tests.compiled import compiled
from tests.server.client import CHROMIUM, Client

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

WIRE = Path(__file__).parents[1] / "wire"
SHIPPED = Path(heuristics.__file__).parent / "packs" / "en"

# No test may put a key into the keyring of whoever runs it.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home for Breather, and one for the person, that end with the test."""
    person = tmp_path / "person"
    person.mkdir()
    monkeypatch.setenv("HOME", str(person))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setenv("BREATHER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def _soft(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the tests' own process its core files: commands that run inside it would take them from later tests."""
    monkeypatch.setattr(harden, "keep_memory_private", lambda: None)


@pytest.fixture(scope="session")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The golden pairs' own checks, so that the shipped ones may change without touching them.

    What every pack needs beside its checks is the shipped pack's, but for the guards, which name shipped checks.
    """
    root = tmp_path_factory.mktemp("packs")
    shutil.copytree(WIRE / "packs" / "checks", root / "en")
    shutil.copy(WIRE / "packs" / "sources.toml", root)
    for needed in SHIPPED.glob("_*.toml"):
        shutil.copy(needed, root / "en")
    (root / "en" / "_guards.toml").write_text("")
    return root


@pytest.fixture(scope="session")
def patterns() -> bytes:
    """What a first `breather setup` keeps, worked out once for all tests."""
    return compiled()


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, patterns: bytes) -> Path:
    """A built extension with the real manifest's names, and a person with Chromium and Firefox on Linux."""
    real = (Path(extension_files.__file__).parents[1] / "extension" / "manifest.json").read_text()
    for build in ("chromium", "firefox", "demo"):
        (tmp_path / "dist" / build).mkdir(parents=True)
        (tmp_path / "dist" / build / "manifest.json").write_text(real)
    (tmp_path / "dist" / "demo" / "index.html").write_text("<!doctype html>")
    monkeypatch.setattr(extension_files, "_PLACES", (tmp_path / "dist",))
    monkeypatch.setattr(sys, "platform", "linux")
    prepare = prepared.engine

    def engine(home: Path) -> Engine:
        make_home(home)
        write_private(home / PATTERNS, patterns)
        return prepare(home)

    monkeypatch.setattr(prepared, "engine", engine)
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    (tmp_path / "person" / ".config" / "chromium").mkdir(parents=True)
    (tmp_path / "person" / ".mozilla" / "firefox").mkdir(parents=True)
    return tmp_path / "dist"


def listening_socket() -> socket.socket:
    """A socket on a port that nobody uses."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.setblocking(False)
    return listening


@dataclass
class Live:
    """A server that runs in the test's own event loop."""

    home: Path
    port: int
    session: aiohttp.ClientSession
    runner: Runner

    def pair(self, origin: str | None = CHROMIUM) -> bytes:
        """Make a pairing as `breather pair` and the native host do: from outside, through the store."""
        store = Store.open(self.home)
        try:
            return pairing.add(store, origin)
        finally:
            store.close()

    def client(self, origin: str = CHROMIUM) -> Client:
        """A paired extension."""
        return Client(self.port, self.pair(origin), origin)


@pytest_asyncio.fixture
async def live(home: Path, packs: Path) -> AsyncIterator[Live]:
    """A running server with the small pack of the golden pairs."""
    listening = listening_socket()
    port: int = listening.getsockname()[1]
    runner = Runner(create_app(home, port, packs))
    await runner.setup()
    await web.SockSite(runner, listening).start()
    async with aiohttp.ClientSession() as session:
        yield Live(home, port, session, runner)
    await runner.cleanup()
