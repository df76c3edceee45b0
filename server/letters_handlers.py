"""The verbs about letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import heuristics
from heuristics import Draft, split_sentences
from server import limits, wire

if TYPE_CHECKING:
    from heuristics import Engine
    from server.letters import Letter, Letters
    from server.people import People


class LettersHandlers:
    """Answers opened requests. Belongs to the thread of its letters and its engine."""

    def __init__(self, letters: Letters, people: People, engine: Engine) -> None:
        self._letters = letters
        self._people = people
        self._engine = engine

    def list(self, _: wire.Nothing) -> wire.LettersOut:
        """Give every letter, without its text."""
        return wire.LettersOut(
            self._letters.hours,
            tuple(self._out(letter_id, letter) for letter_id, letter in self._letters.all().items()),
        )

    def keep(self, body: wire.KeepBody) -> wire.LetterOut:
        """Keep a draft."""
        known = body.site is not None and body.conversation is not None
        person = self._people.id_of(str(body.site), str(body.conversation)) if known else None
        return self._out(body.id, self._letters.keep(body.id, body.text, body.site, person))

    def add(self, body: wire.AddBody) -> wire.LetterOut:
        """Add to a letter that rests."""
        return self._out(body.id, self._letters.add(body.id, body.part, body.text))

    def read(self, body: wire.LetterBody) -> wire.LetterTextOut:
        """Give the text of a letter whose day is over, its sentences, and the one that seems truest."""
        letter = self._letters.read(body.id)
        text = letter.text
        units = wire.Units(text)
        spans = split_sentences(text)
        best = heuristics.truest(self._engine, Draft(text), budget=limits.LOOKING.value / 1000)
        return wire.LetterTextOut(
            letter=self._out(body.id, letter),
            text=text,
            sentences=tuple(wire.SpanOut(units.at(start), units.at(end)) for start, end in spans),
            truest=None if best is None else spans.index((best.start, best.end)),
        )

    def decide(self, body: wire.LetterBody) -> wire.LetterOut:
        """Keep a letter that was read back."""
        return self._out(body.id, self._letters.decide(body.id))

    def forget(self, body: wire.LetterBody) -> wire.LettersOut:
        """Let a letter go for good."""
        self._letters.forget(body.id)
        self._engine.forget()
        return self.list(wire.Nothing())

    def erase(self, _: wire.Nothing) -> wire.LettersOut:
        """Let every letter go for good."""
        self._letters.forget(None)
        self._engine.forget()
        return self.list(wire.Nothing())

    def tell(self, _: wire.Nothing) -> wire.LettersOut:
        """Note that the writer was told of every letter whose day is over."""
        self._letters.tell()
        return self.list(wire.Nothing())

    def rest(self, body: wire.RestBody) -> wire.LettersOut:
        """Choose how long letters rest from now on."""
        self._letters.rest(body.hours)
        return self.list(wire.Nothing())

    def _out(self, letter_id: str, letter: Letter) -> wire.LetterOut:
        person = None if letter.person is None else self._people.find(letter.person)
        clock = self._letters.clock
        return wire.LetterOut(
            id=letter_id,
            site=letter.site,
            name=None if person is None else person.name,
            made=letter.made,
            opens=clock.at(letter.opens),
            state=letter.state(clock.now()),
            told=letter.told,
            words=len(letter.text.split()),
        )
