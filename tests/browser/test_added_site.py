"""A site that the person adds: Breather begins on its open pages at once, and is gone as soon as it is taken back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest_asyncio

from tests.browser.driver import SOON_S, eventually
from tests.browser.popup import Popup
from tests.browser.replicas import served
from tests.browser.see import SILENCE_S, draft, marks

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.browser.driver import Page
    from tests.browser.world import World

HARSH = "You never cared about me and you're a liar."
SITE = "letters.example"


@pytest_asyncio.fixture(loop_scope="session")
async def elsewhere(world: World, tmp_path: Path) -> AsyncIterator[Page]:
    """A page of a site that Breather does not come with, and that somebody writes in."""
    tab = await world.browser.new_page()
    async with served(tmp_path) as places:
        await tab.open(f"https://{SITE}:{places.secure}/off/textarea/")
        await tab.click_on("textarea")
        yield tab
    await tab.close()


async def test_it_is_added_and_taken_back(world: World, elsewhere: Page) -> None:
    """Without a reload either way, and the draft stays what it is."""
    await elsewhere.type(HARSH)
    await asyncio.sleep(SILENCE_S)
    assert await marks(elsewhere) == []
    await world.browser.grant(f"https://{SITE}/*")
    await elsewhere.front()
    await eventually(lambda: marks(elsewhere), lambda found: len(found) == 2, SOON_S, "Marks on the added site")
    async with Popup.on(world, elsewhere) as popup:
        assert SITE in await popup.text()
        await popup.page.click_on(".site button.quiet")
        await eventually(popup.text, lambda text: SITE not in text, SOON_S, "The site's end in the popup")
    await elsewhere.front()
    await eventually(lambda: marks(elsewhere), lambda found: found == [], SOON_S, "The marks' end")
    await elsewhere.type(" You never listen.")
    await asyncio.sleep(SILENCE_S)
    assert await marks(elsewhere) == []
    assert await draft(elsewhere) == f"{HARSH} You never listen."
