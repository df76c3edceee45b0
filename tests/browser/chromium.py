"""Chromium, driven by Playwright; closed shadow roots are reached over the DevTools protocol."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import async_playwright

from tests.browser.driver import LOCAL_HOSTS, STEP_S, Browser, Page, PageError, Start, browser_binary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.async_api import BrowserContext, CDPSession, Frame, Playwright
    from playwright.async_api import Page as PlaywrightPage

_JSON_CALL = "async function (...args) { return JSON.stringify((await (%s)(...args)) ?? null); }"


# A folder that is loaded anew stays off unless the browser is in developer mode.
_RELOAD = """async ([id]) => {
    await chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
    await chrome.developerPrivate.reload(id, { failQuietly: false });
}"""


class Chromium(Browser):
    """Debian's Chromium with a throw-away profile."""

    name = "chromium"

    def __init__(
        self, playwright: Playwright, context: BrowserContext, origins: tuple[str, str], profile: Path
    ) -> None:
        self._playwright = playwright
        self._profile = profile
        self._context = context
        self.extension_origin, self.second_origin = origins
        self.extension_id = self.extension_origin.removeprefix("chrome-extension://")

    @classmethod
    async def start(cls, start: Start) -> Self:
        """Start Chromium with both extensions."""
        binary = browser_binary("chromium")
        folders = f"{start.extension},{start.second_extension}"
        playwright = await async_playwright().start()
        try:
            context = await playwright.chromium.launch_persistent_context(
                start.profile,
                executable_path=binary,
                headless=True,
                chromium_sandbox=os.geteuid() != 0,  # Chromium's sandbox refuses to run as root
                env=dict(start.env),
                viewport={"width": 1100, "height": 800},
                device_scale_factor=start.scale,
                timeout=STEP_S * 1000,
                ignore_https_errors=True,  # the replicas of sites have a certificate of our own
                args=[
                    f"--disable-extensions-except={folders}",
                    f"--load-extension={folders}",
                    "--host-resolver-rules=" + ",".join(f"MAP {host} 127.0.0.1" for host in LOCAL_HOSTS),
                ],
            )
        except BaseException:
            await playwright.stop()
            raise
        context.set_default_timeout(STEP_S * 1000)
        origins = (_origin(start.extension), _origin(start.second_extension))
        return cls(playwright, context, origins, start.profile)

    async def new_page(self) -> Page:
        """Open a tab, in front."""
        page = await self._context.new_page()
        return _ChromiumPage(page, await self._context.new_cdp_session(page))

    async def grant(self, origin: str) -> None:
        """Agree on the browser's own page of extensions; the extension is then given what it asks for."""
        await self._manage("([id, origin]) => chrome.developerPrivate.addHostPermission(id, origin)", origin)
        page = await self.new_page()
        await page.open(f"{self.extension_origin}/popup.html")
        assert await page.eval("origin => chrome.permissions.request({ origins: [origin] })", origin)
        await page.close()

    async def update(self) -> None:
        """Load the extension anew, as the button on the browser's own page of extensions does."""
        await self._manage(_RELOAD)

    async def _manage(self, function: str, *args: str) -> None:
        """Do something on the browser's own page of extensions."""
        page = await self._context.new_page()
        await page.goto("chrome://extensions")
        await page.evaluate(function, [self.extension_id, *args])
        await page.close()

    async def kill(self) -> None:
        """Kill every process that runs on this profile, the browser's own first."""
        for process in _running_on(self._profile):
            with contextlib.suppress(ProcessLookupError):  # it went with its parent
                os.kill(process, signal.SIGKILL)
        with contextlib.suppress(PlaywrightError):
            await self._context.close()
        await self._playwright.stop()

    async def stop(self) -> None:
        """End Chromium."""
        await self._context.close()
        await self._playwright.stop()


class _ChromiumPage(Page):
    """One tab of Chromium."""

    def __init__(self, page: PlaywrightPage, cdp: CDPSession) -> None:
        self._page = page
        self._cdp = cdp

    async def open(self, url: str) -> None:
        await self._page.goto(url)

    async def frame(self) -> Page:
        return _ChromiumFrame(self._page, self._cdp)

    def _document(self) -> Frame:
        return self._page.main_frame

    async def _tree(self) -> tuple[str, dict[str, Any]]:
        """Give the document's frame and its root node, with what hangs on its root element."""
        tree = await self._cdp.send("Page.getFrameTree")
        document = await self._cdp.send("DOM.getDocument", {"depth": 2})
        return tree["frameTree"]["frame"]["id"], document["root"]

    async def eval(self, function: str, *args: object) -> Any:
        try:
            return await self._document().evaluate(f"(args) => ({function})(...args)", list(args))
        except PlaywrightError as error:
            raise PageError(error.message) from error

    async def inside(self, function: str, *args: object) -> Any:
        frame, document = await self._tree()
        # By its name it is made once for a document, and then given again.
        world = await self._cdp.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "tests"})
        context = world["executionContextId"]
        handles = [
            {"objectId": node["object"]["objectId"]}
            for root in _closed_roots(document)
            for node in [
                await self._cdp.send(
                    "DOM.resolveNode",
                    {"backendNodeId": root["backendNodeId"], "executionContextId": context},
                )
            ]
        ]
        answer = await self._cdp.send(
            "Runtime.callFunctionOn",
            {
                "functionDeclaration": _JSON_CALL % f"(args, ...roots) => ({function})(roots, ...JSON.parse(args))",
                "arguments": [{"value": json.dumps(args)}, *handles],
                "executionContextId": context,
                "awaitPromise": True,
            },
        )
        if "exceptionDetails" in answer:
            raise PageError(answer["exceptionDetails"]["exception"].get("description", "exception in the page"))
        return json.loads(answer["result"]["value"])

    async def named(self, role: str, name: str) -> int:
        document = await self._cdp.send("DOM.getDocument", {"depth": 0})
        found = await self._cdp.send(
            "Accessibility.queryAXTree",
            {"backendNodeId": document["root"]["backendNodeId"], "role": role, "accessibleName": name},
        )
        return len(found["nodes"])

    async def press(self, *keys: str) -> None:
        for key in keys:
            if key.isascii():
                await self._page.keyboard.press(key)
            else:
                await self._page.keyboard.insert_text(key)  # what an emoji panel or another layout does

    async def click(self, x: float, y: float) -> None:
        await self._page.mouse.click(x, y)

    async def drag(self, *points: tuple[float, float]) -> None:
        mouse = self._page.mouse
        await mouse.move(*points[0])
        await mouse.down()
        for point in points[1:]:
            await mouse.move(*point, steps=4)
        await mouse.up()

    async def compose(self, *states: str, commit: str) -> None:
        for state in states:
            at = {"selectionStart": len(state), "selectionEnd": len(state)}
            await self._cdp.send("Input.imeSetComposition", {"text": state, **at})
        await self._cdp.send("Input.insertText", {"text": commit})

    async def take_suggestion(self, text: str) -> None:
        at = {"selectionStart": len(text), "selectionEnd": len(text)}
        await self._cdp.send("Input.imeSetComposition", {"text": text, **at})
        key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}  # as every key of an input method
        await self._cdp.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **key})
        await self._cdp.send("Input.insertText", {"text": text})
        await self._cdp.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})

    async def prefer(self, feature: str, *, on: bool) -> None:
        if feature == "forced-colors":
            await self._page.emulate_media(forced_colors="active" if on else "none")
        else:
            await self._page.emulate_media(reduced_motion="reduce" if on else "no-preference")

    async def scheme(self, scheme: str) -> None:
        await self._page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

    async def paper(self, on: bool) -> None:
        await self._page.emulate_media(media="print" if on else "screen")

    async def size(self, width: int, height: int) -> None:
        await self._page.set_viewport_size({"width": width, "height": height})

    async def picture(self, clip: tuple[float, float, float, float]) -> str:
        assert self._page.viewport_size is not None
        zoom = self._page.viewport_size["width"] / await self.eval("() => innerWidth")  # a clip knows of no zoom
        x, y, width, height = (at * zoom for at in clip)
        place = {"x": x, "y": y, "width": width, "height": height, "scale": 1}
        shot = await self._cdp.send("Page.captureScreenshot", {"clip": place})  # Playwright's own alters pages
        return str(shot["data"])

    async def screenshot(self, path: Path, clip: tuple[float, float, float, float] | None = None) -> None:
        if clip is None:
            await self._page.screenshot(path=path)
        else:
            x, y, width, height = clip
            await self._page.screenshot(path=path, clip={"x": x, "y": y, "width": width, "height": height})

    async def front(self) -> None:
        await self._page.bring_to_front()

    async def close(self) -> None:
        await self._page.close()


class _ChromiumFrame(_ChromiumPage):
    """The one frame of a tab, in the same process as its page."""

    def _document(self) -> Frame:
        return self._page.frames[1]

    async def _tree(self) -> tuple[str, dict[str, Any]]:
        document = await self._cdp.send("DOM.getDocument", {"depth": -1, "pierce": True})
        (frame,) = (node for node in _within(document["root"]) if "contentDocument" in node)
        return frame["frameId"], frame["contentDocument"]


def _within(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Walk through a node and all below it in the same document."""
    yield node
    for child in node.get("children", ()):
        yield from _within(child)


def _closed_roots(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the roots that scripts made closed, not the browser's own ones, on what hangs on the root element."""
    for html in document.get("children", ()):
        for child in html.get("children", ()):
            yield from (root for root in child.get("shadowRoots", ()) if root["shadowRootType"] == "closed")


def _running_on(profile: Path) -> list[int]:
    """Find the processes of a profile by how they were called, the oldest first."""
    found, named = [], f"--user-data-dir={profile}".encode()
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            if named in (entry / "cmdline").read_bytes().split(b"\0"):
                found.append(int(entry.name))
    return sorted(found)


def _origin(folder: Path) -> str:
    """Give an extension's origin: half of the SHA-256 of the manifest's public key, spelled a to p."""
    key = json.loads((folder / "manifest.json").read_text())["key"]
    digest = hashlib.sha256(base64.b64decode(key)).hexdigest()[:32]
    return "chrome-extension://" + digest.translate(str.maketrans("0123456789abcdef", "abcdefghijklmnop"))
