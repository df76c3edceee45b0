"""A page that spies: it is to learn nothing of what is marked, nor read a word of the card."""

from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.browser.backroom import Backroom
from tests.browser.driver import eventually
from tests.browser.editors.seat import Seat
from tests.browser.editors.test_words import HARSH
from tests.browser.replicas import REPLICAS
from tests.browser.see import START_S
from tests.browser.world import BROWSERS, ROOT, World

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.replicas import Places, Replica


SAID_S = 2.0
"""What a screen reader was told has been taken back by then."""


async def test_the_page_learns_nothing(world: World, backroom: Backroom, places: Places, replica: Replica) -> None:
    """No hook, observer, event, style, animation, performance entry, search or point tells the page anything.

    `tests/pages/spy.js` is the page's side. It is there before the first key, and looks in every frame.
    """
    seat = await Seat.at(world, backroom, replica, places.on(replica) + "?spy")
    try:
        await seat.type(HARSH)
        marks = await seat.marked(2)
        card = await seat.opened()
        said = [line for line in card.text.splitlines() if line.strip() and line.strip("“”") not in HARSH]
        points = [mark.box.middle for mark in marks]
        await asyncio.sleep(SAID_S)
        learned = await seat.ask("spied(...args)", points, said)
        assert len(said) > 3
        assert learned == []
        assert await seat.ask("spied([], [])") == []
        assert await seat.ask("troubles") == []
    finally:
        await seat.close()


async def test_the_same_page_would_learn_of_an_open_overlay(world: World, backroom: Backroom, places: Places) -> None:
    """The spying is real: marks and a card that were drawn without protection are noticed in many ways."""
    seat = await Seat.at(world, backroom, REPLICAS[0], places.on(REPLICAS[0]) + "?spy")
    try:
        await seat.tab.eval(_OVERLAY)
        learned = await seat.ask("spied(...args)", [[100, 100]], ["A secret word"])
    finally:
        await seat.close()
    expected = {"open root", "content", "box", "attribute", "animation", "query", "highlights", "at a point"}
    assert expected | {"read A secret word", "found A secret word", "change attributes class"} <= set(learned)


@pytest.mark.parametrize("browser", sorted(BROWSERS))
async def test_without_its_protection_the_page_would_learn(browser: str, places: Places, tmp_path: Path) -> None:
    """The same extension with an open root instead of a closed one: the spying page sees into it."""
    open_build = tmp_path / "extension"
    shutil.copytree(ROOT / "extension" / "dist" / browser, open_build)
    script = (open_build / "compose.js").read_text()
    assert script.count(_CLOSED) == 1
    (open_build / "compose.js").write_text(script.replace(_CLOSED, 'mode:"open"'))
    world = await World.start(browser, tmp_path / "home", extension=open_build)
    try:
        seat = await Seat.at(world, await Backroom.of(world), REPLICAS[0], places.on(REPLICAS[0]) + "?spy")
        await seat.type(HARSH)
        await eventually(lambda: seat.ask("spied([], [])"), lambda seen: "open root" in seen, START_S, "An open root")
    finally:
        await world.stop()


_CLOSED = 'mode:"closed"'

_OVERLAY = """async () => {
    CSS.highlights.set('flag', new Highlight());
    const host = document.documentElement.appendChild(document.createElement('div'));
    host.attachShadow({ mode: 'open' });
    await new Promise(requestAnimationFrame);
    const card = document.documentElement.appendChild(document.createElement('div'));
    card.textContent = 'A secret word';
    await new Promise(requestAnimationFrame);
    card.className = 'card';
    card.style.cssText = 'position:fixed;inset:0;z-index:9';
    card.animate([{ opacity: 0 }, { opacity: 1 }], 5000);
    await new Promise(done => setTimeout(done, 100));
}"""
