"""Underlines: on the right words, in the right place, and only there."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.browser.driver import SOON_S, eventually
from tests.browser.see import SILENCE_S, card, draft, marks, words

if TYPE_CHECKING:
    from tests.browser.driver import Page
    from tests.browser.see import Box

HARSH = "You never cared about me and you're a liar."
MARKED = ["You never cared about me", "you're a liar"]

BEFORE = ["", "😤 ", "👨‍👩‍👧 sigh, e\u0301 🇩🇪 ", "“Well”,\n", "I baked bread this morning and it smells of home. " * 2]


def under(mark: Box, word: Box) -> bool:
    """Whether a mark runs from the first to the last letter of a word's box, at its foot."""
    ends = abs(mark.left - word.left) <= 2 and abs(mark.right - word.right) <= 2
    return ends and abs(mark.bottom - word.bottom) <= 2


async def in_place(page: Page) -> bool:
    """Whether exactly the words that should be marked are, each line of them by one mark."""
    drawn = await marks(page)
    wanted = [box for phrase in MARKED for box in await words(page, phrase)]
    return len(drawn) == len(wanted) and all(any(under(mark.box, word) for mark in drawn) for word in wanted)


@pytest.mark.parametrize("before", BEFORE, ids=["alone", "emoji", "graphemes", "second line", "wrapped"])
async def test_the_right_words_are_underlined(page: Page, before: str) -> None:
    """Each underline stands under the words that it is about, to two pixels."""
    await page.type(before + HARSH)
    found = await eventually(lambda: marks(page), within=SOON_S, what="Marks")

    assert {mark.check for mark in found} == {"blame"}
    assert await in_place(page), (found, [await words(page, phrase) for phrase in MARKED])


async def test_honest_hurt_stays_unmarked(page: Page) -> None:
    """Saying how it felt gives neither a mark nor a card."""
    await page.type("I felt hurt when you left early, can we talk?")
    await asyncio.sleep(SILENCE_S)

    assert (await marks(page), await card(page)) == ([], None)


async def test_marks_follow_the_words(page: Page) -> None:
    """Typing in front of marked words takes the marks along, and taking the words away takes the marks away."""
    await page.type(HARSH)
    await eventually(lambda: marks(page), within=SOON_S, what="Marks")
    await page.press("Home", *"So ")
    await eventually(lambda: in_place(page), within=SOON_S, what="The marks' move")
    await page.press("Control+a", "Backspace")
    await eventually(lambda: marks(page), lambda found: found == [], SOON_S, "The marks' end")

    assert await draft(page) == ""
