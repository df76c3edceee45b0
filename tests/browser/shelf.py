"""What the server's own store keeps, looked at and filled from beside it: letters, people, choices, counts."""

from __future__ import annotations

import contextlib
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from server.letters import Letter, Letters
from server.people import People, Person
from server.settings import Settings
from server.steady import SteadyClock
from server.store import Store
from server.tally import CountBody, Event, Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.world import World

DAY_MS = 86_400_000
HOUR_MS = 3_600_000

RESTING, READY, KEPT, WAITING = (f"Z{letter * 20}A" for letter in "ABCD")
"""The ids of the letters that `furnish` writes."""

LONG = (
    "You were always on your way somewhere else. I counted the evenings and then I stopped counting, because it made "
    "me feel small.\n\nYour blue mug is still in the sink and I cannot wash it. I miss the sound of the kettle in the "
    "morning, and you singing the wrong words over it.\n\nI am not writing this so that you answer. I am writing it "
    "because I have become a stranger to the one person who knows all my secrets, and I am tired of being brave."
)
SHORT = "I walked past the lake today. It was frozen at the edges. I wanted to tell somebody, and it was you."

_DAYS: tuple[tuple[int, dict[Event, int]], ...] = (
    (6, {"shown": 1, "edited": 1}),
    (5, {"shown": 4, "edited": 2, "kept": 1, "sent": 1}),
    (3, {"shown": 2, "sent": 2}),
    (2, {"shown": 12, "edited": 5, "kept": 3, "sent": 4}),
    (0, {"shown": 3, "edited": 1, "kept": 2}),
)


@contextlib.contextmanager
def kept(world: World) -> Iterator[Letters]:
    """The letters in the server's own store."""
    store = Store.open(world.home / "breather")
    try:
        yield Letters(store, SteadyClock(store))
    finally:
        store.close()


def texts(world: World) -> list[str]:
    """What the letters say."""
    with kept(world) as letters:
        return [letter.text for letter in letters.all().values()]


def ripen(world: World) -> None:
    """Let the day of every letter be over."""
    with kept(world) as letters:
        ready: dict[str, Letter] = {name: replace(letter, opens=0) for name, letter in letters.all().items()}
        for name, letter in ready.items():
            letters._write(name, letter)


def forget_all(world: World) -> None:
    """Leave nothing to the next test."""
    with kept(world) as letters:
        letters.forget(None)
        people = People(letters._store)
        for person in people.all():
            people.forget(person)


def furnish(world: World) -> None:
    """Fill the store as a month of use would: letters of every state, people at every distance, choices, counts."""
    with kept(world) as letters:
        store, now = letters._store, int(time.time() * 1000)
        people = People(store)
        for conversation, person in _everybody(now).items():
            people.keep(people.id_of(person.site, conversation), person)
        sam = people.id_of("web.whatsapp.com", "sam")
        steady = letters.clock.now()
        for name, letter in {
            RESTING: Letter(((RESTING, SHORT),), now - 5 * HOUR_MS, steady + 19 * HOUR_MS, "web.whatsapp.com", sam),
            WAITING: Letter(((WAITING, SHORT),), now - 23 * HOUR_MS, steady + HOUR_MS, None, None),
            READY: Letter(((READY, LONG),), now - 2 * DAY_MS, 0, "web.whatsapp.com", sam),
            KEPT: Letter(((KEPT, SHORT),), now - 30 * DAY_MS, 0, "mail.google.com", None, told=True, kept=True),
        }.items():
            letters._write(name, letter)
        settings = Settings(store)
        settings.change_site("web.whatsapp.com", True, {"blame": "gate", "shouting": "off"})
        settings.change_site("discord.com", False, {"insult": "mark"})
        settings.switch_tally(True)
        _count(Tally(store, settings), now)


def _everybody(now: int) -> dict[str, Person]:
    past = now - 12 * DAY_MS
    return {
        "sam": Person("web.whatsapp.com", "ex", True, "S.", past, ((past - 31 * DAY_MS, past - 12 * DAY_MS),)),
        "kids": Person("mail.google.com", "ex", True, "The blue house by the water", now - 40 * DAY_MS, (), True),
        "noor": Person("127.0.0.1:8460", "partner", True, "Noor"),
        "dad": Person("web.telegram.org", "other", True, "Dad", None, ((now - 9 * DAY_MS, now - 2 * DAY_MS),)),
        "nobody": Person("app.slack.com", "unknown", True),
    }


def _count(tally: Tally, now: int) -> None:
    for ago, events in _DAYS:
        day = time.strftime("%Y-%m-%d", time.localtime((now - ago * DAY_MS) / 1000))
        for event, number in events.items():
            for _ in range(number):
                tally.count(CountBody(event, day))
