"""Whether a page can be read by everybody: axe's rules, and nothing that sticks out or is cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.browser.driver import eventually
from tests.browser.world import ROOT

if TYPE_CHECKING:
    from tests.browser.driver import Page

AXE = ROOT / "extension" / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = (360, 1440)
SCHEMES = ("light", "dark")

_RUN = """async () => {
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    const where = ({ target, failureSummary }) => `${target}: ${failureSummary}`;
    return violations.map(({ id, nodes }) => [id, nodes.map(where)]);
}"""

# What is wider than the window, and what is cut off by its own box; a scroller is meant to be.
_CUT = """() => {
    const root = document.documentElement;
    const SLACK = 6; // a space at the end of a line hangs over
    const meant = '.said, .scroller, .tabs, select, textarea';
    const shown = e => e.checkVisibility({ visibilityProperty: true }) && !e.closest(meant);
    const cut = [...document.querySelectorAll('body *')]
        .filter(e => shown(e) && e.clientWidth > 1 && e.scrollWidth > e.clientWidth + SLACK)
        .map(e => `${e.localName}.${e.className} ${e.scrollWidth} > ${e.clientWidth} ${e.textContent.slice(0, 40)}`);
    return root.scrollWidth > innerWidth ? [`the page: ${root.scrollWidth} > ${innerWidth}`, ...cut] : cut;
}"""


async def axe(page: Page) -> list[Any]:
    """Give what breaks axe's rules, with where and why."""
    if not await page.eval("() => typeof axe === 'object'"):
        await page.eval(f"() => {{ {AXE.read_text()}; window.axe = axe; }}")
    found: list[Any] = await page.eval(_RUN)
    return found


async def cut_off(page: Page) -> list[str]:
    """Give what sticks out of the window or is cut off, once the page has settled."""
    return await eventually(lambda: _cut(page), lambda found: found == [], within=1) if await _cut(page) else []


async def _cut(page: Page) -> list[str]:
    found: list[str] = await page.eval(_CUT)
    return found
