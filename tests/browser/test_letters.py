"""Ways out, letters and people as a person uses them: by keyboard alone, with the real server and its store."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.browser.chat import start_again
from tests.browser.driver import SOON_S, eventually
from tests.browser.home import Home
from tests.browser.popup import Popup
from tests.browser.see import SILENCE_S, START_S, card, draft, open_card
from tests.browser.shelf import HOUR_MS, LONG, READY, SHORT, furnish, kept, ripen, texts
from tests.browser.test_home import CATCH, caught

if TYPE_CHECKING:
    from tests.browser.driver import Page
    from tests.browser.see import Card
    from tests.browser.world import World

pytestmark = pytest.mark.usefixtures("nothing_kept")

HARSH = "You never listen to me. I felt so alone at the table on Sunday."
FELT = "I feel unheard when I bring up something that matters to me and it seems to go nowhere."
TRUE = "I felt so alone at the table on Sunday."
FINE = "It\N{RIGHT SINGLE QUOTATION MARK}s fine"
AS_I = "Say it as \N{LEFT DOUBLE QUOTATION MARK}I\N{RIGHT DOUBLE QUOTATION MARK}"


async def into_card(page: Page, name: str) -> None:
    """Go into the card and to one of its buttons, by keyboard."""
    await open_card(page)
    await page.press("Alt+b")
    await to_button(page, name)


async def to_button(page: Page, name: str) -> None:
    """Go back through the card's buttons to the one of this name."""
    seen: list[str | None] = []
    for _ in range(20):
        found = await card(page)
        seen.append(found.focused if found else None)
        if seen[-1] == name:
            return
        await page.press("Shift+Tab")
    raise AssertionError(f"“{name}” was not reached: {seen}")


async def reads(page: Page, words: str) -> Card:
    """Wait until the card says so."""

    async def saying() -> Card | None:
        found = await card(page)
        return found if found and words in found.text else None

    found = await eventually(saying, within=SOON_S, what=f"“{words}” on the card")
    assert found
    return found


async def test_a_draft_is_kept_unsent_and_one_key_clears_it(page: Page, world: World) -> None:
    """From the card: it is in the store, its text is selected and untouched, and Delete empties the composer."""
    await page.type(HARSH)
    await into_card(page, "Keep unsent")
    await page.press("Enter")
    await reads(page, "Kept, not sent")
    assert texts(world) == [HARSH]
    assert await draft(page) == HARSH
    await page.press("Delete")
    await eventually(lambda: draft(page), lambda text: text == "", what="An empty composer")
    await eventually(lambda: card(page), lambda found: found is None, what="The card's leaving")


async def test_a_complaint_is_said_as_i_and_pasted_by_the_person(page: Page) -> None:
    """The reframe is copied and announced; nothing is in the composer before the person pastes it."""
    await page.type(HARSH)
    await into_card(page, AS_I)
    await page.press("Enter")
    await reads(page, FELT)
    await to_button(page, FELT)
    await page.press("Enter")
    await reads(page, "Copied.")
    assert await draft(page) == HARSH
    await page.press("Escape", "Control+a", "Control+v")
    await eventually(lambda: draft(page), lambda text: text == FELT, what="What was copied")


async def test_a_wall_is_asked_what_is_under_it(page: Page) -> None:
    """Where no words fit, feelings are offered, with a first step; one word makes a short honest sentence."""
    await page.type("Whatever. Do what you want.")
    await eventually(lambda: card_or_open(page), within=START_S, what="A prompt")
    await into_card(page, AS_I)
    await page.press("Enter")
    found = await reads(page, "What is under this?")
    assert "One honest word is enough" in found.text
    await to_button(page, "disappointed")
    await page.press("Enter")
    await reads(page, "Copied.")
    await page.press("Escape", "Control+a", "Control+v")
    sentence = "I feel disappointed right now, and I wanted to say so."
    await eventually(lambda: draft(page), lambda text: text == sentence, what=sentence)


async def card_or_open(page: Page) -> Card | None:
    """The card, which a light mark opens on Alt+B only."""
    if await card(page) is None:
        await page.press("Alt+b")
    return await card(page)


async def test_the_truest_sentence_is_shown_and_a_breath_can_be_skipped(page: Page) -> None:
    """One sentence of their own, to copy alone; ten seconds that can be left."""
    await page.type(HARSH)
    await into_card(page, "Truest line")
    await page.press("Enter")
    await reads(page, TRUE)
    await page.press("Enter")  # Back has the focus
    await reads(page, FINE)
    await to_button(page, "Breathe")
    await page.press("Enter")
    await reads(page, "Breathe in")
    await page.press("Enter")
    found = await reads(page, FINE)
    assert found.focused == FINE
    assert await draft(page) == HARSH


async def test_a_letter_from_its_first_word_to_its_last(world: World) -> None:
    """Written at home, added to, shut for its day, read back, its truest sentence changed, decided, and let go."""
    async with Home.on(world, "letters") as home:
        await home.tab_to("Write a letter that nobody gets")
        await home.page.type("You never came. I miss the sound of the kettle in the morning.")
        await home.tab_to("Keep it for a day")
        await home.page.press("Enter")
        await home.reads("Rests until")
        await home.tab_to("Add to it")
        await home.page.press("Enter")
        await home.page.type("I kept your cup.")
        await home.tab_to("Add")
        await home.page.press("Enter")
        await home.reads("17 words")
        assert "kettle" not in await home.text()
        assert texts(world) == ["You never came. I miss the sound of the kettle in the morning.\n\nI kept your cup."]
    ripen(world)
    async with Home.on(world, "letters") as home:
        await home.reads("Its day is over")
        await home.tab_to("Read it back")
        await home.page.press("Enter")
        await home.reads("kettle")
        await home.tab_to("I have read it")
        await home.page.press("Enter")
        await home.reads("Which sentence is the truest?")
        await home.page.press("Tab", "ArrowDown")
        await home.tab_to("Go on")
        await home.page.press("Enter")
        await home.reads("what would it be for?")
        await home.tab_to("To heal")
        await home.page.press("Enter")
        await home.tab_to("Go on")
        await home.page.press("Enter")
        await home.reads("And now?")
        quoted = await home.page.eval("() => document.querySelector('blockquote').textContent")
        assert quoted in {"You never came.", "I kept your cup."}  # the neighbour of the one that seemed truest
        await home.tab_to("Keep it")
        await home.page.press("Enter")
        await home.reads("It stays here, for you alone.")
        await home.tab_to("Let it go")
        await home.page.press("Enter")
        await home.reads("Nobody can bring it back")
        assert texts(world)
        await home.tab_to("Let it go")  # the focus stands on the harmless answer
        await home.page.press("Enter")
        await home.reads("It is gone.")
        assert texts(world) == []


async def test_its_day_is_told_once(world: World) -> None:
    """One quiet line in the popup, the first time only."""
    with kept(world) as letters:
        letters.keep("ZAAAAAAAAAAAAAAAAAAAAA", "Dear nobody", None, None)
    ripen(world)
    line, told = "() => document.querySelector('.due')?.textContent ?? ''", "The day of a letter is over."
    popup = await world.browser.new_page()
    await popup.open(f"{world.browser.extension_origin}/popup.html")
    await eventually(lambda: popup.eval(line), lambda said: said == told, START_S, told)

    async def known() -> bool:
        with kept(world) as letters:
            return all(letter.told for letter in letters.all().values())

    await eventually(known, what="The note that it was told")
    await popup.open(f"{world.browser.extension_origin}/popup.html")
    connected = "() => !!document.querySelector('.connected')"
    await eventually(lambda: popup.eval(connected), within=START_S, what="A connection")
    await asyncio.sleep(SILENCE_S)
    assert await popup.eval(line) == ""
    await popup.close()


async def test_a_draft_is_kept_from_the_popup(page: Page, world: World) -> None:
    """Also one that no check speaks of: it is in the store, and still in the composer, selected."""
    await page.type("See you at the lake on Sunday")
    async with Popup.on(world, page) as popup:
        keep = "() => [...document.querySelectorAll('button')].find(b => b.innerText === 'Keep this draft unsent')"
        await eventually(lambda: popup.page.eval(f"() => !!({keep})()"), what="A way to keep it")
        await popup.page.eval(f"() => ({keep})().focus()")
        await popup.page.press("Enter")
        await eventually(popup.text, lambda text: "Kept, not sent" in text, what="The word that it is kept")
    assert texts(world) == ["See you at the lake on Sunday"]
    await page.front()
    await page.press("Delete")
    await eventually(lambda: draft(page), lambda text: text == "", what="An empty composer")


async def test_only_one_sentence_goes_out_and_all_can_be_taken_and_ended(world: World) -> None:
    """The chosen sentence alone is copied; what may be read is saved; all are let go: each in two presses."""
    furnish(world)
    async with Home.on(world, f"letters/{READY}") as home:
        await home.reads("blue mug")
        await home.tab_to("I have read it")
        await home.page.press("Enter")
        await home.reads("Which sentence is the truest?")
        await home.tab_to("Go on")
        await home.page.press("Enter")
        await home.reads("what would it be for?")
        await home.tab_to("To hurt")
        await home.page.press("Enter")
        await home.reads("the letter has already heard it")
        await home.tab_to("Go on")
        await home.page.press("Enter")
        sentence = await home.page.eval("() => document.querySelector('blockquote').textContent")
        await home.tab_to("Copy only this sentence")
        await home.page.press("Enter")
        await home.reads("Copied. Paste it where you like.")
        await home.tab_to("Write it by hand")
        await home.page.press("Enter")
        assert sentence == await home.page.eval("() => document.querySelector('.ruled').textContent.trim()")
        await home.tab_to("Choose another sentence", key="Shift+Tab")
        await home.page.press("Enter")
        await home.reads("Which sentence is the truest?")
        await home.tab_to("All letters", key="Shift+Tab")
        await home.page.press("Enter")
        await home.tab_to("Write a letter that nobody gets")
        await home.page.press("Control+v")
        pasted = "() => document.querySelector('.write textarea').value"
        await eventually(lambda: home.page.eval(pasted), lambda text: text == sentence, what="What was copied")
        await home.page.eval(CATCH)
        await home.tab_to("Save those I can read")
        await home.page.press("Enter")
        saved = await caught(home)
        assert sorted(letter["text"] for letter in saved["letters"]) == sorted((LONG, SHORT))
        await home.tab_to("Let all of them go")
        await home.page.press("Enter")
        await home.reads("Every letter is deleted for good, also those that still rest.")
        assert len(texts(world)) == 4
        await home.page.press("Tab", "Enter")
        await eventually(lambda: gone(world), what="An end to all letters")


async def gone(world: World) -> bool:
    """Say whether no letter is left."""
    return texts(world) == []


async def test_how_long_a_letter_rests_is_chosen(world: World) -> None:
    """From then on, and said on the button; an hour is the least that is offered."""
    async with Home.on(world, "letters") as home:
        await home.reads("Keep it for a day")
        least = "() => document.querySelector('.manage option')?.textContent"
        await eventually(lambda: home.page.eval(least), lambda hours: hours == "1 hour", SOON_S, "The least")
        await home.tab_to("A new letter rests for")
        await home.page.press("1", "2")
        await home.reads("Keep it for 12 hours")
        await home.tab_to("Write a letter that nobody gets", key="Shift+Tab")
        await home.page.type("Dear nobody")
        await home.tab_to("Keep it for 12 hours")
        await home.page.press("Enter")
        await home.reads("Rests until")
        with kept(world) as letters:
            (letter,) = letters.all().values()
            assert letter.opens - letters.clock.now() <= 12 * HOUR_MS
            letters.rest(24)


async def test_without_a_server_nothing_is_lost(page: Page, world: World) -> None:
    """The card that stands open says that nobody answered; the breath is there all the same, and so is the text."""
    await page.type(HARSH)
    await open_card(page)
    await world.server.stop()
    try:
        await into_card(page, "Keep unsent")
        await page.press("Enter")
        said = (await reads(page, "Not kept")).text
        assert "Breather did not answer. Open its popup to start it." in said
        assert "Your text is still here." in said
        await to_button(page, "Back")
        await page.press("Enter")
        await to_button(page, "Breathe")
        await page.press("Enter")
        await reads(page, "Breathe in")
        assert await draft(page) == HARSH
    finally:
        await start_again(world)
    assert texts(world) == []


async def test_tears_and_always_me_get_their_steps(page: Page) -> None:
    """The talk can go on, nobody has to fix it, and one word names what is under it."""
    for text, step in (
        ("You made me cry again.", "The talk can go on through tears."),
        ("It's always me who sets the table.", "The talk can go on while it hurts."),
    ):
        await page.press("Escape", "Control+a", "Backspace")
        await page.type(text)
        await eventually(lambda: card_or_open(page), within=START_S, what="A prompt")
        await into_card(page, AS_I)
        await page.press("Enter")
        said = (await reads(page, step)).text
        assert "Nobody has to fix it" in said
        assert "Name what is under it: one word will do." in said
        assert "overwhelmed" in {*(await open_card(page)).buttons}
