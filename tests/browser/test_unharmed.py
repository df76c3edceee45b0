"""The draft and the page: Breather alters nothing in them, and the page learns nothing of Breather."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.driver import SOON_S, eventually
from tests.browser.places import serve
from tests.browser.see import box_of, draft, marks, open_card, sent
from tests.browser.world import ROOT

if TYPE_CHECKING:
    from tests.browser.driver import Page
    from tests.browser.world import World

HARSH = "You never cared about me and you're a liar."
ANNOUNCED = json.loads((ROOT / "extension/_locales/en/messages.json").read_text())["card_announce"]["message"]
TEXTS = {
    "emoji": f"😤🇩🇪 {HARSH} 👨\u200d👩\u200d👧\u200d👦👍🏽",
    "letters": f"e\u0301 n\u0303 שלום नमस्ते 你好 {HARSH} “…” — it\N{RIGHT SINGLE QUOTATION MARK}s",
    "lines": f"Hey.\n\n{HARSH}\n  two spaces  inside\nbye",
}


@pytest.mark.parametrize("kind", TEXTS)
async def test_what_is_typed_is_what_is_sent(page: Page, kind: str) -> None:
    """The draft while it is marked, and the message that arrives, are the typed text to the last code point."""
    text = TEXTS[kind]
    await page.type(text)
    await eventually(lambda: marks(page), within=SOON_S, what="Marks")
    assert await draft(page) == text

    await page.press("Enter")
    assert (await sent(page))[-1] == text


@pytest.mark.parametrize("kind", TEXTS)
async def test_what_is_pasted_is_what_is_sent(page: Page, kind: str) -> None:
    """The same for a text that comes through the clipboard."""
    text = TEXTS[kind]
    await page.eval(
        """text => {
            const source = document.body.appendChild(document.createElement('textarea'));
            source.value = text;
            source.select();
        }""",
        text,
    )
    await page.press("Control+c")
    await page.eval("() => { document.querySelector('textarea').remove(); }")
    await page.click_on("[role=textbox]")
    await page.press("Control+v")
    await eventually(lambda: marks(page), within=SOON_S, what="Marks")
    assert await draft(page) == text

    await page.press("Enter")
    assert (await sent(page))[-1] == text


# What a curious page can do: look everywhere, all the time.
SPY = """() => {
    globalThis.seen = { animations: [], events: [], attributes: [] };
    const ours = node => node instanceof Element && !document.querySelector('.chat').contains(node)
        && node !== document.documentElement && node !== document.body;
    const look = () => {
        const running = document.getAnimations().filter(a => ours(a.effect.target));
        seen.animations.push(...running.map(a => String(a.animationName)));
        requestAnimationFrame(look);
    };
    look();
    const events = ['animationstart', 'transitionstart', 'beforetoggle', 'toggle', 'slotchange', 'scroll', 'focusin'];
    for (const type of events)
        addEventListener(type, e => { if (ours(e.target)) seen.events.push(type); }, true);
    new MutationObserver(records => {
        for (const r of records) if (ours(r.target)) seen.attributes.push(r.attributeName ?? r.type);
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
}"""

LOOK = """([x, y], words) => {
    getSelection().selectAllChildren(document.documentElement);
    const selected = getSelection().toString();
    getSelection().removeAllRanges();
    const html = document.documentElement;
    const texts = [html.innerText, html.textContent, html.outerHTML, selected,
        html.getHTML?.({ serializableShadowRoots: true }) ?? '', new XMLSerializer().serializeToString(document)];
    return {
        highlights: CSS.highlights.size,
        roots: [...document.querySelectorAll('*')].filter(e => e.shadowRoot).length,
        marks: document.querySelectorAll('[data-check], .mark, .card').length,
        at: document.elementsFromPoint(x, y).map(e => e.localName + '.' + e.className),
        read: words.filter(word => texts.some(text => text.includes(word))),
        found: words.filter(word => globalThis.find(word, false, false, true)),
        ...seen,
    };
}"""


async def test_the_page_cannot_see_marks_or_card(page: Page) -> None:
    """No script of the page can tell which words are marked, nor read one word of the card."""
    await page.eval(SPY)
    await page.type(HARSH)
    shown = await open_card(page)
    mark = (await marks(page))[0]
    # For a second a page can find what a screen reader is told, which says nothing of the draft.
    known = (HARSH, ANNOUNCED)
    lines = [line.strip("“” ") for line in shown.text.splitlines()]
    secret = [line for line in lines if line and not any(line in words for words in known)]
    middle = mark.box.middle
    learned: Any = await page.eval(LOOK, middle, secret)

    assert len(secret) > 4
    assert {part.split(".")[0] for part in learned.pop("at")} <= {"span", "p", "div", "footer", "main", "body", "html"}
    assert learned == {
        "highlights": 0,
        "roots": 0,
        "marks": 0,
        "read": [],
        "found": [],
        "animations": [],
        "events": [],
        "attributes": [],
    }


async def test_the_same_page_would_see_an_open_overlay(page: Page) -> None:
    """The spying above is real: marks and a card drawn without a closed root would be noticed in every way."""
    await page.eval(SPY)
    await page.eval("""() => {
        CSS.highlights.set('flag', new Highlight());
        const host = document.documentElement.appendChild(document.createElement('div'));
        const root = host.attachShadow({ mode: 'open', serializable: true });
        const card = document.body.appendChild(document.createElement('div'));
        card.className = 'card';
        card.textContent = 'A secret word';
        host.animate([{ opacity: 0 }, { opacity: 1 }], 1000).animationName = 'appear';
        host.dispatchEvent(new Event('toggle'));
    }""")
    await eventually(lambda: page.eval("() => seen.animations.length > 0 && seen.attributes.length > 0"))
    learned: Any = await page.eval(LOOK, [1, 1], ["A secret word"])

    assert (learned["highlights"], learned["roots"], learned["marks"]) == (1, 1, 1)
    assert learned["found"] == learned["read"] == ["A secret word"]
    assert "toggle" in learned["events"]


async def test_a_text_area_is_a_composer_too(world: World) -> None:
    """On a page with a plain text area the words are underlined where they stand, and stay as they are."""
    area = (
        "<!doctype html><title>Plain</title><style>textarea{font:16px sans-serif;width:30rem;height:6rem}</style>"
        "<textarea aria-label=Message></textarea>"
    )
    page = await world.browser.new_page()
    async with serve({"/demo/plain.html": area}) as address:
        await page.open(f"{address}/demo/plain.html")
        await page.click_on("textarea")
        await page.type("You never cared about me.")
        shown = await open_card(page)
        (mark,) = await marks(page)
        wanted = await page.eval(
            """phrase => {
                const area = document.querySelector('textarea');
                const style = getComputedStyle(area);
                const ink = document.createElement('canvas').getContext('2d');
                ink.font = style.font;
                const inset = parseFloat(style.borderLeftWidth) + parseFloat(style.paddingLeft);
                const left = area.getBoundingClientRect().left + inset;
                return [left, left + ink.measureText(phrase).width];
            }""",
            "You never cared about me",
        )
        field = await box_of(page, "textarea")
        text = await draft(page)
    await page.close()

    assert text == "You never cared about me."
    assert (abs(mark.box.left - wanted[0]) <= 2, abs(mark.box.right - wanted[1]) <= 2) == (True, True)
    assert not shown.box.meets(field)
