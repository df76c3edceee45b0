"""Choosing for a site, and how the connection stands."""

from __future__ import annotations

import asyncio
import functools
import time
from typing import TYPE_CHECKING

import pytest

from server import pairing
from server.store import Store
from tests.browser.chat import start_again
from tests.browser.driver import SOON_S, eventually
from tests.browser.places import Ear, Squatter
from tests.browser.popup import Popup
from tests.browser.see import (
    SILENCE_S,
    START_S,
    card,
    draft,
    marks,
    open_card,
    press_on,
    sent,
)
from tests.server.test_privacy import canary, traces

if TYPE_CHECKING:
    from tests.browser.driver import Page
    from tests.browser.world import World

BLAME = "You never cared about me."

pytestmark = pytest.mark.usefixtures("fresh_settings")


async def marked(page: Page) -> set[str]:
    """Give the checks that are underlined."""
    return {mark.check for mark in await marks(page)}


async def stays_silent(page: Page) -> None:
    """Wait long enough for an answer, and see that nothing is shown."""
    await asyncio.sleep(SILENCE_S)
    assert (await marks(page), await card(page)) == ([], None)


async def test_a_check_off_here_is_off_only_here(world: World, page: Page, neighbour: Page) -> None:
    """Blame switched off for one site loses its marks there at once, and keeps them on the other."""
    for tab in (page, neighbour):
        await tab.front()
        await tab.type(BLAME)
        await eventually(functools.partial(marked, tab), lambda found: found == {"blame"}, SOON_S, "Marks on both")
    async with Popup.on(world, page) as popup:
        await popup.choose("blame", "off")
    await page.front()
    await eventually(lambda: marked(page), lambda found: found == set(), SOON_S, "The marks' end")
    await page.type(" You never listen.")

    await stays_silent(page)
    await neighbour.front()
    await neighbour.type(" You never listen.")
    await eventually(lambda: marked(neighbour), lambda found: found == {"blame"}, SOON_S, "Marks on the other site")


async def test_a_site_that_is_off_sends_nothing(world: World, page: Page, neighbour: Page) -> None:
    """With an ear in the server's place: not one connection for a whole draft; on the other site there are some."""
    async with Popup.on(world, page) as popup:
        await popup.switch()
        assert "Off." in await popup.text()
    await asyncio.sleep(SILENCE_S)  # what the popup asked last, as it does twice a second, is answered by now
    await world.server.stop()
    try:
        async with Ear.on(world.server.port) as ear:
            await page.front()
            await page.type(BLAME)
            await stays_silent(page)
            heard_off = ear.heard
            await neighbour.front()
            await neighbour.type(BLAME)
            await eventually(ear.count, within=SOON_S, what="A request from the site that is on")
    finally:
        await start_again(world)

    assert heard_off == 0
    assert await draft(page) == BLAME


async def test_stopping_and_starting_the_server(world: World, page: Page) -> None:
    """The popup says so within two seconds, typing is unharmed, and all is well again without a hand being lifted."""
    async with Popup.on(world, page) as popup:
        stopped = time.monotonic()
        await world.server.stop()
        try:
            stopped = time.monotonic()
            await eventually(
                popup.standing, lambda standing: standing == "Not connected", 2, "“Not connected”", timed=True
            )
            assert time.monotonic() - stopped < 2
            await page.front()
            before = len(await sent(page))
            await page.type(f"{BLAME}\nStill here.")
            await stays_silent(page)
            await page.press("Enter")
            assert (await sent(page))[before:] == [f"{BLAME}\nStill here."]
            await page.type(BLAME)
        finally:
            await world.server.start()
        await popup.page.front()
        await eventually(popup.standing, lambda standing: standing == "Connected", START_S, "“Connected”")
        await page.front()
        await eventually(lambda: marked(page), lambda found: found == {"blame"}, START_S, "Marks for the draft")


async def test_a_frozen_server_is_told_and_harms_nothing(world: World, page: Page) -> None:
    """Its port is open and nobody answers: the popup says so within two seconds, and the message goes all the same."""
    async with Popup.on(world, page) as popup:
        for wait in (0.0, 0.4, 0.8):  # wherever in its round of looking the popup is
            await asyncio.sleep(wait)
            frozen = time.monotonic()
            world.server.freeze()
            try:
                await eventually(
                    popup.standing, lambda standing: standing == "Not connected", 4, "“Not connected”", timed=True
                )
                assert time.monotonic() - frozen < 2
                if not wait:
                    await page.front()
                    before = len(await sent(page))
                    await page.type(f"{BLAME}\nStill here.")
                    await page.press("Enter")
                    assert (await sent(page))[before:] == [f"{BLAME}\nStill here."]
                    await popup.page.front()
            finally:
                world.server.thaw()
            await eventually(popup.standing, lambda standing: standing == "Connected", START_S, "“Connected”")
    await page.front()
    await page.type(BLAME)
    await eventually(lambda: marked(page), lambda found: found == {"blame"}, START_S, "Marks for the next draft")


async def test_a_squatter_is_told_and_learns_nothing(world: World, page: Page) -> None:
    """Another program on the port at once: “Not connected” within two seconds, and no draft in what it was sent."""
    words = canary()
    async with Popup.on(world, page) as popup:
        await world.server.stop()
        try:
            async with Squatter.on(world.server.port) as squatter:
                squatting = time.monotonic()
                await eventually(
                    popup.standing, lambda standing: standing == "Not connected", 4, "“Not connected”", timed=True
                )
                assert time.monotonic() - squatting < 2
                await page.front()
                await page.type(f"{BLAME} {words}")
                await stays_silent(page)
                await eventually(squatter.asked, what="What the squatter was sent")
                seen = squatter.seen
        finally:
            await start_again(world)
    assert b"POST /v1/" in seen
    assert traces([words, BLAME, *secrets_of(world)], seen) == []


def secrets_of(world: World) -> list[str]:
    """What the pairings are made of, as text."""
    store = Store.open(world.home / "breather")
    secrets = [found.secret.hex() for found in pairing.load(store)]
    store.close()
    assert secrets
    return secrets


async def test_choices_survive_a_restart(world: World, page: Page) -> None:
    """After a restart, with nothing opened or pressed, drafts are looked at again and what was off is still off."""
    async with Popup.on(world, page) as popup:
        await popup.choose("blame", "off")
    await page.front()
    await world.server.stop()
    await page.type("Hello.")
    await stays_silent(page)
    await world.server.start()
    await page.type(f" {BLAME} You stupid idiot.")
    await eventually(lambda: marked(page), lambda found: found == {"insult"}, START_S, "Marks after the restart")
    async with Popup.on(world, page) as popup:
        assert await popup.step("blame") == "off"


async def test_not_here_turns_the_check_off_on_this_site(world: World, page: Page, neighbour: Page) -> None:
    """The card's "Not here" is the popup's switch; other sites keep theirs."""
    await page.front()
    await page.type(BLAME)
    await press_on(page, "Not here")
    await page.type(" You never listen.")
    await stays_silent(page)
    async with Popup.on(world, page) as popup:
        assert await popup.step("blame") == "off"
    await neighbour.front()
    await neighbour.type(BLAME)
    await open_card(neighbour)


async def test_snooze_is_quiet_everywhere_until_woken(world: World, page: Page, neighbour: Page) -> None:
    """The card's "Snooze an hour" silences every site, and waking in the popup ends it."""
    await page.front()
    await page.type(BLAME)
    await press_on(page, "Snooze an hour")
    await neighbour.front()
    await neighbour.type(BLAME)
    await stays_silent(neighbour)
    await stays_silent(page)
    async with Popup.on(world, page) as popup:
        assert "Snoozed until" in await popup.text()
        await popup.page.click_on(".snooze button")
        await popup.saved()
    await page.front()
    await eventually(lambda: marked(page), lambda found: found == {"blame"}, SOON_S, "Marks after waking")
