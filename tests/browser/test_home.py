"""The home page by keyboard: each tab does what it says, in both browsers, with the real server and store."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.chat import start_again
from tests.browser.driver import SOON_S, eventually
from tests.browser.home import Home
from tests.browser.looks import SCHEMES, WIDTHS, axe, cut_off
from tests.browser.see import open_card, sent

if TYPE_CHECKING:
    from tests.browser.driver import Page
    from tests.browser.world import World

pytestmark = pytest.mark.usefixtures("fresh_settings")

BLAME = "You never cared about me."
CARE = "I want to kill myself."
_IN_SIGHT = """() => {
    const { left, right } = document.querySelector('[aria-selected=true]').getBoundingClientRect();
    return left >= 0 && right <= innerWidth;
}"""

_TABS = "() => [...document.querySelectorAll('[role=tab]')].map(tab => tab.id.slice(4))"

# Gives a file to the only file field, as a person's choice in the dialog does.
_IMPORT = """text => {
    const field = document.querySelector('input[type=file]');
    const files = new DataTransfer();
    files.items.add(new File([text], 'choices.json', { type: 'application/json' }));
    field.files = files.files;
    field.dispatchEvent(new Event('change', { bubbles: true }));
}"""

# Downloads go through an object URL; what is in it is what the file will hold.
CATCH = """() => {
    const make = URL.createObjectURL;
    URL.createObjectURL = blob => { blob.text().then(text => { globalThis.caught = text; }); return make(blob); };
    HTMLAnchorElement.prototype.click = () => {};
}"""


async def caught(home: Home) -> Any:
    """Give what was exported."""
    return json.loads(await eventually(lambda: home.page.eval("() => globalThis.caught ?? null"), what="A file"))


async def test_every_tab_is_for_everybody(world: World) -> None:
    """One stop of the Tab key, then arrows; each tab fits 360 and 1440 pixels and keeps axe's rules, light and dark."""
    async with Home.on(world) as home:
        names: list[str] = await home.page.eval(_TABS)
        assert {"try", "sites", "tally", "privacy", "help"} <= set(names)
        await home.ask(kind="set-sites", changes=[{"site": "a.example", "on": False, "checks": {"blame": "gate"}}])
        await home.ask(kind="switch-tally", on=True)
        await home.page.press("Tab")
        for name in names:
            await home.shows(name)
            for width in WIDTHS:
                await home.page.size(width, 800)
                await eventually(lambda: home.page.eval(_IN_SIGHT), what=f"The tab {name} in sight")
                assert (name, width, await cut_off(home.page)) == (name, width, [])
            for scheme in SCHEMES:
                await home.page.scheme(scheme)
                assert (name, scheme, await axe(home.page)) == (name, scheme, [])
            await home.page.press("ArrowDown")
        await home.shows(names[0])
        await home.page.press("End")
        await home.shows(names[-1])
        await home.page.eval("() => history.back()")
        await home.shows(names[0])


async def test_a_text_is_tried(world: World) -> None:
    """Marks, prompt, truest sentence, why and why not; and not a byte more is stored than before."""
    async with Home.on(world, "try") as home:
        before = await home.ask(kind="stored")
        await home.tab_to("Your words")
        await home.page.type(f"I've started grieving us. {BLAME}")
        await home.reads("The card, once, beside what you write.")
        text = await home.text()
        assert "I've started grieving us." in text
        assert "22 checks" not in text or "found nothing" in text
        marks = await home.page.eval("() => [...document.querySelectorAll('mark')].map(mark => mark.textContent)")
        assert "You never cared about me" in marks
        await home.tab_to("Who it is for")
        await home.page.press("a")
        await home.tab_to("Your words", key="Shift+Tab")
        await home.page.press("Control+a", "Delete")
        await home.page.type("You never once asked for thanks, so this cake is for you")
        await home.reads("quieted by “they asked for little”")
        await home.page.press("Control+a", "Delete")
        await home.page.type(CARE)
        await home.reads("The card with help, and nothing else.")
        assert await axe(home.page) == []
        assert await home.ask(kind="stored") == before


async def test_choices_for_every_site_and_one(world: World) -> None:
    """A default, many at once, one site removed: all by keyboard, and the server holds to it."""
    async with Home.on(world, "sites") as home:
        sites = [{"site": "a.example", "checks": {"blame": "gate"}}, {"site": "b.example", "on": False}]
        await home.ask(kind="set-sites", changes=sites)
        await home.reads("b.example")
        blame = "Blame on Every site"

        async def chosen() -> str:
            await home.page.eval("(name) => document.querySelector(`select[aria-label='${name}']`).focus()", blame)
            return await home.focused()

        await eventually(chosen, lambda name: name == blame, SOON_S, "The default, once it can be chosen")
        await home.page.press("o")
        await eventually(lambda: settings(home), lambda s: s["defaults"] == {"blame": "off"}, SOON_S, "The default")
        await home.tab_to("Find a check", key="Shift+Tab")
        await home.page.type("blame")
        await home.reads("the 1 check below")
        await home.tab_to("on")
        await home.page.press("a")
        await home.tab_to("to")
        await home.page.press("u")
        await home.tab_to("Set them")
        await home.page.press("Enter")
        both = {"a.example": "mark", "b.example": "mark"}
        await eventually(
            lambda: settings(home),
            lambda s: {name: site["checks"].get("blame") for name, site in s["sites"].items()} == both,
            SOON_S,
            "Both sites",
        )
        await home.tab_to("Remove")
        await sure(home)
        await eventually(lambda: settings(home), lambda s: list(s["sites"]) == ["b.example"], SOON_S, "One site less")


async def sure(home: Home) -> None:
    """Press a button that cannot be undone, find the harmless answer under the fingers, and choose the other."""
    await home.page.press("Enter")
    await eventually(home.focused, lambda name: name == "No, leave it", SOON_S, "The harmless answer")
    await home.page.press("Tab", "Enter")


async def settings(home: Home) -> Any:
    """Give the settings as the server has them."""
    return (await home.ask(kind="overview"))["settings"]


async def test_choices_go_out_and_come_back(world: World) -> None:
    """What was exported is imported again; a wrong file changes nothing and is told what is wrong."""
    async with Home.on(world, "sites") as home:
        await home.ask(kind="set-sites", changes=[{"site": "a.example", "on": False, "checks": {"insult": "off"}}])
        await home.ask(kind="set-defaults", checks={"shouting": "card"})
        await home.reads("a.example")
        before = await settings(home)
        await home.page.eval(CATCH)
        await home.tab_to("Export as JSON", most=200)
        await home.page.press("Enter")
        exported = await caught(home)
        await home.ask(kind="remove-site", site="a.example")
        await home.ask(kind="set-defaults", checks={"shouting": None})
        await home.page.eval(_IMPORT, json.dumps(exported))
        await home.reads("Imported: choices for 1 site.")
        assert await settings(home) == before
        exported["sites"]["a.example"]["checks"]["blam"] = "off"
        await home.page.eval(_IMPORT, json.dumps(exported))
        await home.reads("There is no check called “blam” (for a.example).")
        assert await settings(home) == before


async def test_how_it_went(world: World, page: Page) -> None:
    """Off at first. Then a card, what was sent as it was and what was edited; of a card of care nothing at all."""
    async with Home.on(world, "tally") as home:
        await home.count_from_now()
        await page.front()
        for text, changed in ((BLAME, False), (BLAME, True)):
            await page.type(text)
            await open_card(page)
            if changed:
                await page.press("Control+a", "Delete")
                await page.type("I felt alone.")
            await send(page)
        await page.type(CARE)
        assert "Call" in (await open_card(page)).text
        await page.press("Enter")
        await home.page.front()
        await eventually(lambda: days(home), lambda found: found == [(2, 0, 0, 1)], SOON_S, "The counts")
        await home.reads("Sent as it was")
        assert await axe(home.page) == []
        await home.tab_to("Erase the counts")
        await sure(home)
        await home.reads("Nothing counted yet.")


async def send(page: Page) -> None:
    """Press Enter and wait for the message in the thread."""
    count = len(await sent(page))
    await page.press("Enter")
    await eventually(lambda: sent(page), lambda bubbles: len(bubbles) > count, SOON_S, "A message")


async def days(home: Home) -> list[tuple[int, ...]]:
    """Give each day's counts: shown, edited, kept, sent."""
    tally = await home.ask(kind="tally")
    return [tuple(day[event] for event in ("shown", "edited", "kept", "sent")) for day in tally["days"]]


async def test_everything_is_taken_and_ended(world: World) -> None:
    """What is stored in numbers, in a file, and gone; then this browser is a stranger until it pairs again."""
    async with Home.on(world, "privacy") as home:
        await home.ask(kind="set-sites", changes=[{"site": "very-private.example", "on": False}])
        await home.page.eval(CATCH)
        await home.tab_to("Export everything")
        await home.page.press("Enter")
        assert "very-private.example" in (await caught(home))["settings"]["sites"]
        await home.tab_to("Erase everything")
        await sure(home)
        await eventually(lambda: settings(home), lambda s: s["sites"] == {}, SOON_S, "An empty store")
        stored = (await home.ask(kind="stored"))["kinds"]
        assert {kind["kind"] for kind in stored if kind["rows"]} <= {"pairings", "settings"}
        await home.tab_to("Unpair this browser")
        await sure(home)
        await home.standing("Not paired yet")
        assert (await home.ask(kind="overview"))["connection"] == "not-paired"
        await home.tab_to("Start Breather", key="Shift+Tab")
        await home.page.press("Enter")
        await home.standing("Connected")


async def test_without_a_server_help_is_there(world: World) -> None:
    """Help lines need nobody; each other tab says in one line what cannot be, and nothing breaks."""
    await world.server.stop()
    try:
        async with Home.on(world, "help", connected=False) as home:
            await home.standing("Not connected")
            await home.tab_to("Country")
            await home.page.press("n", "e", "w")
            await home.reads("Call 1737 or text 1737")
            for tab, line in (
                ("try", "cannot save, keep a letter, try a draft, or show what is stored"),
                ("letters", "Your letters are with Breather, which is not running. None is lost"),
                ("people", "Whom you told it about is with Breather, which is not running."),
                ("sites", "Changing them needs Breather running."),
                ("tally", "The counts are with Breather, which is not running."),
                ("privacy", "The numbers are with Breather, which is not running."),
            ):
                await home.page.eval("tab => { location.hash = tab; }", tab)
                await home.reads(line)
            assert await axe(home.page) == []
    finally:
        await start_again(world)


async def test_a_first_run(world: World) -> None:
    """It was opened when Breather was installed; it pairs, shows one real prompt on own words, and asks for nothing."""
    async with Home.on(world, "welcome") as home:
        assert world.welcomed
        await home.reads("Connected. What you write stays on this machine.")
        await home.tab_to("Your words")
        await home.page.type("Good morning, see you at six.")
        await home.reads("Breather would stay quiet about this")
        await home.page.type(f" {BLAME}")
        await home.reads("This is what you would see beside your message:")
        fields = await home.page.eval("() => document.querySelectorAll('input, select, textarea, button').length")
        assert fields == 1
        for width in WIDTHS:
            await home.page.size(width, 800)
            assert await cut_off(home.page) == []
        for scheme in SCHEMES:
            await home.page.scheme(scheme)
            assert await axe(home.page) == []


async def test_care_shows_help_and_nothing_else(world: World, page: Page) -> None:
    """By keyboard alone: help lines, another country's for the asking, no gate, nothing stored."""
    async with Home.on(world, "help") as home:
        await home.ask(kind="switch-tally", on=True)
        before = await home.ask(kind="stored")
        await page.front()
        await page.type(CARE)
        shown = await open_card(page)
        assert "988" in shown.text
        assert "kill" not in shown.text
        assert {"Not here", "Snooze an hour"} & set(shown.buttons) == set()
        await page.press("Alt+b")
        change = "United States: change"
        await eventually(lambda: focus_by_tab(page, change, "Shift+Tab"), within=SOON_S, what=change)
        await page.press("Enter")
        await eventually(lambda: focus_by_tab(page, "New Zealand"), within=SOON_S, what="New Zealand")
        await page.press("Enter")
        assert "Call 1737" in (await open_card(page)).text
        await page.press("Escape")
        await send(page)
        assert await home.ask(kind="stored") == before


async def focus_by_tab(page: Page, name: str, key: str = "Tab") -> bool:
    """Press the key once more, and say whether this button of the card has the focus now."""
    if (await open_card(page)).focused == name:
        return True
    await page.press(key)
    return (await open_card(page)).focused == name
