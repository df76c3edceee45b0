"""An update of the extension while a page is open: the old copy takes everything back, the new one begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from tests.browser.chat import chat
from tests.browser.driver import SOON_S, eventually
from tests.browser.see import START_S, draft, marks, open_card, press_on
from tests.browser.world import BROWSERS, World

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

BLAME = "You never cared about me and you're a liar."


@pytest_asyncio.fixture(loop_scope="session", params=sorted(BROWSERS))
async def lone(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    """A world that no other test looks at: an update closes the extension's own pages."""
    made = await World.start(request.param, tmp_path)
    yield made
    await made.stop()


async def test_an_update_lets_go_and_begins_anew(lone: World) -> None:
    """The marks of before go with the copy that drew them; the new one marks the same draft, once, and answers."""
    async with chat(lone) as page:
        await page.type(BLAME)
        await eventually(lambda: marks(page), lambda found: len(found) == 2, START_S, "Marks")
        await lone.browser.update()
        await page.front()
        await eventually(lambda: marks(page), lambda found: len(found) == 2, START_S, "Marks after the update")
        await page.type(" You never listen.")
        await eventually(lambda: marks(page), lambda found: len(found) == 3, SOON_S, "Marks by the new copy alone")
        await open_card(page)
        await press_on(page, "It\N{RIGHT SINGLE QUOTATION MARK}s fine")
        assert await draft(page) == f"{BLAME} You never listen."
