"""Every limit of the server, with its reason. `breather doctor` prints this table; the code reads it.

A limit that is not here does not exist, and none is infinite.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Limit(NamedTuple):
    """One limit: how much of what, and what happens past it."""

    value: int
    unit: str
    help: str


BODY: Final = Limit(65_536, "bytes", "A request's body; a larger one is refused before it is read.")
HEADER_TIME: Final = Limit(5, "seconds", "For a request's headers to arrive, and for a connection to idle.")
BODY_TIME: Final = Limit(5, "seconds", "For a request's body to arrive.")
CONNECTIONS: Final = Limit(512, "connections", "Open at once; the next one is told that Breather is busy.")
DRAFT: Final = Limit(20_000, "UTF-16 code units", "A draft's length; a longer one is not checked.")
MATCHING: Final = Limit(
    100, "milliseconds", "Of work on a draft, each time it is looked at; past it the answer holds what was found."
)
LOOKING: Final = Limit(
    1000, "milliseconds", "Of work on finding the truest sentence of a letter; past it none is proposed."
)
WAYS: Final = Limit(300, "milliseconds", "Of work on each way out of a draft; past it that one is not offered.")
CLOCK: Final = Limit(120, "seconds", "A sealed request's age, either way.")
SEEN: Final = Limit(131_072, "requests", "Remembered for four minutes, so that none is taken twice.")
PAIRED: Final = Limit(32, "browsers", "Paired at once; a new one takes the place of the oldest.")
WAITING: Final = Limit(8, "codes", "Waiting to be pasted; a new one takes the place of the oldest.")
CODE_TIME: Final = Limit(3600, "seconds", "For a pairing code to be pasted.")
SITES: Final = Limit(1000, "sites", "With settings of their own.")
PEOPLE: Final = Limit(1000, "people", "Of whom something was said.")
SPELLS: Final = Limit(64, "spells", "Of no contact that have ended, a person; the oldest are joined.")
SITE_CHANGES: Final = Limit(100, "sites", "Changed in one request.")
DAYS: Final = Limit(400, "days", "Of counts; a new day takes the place of the oldest.")
LETTERS: Final = Limit(500, "letters", "Kept at once.")
LETTER: Final = Limit(100_000, "characters", "Of one letter, with all that was added.")
PARTS: Final = Limit(500, "parts", "Of one letter: what was kept first, and each addition.")
LETTER_REST: Final = Limit(24, "hours", "That a letter rests where nothing else was chosen; from 1 to 720.")
SNOOZE: Final = Limit(1440, "minutes", "The longest snooze.")
CARDS: Final = Limit(100, "cards", "The most that can be chosen to come in by themselves.")

ALL: Final = {
    "body": BODY,
    "header time": HEADER_TIME,
    "body time": BODY_TIME,
    "connections": CONNECTIONS,
    "draft": DRAFT,
    "matching": MATCHING,
    "looking": LOOKING,
    "ways": WAYS,
    "clock": CLOCK,
    "seen": SEEN,
    "paired": PAIRED,
    "waiting": WAITING,
    "code time": CODE_TIME,
    "sites": SITES,
    "people": PEOPLE,
    "spells": SPELLS,
    "site changes": SITE_CHANGES,
    "days": DAYS,
    "letters": LETTERS,
    "letter": LETTER,
    "parts": PARTS,
    "letter rest": LETTER_REST,
    "snooze": SNOOZE,
    "cards": CARDS,
}
