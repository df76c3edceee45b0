"""The extension's home page in a tab of its own, used by keyboard as a person would."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from tests.browser.driver import SOON_S, eventually
from tests.browser.see import START_S

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.browser.driver import Page
    from tests.browser.world import World

_ASK = "async message => (globalThis.browser ?? chrome).runtime.sendMessage(message)"

_NAME = """e => {
    const labels = [...(e.labels ?? [])].map(label => label.innerText).join(' ');
    return (e.getAttribute('aria-label') || labels || e.innerText || e.id || e.localName).trim().split('\\n')[0];
}"""

_FOCUSED = f"() => ({_NAME})(document.activeElement)"

_THERE = f"""wanted => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .some(e => ({_NAME})(e) === wanted)"""


class Home:
    """What a person sees and does on the home page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @classmethod
    @contextlib.asynccontextmanager
    async def on(cls, world: World, tab: str = "", connected: bool = True) -> AsyncIterator[Home]:
        """Open it at one of its tabs."""
        home = cls(await world.browser.new_page())
        try:
            await home.page.open(f"{world.browser.extension_origin}/home.html{tab and f'#{tab}'}")
            if connected:
                await home.standing("Connected")
            yield home
        finally:
            await home.page.close()

    async def ask(self, **message: object) -> Any:
        """Ask the background as the page does."""
        return await self.page.eval(_ASK, message)

    async def standing(self, wanted: str) -> None:
        """Wait until the connection stands so."""
        probe = "() => document.querySelector('.standing')?.textContent ?? ''"
        await eventually(lambda: self.page.eval(probe), lambda said: said.startswith(wanted), START_S, wanted)

    async def text(self) -> str:
        """Give everything that it says."""
        text: str = await self.page.eval("() => document.body.innerText")
        return text

    async def reads(self, words: str, within: float = SOON_S) -> None:
        """Wait until these words are on the page."""
        await eventually(self.text, lambda text: words in text, within, f"“{words}”")

    async def focused(self) -> str:
        """Give the name of what has the focus."""
        name: str = await self.page.eval(_FOCUSED)
        return name

    async def tab_to(self, name: str, most: int = 60, key: str = "Tab") -> None:
        """Press Tab until the thing of this name has the focus, once it is there: past the last one Tab leaves."""
        await eventually(lambda: self.page.eval(_THERE, name), what=f"“{name}”")
        seen = []
        for _ in range(most):
            await self.page.press(key)
            seen.append(await self.focused())
            if seen[-1] == name:
                return
        raise AssertionError(f"“{name}” was not reached by {key}: {seen}")

    async def here(self) -> str:
        """Give the id of the tab that is shown."""
        tab: str = await self.page.eval("() => document.querySelector('[aria-selected=true]').id.slice(4)")
        return tab

    async def shows(self, tab: str) -> None:
        """Wait until this tab is shown: the page hears of its new address a moment later."""
        await eventually(self.here, lambda here: here == tab, what=f"The tab {tab}")

    async def count_from_now(self) -> None:
        """Forget all that was stored, and turn the counts on, on their own tab."""
        await self.ask(kind="erase-all")
        await self.reads("Off. Nothing is counted.")
        await self.tab_to("Keep counts")
        await self.page.press("Space")
        await self.reads("On. From now on each card is counted")

    async def begin_distance(self) -> None:
        """Begin no contact with the one who is there, on the tab of people."""
        await self.tab_to("Begin no contact today")
        await self.page.press("Enter")
        await self.reads("days without contact")
