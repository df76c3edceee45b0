"""The layout holds in a language that is 40 % longer, and in one that runs from right to left."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import pytest

from tests.browser.driver import Start
from tests.browser.home import Home
from tests.browser.looks import WIDTHS, axe, cut_off
from tests.browser.screens import screens, there
from tests.browser.shelf import furnish
from tests.browser.world import BROWSERS, ROOT, Server, World

if TYPE_CHECKING:
    from pathlib import Path


async def in_language(kind: str, browser: str, folder: Path) -> Path:
    """Make a copy of the built extension that speaks one of the invented languages."""
    script = ROOT / "extension" / "testing" / "pseudo.mjs"
    copy = folder / kind
    made = await asyncio.create_subprocess_exec("node", script, kind, ROOT / "extension" / "dist" / browser, copy)
    assert await asyncio.wait_for(made.wait(), 60) == 0
    return copy


@pytest.mark.parametrize(("browser", "kind"), [("chromium", "longer"), ("firefox", "rtl")])
async def test_every_tab_holds_in(browser: str, kind: str, tmp_path: Path) -> None:
    """Nothing sticks out and nothing is cut off at 360 and 1440 pixels; and the words are that language's."""
    copy = await in_language(kind, browser, tmp_path)
    profile = tmp_path / "profile"
    profile.mkdir()
    second = ROOT / "tests" / "browser" / "second_extension"
    env = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "XDG_RUNTIME_DIR": str(tmp_path), "LANG": "C.UTF-8"}
    opened = await BROWSERS[browser].start(Start(profile, env, copy, second))
    world = World(opened, Server(env), tmp_path, welcomed=False)  # never started: what is shown without one is longest
    try:
        async with Home.on(world, connected=False) as home:
            tabs = await home.page.eval(
                "() => [...document.querySelectorAll('[role=tab]')].map(tab => tab.id.slice(4))"
            )
            direction = await home.page.eval("() => getComputedStyle(document.body).direction")
            assert direction == ("rtl" if kind == "rtl" else "ltr")
            for tab in [*tabs, "welcome"]:
                await home.page.eval("tab => { location.hash = tab; }", tab)
                for width in WIDTHS:
                    await home.page.size(width, 800)
                    assert (tab, width, await cut_off(home.page)) == (tab, width, [])
            words = await home.page.eval("() => document.querySelector('main').textContent")
            assert ("\u202e" in words) if kind == "rtl" else ("lörem" in words)
    finally:
        await opened.stop()


@pytest.mark.parametrize(("browser", "kind"), [("chromium", "rtl"), ("firefox", "longer")])
async def test_every_screen_with_content_holds_in(browser: str, kind: str, tmp_path: Path) -> None:
    """The same for letters and people of whom there are some, with the server; the other way round, and with axe."""
    home_folder = tmp_path / "home"
    home_folder.mkdir()
    world = await World.start(browser, home_folder, extension=await in_language(kind, browser, tmp_path))
    try:
        furnish(world)
        async with Home.on(world, "letters", connected=False) as home:
            await there(home.page, ".connected")
            async for name in screens(home.page):
                for width in WIDTHS:
                    await home.page.size(width, 800)
                    assert (name, width, await cut_off(home.page)) == (name, width, [])
                assert (name, await axe(home.page)) == (name, [])
    finally:
        await world.stop()
