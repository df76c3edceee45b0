"""The layout holds in a language that is 40 % longer, and in one that runs from right to left."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import pytest

from tests.browser.driver import Start
from tests.browser.home import Home
from tests.browser.looks import WIDTHS, cut_off
from tests.browser.world import BROWSERS, ROOT, Server, World

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("browser", "kind"), [("chromium", "longer"), ("firefox", "rtl")])
async def test_every_tab_holds_in(browser: str, kind: str, tmp_path: Path) -> None:
    """Nothing sticks out and nothing is cut off at 360 and 1440 pixels; and the words are that language's."""
    script = ROOT / "extension" / "testing" / "pseudo.mjs"
    dist, copy = ROOT / "extension" / "dist" / browser, tmp_path / browser
    made = await asyncio.create_subprocess_exec("node", script, kind, dist, copy)
    assert await asyncio.wait_for(made.wait(), 60) == 0
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
