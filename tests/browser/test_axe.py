"""Nobody is shut out: axe finds nothing to complain of in the card, the popup, or any tab of the home page."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.driver import eventually
from tests.browser.home import Home
from tests.browser.places import serve
from tests.browser.popup import Popup
from tests.browser.replicas import BUILT
from tests.browser.screens import card_screens
from tests.browser.see import open_card

if TYPE_CHECKING:
    from tests.browser.driver import Page
    from tests.browser.world import World

SETTLE_S = 1.0
"""Unfolded, the card finds its place anew."""

HARSH = "You never cared about me and you're a liar."

_RUN = """async () => {
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`);
}"""

_FILLED = "() => (document.querySelector('[role=tabpanel]')?.innerText ?? '') !== ''"

# The card as it stands, for a page of its own: axe cannot look into a closed root, nor read generated content.
_CARD = """roots => {
    for (const root of roots) {
        const card = root.querySelector('.card:popover-open')?.cloneNode(true);
        if (!card) continue;
        for (const words of card.querySelectorAll('[data-words]')) {
            words.textContent = words.dataset.words;
            words.removeAttribute('data-words');
        }
        return [root.querySelector('style').textContent, card.outerHTML];
    }
}"""

_STAND = """([style, markup]) => {
    const host = document.querySelector('main').appendChild(document.createElement('div'));
    const root = host.attachShadow({ mode: 'open' });
    root.innerHTML = `<style>${style}</style>${markup}`;
    const card = root.querySelector('.card');
    Object.assign(card.style, { left: '40px', top: '40px' });
    card.classList.remove('entering');
    card.showPopover();
}"""

PLAIN = "<!doctype html><html lang=en><meta charset=utf-8><title>A card</title><main><h1>A card</h1></main>"


async def complaints(page: Page) -> Any:
    """Run axe on all that a page shows."""
    await page.eval(f"() => {{ {(BUILT / 'axe.js').read_text()} }}")
    return await page.eval(_RUN)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_popup_shuts_nobody_out(world: World, page: Page, scheme: str) -> None:
    """Every check's choice, the switch and the connection, in both schemes."""
    async with Popup.on(world, page) as popup:
        await popup.page.scheme(scheme)
        await popup.step("blame")
        found = await complaints(popup.page)
        await popup.page.scheme("light")
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_home_page_shuts_nobody_out(world: World, scheme: str) -> None:
    """Each of its tabs, in both schemes."""
    found: dict[str, Any] = {}
    async with Home.on(world) as home:
        await home.page.scheme(scheme)
        tabs = await home.page.eval("() => [...document.querySelectorAll('[role=tab]')].map(tab => tab.id)")
        for tab in tabs:
            await home.page.eval("id => document.getElementById(id).click()", tab)
            await eventually(lambda: home.page.eval(_FILLED), what=f"The tab {tab}")
            found[tab] = await complaints(home.page)
        await home.page.scheme("light")
    assert len(found) > 1
    assert [wrong for wrong in found.items() if wrong[1]] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_card_shuts_nobody_out(world: World, page: Page, scheme: str) -> None:
    """The card with its reasons unfolded, in both schemes."""
    await page.scheme(scheme)
    await page.type(HARSH)
    shown = await open_card(page)
    await page.click(*shown.buttons["Why this?"].middle)
    await asyncio.sleep(SETTLE_S)
    card = await page.inside(_CARD)
    await page.scheme("light")
    assert await complaints_of(world, card) == [[]]


@pytest.mark.usefixtures("nothing_kept")
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_ways_out_shut_nobody_out(world: World, page: Page, scheme: str) -> None:
    """Each of them as the card shows it, and what it says once a draft is kept."""
    await page.scheme(scheme)
    await page.type("You never listen to me. I felt so alone at the table on Sunday.")
    names, cards = [], []
    async for name in card_screens(page):
        names.append(name)
        cards.append(await page.inside(_CARD))
    await page.scheme("light")
    assert len(names) == 5
    found = await complaints_of(world, *cards)
    assert [wrong for wrong in zip(names, found, strict=True) if wrong[1]] == []


async def complaints_of(world: World, *cards: Any) -> list[Any]:
    """Run axe on cards as they stood, each on a page of its own."""
    found = []
    stand = await world.browser.new_page()
    async with serve({"/": PLAIN}) as address:
        for card in cards:
            await stand.open(address)
            await stand.eval(_STAND, card)
            found.append(await complaints(stand))
    await stand.close()
    return found
