"""The practice chat behaves as a messenger does, and keeps its word that nothing is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.see import draft, sent

if TYPE_CHECKING:
    from tests.browser.driver import Page
    from tests.browser.world import World


OUTSIDE = """() => [...document.querySelectorAll('.chat, .contact, .bubble, .composer, .input, .send')].filter(e => {
    const b = e.getBoundingClientRect();
    const low = e.closest('.composer') && b.bottom > innerHeight + 1;
    return b.left < -1 || b.right > innerWidth + 1 || low;
}).map(e => e.className)"""


async def test_enter_sends_and_shift_enter_breaks_the_line(page: Page) -> None:
    """A message of two lines arrives in the thread as one message of two lines, and the composer is empty."""
    await page.type("one\ntwo")
    before = len(await sent(page))
    await page.press("Enter")

    assert (await sent(page))[before:] == ["one\ntwo"]
    assert await draft(page) == ""


async def test_the_button_sends(page: Page) -> None:
    """The send button does what Enter does, and the caret stays in the composer."""
    await page.type("by hand")
    await page.click_on("[aria-label=Send]")
    await page.type("and on")

    assert (await sent(page))[-1] == "by hand"
    assert await draft(page) == "and on"


async def test_an_empty_message_is_not_sent(page: Page) -> None:
    """Spaces and line breaks alone are not a message."""
    before = await sent(page)
    await page.press("Enter")
    await page.type(" \n ")
    await page.press("Enter")

    assert await sent(page) == before


async def test_it_fits_every_window(page: Page) -> None:
    """Nothing sticks out sideways, and composer and button are in sight, from a small phone to a wide screen."""
    await page.type("a long word: " + "wide" * 40)
    outside = {}
    for width, height in [(320, 480), (390, 760), (1100, 800), (1600, 500)]:
        await page.size(width, height)
        outside[width] = await page.eval(OUTSIDE)

    assert outside == {320: [], 390: [], 1100: [], 1600: []}


async def test_it_has_no_power(world: World, page: Page) -> None:
    """The page's own policy stops it from connecting anywhere, the server that served it included."""
    attempts = [f"http://127.0.0.1:{world.server.port}/health", world.server.demo(), "https://example.org/"]
    reached = await page.eval(
        "async urls => (await Promise.allSettled(urls.map(u => fetch(u, {mode: 'no-cors'}))))"
        ".map(r => r.status === 'fulfilled')",
        attempts,
    )

    assert reached == [False, False, False]
