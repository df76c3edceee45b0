"""The gate: one press is held back, the second sends, and without a server there is no gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from tests.browser.chat import start_again
from tests.browser.driver import SOON_S, eventually
from tests.browser.popup import Popup
from tests.browser.see import Box, Card, card, draft, marks, open_card, sent

if TYPE_CHECKING:
    from tests.browser.driver import Page
    from tests.browser.world import World

BLAME = "You never cared about me 😤\nand that is that."

NO_CARD = Card("", Box(0, 0, 0, 0), {}, None)

pytestmark = pytest.mark.usefixtures("fresh_settings")


@pytest_asyncio.fixture(loop_scope="session")
async def gated(world: World, page: Page) -> Page:
    """The practice chat, with blame set to ask before sending."""
    async with Popup.on(world, page) as popup:
        await popup.choose("blame", "gate")
    await page.front()
    return page


async def arrived(page: Page, before: list[str]) -> list[str]:
    """Wait for a message to arrive; give what is new."""
    now = await eventually(lambda: sent(page), lambda texts: len(texts) > len(before), SOON_S, "Sending")
    return now[len(before) :]


async def test_the_first_enter_asks_and_the_second_sends(gated: Page) -> None:
    """Enter once: nothing is sent and the card says so. Enter again: the very same text goes."""
    before = await sent(gated)
    await gated.type(BLAME)
    await eventually(lambda: marks(gated), within=SOON_S, what="Marks")
    await gated.press("Enter")
    shown = await open_card(gated)
    assert "Press Enter again" in shown.text
    assert (await sent(gated), await draft(gated)) == (before, BLAME)

    await gated.press("Enter")
    assert await arrived(gated, before) == [BLAME]
    assert await draft(gated) == ""


async def test_enter_right_after_the_last_key_asks_too(gated: Page) -> None:
    """A quick sender is asked as well: the press waits a moment for the answer.

    No longer than the promised moment, though. Where the machine was too busy for an answer, the message went, whole,
    and was not lost or doubled; then another is written.
    """

    async def stopped_or_sent() -> bool:
        return "Press Enter again" in ((await card(gated)) or NO_CARD).text or await sent(gated) != before

    for _ in range(10):
        before = await sent(gated)
        await gated.type(BLAME)
        await gated.press("Enter")
        await eventually(stopped_or_sent, what="A question or a message")
        if await sent(gated) == before:
            break
        assert (await arrived(gated, before), await draft(gated)) == ([BLAME], "")

    assert "Press Enter again" in (await open_card(gated)).text
    assert (await sent(gated), await draft(gated)) == (before, BLAME)


async def test_the_button_asks_once_as_well(gated: Page) -> None:
    """The first click on Send asks, the second sends."""
    before = await sent(gated)
    await gated.type(BLAME)
    await eventually(lambda: marks(gated), within=SOON_S, what="Marks")
    await gated.click_on("[aria-label=Send]")
    shown = await open_card(gated)
    assert "Press Send again" in shown.text
    assert (await sent(gated), await draft(gated)) == (before, BLAME)

    await gated.click_on("[aria-label=Send]")
    assert await arrived(gated, before) == [BLAME]


async def test_control_enter_asks_where_it_sends(gated: Page) -> None:
    """Ctrl+Enter is a press like any other here, and what asked once does not ask again at the button."""
    before = await sent(gated)
    await gated.type(BLAME)
    await eventually(lambda: marks(gated), within=SOON_S, what="Marks")
    await gated.press("Control+Enter")
    assert "Press Enter again" in (await open_card(gated)).text
    assert (await sent(gated), await draft(gated)) == (before, BLAME)

    await gated.click_on("[aria-label=Send]")
    assert await arrived(gated, before) == [BLAME]


async def test_enter_in_a_list_of_suggestions_is_not_for_the_gate(gated: Page) -> None:
    """While a list of mentions or emoji is open, Enter belongs to it."""
    before = await sent(gated)
    await gated.type(BLAME)
    await eventually(lambda: marks(gated), within=SOON_S, what="Marks")
    await gated.eval("() => document.querySelector('[role=textbox]').setAttribute('aria-expanded', 'true')")
    await gated.press("Enter")

    assert await arrived(gated, before) == [BLAME]


async def test_enter_that_takes_a_suggestion_is_the_input_methods(gated: Page) -> None:
    """Enter within a composition sends nothing anywhere, so it is not asked about; the Enter after it is."""
    before = await sent(gated)
    await gated.type(BLAME)
    await eventually(lambda: marks(gated), within=SOON_S, what="Marks")
    await gated.eval(
        "() => addEventListener('keydown', e => { globalThis.composed = [e.isComposing, e.defaultPrevented]; })"
    )
    await gated.take_suggestion("日本")
    assert await gated.eval("() => composed") == [True, False]
    assert await sent(gated) == before
    assert "Press Enter again" not in ((await card(gated)) or NO_CARD).text
    await gated.press("Enter")
    assert "Press Enter again" in (await open_card(gated)).text
    assert (await sent(gated), await draft(gated)) == (before, f"{BLAME}日本")


async def test_an_innocent_message_goes_at_once(gated: Page) -> None:
    """The gate holds nothing back that it has no question about."""
    before = await sent(gated)
    await gated.type("See you at eight")
    await gated.press("Enter")

    assert await arrived(gated, before) == ["See you at eight"]


async def test_it_fails_open(world: World, gated: Page) -> None:
    """Without a server, the first Enter sends."""
    before = await sent(gated)
    await world.server.stop()
    try:
        await gated.type(BLAME)
        await gated.press("Enter")
        assert await arrived(gated, before) == [BLAME]
    finally:
        await start_again(world)
