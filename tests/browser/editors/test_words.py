"""What is read and what is marked: the draft to the last code unit, and the words to two pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.driver import SOON_S, eventually

if TYPE_CHECKING:
    from tests.browser.editors.seat import Seat

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
NEVER = "You never cared about me"
LIAR = "you're a liar"
HARSH = f"{NEVER} and {LIAR}."
LONG = "I baked bread this morning and the whole house smells of it, so that is something at least. "

_LATE = """async () => {
    const body = replica.field.ownerDocument.body;
    const face = new body.ownerDocument.defaultView.FontFace('Late', 'local("Liberation Serif")');
    body.ownerDocument.fonts.add(face);
    body.classList.add('late');
    const before = replica.field.getBoundingClientRect().width;
    await face.load();
    return face.status;
}"""

_EARLY = "() => { const { body, fonts } = replica.field.ownerDocument; body.classList.remove('late'); fonts.clear(); }"


async def test_the_draft_is_read_exactly(seat: Seat) -> None:
    """Emoji, empty lines and a closing line break arrive as they were typed; so does what is written before them."""
    await seat.type(f"Hey 😤{FAMILY} 🇩🇪\n\n{HARSH}\nok")
    await seat.heard_exactly(f"Hey 😤{FAMILY} 🇩🇪\n\n{HARSH}\nok")
    await seat.in_place(NEVER, LIAR, after="after empty lines")

    await seat.press("ArrowUp", "Home", *"So ")
    await seat.in_place(NEVER, LIAR, after="after writing before them")
    await seat.heard_exactly(f"Hey 😤{FAMILY} 🇩🇪\n\nSo {HARSH}\nok")


async def test_marks_stay_under_their_words(seat: Seat) -> None:
    """Through wrapping, scrolling, a narrower window, zoom, and a font that comes late."""
    await seat.type(HARSH)
    await seat.marked(2)
    await seat.press("Home")
    await seat.tab.eval("() => { replica.field.scrollTop = 0; }")
    await seat.type(LONG * 2)
    await seat.press("End")
    await seat.in_place(NEVER, LIAR, after="after wrapping")

    await seat.tab.size(560, 700)
    await seat.tab.eval("() => { replica.field.scrollTop = 1e6; }")
    await seat.in_place(NEVER, LIAR, after="in a narrow window")
    await seat.tab.eval("() => { replica.field.scrollTop -= 9; }")
    await seat.in_place(NEVER, LIAR, after="after scrolling a little")
    await seat.tab.size(1100, 800)
    await seat.in_place(NEVER, LIAR, after="in a wide window")

    await seat.tab.eval(_LATE)
    await seat.in_place(NEVER, LIAR, after="in another font")
    await seat.tab.eval(_EARLY)

    await seat.backroom.zoom(1.5)
    try:
        await seat.in_place(NEVER, LIAR, after="at 150 %")
    finally:
        await seat.backroom.zoom(1)
    await seat.in_place(NEVER, LIAR, after="at 100 % again")


async def test_marks_go_with_their_words(seat: Seat) -> None:
    """An edit inside marked words takes their mark at once; without the words there is none."""
    await seat.type(HARSH)
    await seat.marked(2)
    await seat.press("ArrowLeft", "ArrowLeft", "x")
    await seat.in_place(NEVER, after="after an edit in the others")
    await seat.press("Control+a", "Delete")
    await seat.marked(0)
    await eventually(seat.text, lambda text: text == "", SOON_S, "An empty draft")
