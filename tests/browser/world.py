"""A throw-away home: Breather set up in it, its server, and one browser that is paired with it."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import os
import signal
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from server.lock import holder
from tests.browser.chromium import Chromium
from tests.browser.driver import STEP_S, Browser, Start, eventually
from tests.browser.firefox import Firefox
from tests.compiled import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parents[2]
BREATHER = Path(sys.executable).parent / "breather"
BROWSERS: dict[str, type[Browser]] = {"chromium": Chromium, "firefox": Firefox}

SETUP_S = 120.0
"""Setting up compiles every pattern once, which keeps a processor busy for ten seconds when nobody else wants it."""

DAYTIME = 14
"""The hour that the browsers see, so that the suite says the same by day and by night."""


class Server:
    """`breather serve --demo` as a person would start it, which can be stopped and started again."""

    def __init__(self, env: Mapping[str, str], demo_port: int | None = None) -> None:
        self._env = env
        self._process: asyncio.subprocess.Process | None = None
        self.port = 0
        self.demo_port = demo_port or _free_port()
        self.through: tuple[str | Path, ...] = ()
        """What it is started through: a command that ends by running the one that it is given."""

    def demo(self, host: str = "127.0.0.1") -> str:
        """Give the address of the practice chat on one of its two names, which are two sites."""
        return f"http://{host}:{self.demo_port}/demo/"

    async def start(self) -> None:
        """Start it and wait until it says that it listens, on whichever of its three ports is free."""
        command = (*self.through, BREATHER, "serve", "--demo", "--demo-port", str(self.demo_port))
        self._process = await asyncio.create_subprocess_exec(
            *command,
            env=dict(self._env),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        try:
            said = await asyncio.wait_for(self._greeting(self._process), SETUP_S)
        except TimeoutError:
            await self.stop()
            raise
        if "Practice chat" not in said:
            raise RuntimeError(f"The server did not start:\n{said}")
        self.port = int(said.split("listens on http://127.0.0.1:")[1].split()[0])

    def freeze(self) -> None:
        """Stop it where it stands, as a debugger or a machine out of memory does: its port is open, nobody answers."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    @staticmethod
    async def _greeting(process: asyncio.subprocess.Process) -> str:
        assert process.stdout is not None
        said = ""
        while line := (await process.stdout.readline()).decode():
            said += line
            if line.startswith("Practice chat"):
                break
        return said

    @contextlib.contextmanager
    def frozen(self) -> Iterator[None]:
        """Let it do nothing for a while, as on a machine that is busy with something else."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

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
    welcomed: bool
    """Whether the extension opened its first page by itself when it was installed."""
    beginning: Start | None = None
    """How the browser was started."""

    @classmethod
    async def start(
        cls, kind: str, home: Path, scale: float = 1.0, demo_port: int | None = None, extension: Path | None = None
    ) -> World:
        """Set Breather up, start its server, then the browser, whose extension pairs by itself."""
        env = _environment(home)
        profile = home / ".config" / "chromium" if kind == "chromium" else home / "profile"
        profile.mkdir(parents=True)
        prepare(home / "breather")
        setup = await asyncio.create_subprocess_exec(
            BREATHER, "setup", env=env, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE
        )
        try:
            said, _ = await asyncio.wait_for(setup.communicate(), SETUP_S)
        except TimeoutError:
            setup.kill()  # or it would go on compiling, and slow down whatever is tried next
            await setup.wait()
            raise
        if setup.returncode != 0:
            raise RuntimeError(f"breather setup failed: {said.decode()}")
        server = Server(env, demo_port)
        await server.start()
        extension = extension or ROOT / "extension" / "dist" / kind
        second = Path(__file__).parent / "second_extension"
        try:
            beginning = Start(profile, env, extension, second, scale)
            browser = await BROWSERS[kind].start(beginning)
        except BaseException:
            await server.stop()
            raise
        return cls(browser, server, home, await _close_welcome(browser), beginning)

    async def kill_browser(self) -> None:
        """End the browser as a crash does: at once, with all its processes, and nothing saved on the way."""
        await self.browser.kill()

    async def open_again(self) -> None:
        """Start the browser anew on the profile that it has left."""
        assert self.beginning is not None
        self.browser = await BROWSERS[self.browser.name].start(self.beginning)

    async def stop(self) -> None:
        """End the browser, then the server, also one that the browser has started."""
        try:
            await self.browser.stop()
        finally:
            await self.server.stop()
            left = holder(self.home / "breather")
            if left is not None:
                os.kill(left.pid, signal.SIGTERM)


async def _close_welcome(browser: Browser) -> bool:
    """Close what the extension opened at its installation, as a person would. Says whether it had opened."""
    page = await browser.new_page()
    await page.open(f"{browser.extension_origin}/popup.html")
    try:
        return await eventually(lambda: page.eval(_CLOSE_WELCOME), within=STEP_S)
    finally:
        await page.close()


_CLOSE_WELCOME = """async () => {
    const { extension, tabs } = globalThis.browser ?? chrome;
    const found = extension.getViews({ type: 'tab' }).filter(view => view.location.href.endsWith('home.html#welcome'));
    for (const view of found) {
        const tab = await (view.browser ?? view.chrome).tabs.getCurrent();
        await tabs.remove(tab.id);
    }
    return found.length > 0;
}"""


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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
