"""Take the pictures in docs/images: the practice chat, the card, the popup, letters and people, in light and dark.

Real Chromium, real server, real extension: `make screenshots` after anything visible has changed, and look at them.
`--browser firefox --to FOLDER` takes the same ones in Firefox, to compare.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from server.probe import DEMO_PORT
from tests.browser.chat import warm
from tests.browser.driver import eventually
from tests.browser.home import Home
from tests.browser.looks import SCHEMES
from tests.browser.popup import Popup
from tests.browser.see import box_of, marks, open_card
from tests.browser.shelf import forget_all, furnish
from tests.browser.world import ROOT, World

if TYPE_CHECKING:
    from tests.browser.driver import Page

DRAFT = "You never cared about me and you're a liar. Do what you want, I'm done asking."
LIMIT = 300_000
"""Pictures are for a README: none may be larger, in bytes."""

MARGIN = 24
WINDOW = (980, 700)

_SHOW = "() => document.querySelector('.distance.kept')?.scrollIntoView({ block: 'center' })"


async def chat(page: Page, scheme: str, folder: Path) -> list[Path]:
    """Take the practice chat with marks and card, whole and close by."""
    await page.scheme(scheme)
    await page.type(DRAFT)
    card = (await open_card(page)).box
    await eventually(lambda: marks(page), what="Marks")
    field, send = await box_of(page, ".composer"), await box_of(page, ".send")
    whole, close = folder / f"demo-{scheme}.png", folder / f"card-{scheme}.png"
    await page.screenshot(whole)
    left, top = min(card.left, field.left) - MARGIN, card.top - MARGIN
    right, bottom = max(card.right, send.right) + MARGIN, max(card.bottom, field.bottom) + MARGIN
    await page.screenshot(close, (left, top, right - left, bottom - top))
    return [whole, close]


async def popup(world: World, page: Page, scheme: str, folder: Path) -> Path:
    """Take the popup as it stands over the practice chat."""
    async with Popup.on(world, page) as opened:
        await opened.page.scheme(scheme)
        await opened.page.size(*(await size_of(opened.page)))
        await opened.step("blame")
        path = folder / f"popup-{scheme}.png"
        await opened.page.screenshot(path)
        return path


async def home_page(world: World, scheme: str, folder: Path) -> list[Path]:
    """Take letters and people as they look after a month of use."""
    furnish(world)
    taken = []
    for tab in ("letters", "people"):
        async with Home.on(world, tab) as opened:
            await opened.page.scheme(scheme)
            await opened.page.size(*WINDOW)
            await opened.reads("days without contact" if tab == "people" else "To S.")
            await opened.page.eval(_SHOW)
            path = folder / f"{tab}-{scheme}.png"
            await opened.page.screenshot(path)
            taken.append(path)
    forget_all(world)
    return taken


async def size_of(page: Page) -> tuple[int, int]:
    """Give the size that the browser would give the popup."""
    width, height = await page.eval("() => { const b = document.body; return [b.offsetWidth, b.offsetHeight]; }")
    return int(width), min(int(height), 600)


async def take(browser: str, folder: Path) -> None:
    """Take every picture."""
    with tempfile.TemporaryDirectory() as home:
        world = await World.start(browser, Path(home) / browser, scale=2, demo_port=DEMO_PORT)
        try:
            await warm(world)
            for scheme in SCHEMES:
                page = await world.browser.new_page()
                await page.size(840, 640)
                await page.open(world.server.demo())
                await page.click_on("[role=textbox]")
                taken = [*await chat(page, scheme, folder), await popup(world, page, scheme, folder)]
                taken += await home_page(world, scheme, folder)
                await page.close()
                for path in taken:
                    print(f"{path.stat().st_size:>8,} bytes  {path}")
        finally:
            await world.stop()


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--browser", choices=("chromium", "firefox"), default="chromium")
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "images", metavar="FOLDER")
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    asyncio.run(asyncio.wait_for(take(options.browser, options.to), 400))
    large = [path.name for path in options.to.glob("*.png") if path.stat().st_size > LIMIT]
    if large:
        sys.exit(f"Larger than {LIMIT:,} bytes: {', '.join(large)}. Crop or simplify.")


if __name__ == "__main__":
    main()
