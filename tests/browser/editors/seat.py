"""A replica in a tab, with somebody writing in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.browser import see
from tests.browser.driver import SOON_S, STEP_S, eventually
from tests.browser.see import Box

if TYPE_CHECKING:
    from tests.browser.backroom import Backroom
    from tests.browser.driver import Page
    from tests.browser.replicas import Replica
    from tests.browser.see import Mark
    from tests.browser.world import World

LINE_PX = 22
"""The height of a line of text on every replica."""

NEAR_PX = 2
"""How far a mark may stand from its words."""

SPACE_PX = 12
"""No space is wider."""

SETTLE_S = 0.15
"""Slate looks only every tenth of a second where the caret is."""

# By the page's own clock, so that a page that is late has done what it had to.
_SETTLED = "ms => new Promise(done => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(done), ms)))"

_READY = "() => globalThis.replica?.ready === true"

# Where the field begins, from the corner of the tab's viewport.
_FIELD = """() => {
    const { field } = replica;
    const b = field.getBoundingClientRect();
    const frame = field.ownerDocument.defaultView.frameElement?.getBoundingClientRect() ?? { x: 0, y: 0 };
    return [b.left + frame.x, b.top + frame.y, b.right + frame.x, b.bottom + frame.y];
}"""

_BUTTON = """() => {
    const b = replica.button.getBoundingClientRect();
    return [(b.left + b.right) / 2, (b.top + b.bottom) / 2];
}"""

# A point of the field's own window, as the tab sees it.
_IN_TAB = """(x, y) => {
    const frame = replica.field.ownerDocument.defaultView.frameElement?.getBoundingClientRect() ?? { x: 0, y: 0 };
    return [x + frame.x, y + frame.y];
}"""

# The page's own ranges over these words, wherever the field lies and however many nodes the editor makes of them.
_WORDS = """phrase => {
    const { field } = replica;
    const walker = field.ownerDocument.createTreeWalker(field, NodeFilter.SHOW_TEXT);
    const nodes = [];
    let text = '';
    for (let node; (node = walker.nextNode()); text += node.data) nodes.push([node, text.length]);
    const from = text.indexOf(phrase), to = from + phrase.length;
    if (from < 0) throw new Error('The draft does not hold these words.');
    return nodes.flatMap(([node, start]) => {
        if (start >= to || start + node.data.length <= from) return [];
        const range = field.ownerDocument.createRange();
        range.setStart(node, Math.max(0, from - start));
        range.setEnd(node, Math.min(node.data.length, to - start));
        return [...range.getClientRects()].filter(b => b.width > 0).map(b => [b.left, b.top, b.right, b.bottom]);
    });
}"""

_SELECT = """phrase => {
    const { field } = replica;
    const before = [field.selectionStart, field.selectionEnd, field.scrollTop];
    const at = field.value.indexOf(phrase);
    field.setSelectionRange(at, at + phrase.length);
    field.scrollTop = before[2];
    return before;
}"""

_UNSELECT = """([start, end, top]) => {
    replica.field.setSelectionRange(start, end);
    replica.field.scrollTop = top;
}"""

# What is selected or, for a caret, where it stands; the same for every kind of field.
_SELECTION = """() => {
    const { field } = replica;
    const page = field.ownerDocument;
    const root = field.getRootNode();
    const focused = root.activeElement === field || field.contains(root.activeElement);
    if (field.localName === 'textarea') return [focused, field.selectionStart, field.selectionEnd];
    const selection = (root.getSelection ? root : page).getSelection();
    const composed = root.host && selection.getComposedRanges?.({ shadowRoots: [root] });
    const range = composed?.[0] ?? (selection.rangeCount ? selection.getRangeAt(0) : null);
    if (!range) return [focused, null, null];
    const before = page.createRange();
    const count = (node, at) => {
        before.selectNodeContents(field);
        before.setEnd(node, at);
        return before.toString().length;
    };
    return [focused, count(range.startContainer, range.startOffset), count(range.endContainer, range.endOffset)];
}"""


class Seat:
    """One replica, open, with the caret in its composer."""

    def __init__(self, replica: Replica, tab: Page, where: Page, backroom: Backroom, url: str) -> None:
        self.replica = replica
        self.tab = tab
        self.where = where
        """Where marks and card are: the tab, or its frame."""
        self.backroom = backroom
        self.url = url
        self.site = urlsplit(url).netloc

    @classmethod
    async def at(cls, world: World, backroom: Backroom, replica: Replica, url: str) -> Seat:
        """Open a replica in front and click into it."""
        tab = await world.browser.new_page()
        seat = cls(replica, tab, tab, backroom, url)
        await seat.load()
        return seat

    async def load(self) -> None:
        """Open the page, anew where it is open already."""
        await self.tab.open(self.url)
        await eventually(lambda: self.tab.eval(_READY), within=STEP_S, what=f"The page with {self.replica.name}")
        await self.again()

    async def again(self) -> None:
        """Go into the composer that is there now."""
        self.where = await self.tab.frame() if self.replica.framed else self.tab
        await self.click()

    async def close(self) -> None:
        """Close the tab."""
        await self.tab.close()

    async def ask(self, expression: str, *args: object) -> Any:
        """Evaluate something of the page's `replica`."""
        return await self.tab.eval(f"async (...args) => await replica.{expression}", *args)

    async def field(self) -> Box:
        """Give the field's box in the tab."""
        return Box(*await self.tab.eval(_FIELD))

    async def come(self) -> None:
        """Bring the tab to the front. An editor that gets its focus back puts the caret where it was, a bit later."""
        await self.tab.front()
        await self.settled()

    async def click(self) -> None:
        """Click into the field, where its first line is."""
        box = await self.field()
        await self.tab.click(box.left + 30, box.top + 20)

    async def type(self, text: str) -> None:
        """Press a key for each character."""
        await self.tab.type(text)

    async def press(self, *keys: str) -> None:
        """Press keys, and after each that may move the caret wait until the editor has heard of it."""
        for key in keys:
            await self.tab.press(key)
            if len(key) > 1:
                await self.settled()

    async def settled(self) -> None:
        """Wait until the editor has had the time in which it hears where the caret is."""
        await self.tab.eval(_SETTLED, SETTLE_S * 1000)

    async def text(self) -> str:
        """Give the draft as the site would send it."""
        text: str = await self.ask("text()")
        return text

    async def heard_exactly(self, text: str) -> None:
        """Wait until the extension asks about the very draft that the site would send.

        That is `text`; but in Firefox, Draft.js puts a line break of its own at the end.
        """

        async def both() -> tuple[str, str | None]:
            return await self.text(), await self.backroom.heard()

        what = f"{self.replica.name}: reading {text!r}"
        await eventually(both, lambda now: now[0] == now[1] and now[0].rstrip("\n") == text, SOON_S, what)

    async def sent(self) -> list[str]:
        """Give what was sent, oldest first."""
        texts: list[str] = await self.ask("sent")
        return texts

    async def selection(self) -> list[Any]:
        """Say whether the field has the focus, and from where to where the text is selected."""
        seen: list[Any] = await self.tab.eval(_SELECTION)
        return seen

    async def marks(self) -> list[Mark]:
        """Give every underline that is drawn now."""
        return await see.marks(self.where)

    async def marked(self, count: int | None = None) -> list[Mark]:
        """Wait until something is underlined, or until nothing is (`count` 0)."""
        good = bool if count is None else lambda found: len(found) == count
        return await eventually(self.marks, good, SOON_S, f"Marks with {self.replica.name}")

    async def card(self) -> see.Card | None:
        """Give the card, when it stands open."""
        return await see.card(self.where)

    async def opened(self) -> see.Card:
        """Move into the card, as a person without a mouse would; it opens where there is something to say."""
        await self.press("Alt+b")
        return await see.open_card(self.where)

    async def choose(self, name: str) -> None:
        """Click one of the card's buttons."""
        at = (await see.open_card(self.where)).buttons[name].middle
        await self.tab.click(*await self.tab.eval(_IN_TAB, *at))

    async def send(self) -> None:
        """Click the page's send button."""
        await self.tab.click(*await self.tab.eval(_BUTTON))

    async def words(self, phrase: str) -> list[Box]:
        """Give the boxes of these words, a box a line, by the page's own means; in a text area by a picture of them."""
        if not self.replica.area:
            return [Box(*box) for box in await self.where.eval(_WORDS.replace("replica", "parent.replica"), phrase)]
        field = await self.field()
        before = await self.tab.eval(_SELECT, phrase)
        left, top = int(field.left), int(field.top)
        clip = (left, top, int(field.right) - left + 1, int(field.bottom) - top + 1)
        png = await self.tab.picture(clip)
        await self.tab.eval(_UNSELECT, before)
        found = await self.backroom.coloured(png, clip[2], LINE_PX)
        return [Box(left + a, top + b, left + c, top + d) for a, b, c, d in found]

    async def misplaced(self, *phrases: str) -> list[object]:
        """Give what is wrong: lines of words without a mark under them, and marks under no words."""
        wanted = [line for phrase in phrases for line in lines(await self.words(phrase), spaced=self.replica.area)]
        drawn = joined([mark.box for mark in await self.marks()])
        bare = [word for word in wanted if not any(word.has(mark) for mark in drawn)]
        idle = [mark for mark in drawn if not any(word.has(mark) for word in wanted)]
        return [*bare, *idle]

    async def in_place(self, *phrases: str, after: str = "") -> None:
        """Wait until exactly these words are underlined, to two pixels."""
        what = f"{self.replica.name}: marks under their words {after}"
        await eventually(lambda: self.misplaced(*phrases), lambda wrong: wrong == [], SOON_S, what)

    async def empty(self) -> None:
        """Have the site empty the composer, as after sending, and wait until nothing of ours is left."""
        await self.ask("write('')")
        await self.marked(0)
        await eventually(self.card, lambda card: card is None, SOON_S, "The card's end")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words, and how much further it may reach: a picture shows the space that the line broke at, too."""

    box: Box
    space: float

    def has(self, mark: Box) -> bool:
        """Whether a mark runs from the first to the last letter, at their foot."""
        starts = abs(mark.left - self.box.left) <= NEAR_PX
        ends = -NEAR_PX - self.space <= mark.right - self.box.right <= NEAR_PX
        return starts and ends and abs(mark.bottom - self.box.bottom) <= NEAR_PX


def lines(boxes: list[Box], *, spaced: bool) -> list[Line]:
    """Give the lines that words stand in."""
    found = joined(boxes)
    return [Line(box, SPACE_PX if spaced and box is not found[-1] else 0) for box in found]


def joined(boxes: list[Box]) -> list[Box]:
    """Join the boxes that touch on a line: a space at its end has one of its own."""
    done: list[Box] = []
    for box in sorted(boxes, key=lambda box: (box.top, box.left)):
        last = done[-1] if done else None
        if last and last.top == box.top and box.left - last.right < 1:
            done[-1] = Box(last.left, last.top, box.right, last.bottom)
        else:
            done.append(box)
    return done
