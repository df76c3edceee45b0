"""One of the extension's own pages in a tab: here we hear what its content scripts say, and do what only it may do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.browser.driver import eventually
from tests.browser.popup import RESET

if TYPE_CHECKING:
    from tests.browser.driver import Page
    from tests.browser.world import World

_LISTEN = """() => {
    globalThis.heard = [];
    (globalThis.browser ?? chrome).runtime.onMessage.addListener(message => {
        if (message.kind === 'check') heard.push(message.text);
    });
}"""

_ZOOM = """async (host, factor) => {
    const { tabs } = globalThis.browser ?? chrome;
    for (const tab of await tabs.query({ active: true })) await tabs.setZoom(tab.id, factor);
}"""

_LET = """async (site, check, step) => {
    const { runtime } = globalThis.browser ?? chrome;
    await runtime.sendMessage({ kind: 'set-site', change: { site, on: true, checks: { [check]: step } } });
}"""

# The boxes, a line each, of what has the colour of a selection, bare or with a mark of ours over it.
_COLOURED = """async (png, width, height) => {
    const bytes = Uint8Array.from(atob(png), c => c.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
    canvas.drawImage(image, 0, 0);
    const scale = image.width / width;
    const { data } = canvas.getImageData(0, 0, image.width, image.height);
    const bare = (r, g, b) => r > 240 && g < 30 && b > 240;
    const marked = (r, g, b) => r > 205 && g > 85 && g < 125 && b > 60 && b < 110;
    const selected = pixel => bare(...pixel) || marked(...pixel);
    const rows = [];
    for (let y = 0; y < image.height; y += 1) {
        let left = -1, right = -1;
        for (let x = 0; x < image.width; x += 1) {
            const at = 4 * (y * image.width + x);
            if (!selected(data.subarray(at, at + 3))) continue;
            if (left < 0) left = x;
            right = x + 1;
        }
        if (left >= 0) rows.push({ y, left, right });
    }
    if (rows.length === 0) return [];
    const top = rows[0].y, bottom = rows.at(-1).y + 1;
    const count = Math.max(1, Math.round((bottom - top) / scale / height));
    return Array.from({ length: count }, (_, index) => {
        const from = top + (bottom - top) * index / count, to = from + (bottom - top) / count;
        const line = rows.filter(row => row.y >= from + 3 * scale && row.y < to - 6 * scale);
        const box = [Math.min(...line.map(row => row.left)), from, Math.max(...line.map(row => row.right)), to];
        return box.map(at => at / scale);
    });
}"""


class Backroom:
    """The home page, opened once and left in the background."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @classmethod
    async def of(cls, world: World) -> Backroom:
        """Open it and listen from now on."""
        page = await world.browser.new_page()
        await page.open(f"{world.browser.extension_origin}/home.html")
        await page.eval(_LISTEN)
        return cls(page)

    async def heard(self) -> str | None:
        """Give the last draft that a content script asked about."""
        text: str | None = await self.page.eval("() => heard.at(-1) ?? null")
        return text

    async def hears(self, text: str) -> None:
        """Wait until somebody asks about exactly this draft."""
        await eventually(self.heard, lambda last: last == text, what=f"A question about {text[:60]!r}")

    async def all_heard(self) -> list[str]:
        """Give every draft so far, and forget them."""
        texts: list[str] = await self.page.eval("() => heard.splice(0)")
        return texts

    async def zoom(self, factor: float) -> None:
        """Zoom the tab that is in front, as Ctrl+Plus does."""
        await self.page.eval(_ZOOM, "", factor)

    async def let(self, site: str, check: str, step: str) -> None:
        """Choose what a check may do on a site."""
        await self.page.eval(_LET, site, check, step)

    async def forget(self) -> None:
        """Put all settings back to what they are for somebody new."""
        assert await self.page.eval(RESET) == {}

    async def coloured(self, png: str, width: float, height: float) -> list[list[float]]:
        """Find a selection in a picture of something `width` wide: the boxes of its lines, each about `height` high."""
        boxes: list[list[float]] = await self.page.eval(_COLOURED, png, width, height)
        return boxes

    async def call(self, function: str, *args: object) -> Any:
        """Run a function in it."""
        return await self.page.eval(function, *args)
