"""Firefox ESR as it is shipped, driven over WebDriver BiDi."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import os
import re
import signal
import uuid
from typing import TYPE_CHECKING, Any, Self

from tests.browser.bidi import Bidi
from tests.browser.driver import LOCAL_HOSTS, STEP_S, Browser, Page, PageError, Start, browser_binary, eventually

if TYPE_CHECKING:
    from pathlib import Path

_PREFS = {
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.dns.localDomains": ",".join(LOCAL_HOSTS),
    "remote.active-protocols": 1,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}

_SCHEME_PREF = "layout.css.prefers-color-scheme.content-override"

# What an input method does, through the browser's own text input processor: its events are trusted, and reach the page
# by the way that a real one takes.
_COMPOSE = """async (states, commit) => {
    const { classes, interfaces } = Components;
    const input = classes['@mozilla.org/text-input-processor;1'].createInstance(interfaces.nsITextInputProcessor);
    if (!input.beginInputTransactionForTests(window)) throw new Error('No input method can begin here.');
    for (const state of states) {
        input.setPendingCompositionString(state);
        input.appendClauseToPendingComposition(state.length, input.ATTR_RAW_CLAUSE);
        input.setCaretInPendingComposition(state.length);
        input.flushPendingComposition();
        await new Promise(done => setTimeout(done, 30));
    }
    input.commitCompositionWith(commit);
}"""

_TAKE = """async text => {
    const { classes, interfaces } = Components;
    const input = classes['@mozilla.org/text-input-processor;1'].createInstance(interfaces.nsITextInputProcessor);
    if (!input.beginInputTransactionForTests(window)) throw new Error('No input method can begin here.');
    input.setPendingCompositionString(text);
    input.appendClauseToPendingComposition(text.length, input.ATTR_RAW_CLAUSE);
    input.setCaretInPendingComposition(text.length);
    input.flushPendingComposition();
    await new Promise(done => setTimeout(done, 30));
    const enter = new KeyboardEvent('', { key: 'Enter', code: 'Enter', keyCode: KeyboardEvent.DOM_VK_RETURN });
    input.commitComposition(enter);
    input.keyup(enter);
}"""

_GRANT = """async (id, origin) => {
    const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
    const granted = { permissions: [], origins: [origin] };
    await ExtensionPermissions.add(id, granted, WebExtensionPolicy.getByID(id).extension);
}"""

# What a page asks, and the browser's own setting with its values for yes and no.
_PREFERENCES = {
    "forced-colors": ("(forced-colors: active)", "browser.display.document_color_use", 2, 0),
    "reduced-motion": ("(prefers-reduced-motion: reduce)", "ui.prefersReducedMotion", 1, 0),
}

# WebDriver's code points for keys that have no character of their own.
_KEYS = {
    "ArrowDown": "\ue015",
    "ArrowLeft": "\ue012",
    "ArrowRight": "\ue014",
    "ArrowUp": "\ue013",
    "Alt": "\ue00a",
    "Backspace": "\ue003",
    "Control": "\ue009",
    "Delete": "\ue017",
    "End": "\ue010",
    "Enter": "\ue007",
    "Escape": "\ue00c",
    "F6": "\ue036",
    "Home": "\ue011",
    "Shift": "\ue008",
    "Space": " ",
    "Tab": "\ue004",
}


class Firefox(Browser):
    """Debian's Firefox ESR with a throw-away profile."""

    name = "firefox"

    def __init__(
        self, process: asyncio.subprocess.Process, bidi: Bidi, extension: Path, origins: tuple[str, str]
    ) -> None:
        self._process = process
        self._bidi = bidi
        self._extension = extension
        self.extension_id = _gecko_id(extension)
        self.extension_origin, self.second_origin = origins

    @classmethod
    async def start(cls, start: Start) -> Self:
        """Start Firefox and put both extensions into it."""
        binary = browser_binary("firefox-esr")
        folders = (start.extension, start.second_extension)
        # Firefox draws a random origin for each extension; a fixed one lets tests open the extension's pages.
        # Whoever opens a profile again finds them as they were.
        kept = start.profile / "extension-uuids.json"
        if not kept.exists():
            start.profile.mkdir(parents=True, exist_ok=True)
            kept.write_text(json.dumps({_gecko_id(folder): str(uuid.uuid4()) for folder in folders}))
        uuids = json.loads(kept.read_text())
        prefs = _PREFS | {"extensions.webextensions.uuids": json.dumps(uuids)}
        lines = [f"user_pref({json.dumps(key)}, {json.dumps(value)});\n" for key, value in prefs.items()]
        (start.profile / "user.js").write_text("".join(lines))
        process = await asyncio.create_subprocess_exec(
            binary,
            "--headless",
            "--no-remote",
            "--profile",
            str(start.profile),
            "--remote-debugging-port=0",
            "--remote-allow-system-access",  # without it the extension's own pages cannot be driven
            env=dict(start.env),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
        try:
            bidi = await Bidi.connect(await asyncio.wait_for(_address(process), STEP_S))
            for folder in folders:
                await _install(bidi, folder)
        except BaseException:
            await _end(process)
            raise
        first, second = (f"moz-extension://{uuids[_gecko_id(folder)]}" for folder in folders)
        return cls(process, bidi, start.extension, (first, second))

    async def new_page(self) -> Page:
        """Open a tab, in front."""
        created = await self._bidi.send("browsingContext.create", type="tab", background=False)
        page = _FirefoxPage(self._bidi, created["context"])
        await page.size(1100, 800)
        return page

    async def grant(self, origin: str) -> None:
        """Let the extension run there, as the browser does when somebody agrees."""
        tree = await self._bidi.send("browsingContext.getTree", **{"moz:scope": "chrome"})
        await self._bidi.call({"context": tree["contexts"][0]["context"]}, _GRANT, args=[self.extension_id, origin])

    async def update(self) -> None:
        """Install the extension over itself."""
        await _install(self._bidi, self._extension)

    async def kill(self) -> None:
        """Kill Firefox's session of processes."""
        os.killpg(self._process.pid, signal.SIGKILL)
        await self._process.wait()
        await self._bidi.close()

    async def stop(self) -> None:
        """End Firefox."""
        with contextlib.suppress(PageError):  # it may close the connection before it answers
            await self._bidi.send("browser.close")
        await self._bidi.close()
        await _end(self._process)


async def _install(bidi: Bidi, folder: Path) -> None:
    await bidi.send("webExtension.install", extensionData={"type": "path", "path": str(folder)})


class _FirefoxPage(Page):
    """One tab of Firefox."""

    def __init__(self, bidi: Bidi, context: str) -> None:
        self._bidi = bidi
        self._context = context

    async def open(self, url: str) -> None:
        if url.startswith("http"):
            await self._bidi.send("browsingContext.navigate", context=self._context, url=url, wait="complete")
            return
        # BiDi never reports that an extension's own page has finished loading.
        await self._bidi.send("browsingContext.navigate", context=self._context, url=url, wait="none")
        await eventually(self._ready, lambda seen: bool(seen == [url, "complete"]), STEP_S, f"Opening {url}")

    async def _ready(self) -> Any:
        try:
            return await self.eval("() => [location.href, document.readyState]")
        except PageError:
            return None  # between two documents there is nothing to ask

    async def eval(self, function: str, *args: object) -> Any:
        return await self._bidi.call({"context": self._context}, function, args=args)

    async def inside(self, function: str, *args: object) -> Any:
        handles = await self._closed_roots()
        split = f"(...all) => ({function})(all.slice(0, {len(handles)}), ...all.slice({len(handles)}))"
        return await self._bidi.call({"context": self._context, "sandbox": "tests"}, split, *handles, args=args)

    async def _closed_roots(self) -> list[dict[str, str]]:
        found = await self._bidi.send(
            "browsingContext.locateNodes",
            context=self._context,
            locator={"type": "css", "value": ":root > *"},  # for all of a page's elements this is slow
            serializationOptions={"includeShadowTree": "all", "maxDomDepth": 0},
        )
        roots = [node["value"].get("shadowRoot") for node in found["nodes"]]
        return [{"sharedId": root["sharedId"]} for root in roots if root and root["value"]["mode"] == "closed"]

    async def frame(self) -> Page:
        tree = await self._bidi.send("browsingContext.getTree", root=self._context)
        (child,) = tree["contexts"][0]["children"]
        return _FirefoxPage(self._bidi, child["context"])

    async def named(self, role: str, name: str) -> int:
        locator = {"type": "accessibility", "value": {"role": role, "name": name}}
        count = 0
        for root in [None, *await self._closed_roots()]:
            start = {} if root is None else {"startNodes": [root]}
            found = await self._bidi.send(
                "browsingContext.locateNodes", context=self._context, locator=locator, **start
            )
            count += len(found["nodes"])
        return count

    async def press(self, *keys: str) -> None:
        actions: list[dict[str, str]] = []
        for key in keys:
            *held, last = key.split("+") if len(key) > 1 else [key]
            chord = [_KEYS.get(name, name) for name in (*held, last)]
            actions += [{"type": "keyDown", "value": value} for value in chord]
            actions += [{"type": "keyUp", "value": value} for value in reversed(chord)]
        await self._act({"type": "key", "id": "keyboard", "actions": actions})

    async def click(self, x: float, y: float) -> None:
        await self._act(
            {
                "type": "pointer",
                "id": "mouse",
                "actions": [
                    {"type": "pointerMove", "x": round(x), "y": round(y)},
                    {"type": "pointerDown", "button": 0},
                    {"type": "pointerUp", "button": 0},
                ],
            }
        )

    async def drag(self, *points: tuple[float, float]) -> None:
        moves = [
            {"type": "pointerMove", "x": round(x), "y": round(y), "duration": 40 if at else 0}
            for at, (x, y) in enumerate(points)
        ]
        down, up = {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
        # A hand rests where it lets go; a page that is late would otherwise miss the last move.
        rest = [{"type": "pause", "duration": 150}, {**moves[-1], "duration": 0}, {"type": "pause", "duration": 150}]
        await self._act({"type": "pointer", "id": "mouse", "actions": [moves[0], down, *moves[1:], *rest, up]})

    async def compose(self, *states: str, commit: str) -> None:
        await self._bidi.call(await self._chrome(), _COMPOSE, args=[states, commit])

    async def take_suggestion(self, text: str) -> None:
        await self._bidi.call(await self._chrome(), _TAKE, args=[text])

    async def prefer(self, feature: str, *, on: bool) -> None:
        query, name, yes, no = _PREFERENCES[feature]
        await self._bidi.call(
            await self._chrome(), f"value => Services.prefs.setIntPref({name!r}, value)", args=[yes if on else no]
        )
        seen = "(query, on) => matchMedia(query).matches === on"
        await eventually(lambda: self.eval(seen, query, on), what=f"The preference {query}")

    async def _chrome(self) -> dict[str, str]:
        """Give the browser's own window."""
        tree = await self._bidi.send("browsingContext.getTree", **{"moz:scope": "chrome"})
        return {"context": tree["contexts"][0]["context"]}

    async def _act(self, source: dict[str, object]) -> None:
        await self._bidi.send("input.performActions", context=self._context, actions=[source])

    async def scheme(self, scheme: str) -> None:
        dark = scheme == "dark"
        set_pref = f"(dark) => Services.prefs.setIntPref({_SCHEME_PREF!r}, dark ? 0 : 1)"
        await self._bidi.call(await self._chrome(), set_pref, args=[dark])
        seen = "(dark) => matchMedia('(prefers-color-scheme: dark)').matches === dark"
        await eventually(lambda: self.eval(seen, dark), what=f"The {scheme} scheme")

    async def paper(self, on: bool) -> None:
        override = "medium => { gBrowser.selectedBrowser.browsingContext.mediumOverride = medium; }"
        await self._bidi.call(await self._chrome(), override, args=["print" if on else ""])
        await eventually(lambda: self.eval("on => matchMedia('print').matches === on", on), what="Another medium")

    async def size(self, width: int, height: int) -> None:
        await self._bidi.send(
            "browsingContext.setViewport", context=self._context, viewport={"width": width, "height": height}
        )

    async def picture(self, clip: tuple[float, float, float, float] | None) -> str:
        params: dict[str, object] = {"context": self._context}
        if clip is not None:
            x, y, width, height = clip
            params["clip"] = {"type": "box", "x": x, "y": y, "width": width, "height": height}
        shot = await self._bidi.send("browsingContext.captureScreenshot", **params)
        return str(shot["data"])

    async def screenshot(self, path: Path, clip: tuple[float, float, float, float] | None = None) -> None:
        await asyncio.to_thread(path.write_bytes, base64.b64decode(await self.picture(clip)))

    async def front(self) -> None:
        await self._bidi.send("browsingContext.activate", context=self._context)

    async def close(self) -> None:
        await self._bidi.send("browsingContext.close", context=self._context)


def _gecko_id(folder: Path) -> str:
    manifest = json.loads((folder / "manifest.json").read_text())
    return str(manifest["browser_specific_settings"]["gecko"]["id"])


async def _address(process: asyncio.subprocess.Process) -> str:
    """Read Firefox's standard error until it says where it listens."""
    assert process.stderr is not None
    async for line in process.stderr:
        if found := re.search(rb"WebDriver BiDi listening on (ws://\S+)", line):
            return found[1].decode()
    raise RuntimeError("Firefox ended before it listened.")


async def _end(process: asyncio.subprocess.Process) -> None:
    """Wait for the browser to end; otherwise end its own session of processes."""
    for ending in (None, signal.SIGTERM, signal.SIGKILL):
        if ending is not None:
            os.killpg(process.pid, ending)
        try:
            await asyncio.wait_for(process.wait(), STEP_S / 2)
        except TimeoutError:
            continue
        return
