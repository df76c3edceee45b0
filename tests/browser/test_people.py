"""People as a person tells of them: by keyboard alone, with the real server and its store."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from server.people import People, Person
from tests.browser.driver import SOON_S, eventually
from tests.browser.home import Home
from tests.browser.popup import Popup
from tests.browser.see import SILENCE_S, card, open_card
from tests.browser.shelf import kept
from tests.browser.test_letters import HARSH

if TYPE_CHECKING:
    from tests.browser.driver import Page
    from tests.browser.world import World

pytestmark = pytest.mark.usefixtures("nothing_kept")

REST_S = 3.0
"""So long a few words to somebody at a distance may rest before the card comes."""

_OPENED = """async () => {
    const { tabs } = globalThis.browser ?? chrome;
    const opened = (await tabs.query({})).find(({ url }) => url?.includes('home.html#people/'));
    if (!opened) return null;
    await tabs.remove(opened.id);
    return opened.url.split('#')[1];
}"""


def everybody(world: World) -> list[Person]:
    """What the store keeps of people."""
    with kept(world) as letters:
        return list(People(letters._store).all().values())


async def test_no_contact_meets_one_kind_sentence_and_a_letter(page: Page, world: World) -> None:
    """A draft there meets the day, a letter first; an errand does not; beginning again is not shamed."""
    await page.type(HARSH)
    await open_card(page)
    async with Home.on(world, "people") as home:
        await home.reads("127.0.0.1")
        await home.begin_distance()
        await home.tab_to("We were in touch: begin again")
        await home.page.press("Enter")
        await home.reads("One day at a time")
    await page.front()
    await page.click_on("[role=textbox]")
    await page.press("Control+a", "Backspace")
    await page.type("hey, how was your week")
    found = await open_card(page, REST_S + SOON_S)
    assert "Day 1" in found.text
    await page.press("Alt+b")
    assert (await open_card(page)).focused == "Keep unsent"
    await page.press("Escape", "Control+a", "Backspace")
    await page.type("Please leave the key with the neighbours")
    await eventually(lambda: card(page), lambda seen: seen is None, what="No card")


async def test_the_popup_leads_to_the_right_one(page: Page, neighbour: Page, world: World) -> None:
    """Where two have no name, one comes from the popup to the one who is on the page, and to their buttons."""
    for chat in (page, neighbour):
        await chat.front()
        await chat.type(HARSH)
        await open_card(chat)
    async with Popup.on(world, page) as popup:
        await popup.page.click_on(".whom .quiet")
        opened = await eventually(lambda: popup.page.eval(_OPENED), what="A tab with people")
    async with Home.on(world, opened) as home:
        await eventually(home.focused, lambda name: name == f"Somebody on 127.0.0.1:{world.server.demo_port}")
        assert "To find somebody here" in await home.text()
        assert await home.page.named("group", f"Somebody on 127.0.0.1:{world.server.demo_port}") == 1
        await home.begin_distance()
        await home.ask(kind="set-person", site="localhost:1", conversation="a", change={"asked": True})
        await home.ask(kind="set-person", site="localhost:1", conversation="b", change={"asked": True})
    async with Home.on(world, "people") as home:
        await home.reads("Somebody on localhost:1, number 1")
        await home.reads("Somebody on localhost:1, number 2")
    begun = {person.site for person in everybody(world) if person.since is not None}
    assert begun == {f"127.0.0.1:{world.server.demo_port}"}


async def test_a_name_and_who_it_is(page: Page, world: World) -> None:
    """Said on the page, kept by the store, and forgotten for good when asked twice."""
    await page.type(HARSH)
    await open_card(page)
    async with Home.on(world, "people") as home:
        await home.tab_to("A name that only you see")
        await home.page.type("The blue house")
        await home.tab_to("This is")
        await eventually(lambda: names(world), lambda found: found == ["The blue house"], SOON_S, "The name")
        await home.page.press("M", "y", " ", "e")
        await eventually(lambda: audiences(world), lambda found: found == ["ex"], SOON_S, "The audience")
        await home.tab_to("Forget this person")
        await home.page.press("Enter")
        await home.reads("The name, the days and the rest are deleted for good.")
        assert everybody(world)
        await home.tab_to("Forget")
        await home.page.press("Enter")
        await home.reads("Nobody yet.")
        assert everybody(world) == []


async def names(world: World) -> list[str | None]:
    """Give the names that are kept."""
    return [person.name for person in everybody(world)]


async def audiences(world: World) -> list[str]:
    """Give who people are said to be."""
    return [person.audience for person in everybody(world)]


async def test_shared_duties_are_exempt_by_one_switch(page: Page, world: World) -> None:
    """With it, words that would meet the day meet nothing; the days go on being counted; without it they do again."""
    await page.type(HARSH)
    await open_card(page)
    async with Home.on(world, "people") as home:
        await home.begin_distance()
        await home.tab_to("We share duties")
        await home.page.press("Space")
        await eventually(lambda: exempt(world), lambda found: found == [True], SOON_S, "The exemption")
        await page.front()
        await page.click_on("[role=textbox]")
        await page.press("Control+a", "Backspace")
        await page.type("hey, how was your week? ")
        await asyncio.sleep(REST_S + SILENCE_S)
        assert await card(page) is None
        await home.page.front()
        assert "days without contact" in await home.text()
        await home.page.press("Space")
        await eventually(lambda: exempt(world), lambda found: found == [False], SOON_S, "The end of the exemption")
    await page.front()
    await page.type("ok?")
    assert "Day 1" in (await open_card(page)).text


async def exempt(world: World) -> list[bool]:
    """Say who is exempt."""
    return [person.exempt for person in everybody(world)]
