"""Say it as "I": from a complaint to what may lie under it, without a model.

The first document sets "You never cared about me" beside "I've started grieving us": one attacks, one reveals. A
reframe is an offer to copy, never a correction.
"""

from __future__ import annotations

from dataclasses import dataclass

from heuristics import sentences
from heuristics.engine import Engine
from heuristics.matching import Clock
from heuristics.model import Draft, Feeling, Report


@dataclass(frozen=True, slots=True)
class Reframe:
    """One sentence to copy, and the feeling it names. `start` and `end` are the code points of the complaint."""

    text: str
    feeling: str
    start: int
    end: int


class Reframer:
    """Finds reframes with the feelings of an engine's pack."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._feelings = engine.pack.feelings

    def reframe(self, draft: Draft, report: Report, *, budget: float | None = None) -> Reframe | None:
        """Offer one reframe for a draft that was prompted, within `budget` seconds of matching.

        The prompt's own sentence is tried first, then the other findings in order. None is an honest answer: then
        `choices` are there to pick from.
        """
        if report.prompt is None:
            return None
        spans = sentences.split(draft.text)
        lead = report.prompt
        places = [(lead.start, lead.end), *((finding.start, finding.end) for finding in report.findings)]
        clock, tried = Clock(budget), set[int]()
        for first, last in places:
            for start, end in spans:
                if not start <= first < end or start in tried:
                    continue
                tried.add(start)
                said = self.say(draft.text[start:end], clock)
                if said is not None:
                    return Reframe(said[1], said[0].word, first, last)
        return None

    def choices(self) -> tuple[tuple[str, str], ...]:
        """The feeling words to choose from, each with the sentence it makes."""
        return tuple((word, self._feelings.choice.replace("{feeling}", word)) for word in self._feelings.choices)

    def say(self, sentence: str, clock: Clock | None = None) -> tuple[Feeling, str] | None:
        """Reframe one sentence: the feeling, and the words to copy. Says nothing when the time is up meanwhile."""
        clock = clock or Clock(None)
        if clock.late:
            return None
        text = self._engine.normalize(sentence).text
        found = [(feeling, self._engine.search(feeling.match, text, clock)) for feeling in self._feelings.known]
        fitting = [(match.end(), feeling, match) for feeling, match in found if match]
        if not fitting or clock.late:
            return None
        _, feeling, match = min(fitting, key=lambda fit: fit[0])
        what = match["what"] if "what" in match.re.groupindex else None
        if what and feeling.filled:
            return feeling, feeling.filled.replace("{what}", what)
        return feeling, feeling.plain
