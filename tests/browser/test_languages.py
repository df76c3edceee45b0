"""The layout holds in a language that is 40 % longer, and in one that runs from right to left."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import pytest

from tests.browser.chat import chat
from tests.browser.driver import Start
from tests.browser.home import Home
from tests.browser.looks import WIDTHS, axe, cut_off
from tests.browser.screens import card_cut_off, card_screens, screens, there
from tests.browser.shelf import furnish
from tests.browser.world import BROWSERS, ROOT, Server, World

if TYPE_CHECKING:
    from pathlib import Path

HARSH = "You never listen to me. I felt so alone at the table on Sunday."


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
        await popup_holds(world)
        await card_holds(world)
    finally:
        await world.stop()


async def popup_holds(world: World) -> None:
    """The popup over a conversation, with a letter whose day is over."""
    furnish(world)
    async with chat(world):
        popup = await world.browser.new_page()
        await popup.open(f"{world.browser.extension_origin}/popup.html")
        await popup.size(360, 600)
        for part in (".connected", ".due", ".whom", ".keep", ".checks"):
            await there(popup, part)
        assert await cut_off(popup) == []
        assert await axe(popup) == []
        await popup.close()


async def card_holds(world: World) -> None:
    """The card and each of its ways out, over a wide chat and a narrow one; it has the direction of the page."""
    for width in (360, 860):
        async with chat(world) as page:
            await page.size(width, 740)
            await page.type(HARSH)
            async for name in card_screens(page):
                assert (name, width, await card_cut_off(page)) == (name, width, [])
