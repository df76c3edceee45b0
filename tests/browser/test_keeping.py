"""Keeping a draft when something stands in the way: a full disk, a slow machine; and what of it is counted."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.browser.disk import small_disk
from tests.browser.driver import SOON_S, eventually
from tests.browser.home import Home
from tests.browser.see import SILENCE_S, card, draft, open_card
from tests.browser.shelf import texts
from tests.browser.test_letters import HARSH, into_card, reads, to_button
from tests.server.alone import needs_namespaces

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.driver import Page
    from tests.browser.world import World

pytestmark = pytest.mark.usefixtures("nothing_kept")

LETTER = "I miss the sound of the kettle."
REST_S = 3.0
"""So long a few words to somebody at a distance may rest before the card comes."""

_FIELD = "() => document.querySelector('.write textarea').value"


@needs_namespaces
async def test_a_full_disk_says_so_and_the_text_stays(world: World, tmp_path: Path) -> None:
    """On the card and at home: not kept, why, what to do; every word where it was; with room again it is one letter."""
    page = await world.browser.new_page()
    async with small_disk(world, tmp_path) as disk:
        await page.open(world.server.demo())
        await page.click_on("[role=textbox]")
        await page.type(HARSH)
        await open_card(page)
        await disk.fill()
        await into_card(page, "Keep unsent")
        await page.press("Enter")
        said = (await reads(page, "Not kept")).text
        assert "The disk is full. Make room on it and try again." in said
        assert "Your text is still here." in said
        assert await draft(page) == HARSH
        async with Home.on(world, "letters") as home:
            await home.tab_to("Write a letter that nobody gets")
            await home.page.type(LETTER)
            await home.tab_to("Keep it for a day")
            await home.page.press("Enter")
            await home.reads("The disk is full. Make room on it and try again.")
            assert await home.page.eval(_FIELD) == LETTER
            await disk.empty()
            await home.page.press("Enter")
            await home.reads("Rests until")
            assert await home.page.eval(_FIELD) == ""
            await page.front()
            await to_button(page, "Back")
            await page.press("Enter")
            await to_button(page, "Keep unsent")
            await page.press("Enter")
            await reads(page, "Kept, not sent")
            listed = await home.ask(kind="ledger", verb="/v1/letters/list", body={})
            kept = listed["result"]["letters"]
            assert sorted(letter["words"] for letter in kept) == sorted([len(HARSH.split()), len(LETTER.split())])
    await page.close()


async def test_words_that_go_on_while_a_draft_is_kept(page: Page, world: World) -> None:
    """The letter holds what was there when it was kept; the rest stays in the composer, unselected, and is told of."""
    await page.type(HARSH)
    await into_card(page, "Keep unsent")
    with world.server.frozen():
        await page.press("Enter")
        await page.click_on("[role=textbox]")
        await page.press("End")
        await page.type(" And yet.")
    said = await reads(page, "Kept, not sent")
    assert "What you have written since is not in it, and is still here." in said.text
    assert texts(world) == [HARSH]
    await page.press("!")
    assert await draft(page) == f"{HARSH} And yet.!"


async def test_what_is_kept_is_counted(page: Page, world: World) -> None:
    """One card shown and one draft kept unsent, by the counts that were asked for; erased, nothing is left."""
    async with Home.on(world, "tally") as home:
        await home.count_from_now()
        await page.front()
        await page.type(HARSH)
        await into_card(page, "Keep unsent")
        await page.press("Enter")
        await reads(page, "Kept, not sent")
        await page.press("Delete")
        await home.page.front()

        async def counts() -> list[list[int]]:
            days = (await home.ask(kind="tally"))["days"]
            return [[day[event] for event in ("shown", "edited", "kept", "sent")] for day in days]

        await eventually(counts, lambda found: found == [[1, 0, 1, 0]], SOON_S, "One kept")
        row = "() => [...document.querySelectorAll('.days tbody td')].map(cell => cell.innerText.trim())"
        await eventually(lambda: home.page.eval(row), lambda cells: cells == ["1", "0", "1", "0"], SOON_S, "The row")
        await home.ask(kind="erase-all")


async def test_an_errand_may_begin_slowly(page: Page, world: World) -> None:
    """Its first words, resting, meet no card, and neither does the whole; words that stay as they are meet it."""
    await page.type(HARSH)
    await open_card(page)
    async with Home.on(world, "people") as home:
        await home.begin_distance()
    await page.front()
    await page.click_on("[role=textbox]")
    await page.press("Control+a", "Backspace")
    for words in ("Please leave", " the", " key with the neighbours"):
        await page.type(words)
        await asyncio.sleep(SILENCE_S)
        assert await card(page) is None
    await asyncio.sleep(REST_S)
    assert await card(page) is None
    await page.press("Control+a", "Backspace")
    await page.type("thinking of you")
    await asyncio.sleep(SILENCE_S)
    assert await card(page) is None
    assert "Day 1" in (await open_card(page)).text
