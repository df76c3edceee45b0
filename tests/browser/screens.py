"""Every screen of Letters, of People and of the card, one after the other, whatever language it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.driver import eventually
from tests.browser.see import open_card
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


# ---------------------------------------------------------------- the card

_CHOICE = """(roots, choice) => {
    const sought = `.card:popover-open [data-choice=${choice}]`;
    const found = roots.flatMap(root => [...root.querySelectorAll(sought)]).at(-1);
    const box = found?.getBoundingClientRect();
    return box ? [box.x + box.width / 2, box.y + box.height / 2] : null;
}"""

# What sticks out of the card, of the window, or of its own box. What scrolls is meant to, up and down.
_CARD_CUT = """roots => {
    const SLACK = 6;
    const card = roots.flatMap(root => [...root.querySelectorAll('.card:popover-open')])[0];
    const { left, right } = card.getBoundingClientRect();
    const parts = [...card.querySelectorAll('*')].filter(e => e.checkVisibility() && e.clientWidth > 1);
    const words = e => [...e.querySelectorAll('[data-words]')].map(w => w.dataset.words).join('').slice(0, 40);
    const out = e => { const b = e.getBoundingClientRect(); return b.left < left - 1 || b.right > right + 1; };
    const cut = parts.filter(e => e.scrollWidth > e.clientWidth + SLACK || out(e));
    return [
        ...(left < 0 || right > innerWidth ? [`the card: ${left} to ${right} of ${innerWidth}`] : []),
        ...cut.map(e => `${e.localName}.${e.className} ${e.scrollWidth} > ${e.clientWidth} ${words(e)}`),
    ];
}"""


async def card_cut_off(page: Page) -> list[str]:
    """Give what sticks out of the card or is cut off in it."""
    found: list[str] = await page.inside(_CARD_CUT)
    return found


async def choose(page: Page, choice: str) -> None:
    """Press one of the card's choices, whatever language it is in: the last of that name."""
    await page.click(*await eventually(lambda: page.inside(_CHOICE, choice), what=choice))


async def card_screens(page: Page) -> AsyncIterator[str]:
    """Go through the ways out of a card that stands open, and name each."""
    await open_card(page)
    yield "the prompt"
    for way in ("i", "truest", "breathe"):
        await choose(page, way)
        await eventually(lambda: page.inside(_CHOICE, "back"), what="A way back")
        await open_card(page)
        yield way
        await choose(page, "back")
        await open_card(page)
    await choose(page, "keep")
    await eventually(lambda: page.inside(_CHOICE, "keep"), lambda found: found is None, what="The word that it is kept")
    await open_card(page)
    yield "kept"
