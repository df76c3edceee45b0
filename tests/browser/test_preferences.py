"""What a person has asked of their browser: other colours, less motion, larger words."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest_asyncio

from tests.browser.backroom import Backroom
from tests.browser.driver import SOON_S, eventually
from tests.browser.see import box_of, marks, open_card

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.browser.driver import Page
    from tests.browser.world import World

HARSH = "You never cared about me and you're a liar."
WATCHED_MS = 5000

# The animations that begin in our layer and card for some time.
_WATCH = """async (roots, ms) => {
    const seen = [];
    for (const root of roots) root.addEventListener('animationstart', e => seen.push(e.animationName));
    await new Promise(done => setTimeout(done, ms));
    return seen;
}"""

# What is drawn in forced colours: the edges of marks, card and buttons, and whether they have the person's own colour.
_EDGES = """roots => {
    const probe = document.createElement('i');
    probe.style.color = 'CanvasText';
    document.body.append(probe);
    const ink = getComputedStyle(probe).color;
    probe.remove();
    const edge = element => {
        const { borderBottomStyle, borderBottomWidth, borderBottomColor } = getComputedStyle(element);
        return [borderBottomStyle, parseFloat(borderBottomWidth) >= 1, borderBottomColor === ink];
    };
    const find = what => roots.flatMap(root => [...root.querySelectorAll(what)]).filter(e => e.checkVisibility());
    return Object.fromEntries(['.mark', '.card', '.ways button'].map(what => [what, find(what).map(edge)]));
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def preferring(page: Page) -> AsyncIterator[Page]:
    """The practice chat for somebody whose preferences are put back."""
    yield page
    for feature in ("forced-colors", "reduced-motion"):
        await page.prefer(feature, on=False)


async def watched(page: Page) -> list[str]:
    """Type a draft until its card comes, and go on; give the animations that began."""
    watch = asyncio.create_task(page.inside(_WATCH, WATCHED_MS))
    await page.type(HARSH)
    await open_card(page)
    await page.type(" You never listen.")
    began: list[str] = await watch
    return began


async def test_one_entrance_and_no_more(preferring: Page) -> None:
    """The card comes in once, however the draft goes on."""
    began = await watched(preferring)

    assert began.count("rise") == 1
    assert set(began) <= {"rise", "appear"}


async def test_less_motion_is_none(preferring: Page) -> None:
    """Where less motion is asked for, nothing of ours moves."""
    await preferring.prefer("reduced-motion", on=True)

    assert await watched(preferring) == []


async def test_forced_colours_are_the_persons_own(preferring: Page) -> None:
    """Marks and card are drawn in the system's colours, and none of them vanishes."""
    await preferring.prefer("forced-colors", on=True)
    await preferring.type(HARSH)
    await open_card(preferring)
    edges: dict[str, list[Any]] = await preferring.inside(_EDGES)

    assert len(edges[".mark"]) == 2
    assert len(edges[".card"]) == 1
    assert len(edges[".ways button"]) >= 1
    drawn = {tuple(edge) for found in edges.values() for edge in found}
    assert drawn <= {("solid", True, True), ("dotted", True, True)}, edges


async def test_twice_as_large(world: World, page: Page) -> None:
    """At 200 % the card covers neither words nor button, and is inside the window with its buttons."""
    backroom = await Backroom.of(world)
    try:
        await page.front()
        await backroom.zoom(2)
        await page.type(HARSH)
        shown = await open_card(page)
        await eventually(lambda: marks(page), lambda found: len(found) == 2, SOON_S, "Marks")
        field, button = await box_of(page, "[role=textbox]"), await box_of(page, "[aria-label=Send]")
        width, height = await page.eval("() => [innerWidth, innerHeight]")
    finally:
        await backroom.zoom(1)
        await backroom.page.close()

    assert width < 600
    assert not shown.box.meets(field)
    assert not shown.box.meets(button)
    assert (shown.box.left >= 0, shown.box.top >= 0, shown.box.right <= width, shown.box.bottom <= height) == (
        True,
    ) * 4
    assert all(box.bottom <= shown.box.bottom for name, box in shown.buttons.items() if name in {"Close", "Why this?"})
