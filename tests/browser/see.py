"""What a person sees on a page: their draft, the thread, the marks under their words, the card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.browser.driver import SOON_S, eventually

if TYPE_CHECKING:
    from tests.browser.driver import Page

START_S = 30.0
"""A server that has just started may take so long to answer its first draft: it is still compiling patterns."""

SILENCE_S = 1.2
"""Long enough for an answer to have come, were there one."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the viewport, in CSS pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        """The point to click at."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def meets(self, other: Box) -> bool:
        """Whether the two have any area in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class Mark:
    """One underline."""

    check: str
    box: Box


@dataclass(frozen=True, slots=True)
class Card:
    """The card as it stands open."""

    text: str
    box: Box
    buttons: dict[str, Box]
    focused: str | None


_BOX = "const box = e => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; };"

_MARKS = f"""roots => {{
    {_BOX}
    return roots.flatMap(root => [...root.querySelectorAll('.layer:popover-open .mark')])
        .map(mark => [mark.dataset.check, box(mark)]);
}}"""

# The card's words are generated content, so that a page cannot search for them: innerText does not have them.
_CARD = f"""roots => {{
    {_BOX}
    const words = e => [...e.querySelectorAll('[data-words]')].filter(w => w.checkVisibility());
    const said = e => words(e).map(w => w.dataset.words).join('');
    const name = e => e && (e.getAttribute('aria-label') || said(e));
    for (const root of roots) {{
        const card = root.querySelector('.card:popover-open');
        if (!card) continue;
        const lines = new Set(words(card).map(w => w.closest('p, h2, h3, li, button, blockquote')));
        const shown = [...card.querySelectorAll('button')].filter(b => b.checkVisibility());
        const text = [...lines].map(said).join('\\n');
        return [text, box(card), shown.map(b => [name(b), box(b)]), name(root.activeElement)];
    }}
    return null;
}}"""

# Text as a person sees it: Lexical keeps an empty last line open with a break of its own.
_DRAFT = """() => {
    const field = document.querySelector('[role=textbox], textarea');
    if (field.localName === 'textarea') return field.value;
    let text = '';
    const walk = node => {
        if (node.nodeType === 3) text += node.data;
        else if (node.localName === 'br') { if (!node.dataset.lexicalManagedLinebreak) text += '\\n'; }
        else node.childNodes.forEach(walk);
    };
    walk(field);
    return text;
}"""

_WORDS = """phrase => {
    const walker = document.createTreeWalker(document.querySelector('[role=textbox]'), NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
        const at = node.data.indexOf(phrase);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + phrase.length);
        return [...range.getClientRects()].map(b => [b.left, b.top, b.right, b.bottom]);
    }
    throw new Error('The draft does not hold these words.');
}"""


async def draft(page: Page) -> str:
    """Read the composer's text from its DOM."""
    text: str = await page.eval(_DRAFT)
    return text


async def sent(page: Page) -> list[str]:
    """Read the thread, oldest first."""
    texts: list[str] = await page.eval("() => [...document.querySelectorAll('.bubble')].map(b => b.textContent)")
    return texts


async def box_of(page: Page, selector: str) -> Box:
    """Give the box of an element of the page's own."""
    return Box(*await page.eval(f"s => {{ {_BOX} return box(document.querySelector(s)); }}", selector))


async def words(page: Page, phrase: str) -> list[Box]:
    """Give the boxes of these words in the composer, a box a line."""
    return [Box(*box) for box in await page.eval(_WORDS, phrase)]


async def marks(page: Page) -> list[Mark]:
    """Give every underline that is drawn now."""
    return [Mark(check, Box(*box)) for check, box in await page.inside(_MARKS)]


async def card(page: Page) -> Card | None:
    """Give the card, when it stands open."""
    seen: Any = await page.inside(_CARD)
    if seen is None:
        return None
    text, box, buttons, focused = seen
    return Card(text, Box(*box), {name: Box(*at) for name, at in buttons}, focused)


async def open_card(page: Page, within: float = SOON_S) -> Card:
    """Wait for the card and for its entrance to end."""
    found = await eventually(lambda: card(page), within=within, what="The card")

    async def settled() -> Card | None:
        nonlocal found
        before, found = found, await card(page)
        return found if found == before else None

    return await eventually(settled, within=SOON_S, what="The card's rest") or _gone()


def _gone() -> Card:
    raise AssertionError("The card went away again.")


async def press_on(page: Page, button: str) -> None:
    """Click one of the card's buttons with the mouse."""
    await page.click(*(await open_card(page)).buttons[button].middle)
