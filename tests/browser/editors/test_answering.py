"""The gate and the card's buttons, with every editor: asked once, and what was selected stays selected."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from tests.browser.driver import SOON_S, eventually
from tests.browser.see import open_card

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.browser.editors.seat import Seat

ANSWER_S = 0.3
BLAME = "You never cared about me."
FINE = "It\N{RIGHT SINGLE QUOTATION MARK}s fine"


@pytest_asyncio.fixture(loop_scope="session")
async def asking(seat: Seat) -> AsyncIterator[Seat]:
    """The page on a site where blame asks before sending."""
    await seat.backroom.let(seat.site, "blame", "gate")
    yield seat
    await seat.backroom.forget()


async def gone(seat: Seat) -> None:
    """Wait for the card to close."""
    await eventually(seat.card, lambda card: card is None, SOON_S, "The card's closing")


async def written(seat: Seat) -> None:
    """Write, and wait for the answer about the last letter: a press before it waits a moment and then goes through."""
    await seat.backroom.all_heard()
    await seat.type(BLAME)
    await seat.backroom.hears(BLAME)
    await seat.marked(1)
    await asyncio.sleep(ANSWER_S)


async def selecting(seat: Seat, count: int) -> list[Any]:
    """Wait until this many characters are selected: some editors hear late of it."""
    what = f"A selection of {count} characters"
    return await eventually(seat.selection, lambda now: None not in now and now[2] - now[1] == count, SOON_S, what)


async def test_sending_is_asked_about_once(asking: Seat) -> None:
    """The first press of Enter, or of the send button, is stopped; the second sends the very same text."""
    seat = asking
    before = await seat.sent()
    await written(seat)
    await seat.press("Shift+ArrowLeft", "Shift+ArrowLeft")
    selected = await selecting(seat, 2)
    await seat.press("Enter")
    card = await open_card(seat.where)
    assert "Press Enter again" in card.text
    assert (await seat.sent(), await seat.text(), await seat.selection()) == (before, BLAME, selected)
    await seat.choose("Why this?")
    assert (await seat.text(), await seat.selection()) == (BLAME, selected)
    await seat.press("Enter")
    await eventually(seat.sent, lambda sent: sent == [*before, BLAME], SOON_S, "Sending by Enter")
    await gone(seat)

    if not seat.replica.button:
        return
    await written(seat)
    await seat.send()
    card = await open_card(seat.where)
    assert "Press Send again" in card.text
    assert (await seat.sent(), await seat.text()) == ([*before, BLAME], BLAME)
    await seat.send()
    await eventually(seat.sent, lambda sent: sent == [*before, BLAME, BLAME], SOON_S, "Sending by the button")
    await seat.click()


@pytest.mark.soak
async def test_every_way_out_keeps_the_selection(seat: Seat) -> None:
    """Fine, close, not here and snooze do what they say, and the text and what is selected in it stay as they were."""
    try:
        for way, stays in (("Close", 1), (FINE, 0), ("Not here", 0), ("Snooze an hour", 0)):
            await seat.type(BLAME)
            await seat.marked(1)
            await seat.press("Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft")
            selected = await selecting(seat, 3)
            await seat.opened()
            await seat.choose(way)
            await gone(seat)
            await eventually(seat.selection, selected.__eq__, SOON_S, f"The selection after {way}")
            await seat.marked(stays)
            assert await seat.text() == BLAME
            if way in {"Not here", "Snooze an hour"}:
                await seat.backroom.forget()
            await seat.press("Control+a", "Delete")
            await seat.ask("write('')")
            await seat.marked(0)
    finally:
        await seat.backroom.forget()
