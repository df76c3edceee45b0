"""Every screen of Letters and People with something on it, one after the other, whatever language it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.driver import eventually
from tests.browser.shelf import KEPT, READY

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.browser.driver import Page

_THERE = "selector => document.querySelector(selector) !== null"
_CLICK = "selector => document.querySelector(selector).click()"
_GO = "place => { location.hash = place; }"
_STILL = "() => document.getAnimations().every(({ playState }) => playState === 'finished')"
_NEXT = ".panel > .row .primary"


async def there(page: Page, selector: str) -> None:
    """Wait until the page has such a thing."""
    await eventually(lambda: page.eval(_THERE, selector), what=selector)


async def click(page: Page, selector: str, then: str) -> None:
    """Press the first such thing, and wait for what comes of it."""
    await there(page, selector)
    await page.eval(_CLICK, selector)
    await there(page, then)


async def go(page: Page, place: str, then: str) -> None:
    """Go to a place of the home page."""
    await page.eval(_GO, place)
    await there(page, then)


async def screens(page: Page) -> AsyncIterator[str]:
    """Go through them on the home page of a furnished world (`shelf.furnish`), and name each."""
    await go(page, "letters", ".letter.ready")
    yield "letters: resting, ready, kept"
    await click(page, ".letter.resting .row button", ".add textarea")
    yield "letters: adding to one"
    await click(page, ".letter .danger", ".letter .confirm")
    yield "letters: asked twice"
    await go(page, f"letters/{READY}", ".paper")
    yield "a letter: read back"
    await click(page, _NEXT, "fieldset .chosen")
    yield "a letter: its truest sentence"
    await click(page, _NEXT, "#aim")
    await click(page, "[aria-labelledby=aim] button:nth-child(2)", "[role=status] + .row .primary")
    yield "a letter: heal or hurt"
    await click(page, "[role=status] + .row .primary", "#decide")
    yield "a letter: and now"
    await click(page, ".decide [aria-expanded]", ".ruled")
    yield "a letter: by hand"
    await click(page, ".decide .danger", ".decide .confirm")
    yield "a letter: asked twice"
    await go(page, f"letters/{KEPT}", "#decide")
    yield "a letter that was kept"
    await click(page, ".decide .danger", ".decide .confirm")
    await click(page, ".decide .confirm .danger", "#farewell")
    await eventually(lambda: page.eval(_STILL), what="The end of what moves")
    yield "farewell"
    await go(page, "people", ".distance.kept")
    yield "people: names, no contact, shared duties"
    await click(page, ".person .danger", ".person .confirm")
    yield "people: asked twice"
    await go(page, "sites", ".ladder .own")
    yield "sites with choices"
    await go(page, "tally", ".bar")
    yield "counts"
    await go(page, "privacy", ".numbers")
    yield "what is stored"
