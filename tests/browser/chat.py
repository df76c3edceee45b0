"""The practice chat in a tab, ready to be written in."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from tests.browser.driver import eventually
from tests.browser.see import START_S, marks

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.browser.driver import Page
    from tests.browser.see import Mark
    from tests.browser.world import World


@contextlib.asynccontextmanager
async def chat(world: World, host: str = "127.0.0.1") -> AsyncIterator[Page]:
    """Open it in front, with the caret in its composer."""
    tab = await world.browser.new_page()
    await tab.open(world.server.demo(host))
    await tab.click_on("[role=textbox]")
    try:
        yield tab
    finally:
        await tab.close()


async def warm(world: World) -> None:
    """Write until something is marked: a server that has just started is still compiling its patterns.

    It happens on the practice chat's second name, which no test switches off. What is written is only underlined: a
    card would ask whom it is to, and that somebody was asked about is kept.
    """
    async with chat(world, "localhost") as tab:
        await tab.type("I guess I'm just not important.")

        async def write_on() -> list[Mark]:
            await tab.type(" ok")
            try:
                return await eventually(lambda: marks(tab))
            except AssertionError:
                return []

        await eventually(write_on, within=2 * START_S, what="The first marks")


async def start_again(world: World) -> None:
    """Start the server anew, and leave it as the next test expects it."""
    await world.server.start()
    await warm(world)
