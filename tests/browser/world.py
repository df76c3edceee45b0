"""A throw-away home: Breather set up in it, its server, and one browser that is paired with it."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import signal
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.chromium import Chromium
from tests.browser.driver import STEP_S, Browser, Start, eventually
from tests.browser.firefox import Firefox

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]
BREATHER = Path(sys.executable).parent / "breather"
BROWSERS: dict[str, type[Browser]] = {"chromium": Chromium, "firefox": Firefox}

API_PORTS = (8457, 8458, 8459)
"""The extension may only ever connect to these."""

DAYTIME = 14
"""The hour that the browsers see, so that the suite says the same by day and by night."""


class Server:
    """`breather serve --demo` as a person would start it, which can be stopped and started again."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env
        self._process: asyncio.subprocess.Process | None = None
        self.port = _free_port(*API_PORTS)
        self.demo_port = _free_port()

    def demo(self, host: str = "127.0.0.1") -> str:
        """Give the address of the practice chat on one of its two names, which are two sites."""
        return f"http://{host}:{self.demo_port}/demo/"

    async def start(self) -> None:
        """Start it and wait until it answers."""
        self._process = await asyncio.create_subprocess_exec(
            BREATHER,
            "serve",
            "--port",
            str(self.port),
            "--demo",
            "--demo-port",
            str(self.demo_port),
            env=dict(self._env),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        await eventually(lambda: listening(self.port), within=STEP_S, what="The server's start")
        await eventually(lambda: listening(self.demo_port), within=STEP_S, what="The practice chat's start")

    async def stop(self) -> None:
        """End it as a person would, with an interrupt, and wait until it has gone."""
        if self._process is None:
            return
        process, self._process = self._process, None
        for ending in (signal.SIGINT, signal.SIGKILL):
            if process.returncode is None:
                process.send_signal(ending)
            try:
                await asyncio.wait_for(process.wait(), STEP_S / 2)
            except TimeoutError:
                continue
            return


@dataclass(slots=True)
class World:
    """One browser, its server, and the home that both live in."""

    browser: Browser
    server: Server
    home: Path

    @classmethod
    async def start(cls, kind: str, home: Path, scale: float = 1.0) -> World:
        """Set Breather up, start its server, then the browser, whose extension pairs by itself."""
        env = _environment(home)
        profile = home / ".config" / "chromium" if kind == "chromium" else home / "profile"
        profile.mkdir(parents=True)
        setup = await asyncio.create_subprocess_exec(
            BREATHER, "setup", env=env, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE
        )
        said, _ = await asyncio.wait_for(setup.communicate(), STEP_S)
        if setup.returncode != 0:
            raise RuntimeError(f"breather setup failed: {said.decode()}")
        server = Server(env)
        await server.start()
        extension = ROOT / "extension" / "dist" / kind
        second = Path(__file__).parent / "second_extension"
        try:
            browser = await BROWSERS[kind].start(Start(profile, env, extension, second, scale))
        except BaseException:
            await server.stop()
            raise
        return cls(browser, server, home)

    async def stop(self) -> None:
        """End the browser, then the server."""
        try:
            await self.browser.stop()
        finally:
            await self.server.stop()


async def listening(port: int) -> bool:
    """Say whether anything accepts connections there."""
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    await writer.wait_closed()
    return True


def _environment(home: Path) -> dict[str, str]:
    """Give a person's environment with nothing of this machine's own home in it."""
    ahead = DAYTIME - dt.datetime.now(dt.UTC).hour
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    return kept | {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "BREATHER_HOME": str(home / "breather"),
        "TZ": f"Etc/GMT{-ahead:+d}",  # the sign is turned round in these names
    }


def _free_port(*wanted: int) -> int:
    for port in wanted or (0,):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise RuntimeError(f"Ports {wanted} are all taken. Stop the Breather that is running and try again.")
