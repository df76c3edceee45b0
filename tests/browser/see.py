"""What a person sees on a page: their draft, the marks under it, the card."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.browser.driver import Page

_TEXT = """(root) => {
    let text = '';
    const walk = node => {
        if (node.nodeType === 3) text += node.data;
        else if (node.localName === 'br') { if (!node.dataset.lexicalManagedLinebreak) text += '\\n'; }
        else node.childNodes.forEach(walk);
    };
    walk(root);
    return text;
}"""


async def draft(page: Page) -> str:
    """Read the composer's text from its DOM."""
    text: str = await page.eval(f"() => ({_TEXT})(document.querySelector('[role=textbox]'))")
    return text


async def sent(page: Page) -> list[str]:
    """Read the thread, oldest first."""
    texts: list[str] = await page.eval(
        "() => [...document.querySelectorAll('[role=log] .bubble')].map(b => b.textContent)"
    )
    return texts
