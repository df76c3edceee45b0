"""The extension's popup, opened in a tab of its own: it speaks of the tab that was looked at before."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from tests.browser.driver import eventually
from tests.browser.see import START_S

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.browser.driver import Page
    from tests.browser.world import World

RESET = """async () => {
    const { runtime } = globalThis.browser ?? chrome;
    const { settings } = await runtime.sendMessage({ kind: 'overview' });
    await runtime.sendMessage({ kind: 'set-snooze', minutes: 0 });
    for (const [site, { checks }] of Object.entries(settings.sites)) {
        const usual = Object.fromEntries(Object.keys(checks).map(check => [check, null]));
        await runtime.sendMessage({ kind: 'set-site', change: { site, on: true, checks: usual } });
    }
    return (await runtime.sendMessage({ kind: 'overview' })).settings.sites;
}"""


class Popup:
    """What a person sees and does in the popup."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @classmethod
    @contextlib.asynccontextmanager
    async def on(cls, world: World, about: Page) -> AsyncIterator[Popup]:
        """Open it while `about` is the tab that is looked at."""
        await about.front()
        popup = cls(await world.browser.new_page())
        try:
            await popup.page.open(f"{world.browser.extension_origin}/popup.html")
            await eventually(popup.standing, lambda standing: standing == "Connected", START_S, "A connection")
            yield popup
        finally:
            await popup.page.close()

    async def standing(self) -> str:
        """Give the word beside the name: how the connection stands."""
        text: str = await self.page.eval("() => document.querySelector('.standing')?.textContent ?? ''")
        return text

    async def text(self) -> str:
        """Give everything that it says."""
        text: str = await self.page.eval("() => document.body.innerText")
        return text

    async def step(self, check: str) -> str:
        """Say where a check stands on this site."""
        await eventually(lambda: self.page.eval("s => !!document.querySelector(s)", f"#step-{check}"), what=check)
        step: str = await self.page.eval("s => document.querySelector(s).value", f"#step-{check}")
        return step

    async def choose(self, check: str, step: str) -> None:
        """Set a check's step by keyboard: a letter goes to the option that begins with it."""
        await self.step(check)
        title = {"off": "o", "mark": "u", "card": "s", "gate": "a"}[step]
        await self.page.eval("s => document.querySelector(s).focus()", f"#step-{check}")
        await self.page.press(title)
        await self.saved()
        assert await self.step(check) == step

    async def switch(self) -> None:
        """Click the switch of this site."""
        await eventually(lambda: self.page.eval("() => !!document.querySelector('[role=switch]')"), what="A switch")
        await self.page.click_on("[role=switch]")
        await self.saved()

    async def saved(self) -> None:
        """Wait until it says that the choice is kept."""
        await eventually(
            lambda: self.page.eval("() => document.querySelector('.said').textContent"),
            lambda said: said == "Saved.",
            what="Saving",
        )


async def forget(world: World) -> None:
    """Put all settings back to what they are for somebody new."""
    page = await world.browser.new_page()
    await page.open(f"{world.browser.extension_origin}/popup.html")
    left = await page.eval(RESET)
    await page.close()
    assert left == {}, "the settings did not go back to their defaults"
