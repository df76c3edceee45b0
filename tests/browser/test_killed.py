"""The browser dies while it saves: what Breather had acknowledged is there, and the next start goes on from it."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING

import pytest

from server.letters import Letters
from server.settings import Settings
from server.steady import SteadyClock
from server.store import Store
from tests.browser.chat import chat, warm
from tests.browser.driver import eventually
from tests.browser.home import Home
from tests.browser.see import START_S, marks
from tests.browser.world import BROWSERS, World

if TYPE_CHECKING:
    from pathlib import Path

    from tests.soak import Figures, Size

# Saves a letter and a choice in turn, without pause, and notes each that was acknowledged.
_SAVE = """round => {
    globalThis.letters = {};
    globalThis.sites = [];
    const { runtime } = globalThis.browser ?? chrome;
    const id = () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
        .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    void (async () => {
        for (let number = 0; ; number += 1) {
            const letter = { id: id(), text: `Dear nobody, ${round}-${number} ${'x'.repeat(number % 7 * 900)}` };
            const kept = await runtime.sendMessage({ kind: 'ledger', verb: '/v1/letters/keep', body: letter });
            if (kept.result !== null) letters[letter.id] = letter.text;
            const site = `r${round}-${number}.example`;
            const seen = await runtime.sendMessage({ kind: 'set-site', change: { site, on: false, checks: {} } });
            if (seen.settings?.sites[site]?.on === false) sites.push(site);
        }
    })();
}"""


@pytest.mark.soak
@pytest.mark.parametrize("kind", sorted(BROWSERS))
async def test_killed_while_it_saves(kind: str, tmp_path: Path, size: Size, figures: Figures) -> None:
    """Letters and choices that were acknowledged are there, whole; the next start on that profile is connected."""
    rounds, lost, chance = size(2, full=20), 0, random.Random(6)  # noqa: S311 - moments, not secrets
    world = await World.start(kind, tmp_path)
    try:
        for number in range(rounds):
            page = await world.browser.new_page()
            await page.open(f"{world.browser.extension_origin}/home.html")
            await page.eval(_SAVE, number)
            await eventually(lambda page=page: page.eval("() => sites.length"), within=START_S, what="A save")  # type: ignore[misc]
            await asyncio.sleep(chance.random() * 0.3)
            letters, sites = await page.eval("() => [letters, sites]")
            await world.kill_browser()
            store = Store.open(world.home / "breather")
            assert store.read("PRAGMA integrity_check") == [("ok",)]
            kept = {name: letter.text for name, letter in Letters(store, SteadyClock(store)).all().items()}
            chosen = Settings(store).sites
            store.close()
            lost += sum(kept.get(name) != text for name, text in letters.items())
            lost += sum(site not in chosen for site in sites)
            assert letters
            assert all(text.startswith("Dear nobody, ") for text in kept.values())
            await world.open_again()
            async with Home.on(world, "letters") as home:
                await home.reads("Rests until", START_S)
        await warm(world)
        async with chat(world, "localhost") as tab:
            await tab.type("You never cared about me.")
            await eventually(lambda: marks(tab), within=START_S, what="Marks after the last start")
    finally:
        await world.stop()
    figures.note(f"{kind} killed", "acknowledged letters and choices lost", lost, allowed=0, of=rounds)
