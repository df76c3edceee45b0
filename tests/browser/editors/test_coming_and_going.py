"""Conversations change, composers go and come back, sites rebuild their pages: Breather lets go and begins again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.driver import SOON_S, eventually
from tests.browser.editors.test_words import HARSH, LIAR, NEVER

if TYPE_CHECKING:
    from tests.browser.editors.seat import Seat

# What of ours is left to be seen, in the page or in its frame.
_LEFT = "roots => roots.flatMap(root => [...root.querySelectorAll('.mark, :popover-open')]).length"


async def nothing_left(seat: Seat) -> None:
    """Wait until no mark, no layer and no card is shown."""
    await eventually(lambda: seat.tab.inside(_LEFT), lambda left: left == 0, SOON_S, "An end of marks and card")


@pytest.mark.soak
async def test_another_conversation_is_another_draft(seat: Seat) -> None:
    """The marks of one conversation do not stay for the next; its own draft is marked again on the way back."""
    await seat.type(HARSH)
    await seat.marked(2)
    await seat.ask("open('Ada')")
    await nothing_left(seat)
    await seat.click()
    await seat.type("You never listen to me.")
    await seat.marked(1)
    await seat.ask("open('Noor')")
    await seat.in_place(NEVER, LIAR, after="back in the first conversation")


@pytest.mark.soak
async def test_it_goes_with_the_composer_and_comes_with_the_next(seat: Seat) -> None:
    """A composer that is taken away, a body that is replaced, another address: what is written next is marked again."""
    await seat.type(HARSH)
    await seat.marked(2)
    await seat.ask("remove()")
    await nothing_left(seat)
    await seat.ask("restore()")
    await seat.again()
    await seat.type(HARSH)
    await seat.in_place(NEVER, LIAR, after="in the new composer")

    await seat.ask("rebuild()")
    await nothing_left(seat)
    await seat.again()
    await seat.type(HARSH)
    await seat.in_place(NEVER, LIAR, after="in a new body")

    await seat.ask("navigate('#elsewhere')")
    await seat.press("End", *" ok")
    await seat.in_place(NEVER, LIAR, after="at another address")
