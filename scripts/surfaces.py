"""Take a picture of everything that Breather shows, to be looked at: `make surfaces TO=FOLDER`.

The card with each of its ways out, the popup in each of its states, every tab of the home page without and with things
in it, the first run, the print view; light and dark, and pages at 360 and 1440 pixels. None of them is kept here.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.browser.chat import chat, start_again, warm
from tests.browser.driver import eventually
from tests.browser.home import Home
from tests.browser.looks import SCHEMES, WIDTHS
from tests.browser.popup import Popup
from tests.browser.see import card, open_card, press_on
from tests.browser.shelf import DAY_MS, KEPT, READY, forget_all, furnish
from tests.browser.world import ROOT, World

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.browser.driver import Page

HARSH = "You never listen to me. I felt so alone at the table on Sunday."
WALL = "Whatever. Do what you want."
CARE = "I want to kill myself."
TEARS = "You made me cry again, I hope you're happy now."
AS_I = "Say it as \N{LEFT DOUBLE QUOTATION MARK}I\N{RIGHT DOUBLE QUOTATION MARK}"
WINDOWS = ((860, 660), (360, 740))
TABS = ("try", "letters", "people", "sites", "tally", "privacy", "help")
HIGHEST = 2600
REST_S = 0.5
BREATH_S = 2.5

_HIGH = "() => Math.max(...[...document.querySelectorAll('main, .side, body')].map(e => e.scrollHeight))"
_BODY = "() => { const b = document.body; return [b.offsetWidth, b.offsetHeight]; }"


class Album:
    """Where pictures go, and how."""

    def __init__(self, world: World, folder: Path, scheme: str) -> None:
        self.world = world
        self._folder = folder
        self._scheme = scheme

    async def take(self, page: Page, name: str) -> None:
        """Take the window as it is."""
        await asyncio.sleep(REST_S)
        path = self._folder / f"{name}-{self._scheme}.png"
        await page.screenshot(path)
        print(path.name, flush=True)

    async def whole(self, page: Page, name: str) -> None:
        """Take a page from its top to its end, at each width."""
        for width in WIDTHS:
            await page.size(width, 800)
            await asyncio.sleep(REST_S)
            await page.size(width, min(HIGHEST, max(800, await page.eval(_HIGH))))
            await self.take(page, f"{name}-{width}")
        await page.size(1100, 800)

    # ---------------------------------------------------------------- the card

    async def cards(self) -> None:
        """The card and each of its ways out, over a wide chat and a narrow one."""
        for width, height in WINDOWS:
            async with chat(self.world) as page:
                await page.scheme(self._scheme)
                await page.size(width, height)
                await self._ways(page, str(width))

    async def _ways(self, page: Page, width: str) -> None:
        await self._begin(page, HARSH)
        await self.take(page, f"card-prompt-{width}")
        for button, name in ((AS_I, "reframe"), ("Truest line", "truest")):
            await self._open(page, button)
            await self.take(page, f"card-{name}-{width}")
            await press_on(page, "Back")
        await self._open(page, "Breathe")
        await asyncio.sleep(BREATH_S)
        await self.take(page, f"card-breathe-{width}")
        await press_on(page, "Skip")
        await press_on(page, "Why this?")
        await self.take(page, f"card-why-{width}")
        await press_on(page, "Keep unsent")
        await self.take(page, f"card-kept-{width}")
        for text, name in ((WALL, "feelings"), (TEARS, "tears")):
            await self._begin(page, text)
            await self._open(page, AS_I)
            await self.take(page, f"card-{name}-{width}")
        await self._begin(page, CARE)
        await self.take(page, f"card-care-{width}")
        await self._clear(page)

    @staticmethod
    async def _clear(page: Page) -> None:
        await page.press("Escape", "Control+a", "Delete")

    async def _begin(self, page: Page, text: str) -> None:
        await self._clear(page)
        await page.type(text)
        await asyncio.sleep(BREATH_S)
        if await card(page) is None:
            await page.press("Alt+b")
        await open_card(page)

    @staticmethod
    async def _open(page: Page, button: str) -> None:
        await press_on(page, button)
        await open_card(page)

    async def distance(self) -> None:
        """The card to somebody at a distance, and a card that asks before it sends."""
        async with Home.on(self.world) as home:
            site, since = f"127.0.0.1:{self.world.server.demo_port}", int(time.time() * 1000) - 12 * DAY_MS
            person = {"site": site, "conversation": "noor", "change": {"no_contact_since": since, "audience": "ex"}}
            await home.ask(kind="set-person", **person)
            await home.ask(kind="set-defaults", checks={"no-contact": "gate"})
            for width, height in WINDOWS:
                async with chat(self.world) as page:
                    await page.scheme(self._scheme)
                    await page.size(width, height)
                    await self._begin(page, "hey, how was your week?")
                    await self.take(page, f"card-distance-{width}")
                    await page.press("Enter")
                    await self.take(page, f"card-gate-{width}")
                    await self._clear(page)
            await home.ask(kind="set-defaults", checks={"no-contact": None})

    # ---------------------------------------------------------------- the popup

    async def popups(self) -> None:
        """The popup connected, with a letter whose day is over, snoozed, off, on another page, and alone."""
        async with chat(self.world) as page:
            await self._popup(page, "due")
            await self._popup(page, "connected", keep=True)
            site = f"127.0.0.1:{self.world.server.demo_port}"
            for name, do, undo in (
                ("snoozed", {"kind": "set-snooze", "minutes": 60}, {"kind": "set-snooze", "minutes": 0}),
                (
                    "off",
                    {"kind": "set-site", "change": {"site": site, "on": False}},
                    {"kind": "set-site", "change": {"site": site, "on": True}},
                ),
            ):
                await self._ask(do)
                await self._popup(page, name)
                await self._ask(undo)
            await page.open("about:blank")
            await self._popup(page, "elsewhere")
        await self._ask({"kind": "unpair"})
        await self._unconnected("Not paired yet", "unpaired")
        async with Home.on(self.world, "help", connected=False) as home:
            await home.ask(kind="start")
            await home.standing("Connected")

    async def _ask(self, message: dict[str, Any]) -> None:
        async with Home.on(self.world) as home:
            await home.ask(**message)

    async def _popup(self, page: Page, name: str, keep: bool = False) -> None:
        async with Popup.on(self.world, page) as popup:
            await popup.page.scheme(self._scheme)
            await popup.page.size(360, 600)
            await asyncio.sleep(REST_S)
            if keep:
                await popup.page.eval("() => document.querySelector('.keep button').click()")
            await self._of_popup(popup.page, name)

    async def _of_popup(self, page: Page, name: str) -> None:
        await page.size(360, 600)
        _, height = await page.eval(_BODY)
        await page.size(360, min(600, int(height)))
        await self.take(page, f"popup-{name}")
        if await page.eval(
            "() => { const m = document.querySelector('main'); return m.scrollHeight > m.clientHeight; }"
        ):
            await page.eval("() => { document.body.style.maxHeight = 'none'; }")
            await page.size(360, min(HIGHEST, int((await page.eval(_BODY))[1])))
            await self.take(page, f"popup-{name}-whole")

    async def _unconnected(self, standing: str, name: str) -> None:
        page = await self.world.browser.new_page()
        await page.open(f"{self.world.browser.extension_origin}/popup.html")
        await page.scheme(self._scheme)
        said = "() => document.querySelector('.standing')?.textContent"
        await eventually(lambda: page.eval(said), lambda word: word == standing, 10)
        await self._of_popup(page, name)
        await page.close()

    async def alone(self) -> None:
        """Popup, first run and tabs with no server running."""
        await self.world.server.stop()
        try:
            await self._unconnected("Not connected", "alone")
            for tab in ("welcome", "letters", "people", "try"):
                async with Home.on(self.world, tab, connected=False) as home:
                    await home.page.scheme(self._scheme)
                    if tab != "welcome":
                        await home.standing("Not connected")
                    await self.whole(home.page, f"alone-{tab}")
        finally:
            await start_again(self.world)

    # ---------------------------------------------------------------- the home page

    async def home(self, name: str) -> None:
        """Every tab as it is now."""
        for tab in TABS:
            async with Home.on(self.world, tab) as home:
                await home.page.scheme(self._scheme)
                await self.whole(home.page, f"{name}-{tab}")

    async def trying(self) -> None:
        """The box to try a text in, and the first run, with words in them."""
        for tab in ("try", "welcome"):
            async with Home.on(self.world, tab) as home:
                await home.page.scheme(self._scheme)
                await home.tab_to("Your words")
                await home.page.type(HARSH)
                await asyncio.sleep(1)
                await self.whole(home.page, f"words-{tab}")
                await home.page.press("Control+a", "Delete")
                await home.page.type(CARE)
                await asyncio.sleep(1)
                await self.whole(home.page, f"care-{tab}")

    async def letter(self) -> None:
        """A letter from being read back to being let go."""
        async with Home.on(self.world, f"letters/{READY}") as home:
            page = home.page
            await page.scheme(self._scheme)
            await home.reads("blue mug")
            await self.whole(page, "letter-1-read")
            await self._on(home, "I have read it", "letter-2-truest")
            await self._on(home, "Go on", "letter-3-aim")
            await self._on(home, "To hurt", "letter-4-hurt")
            await self._on(home, "Go on", "letter-5-decide")
            await self._on(home, "Write it by hand", "letter-6-by-hand")
            await self._printed(page)
            await self._on(home, "Let it go", "letter-7-sure")
        async with Home.on(self.world, f"letters/{KEPT}") as home:
            await home.page.scheme(self._scheme)
            await home.reads("frozen")
            await self.whole(home.page, "letter-8-kept")
            for _ in range(2):
                await home.tab_to("Let it go")
                await home.page.press("Enter")
            await home.reads("It is gone.")
            await asyncio.sleep(BREATH_S)
            await self.whole(home.page, "letter-9-farewell")

    async def _on(self, home: Home, button: str, name: str) -> None:
        await home.tab_to(button)
        await home.page.press("Enter")
        await self.whole(home.page, name)

    async def _printed(self, page: Page) -> None:
        await page.paper(True)
        await page.size(794, 1123)
        await self.take(page, "letter-print")
        await page.paper(False)

    async def asking(self) -> None:
        """Adding to a letter, and each thing that is asked for twice."""
        for tab, button in (
            ("letters", "Add to it"),
            ("people", "Forget this person"),
            ("privacy", "Erase everything"),
        ):
            async with Home.on(self.world, tab) as home:
                await home.page.scheme(self._scheme)
                await asyncio.sleep(REST_S)
                await self._on(home, button, f"asking-{tab}")


async def take(browser: str, folder: Path, only: str) -> None:
    """Take every picture."""
    with tempfile.TemporaryDirectory() as home:
        world = await World.start(browser, Path(home) / browser)
        try:
            await warm(world)
            for scheme in SCHEMES:
                album = Album(world, folder, scheme)
                parts: dict[str, Callable[[], Awaitable[None]]] = {
                    "empty": partial(album.home, "empty"),
                    "cards": album.cards,
                    "distance": album.distance,
                    "popups": album.popups,
                    "full": partial(album.home, "full"),
                    "asking": album.asking,
                    "trying": album.trying,
                    "letter": album.letter,
                    "alone": album.alone,
                }
                for name, part in parts.items():
                    if name == "popups":
                        furnish(world)
                    if only in ("", name):
                        await part()
                forget_all(world)
                async with Home.on(world) as page:
                    await page.ask(kind="erase-all")
        finally:
            await world.stop()


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where they go; outside the repository")
    parser.add_argument("--browser", choices=("chromium", "firefox"), default="chromium")
    parser.add_argument(
        "--only", default="", help="one part: empty, cards, distance, popups, full, asking, trying, letter, alone"
    )
    options = parser.parse_args()
    if ROOT in options.folder.resolve().parents:
        sys.exit("Choose a folder outside the repository: these pictures are to be looked at, not kept.")
    options.folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(take(options.browser, options.folder, options.only))


if __name__ == "__main__":
    main()
