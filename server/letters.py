"""Unsent letters: drafts that were kept instead of sent, and rest for a day before they are read back.

A letter is sealed as a whole. While it rests it can be added to, and its text is given to nobody; afterwards it is read
back, and kept or let go. Used on the store's thread.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from server import base64url, errors, limits
from server.settings import LETTER_HOURS
from server.vault import Sealed, VaultError

if TYPE_CHECKING:
    from server.steady import SteadyClock
    from server.store import Store

State = Literal["resting", "ready", "kept"]
_HOUR: Final = 3_600_000
"""Milliseconds."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. `parts` are what was written at once, each by the writer's own id for it, so that none counts twice.

    `made` is unix milliseconds; `opens` is on the steady clock. `told` is true once its writer knows that its day is
    over, `kept` once they decided to keep it.
    """

    parts: tuple[tuple[str, str], ...]
    made: int
    opens: int
    site: str | None = None
    person: str | None = None
    told: bool = False
    kept: bool = False

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(text for _, text in self.parts)

    def state(self, now: int) -> State:
        """Say how far it is, at a steady time."""
        if self.kept:
            return "kept"
        return "ready" if now >= self.opens else "resting"


class Letters:
    """The letters of one store."""

    def __init__(self, store: Store, clock: SteadyClock) -> None:
        self._store = store
        self.clock = clock

    @property
    def hours(self) -> int:
        """How long a new letter rests."""
        rows = self._store.read("SELECT value FROM settings WHERE name = ?", LETTER_HOURS.name)
        return int(rows[0][0]) if rows else limits.LETTER_REST.value

    def rest(self, hours: int) -> None:
        """Choose how long letters rest from now on. One that rests already keeps its hour."""
        with self._store.change():
            self._store.write("INSERT OR REPLACE INTO settings VALUES (?, ?)", LETTER_HOURS.name, str(hours))

    def keep(self, letter_id: str, text: str, site: str | None, person: str | None) -> Letter:
        """Keep a draft. The same one again, by the same id, is the same letter."""
        known = self._read(letter_id)
        if known is not None:
            if known.parts[0] != (letter_id, text):
                raise errors.Refusal(errors.BAD_REQUEST, "There is a letter by that id.", "Choose another id.")
            return known
        if self.count() >= limits.LETTERS.value:
            raise errors.Refusal(
                errors.BAD_REQUEST,
                f"There are {limits.LETTERS.value} letters already.",
                "Let one go that you no longer need, then keep this one.",
            )
        opens = self.clock.now() + self.hours * _HOUR
        letter = Letter(((letter_id, text),), self.clock.at(self.clock.now()), opens, site, person)
        self._write(letter_id, letter)
        return letter

    def add(self, letter_id: str, part: str, text: str) -> Letter:
        """Add to a letter that rests. The same part again, by the same id, is added once."""
        letter = self.get(letter_id)
        if any(known == part for known, _ in letter.parts):
            return letter
        if letter.state(self.clock.now()) != "resting":
            raise errors.Refusal(
                errors.NOT_NOW,
                "The day of this letter is over.",
                "Read it back, or keep these words as another letter.",
            )
        grown = replace(letter, parts=(*letter.parts, (part, text)))
        if len(grown.text) > limits.LETTER.value or len(grown.parts) > limits.PARTS.value:
            raise errors.Refusal(
                errors.BAD_REQUEST,
                "This letter is as long as one can be.",
                "Keep these words as another letter.",
            )
        self._write(letter_id, grown)
        return grown

    def read(self, letter_id: str) -> Letter:
        """Give a letter whose day is over."""
        letter = self.get(letter_id)
        if letter.state(self.clock.now()) == "resting":
            raise errors.Refusal(
                errors.NOT_NOW, "This letter still rests.", "Its day will be over soon; until then you can add to it."
            )
        return letter

    def decide(self, letter_id: str) -> Letter:
        """Keep a letter that was read back."""
        letter = replace(self.read(letter_id), kept=True, told=True)
        self._write(letter_id, letter)
        return letter

    def tell(self) -> None:
        """Note that the writer knows of every letter whose day is over."""
        now = self.clock.now()
        untold = {
            name: replace(letter, told=True)
            for name, letter in self.all().items()
            if letter.state(now) == "ready" and not letter.told
        }
        for letter_id, letter in untold.items():
            self._write(letter_id, letter)

    def forget(self, letter_id: str | None) -> None:
        """Let a letter go for good; None lets go of all of them."""
        with self._store.change():
            if letter_id is None:
                self._store.write("DELETE FROM letters")
            else:
                self._store.write("DELETE FROM letters WHERE id = ?", base64url.decode(letter_id))
        self._store.erase_traces()

    def all(self) -> dict[str, Letter]:
        """Every letter, by id, the oldest first."""
        found = {}
        for key, sealed in self._store.read("SELECT id, sealed FROM letters"):
            letter = self._open(key, sealed)
            if letter is not None:
                found[base64url.encode(key)] = letter
        return dict(sorted(found.items(), key=lambda item: (item[1].made, item[0])))

    def get(self, letter_id: str) -> Letter:
        """Find a letter. Raises Refusal where there is none."""
        letter = self._read(letter_id)
        if letter is None:
            raise errors.Refusal(errors.NOT_FOUND, "There is no such letter.", "Ask /v1/letters/list for them.")
        return letter

    def count(self) -> int:
        """How many there are."""
        return int(self._store.read("SELECT count(*) FROM letters")[0][0])

    def _read(self, letter_id: str) -> Letter | None:
        key = base64url.decode(letter_id)
        rows = self._store.read("SELECT sealed FROM letters WHERE id = ?", key)
        return self._open(key, rows[0][0]) if rows else None

    def _write(self, letter_id: str, letter: Letter) -> None:
        key = base64url.decode(letter_id)
        sealed = self._store.vault.seal(_row(key), json.dumps(asdict(letter)).encode())
        with self._store.change():
            self._store.write("INSERT OR REPLACE INTO letters VALUES (?, ?)", key, sealed)

    def _open(self, key: bytes, sealed: bytes) -> Letter | None:
        try:
            row: dict[str, Any] = json.loads(self._store.vault.open(_row(key), sealed))
        except VaultError:
            return None  # altered in the file: it cannot be read any more
        return Letter(**{**row, "parts": tuple((part, text) for part, text in row["parts"])})


def _row(key: bytes) -> bytes:
    return b"letters\n" + key


SEALED: Final = Sealed("letters", ("id",), _row)
