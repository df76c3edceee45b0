"""Nobody but the paired extension gets an answer: not another page, not another extension."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from aiohttp import web

from server import pairing
from server.app import create_app
from server.listener import Runner
from server.service import VERBS, Answer, Service
from server.store import Store
from tests import network
from tests.browser import see
from tests.browser.driver import PageError, eventually
from tests.browser.places import Ear, open_house, serve
from tests.compiled import prepare
from tests.server.client import CHROMIUM, Client

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.driver import Page
    from tests.browser.world import World

# Every way a page has to speak to an address; each resolves to what the page could learn from it.
PAGE_ATTEMPTS = {
    "health": "u => fetch(u + '/health').then(r => r.text(), () => null)",
    "fetch": """u => fetch(u + '/v1/check', {method: 'POST', headers: {'Content-Type': 'application/json'},
        body: '{"v":1,"iv":"AAAAAAAAAAAAAAAA","ct":"AAAA"}'}).then(r => r.text(), () => null)""",
    "simple fetch": """u => fetch(u + '/v1/check', {method: 'POST', headers: {'Content-Type': 'text/plain'},
        body: '{"v":1,"iv":"AAAAAAAAAAAAAAAA","ct":"AAAA"}'}).then(r => r.text(), () => null)""",
    "no-cors": """u => fetch(u + '/v1/catalogue', {method: 'POST', mode: 'no-cors', body: '{}'})
        .then(async r => (await r.text()) || null, () => null)""",
    "image": """u => new Promise(done => {
        const image = new Image();
        image.onload = () => done('loaded');
        image.onerror = () => done(null);
        image.src = u + '/health';
    })""",
    "script": """u => new Promise(done => {
        const script = document.createElement('script');
        script.onload = () => done('ran');
        script.onerror = () => done(null);
        script.src = u + '/v1/check';
        document.head.append(script);
    })""",
    "socket": """u => new Promise(done => {
        const socket = new WebSocket(u.replace('http', 'ws') + '/v1/check');
        socket.onopen = () => done('open');
        socket.onerror = () => done(null);
    })""",
}


STRANGER = {"/": "<!doctype html><title>A stranger</title><body></body>"}


@pytest.mark.parametrize("way", PAGE_ATTEMPTS)
async def test_a_second_page_learns_nothing(world: World, way: str) -> None:
    """A page of another site, on this very machine, cannot read one byte of the server's answers."""
    page = await world.browser.new_page()
    async with serve(STRANGER) as address:
        await page.open(address)
        learned = await page.eval(PAGE_ATTEMPTS[way], f"http://127.0.0.1:{world.server.port}")
    await page.close()

    assert learned is None


async def test_the_same_page_would_learn_from_a_careless_server(world: World) -> None:
    """The attempts above are real: all but `no-cors` get something out of a server that answers everybody."""
    page = await world.browser.new_page()
    async with serve(STRANGER) as address, open_house() as careless:
        await page.open(address)
        learned = {way for way, attempt in PAGE_ATTEMPTS.items() if await page.eval(attempt, careless) is not None}
    await page.close()

    assert learned == PAGE_ATTEMPTS.keys() - {"no-cors"}


async def test_a_form_gets_the_refusal(world: World) -> None:
    """A form needs nobody's leave to post across sites; what comes back is the refusal and nothing else."""
    page = await world.browser.new_page()
    action = f"http://127.0.0.1:{world.server.port}/v1/settings/site"
    form = (
        f'<form method="post" action="{action}" enctype="text/plain">'
        """<input name='{"site":"example.org","on":false,"x":"' value='"}'></form>"""
    )
    async with serve({"/": f"<!doctype html><title>A form</title>{form}"}) as address:
        await page.open(address)
        await page.eval("() => { document.forms[0].submit(); }")
        shown = await eventually(lambda: answer_to_form(page), what="The answer to the form")
    await page.close()

    assert shown is not None
    assert "not_paired" in shown
    assert "result" not in shown


async def answer_to_form(page: Page) -> str | None:
    """Read the page that the form led to, once it is there."""
    try:
        at, text = await page.eval("() => [location.pathname, document.body.textContent]")
    except PageError:
        return None
    return str(text) if at.startswith("/v1/") else None


POST = """async (url, headers) => {
    const response = await fetch(url, {method: 'POST', headers: {'Content-Type': 'application/json', ...headers},
        body: '{"v":1,"iv":"AAAAAAAAAAAAAAAA","ct":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}'});
    return [response.status, (await response.json()).error.code];
}"""

# Extensions may rewrite the headers of their own requests, and browsers do let them forge an Origin.
FORGE = """async (origin) => {
    const api = globalThis.browser ?? chrome;
    await api.declarativeNetRequest.updateSessionRules({removeRuleIds: [1], addRules: [{
        id: 1, condition: {urlFilter: '|http://127.0.0.1', resourceTypes: ['xmlhttprequest', 'other']},
        action: {type: 'modifyHeaders', requestHeaders: [{header: 'Origin', operation: 'set', value: origin}]},
    }]});
}"""

UNFORGE = """async () => {
    const api = globalThis.browser ?? chrome;
    await api.declarativeNetRequest.updateSessionRules({removeRuleIds: [1]});
}"""


async def test_a_second_extension_is_refused(world: World) -> None:
    """An extension that may reach 127.0.0.1, and forges Breather's origin, still gets only the refusal."""
    page = await world.browser.new_page()
    await page.open(f"{world.browser.second_origin}/page.html")
    url = f"http://127.0.0.1:{world.server.port}"
    plain = [await page.eval(POST, url + path, {}) for path in VERBS]
    await page.eval(FORGE, world.browser.extension_origin)
    async with open_house() as careless:
        shown = await page.eval("async url => (await (await fetch(url, {method: 'POST'})).json()).origin", careless)
    forged = [await page.eval(POST, url + path, {}) for path in VERBS]
    await page.eval(UNFORGE)
    await page.close()

    assert shown == world.browser.extension_origin, "the forgery itself works"
    assert plain == forged == [[403, "not_paired"]] * len(VERBS)


async def test_a_second_extension_cannot_pair(world: World) -> None:
    """The browser lets only Breather speak to the native host, and Breather hears no other extension."""
    page = await world.browser.new_page()
    await page.open(f"{world.browser.second_origin}/page.html")
    host: Any = await page.eval(
        """async (origin) => {
            const api = globalThis.browser ?? chrome;
            return api.runtime.sendNativeMessage('org.breather.host', {type: 'pair', origin})
                .then(answer => answer, () => null);
        }""",
        world.browser.extension_origin,
    )
    neighbour: Any = await page.eval(
        """async (id) => {
            const api = globalThis.browser ?? chrome;
            return api.runtime.sendMessage(id, {kind: 'overview'}).then(answer => answer ?? null, () => null);
        }""",
        world.browser.extension_id,
    )
    await page.close()

    assert (host, neighbour) == (None, None)


WATCH = """async () => {
    const api = globalThis.browser ?? chrome;
    globalThis.watched = [];
    api.webRequest.onBeforeRequest.addListener(({url}) => { watched.push(url); }, {urls: ['http://127.0.0.1/*']});
}"""


async def test_a_second_extension_cannot_watch(world: World, page: Page) -> None:
    """An extension that may watch every request to this machine sees the site's own, and not one of Breather's."""
    watcher = await world.browser.new_page()
    await watcher.open(f"{world.browser.second_origin}/page.html")
    await watcher.eval(WATCH)
    await page.front()
    await page.type("You never cared about me, not once.")
    await eventually(lambda: see.marks(page), within=see.START_S, what="The answer to the draft")
    other = await world.browser.new_page()
    async with serve(STRANGER) as address:
        await other.open(f"{address}/")
        seen = await eventually(lambda: watcher.eval("() => watched"), what="A site's own request")
    await other.close()
    await watcher.close()

    assert any(url.startswith(address) for url in seen)
    assert [url for url in seen if f":{world.server.port}/" in url] == []


# Every way a document has to reach an address; none of them waits for an answer that may never come.
REACH = """async (url) => {
    const tries = [
        () => fetch(url, {mode: 'no-cors', signal: AbortSignal.timeout(1500)}),
        () => fetch(url, {method: 'POST', mode: 'no-cors', body: 'x', signal: AbortSignal.timeout(1500)}),
        () => new Promise((done) => {
            const request = new XMLHttpRequest();
            request.onloadend = done;
            request.timeout = 1500;
            request.open('GET', url);
            request.send();
        }),
        () => { new WebSocket(url.replace('http', 'ws')); },
        () => { new EventSource(url); },
        () => { navigator.sendBeacon(url, 'x'); },
        ...[['img', 'src'], ['script', 'src'], ['iframe', 'src'], ['video', 'src'], ['object', 'data']].map(
            ([tag, name]) => () => {
                document.body.append(Object.assign(document.createElement(tag), {[name]: url}));
            }),
        () => {
            const link = Object.assign(document.createElement('link'), {rel: 'stylesheet', href: url});
            document.head.append(link);
        },
    ];
    for (const attempt of tries) {
        try { await attempt(); } catch { /* refused */ }
    }
    await new Promise((done) => setTimeout(done, 300));
}"""

HOSTS = ("127.0.0.1", "127.0.0.2", "127.0.0.3", "127.9.9.9", "localhost")


async def test_our_own_pages_reach_nothing_else(world: World) -> None:
    """The extension's own rules hold it back from every other host and port: a listener there hears nothing."""
    ours = await world.browser.new_page()
    await ours.open(f"{world.browser.extension_origin}/popup.html")
    async with Ear.everywhere(ports=5) as ear:
        for host in (*HOSTS, *network.outside()):
            await ours.eval(REACH, f"http://{host}:{ear.port}/")
        for port in ear.ports[1:]:
            await ours.eval(REACH, f"http://127.0.0.1:{port}/")
        heard = ear.heard
    await ours.close()
    stranger = await world.browser.new_page()
    control = []
    async with serve(STRANGER) as address, Ear.everywhere() as ear:
        await stranger.open(address)
        for host in ("127.0.0.1", *network.outside()):
            await stranger.eval(REACH, f"http://{host}:{ear.port}/")
            control.append(ear.heard)
    await stranger.close()

    assert heard == 0
    assert all(control), "the same attempts are heard when nothing holds them back"
    assert sorted(set(control)) == control, "and at every address"


BEACON = "url => navigator.sendBeacon(url + '/v1/settings/site', '{}')"


async def test_no_verb_is_ever_called(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a page and another extension try, no verb of the server runs: seen from inside one."""
    called, asked = list[str](), 0
    result, answer = Service._result, Service.answer

    def counting(self: Service, path: str, plaintext: bytes | None) -> bytes:
        called.append(path)
        return result(self, path, plaintext)

    def hearing(self: Service, path: str, origin: str, raw: bytes) -> Answer:
        nonlocal asked
        asked += 1
        return answer(self, path, origin, raw)

    monkeypatch.setattr(Service, "_result", counting)
    monkeypatch.setattr(Service, "answer", hearing)
    home = tmp_path / "home"
    prepare(home)
    listening = socket.create_server(("127.0.0.1", 0))
    listening.setblocking(False)
    port = listening.getsockname()[1]
    runner = Runner(create_app(home, port))
    await runner.setup()
    await web.SockSite(runner, listening).start()
    address = f"http://127.0.0.1:{port}"
    try:
        page = await world.browser.new_page()
        async with serve(STRANGER) as stranger:
            await page.open(stranger)
            learned = {way: await page.eval(attempt, address) for way, attempt in PAGE_ATTEMPTS.items()}
            assert await page.eval(BEACON, address)
            await page.eval(REACH, f"{address}/v1/settings/get")
        assert set(learned.values()) == {None}
        await page.open(f"{world.browser.second_origin}/page.html")
        for path in VERBS:
            await page.eval(POST, address + path, {})
        await page.eval(FORGE, world.browser.extension_origin)
        for path in VERBS:
            await page.eval(POST, address + path, {})
        await page.eval(UNFORGE)
        await page.close()
        assert called == []
        assert asked >= 50, "what the other extension sends does come as far as the seal"
        store = Store.open(home)
        client = Client(port, pairing.add(store, CHROMIUM))
        store.close()
        async with aiohttp.ClientSession() as session:
            assert (await client.ask(session, "/v1/settings/get", {}))[0] == 200
        assert called == ["/v1/settings/get"], "a call would have been seen"
    finally:
        await runner.cleanup()


async def test_nobody_loads_what_is_ours(world: World) -> None:
    """Neither a page nor another extension can fetch or show a file of Breather's, or tell so that it is there."""
    learned = []
    for where in ("page", "extension"):
        other = await world.browser.new_page()
        async with serve(STRANGER) as address:
            await other.open(address if where == "page" else f"{world.browser.second_origin}/page.html")
            for name in ("manifest.json", "popup.html", "compose.js", "icons/16.png"):
                url = f"{world.browser.extension_origin}/{name}"
                learned.append(await other.eval("u => fetch(u).then(r => r.text(), () => null)", url))
                learned.append(await other.eval(PAGE_ATTEMPTS["image"].replace(" + '/health'", ""), url))
        await other.close()

    assert set(learned) == {None}
