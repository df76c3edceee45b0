"""Ways out, letters and people as a person uses them: by keyboard alone, with the real server and its store."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.browser.driver import eventually
from tests.browser.home import Home
from tests.browser.popup import Popup
from tests.browser.see import SILENCE_S, SOON_S, START_S, card, draft, open_card
from tests.browser.shelf import forget_all, kept, ripen, texts

if TYPE_CHECKING:
    from tests.browser.driver import Page
    from tests.browser.see import Card
    from tests.browser.world import World

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
    forget_all(world)


async def test_a_complaint_is_said_as_i_and_pasted_by_the_person(page: Page, world: World) -> None:
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
    forget_all(world)


async def test_a_wall_is_asked_what_is_under_it(page: Page, world: World) -> None:
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
    forget_all(world)


async def card_or_open(page: Page) -> Card | None:
    """The card, which a light mark opens on Alt+B only."""
    if await card(page) is None:
        await page.press("Alt+b")
    return await card(page)


async def test_the_truest_sentence_is_shown_and_a_breath_can_be_skipped(page: Page, world: World) -> None:
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
    forget_all(world)


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
    forget_all(world)


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
    forget_all(world)


async def test_no_contact_meets_one_kind_sentence_and_a_letter(page: Page, world: World) -> None:
    """A draft there meets the day, a letter first; an errand does not; beginning again is not shamed."""
    await page.type(HARSH)
    await open_card(page)
    async with Home.on(world, "people") as home:
        await home.reads("127.0.0.1")
        await home.tab_to("Begin no contact today")
        await home.page.press("Enter")
        await home.reads("days without contact")
        await home.tab_to("We were in touch: begin again")
        await home.page.press("Enter")
        await home.reads("One day at a time")
    await page.front()
    await page.click_on("[role=textbox]")
    await page.press("Control+a", "Backspace")
    await page.type("hey, how was your week")
    found = await open_card(page)
    assert "Day 1" in found.text
    await page.press("Alt+b")
    assert (await open_card(page)).focused == "Keep unsent"
    await page.press("Escape", "Control+a", "Backspace")
    await page.type("Please leave the key with the neighbours")
    await eventually(lambda: card(page), lambda seen: seen is None, what="No card")
    forget_all(world)
