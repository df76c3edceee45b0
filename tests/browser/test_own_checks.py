"""A person's own checks may hold all that a text can: HTML, scripts, addresses, templates. It is shown, not done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.chat import chat, warm
from tests.browser.driver import eventually
from tests.browser.home import Home
from tests.browser.places import Ear, serve
from tests.browser.popup import Popup
from tests.browser.see import START_S, card, open_card, press_on
from tests.browser.world import BROWSERS, World

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.driver import Page

_PACK = """\
id = "marmalade"
title = '<img src="{ear}title" onerror="globalThis.ran=1"><b>Marmalade</b>'
about = '<script>globalThis.ran=2</script><a href="javascript:globalThis.ran=3">x</a> ${{7*7}} {{{{7*7}}}} {ear}'
status = "stable"
level = "pause"
rank = 900
sources = ["own"]
known_false_alarms = '<iframe src="{ear}alarms" onload="globalThis.ran=4"></iframe>'

[[prompt]]
heading = '<svg onload="globalThis.ran=5"><style>*{{display:none}}</style>heading'
why = '<img src="{ear}why" onerror="globalThis.ran=6"> because of “{{quote}}”'
question = '<details open ontoggle="globalThis.ran=7">Is that so?</details>'

[[pattern]]
name = "marmalade"
match = '''marmalade \\L<jars>'''
fires = ["I want my [[marmalade jar]] back"]

[lists]
jars = ["jar", "pot"]
"""
DRAFT = "You never gave me my marmalade jar <img src=x onerror=globalThis.ran=8> back."
SHOWN = (
    "heading",
    '<svg onload="globalThis.ran=5"><style>*{display:none}</style>heading',
    'onerror="globalThis.ran=6">',
    "<details open",
)
# Everything of ours that a text could have become.
_FOREIGN = """roots => roots.flatMap(root => [...root.querySelectorAll('img, iframe, script, details, object, b, a')]
    .concat([...root.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on'))))
    .map(e => e.outerHTML.slice(0, 80)))"""
_IN_PAGE = f"() => ({_FOREIGN})([document.body]).filter(html => /ran=|{{ear}}/.test(html))"


async def ran(page: Page) -> object:
    """Whether anything ran in this page."""
    return await page.eval("() => globalThis.ran ?? null")


@pytest.mark.parametrize("kind", sorted(BROWSERS))
async def test_nothing_in_a_pack_is_more_than_text(kind: str, tmp_path: Path) -> None:
    """On the card, in the popup and at home: every string is there letter by letter; nothing runs or is fetched."""
    async with Ear.everywhere() as ear:
        address = f"http://127.0.0.1:{ear.port}/"
        packs = tmp_path / ".config" / "breather" / "packs"
        packs.mkdir(parents=True)
        (packs / "marmalade.toml").write_text(_PACK.format(ear=address))
        title = f'<img src="{address}title" onerror="globalThis.ran=1"><b>Marmalade</b> (yours)'
        world = await World.start(kind, tmp_path)
        try:
            await warm(world)
            async with chat(world) as page:
                await page.type(DRAFT)
                found = await open_card(page, START_S)
                for words in SHOWN:
                    assert words in found.text
                assert f'<img src="{address}why" onerror="globalThis.ran=6"> because of “marmalade jar”' in found.text
                await press_on(page, "Why this?")
                explained = await eventually(
                    lambda: card(page), lambda seen: seen is not None and "alarms" in seen.text, what="The reasons"
                )
                assert explained is not None
                assert f'<iframe src="{address}alarms" onload="globalThis.ran=4"></iframe>' in explained.text
                assert await page.inside(_FOREIGN) == []
                assert await ran(page) is None
                async with Popup.on(world, page) as popup:
                    await eventually(popup.text, lambda text: title in text, what="Its title in the popup")
                    assert await popup.page.eval(_IN_PAGE) == []
                    assert await ran(popup.page) is None
            for tab in ("sites", "try"):
                async with Home.on(world, tab) as home:
                    if tab == "try":
                        await home.page.eval("() => document.querySelector('textarea').focus()")
                        await home.page.type(DRAFT)
                        await home.reads(SHOWN[1], START_S)
                    await home.reads(title, START_S)
                    assert await home.page.eval(_IN_PAGE) == []
                    assert await ran(home.page) is None
            assert ear.heard == 0
            page = await world.browser.new_page()
            async with serve({"/": "<!doctype html><title>Careless</title><body></body>"}) as careless:
                await page.open(careless)
                await page.eval("html => { document.body.insertAdjacentHTML('beforeend', html); }", title)
                await eventually(lambda: ran(page), what="The same words as HTML")
                assert ear.heard > 0
        finally:
            await world.stop()
