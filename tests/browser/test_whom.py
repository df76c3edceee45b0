"""Whom a draft is to, and how often the card comes by itself."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from tests.browser.driver import SOON_S, eventually
from tests.browser.popup import Popup
from tests.browser.see import SILENCE_S, card, marks, open_card, press_on

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.browser.driver import Page
    from tests.browser.world import World

HARSH = "You never cared about me and you're a liar."
YOUNG_S = 2.0
"""For so long a draft is left in peace."""

_FORGET = """async site => {
    const { runtime } = globalThis.browser ?? chrome;
    const { id } = await runtime.sendMessage({ kind: 'set-person', site, conversation: 'noor', change: {} });
    await runtime.sendMessage({ kind: 'forget-person', id });
    const { ask } = await runtime.sendMessage({ kind: 'set-person', site, conversation: 'noor', change: {} });
    return ask;
}"""

_CAPS = """async caps => {
    const { runtime } = globalThis.browser ?? chrome;
    return (await runtime.sendMessage({ kind: 'set-caps', caps })).settings.caps;
}"""

_CHOSEN = "() => document.querySelector('.whom :checked')?.value ?? null"

pytestmark = pytest.mark.usefixtures("fresh_settings")


@pytest_asyncio.fixture(loop_scope="session")
async def office(world: World) -> AsyncIterator[Page]:
    """A page of the extension's own, from which its background can be asked."""
    tab = await world.browser.new_page()
    await tab.open(f"{world.browser.extension_origin}/popup.html")
    yield tab
    await tab.close()


@pytest_asyncio.fixture(loop_scope="session")
async def stranger(world: World, office: Page, page: Page) -> AsyncIterator[Page]:
    """The practice chat with somebody of whom nothing was said."""
    site = f"127.0.0.1:{world.server.demo_port}"
    assert await office.eval(_FORGET, site) is True
    await page.front()
    yield page
    await office.eval(_FORGET, site)


async def chosen(popup: Popup) -> str | None:
    """Say which audience the popup shows as chosen."""
    value: str | None = await popup.page.eval(_CHOSEN)
    return value


async def test_the_card_asks_once_and_the_popup_knows(world: World, stranger: Page) -> None:
    """One tap on the card says it; no further draft asks; the popup shows it, changes it and forgets it."""
    await stranger.type(HARSH)
    assert "Who is this to?" in (await open_card(stranger)).text
    await press_on(stranger, "My ex")
    await eventually(
        lambda: card(stranger), lambda seen: bool(seen and "Noted" in seen.text), SOON_S, "A word of thanks"
    )
    await stranger.press("!", "Enter")
    await stranger.type(HARSH)
    assert "Who is this to?" not in (await open_card(stranger)).text

    async with Popup.on(world, stranger) as popup:
        await eventually(lambda: chosen(popup), lambda value: value == "ex", SOON_S, "The audience")
        await popup.page.click_on(".whom label:nth-child(2)")
        await popup.saved()
        assert await chosen(popup) == "partner"
        await popup.page.click_on(".whom .quiet:last-child")
        await eventually(lambda: chosen(popup), lambda value: value is None, SOON_S, "Forgetting")


async def test_asking_is_enough(stranger: Page) -> None:
    """Who does not answer is not asked again."""
    await stranger.type(HARSH)
    assert "Who is this to?" in (await open_card(stranger)).text
    await stranger.press("Escape", "!", "Enter")
    await stranger.type(HARSH)

    assert "Who is this to?" not in (await open_card(stranger)).text


async def test_a_young_draft_is_left_in_peace(page: Page) -> None:
    """However fast the words come, the card does not come in the draft's first two seconds."""
    began = time.monotonic()
    await page.type(HARSH)
    await eventually(lambda: card(page), within=SOON_S, what="The card", timed=True)

    assert time.monotonic() - began >= YOUNG_S


async def test_no_more_cards_than_were_chosen(page: Page, office: Page) -> None:
    """With no card left for the day, the marks stay and Alt+B still opens it; with the usual number it comes again."""
    assert await office.eval(_CAPS, {"day": 0}) == {"conversation": None, "day": 0}
    try:
        await page.front()
        await page.type(HARSH)
        await eventually(lambda: marks(page), within=SOON_S, what="Marks")
        await asyncio.sleep(YOUNG_S + SILENCE_S)
        assert await card(page) is None
        await page.press("Alt+b")
        await open_card(page)
        await page.press("Escape")
    finally:
        assert await office.eval(_CAPS, {"day": None}) == {"conversation": None, "day": None}
    await page.front()
    await page.press("Enter")
    await page.type(HARSH)
    await open_card(page)
