"""Letters and people with something on every screen: readable by everybody, at 360 and 1440 pixels, light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.home import Home
from tests.browser.looks import SCHEMES, WIDTHS, axe, cut_off
from tests.browser.screens import click, go, screens, there
from tests.browser.shelf import READY, forget_all, furnish

if TYPE_CHECKING:
    from tests.browser.world import World

_ERASE = "async () => (globalThis.browser ?? chrome).runtime.sendMessage({ kind: 'erase-all' })"

# What is on the paper: who shows, how wide the lines are in it, and whether they are dark on white.
_PRINTED = """() => {
    const shown = [...document.querySelectorAll('body *')].filter(e => e.checkVisibility());
    const lines = document.querySelector('.ruled');
    const words = shown.filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()));
    const grounds = [document.documentElement, document.body, ...shown].map(e => getComputedStyle(e).backgroundColor);
    return {
        words: words.map(e => e.textContent),
        width: lines.getBoundingClientRect().width / document.documentElement.clientWidth,
        ink: getComputedStyle(lines).color,
        grounds: [...new Set(grounds)].sort(),
    };
}"""


async def test_every_screen_with_content(world: World) -> None:
    """No screen sticks out, is cut off, or breaks one of axe's rules."""
    forget_all(world)
    furnish(world)
    try:
        async with Home.on(world, "letters") as home:
            seen = []
            async for name in screens(home.page):
                seen.append(name)
                for width in WIDTHS:
                    await home.page.size(width, 800)
                    assert (name, width, await cut_off(home.page)) == (name, width, [])
                for scheme in SCHEMES:
                    await home.page.scheme(scheme)
                    assert (name, scheme, await axe(home.page)) == (name, scheme, [])
            assert len(seen) > 12
            await home.page.eval(_ERASE)
    finally:
        forget_all(world)


@pytest.mark.parametrize("scheme", SCHEMES)
async def test_a_sentence_on_paper(world: World, scheme: str) -> None:
    """Printed, there is the sentence on its lines and nothing else, as wide as the paper, dark on white."""
    forget_all(world)
    furnish(world)
    try:
        async with Home.on(world, f"letters/{READY}") as home:
            await home.page.scheme(scheme)
            await go(home.page, f"letters/{READY}", ".paper")
            await click(home.page, ".panel > .row .primary", "fieldset .chosen")
            sentence = await home.page.eval("() => document.querySelector('.chosen span').textContent")
            await click(home.page, ".panel > .row .primary", "#aim")
            await click(home.page, "[aria-labelledby=aim] button", "[role=status] + .row .primary")
            await click(home.page, "[role=status] + .row .primary", ".decide [aria-expanded]")
            await click(home.page, ".decide [aria-expanded]", ".ruled")
            await home.page.paper(True)
            printed = await home.page.eval(_PRINTED)
            await home.page.paper(False)
            await there(home.page, ".paper")
            await home.page.eval(_ERASE)
    finally:
        forget_all(world)
    assert printed["words"] == [sentence]
    assert printed["width"] > 0.95
    assert printed["ink"] == "rgb(0, 0, 0)"
    assert set(printed["grounds"]) <= {"rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"}
