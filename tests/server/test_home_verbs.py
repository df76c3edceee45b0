"""What the home page asks for: why and why not, choices for many sites, counts, and what is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from heuristics import Engine, load_pack
from server import errors, limits, pairing, stored, wire
from server.explain import ExplainBody, ExplainOut
from server.handlers import Handlers
from server.home_handlers import HomeHandlers
from server.letters import Letters
from server.paths import DATABASE
from server.people import People
from server.settings import Settings
from server.steady import SteadyClock
from server.store import Store
from server.tally import CountBody, SwitchBody
from tests.compiled import compiled
from tests.server.client import CHROMIUM, FIREFOX

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOTHING = wire.Nothing()
SITE = "very-private-site.example"


@pytest.fixture(scope="module")
def engine() -> Engine:
    """The shipped checks."""
    return Engine(load_pack(), compiled())


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    """A new store."""
    opened = Store.open(home)
    yield opened
    opened.close()


def verbs_on(engine: Engine, store: Store) -> Handlers:
    """The verbs as a server that has just started gives them."""
    settings = Settings(store)
    letters = Letters(store, SteadyClock(store))
    return Handlers(engine, settings, People(store), letters, HomeHandlers(store, settings, engine))


@pytest.fixture
def handlers(engine: Engine, store: Store) -> Handlers:
    """The verbs on a new store."""
    return verbs_on(engine, store)


def outcomes(answer: ExplainOut) -> dict[str, str]:
    """Say what became of each check that has more to tell than that it found nothing."""
    return {reason.check: reason.outcome for reason in answer.checks if reason.outcome != "silent"}


def test_every_check_has_a_reason(handlers: Handlers, engine: Engine) -> None:
    """In the pack's order, whatever the text."""
    answer = handlers.explain(ExplainBody("You never cared about me."))
    assert [reason.check for reason in answer.checks] == [check.id for check in engine.pack.checks]
    assert outcomes(answer) == {"blame": "speaks"}
    assert answer.report == handlers.check(wire.CheckBody("You never cared about me.", SITE))


@pytest.mark.parametrize(
    ("body", "check", "outcome"),
    [
        (ExplainBody("You never once asked for thanks, so this cake is for you"), "blame", "quieted"),
        (ExplainBody("I miss you so much.", "partner"), "confession", "audience"),
        (ExplainBody("See you at the station, then.", hour=2), "late-night", "calm"),
        (ExplainBody("You never cared about me. I want to die."), "blame", "outweighed"),
    ],
)
def test_why_not(handlers: Handlers, body: ExplainBody, check: str, outcome: str) -> None:
    """Each reason for silence is told apart, and a quieted match names what quieted it."""
    answer = handlers.explain(body)
    reason = next(reason for reason in answer.checks if reason.check == check)
    assert reason.outcome == outcome
    assert ("ex" in reason.audiences) == (outcome == "audience")
    if outcome == "quieted":
        assert all(hit.quieted_by for hit in reason.hits)


def test_what_is_off_by_default_is_said_to_be_off(handlers: Handlers) -> None:
    """The person's own choice is a reason too."""
    handlers.settings_defaults(wire.DefaultsBody({"blame": "off"}))
    assert outcomes(handlers.explain(ExplainBody("You never cared about me."))) == {"blame": "off"}


def test_offsets_are_units_and_the_truest_sentence_is_found(handlers: Handlers) -> None:
    """An emoji before the words counts two."""
    text = "😢😢 I've started grieving us. You never cared about me."
    answer = handlers.explain(ExplainBody(text))
    units = text.encode("utf-16-le")
    assert answer.truest is not None
    assert units[2 * answer.truest.start : 2 * answer.truest.end].decode("utf-16-le") == answer.truest.text
    [hit] = next(reason.hits for reason in answer.checks if reason.check == "blame")
    assert units[2 * hit.start : 2 * hit.end].decode("utf-16-le").startswith("You never cared")


def test_a_default_holds_everywhere_but_where_a_site_chooses(handlers: Handlers, engine: Engine, store: Store) -> None:
    """A site's own choice goes first, null goes back, and both outlive the server."""
    handlers.settings_defaults(wire.DefaultsBody({"blame": "off"}))
    handlers.settings_site(wire.SiteBody(SITE, checks={"blame": "gate"}))
    for verbs in (handlers, verbs_on(engine, store)):
        assert verbs.check(wire.CheckBody("You never cared about me.", "other.example")).show == "none"
        assert verbs.check(wire.CheckBody("You never cared about me.", SITE)).show == "gate"
    handlers.settings_defaults(wire.DefaultsBody({"blame": None}))
    assert handlers.settings_get(NOTHING).defaults == {}
    assert handlers.settings_get(NOTHING).sites == {SITE: wire.SiteOut(True, {"blame": "gate"})}


def test_many_sites_change_together_or_not_at_all(handlers: Handlers, store: Store) -> None:
    """One wrong check among several changes, or one site too many, and none is made."""
    good = wire.SiteBody("a.example", on=False)
    with pytest.raises(errors.Refusal):
        handlers.settings_sites(wire.SitesBody((good, wire.SiteBody("b.example", checks={"blam": "off"}))))
    assert handlers.settings_get(NOTHING).sites == {}
    full = [wire.SiteBody(f"s{number}.example", on=False) for number in range(limits.SITES.value + 1)]
    for at in range(0, limits.SITES.value, 100):
        handlers.settings_sites(wire.SitesBody(tuple(full[at : at + 100])))
    with pytest.raises(errors.Refusal):
        handlers.settings_sites(wire.SitesBody((wire.SiteBody("s1.example", on=True), full[-1], good)))
    assert len(handlers.settings_get(NOTHING).sites) == limits.SITES.value == len(Settings(store).sites)
    assert len(handlers.settings_remove(wire.RemoveBody("s1.example")).sites) == limits.SITES.value - 1


def test_nothing_is_counted_until_it_is_asked_for(handlers: Handlers) -> None:
    """Counts are off at first; turning them off again keeps what is there; erasing leaves the switch alone."""
    shown = CountBody("shown", "2026-11-26")
    assert handlers.home.tally_count(shown).days == ()
    handlers.home.tally_switch(SwitchBody(on=True))
    handlers.home.tally_count(shown)
    handlers.home.tally_count(shown)
    handlers.home.tally_count(CountBody("sent", "2026-11-25"))
    found = handlers.home.tally_switch(SwitchBody(on=False))
    assert [(day.day, day.shown, day.sent) for day in found.days] == [("2026-11-25", 0, 1), ("2026-11-26", 2, 0)]
    assert handlers.home.tally_count(shown).days == found.days
    assert handlers.home.tally_erase(NOTHING).days == ()


def test_only_so_many_days_are_counted(handlers: Handlers, store: Store) -> None:
    """A new day takes the place of the oldest."""
    handlers.home.tally_switch(SwitchBody(on=True))
    with store.change():
        for number in range(limits.DAYS.value):
            store.write("INSERT INTO tally VALUES (?, 'shown', 1)", f"2025-{number:04d}")
    days = handlers.home.tally_count(CountBody("shown", "2026-01-01")).days
    assert len(days) == limits.DAYS.value
    assert (days[0].day, days[-1].day) == ("2025-0001", "2026-01-01")


def test_everything_is_counted_and_everything_goes(handlers: Handlers, store: Store, home: Path) -> None:
    """Every table is in the numbers; after erasing, only what is needed to be reached is left, in the file too."""
    pairing.add(store, CHROMIUM)
    handlers.settings_site(wire.SiteBody(SITE, on=False))
    handlers.settings_defaults(wire.DefaultsBody({"blame": "off"}))
    handlers.home.tally_switch(SwitchBody(on=True))
    handlers.home.tally_count(CountBody("shown", "2026-11-26"))
    before = {kind.kind: kind.rows for kind in handlers.home.stored_get(NOTHING).kinds}
    assert {"pairings", "settings", "sites", "tally"} <= set(before)
    assert {before[kind] for kind in ("pairings", "sites", "tally")} == {1}
    sealed = store.read("SELECT sealed FROM sites")[0][0]
    after = handlers.home.stored_erase(NOTHING)
    assert {kind.kind for kind in after.kinds if kind.rows} == {"pairings"} < stored.NEEDED
    settings = handlers.settings_get(NOTHING)
    assert (settings.sites, settings.defaults, settings.tally) == ({}, {}, False)
    assert all(sealed not in path.read_bytes() for path in home.glob(f"{DATABASE}*"))


def test_unpairing_forgets_one_browser(handlers: Handlers, store: Store) -> None:
    """The other one stays."""
    pairing.add(store, CHROMIUM)
    pairing.add(store, FIREFOX)
    handlers.home.sender = CHROMIUM
    handlers.home.unpair(NOTHING)
    assert [found.origin for found in pairing.load(store)] == [FIREFOX]
