"""The words Breather uses, as frozen data. Nothing here does any work, and nothing here imports us."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass


class Level(enum.IntEnum):
    """How loudly a draft deserves an answer. Ordered: a higher level wins."""

    NONE = 0
    """Say nothing."""
    NOTE = 1
    """A light mark, no interruption."""
    PAUSE = 2
    """A friend would say "wait a second before you send this"."""
    CARE = 3
    """The writer may be in danger: care and help, never writing advice."""

    def __str__(self) -> str:
        """Give the name used on the wire, in packs and in labelled files: `none`, `note`, `pause`, `care`."""
        return self.name.lower()


class Audience(enum.StrEnum):
    """Who the draft goes to, as far as the person has told us."""

    EX = "ex"
    PARTNER = "partner"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Moment:
    """When a draft is written. It raises a level; it never makes one out of an innocent draft.

    `hour` is the local hour, 0 to 23, or None when unknown.
    `unanswered` counts own messages sent since the other's last reply.
    """

    hour: int | None = None
    unanswered: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """The text in a composer, not yet sent, and what is known around it.

    `no_contact` counts the whole days for which the person has kept the distance that they chose; None where they
    chose none.
    """

    text: str
    audience: Audience = Audience.UNKNOWN
    moment: Moment = Moment()
    no_contact: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One check that matched: where, how strongly, and which part of the check said so.

    `start` and `end` are code points of the draft's own text, end exclusive, never inside a grapheme.
    A form check speaks of the whole draft and spans all of it.
    """

    check: str
    level: Level
    start: int
    end: int
    pattern: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a pattern matched, and the guards that made it harmless.

    A hit with an empty `quieted_by` becomes a finding. The others tell why nothing was said.
    """

    check: str
    pattern: str
    level: Level
    start: int
    end: int
    quieted_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A place in one of the documents that Breather rests on."""

    id: str
    title: str
    idea: str


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to say a prompt. `{quote}` becomes the writer's own words, `{day}` the day of no contact, from 1 on."""

    heading: str
    why: str
    question: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """The one thing shown for a draft.

    `quote` is cut from the draft, shortened where it is long; `start` and `end` are the code points it came from.
    """

    check: str
    level: Level
    heading: str
    why: str
    question: str
    quote: str
    start: int
    end: int
    source: Source


@dataclass(frozen=True, slots=True)
class Report:
    """All that the engine has to say about one draft. `findings` are in the order of the text."""

    level: Level = Level.NONE
    findings: tuple[Finding, ...] = ()
    prompt: Prompt | None = None


class Scope(enum.StrEnum):
    """How far a guard looks from a match: at the match itself, its sentence, or the whole draft."""

    MATCH = "match"
    SENTENCE = "sentence"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Example:
    """An invented draft that proves a pattern, a guard or a detector.

    `spans` hold the code points between `[[` and `]]` in the file; `draft.text` is without the brackets.
    """

    draft: Draft
    spans: tuple[tuple[int, int], ...] = ()


NEAR = 900
"""Code points. Farther apart, two things that are said have little to do with each other."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One thing people write. `match` is a regex over normalised text, its word lists still named.

    It counts where each of `also`, which are regexes too, matches in the same text at most `NEAR` code points away, and
    none of `without` does.
    """

    name: str
    match: str
    within: Scope
    level: Level
    audience: frozenset[Audience]
    fires: tuple[Example, ...]
    also: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """Give every regex in it."""
        return (self.match, *self.also, *self.without)


@dataclass(frozen=True, slots=True)
class Guard:
    """What makes a match harmless. `checks` are the ids it speaks for."""

    name: str
    match: str
    within: Scope
    checks: frozenset[str]
    quiet: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Detector:
    """A function in `detectors.py` for what no regex can say, with its numbers and its examples."""

    name: str
    numbers: Mapping[str, int]
    fires: tuple[Example, ...]
    quiet: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One named pattern from the documents; one TOML file.

    A check has patterns, or a detector; one with a detector is a form check and speaks of the whole draft. Its guards
    quiet it in a draft without emotion.
    `rank` decides which of several findings leads: the higher one. `beside` is true for a check that only counts beside
    something else: another check on the words, or plain emotion. `steps` are first steps to offer, in order.
    """

    id: str
    title: str
    about: str
    status: str
    level: Level
    rank: int
    sources: tuple[Source, ...]
    known_false_alarms: str
    wordings: tuple[Wording, ...]
    patterns: tuple[Pattern, ...] = ()
    guards: tuple[Guard, ...] = ()
    detector: Detector | None = None
    beside: bool = False
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spelling:
    """A spelling that depends on its neighbours: `ur so` is `you're so`, `ur mum` is `your mum`."""

    match: str
    to: str


@dataclass(frozen=True, slots=True)
class Show:
    """An invented complaint, and what a reframe makes of it; `say` is None where only the feeling matters."""

    text: str
    say: str | None = None


@dataclass(frozen=True, slots=True)
class Feeling:
    """What may lie under a complaint. `filled` takes the words of the group `what` of `match`; `plain` stands alone."""

    word: str
    match: str
    plain: str
    filled: str | None
    shows: tuple[Show, ...]


@dataclass(frozen=True, slots=True)
class Feelings:
    """All the reframes, the first fitting one wins; and the words to choose from where none fits."""

    known: tuple[Feeling, ...]
    choices: tuple[str, ...]
    choice: str


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that makes a sentence truer (`weight` above 0) or less true. `shows` are sentences that have it."""

    name: str
    match: str
    weight: int
    shows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """The signs of a true sentence, the weight it must reach, and drafts with their truest sentence (or None)."""

    signs: tuple[Sign, ...]
    least: int
    examples: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """All that one language needs.

    `digest` changes when any of its files does. `emotion` is not a check that is ever shown: its patterns say whether
    the writer's own hurt, anger or longing is the subject, which the form checks ask. `feelings` make the
    reframe, `truth` finds the truest sentence. `guards` are shared by several checks. `common` are the language's
    everyday words. `own` are the ids of the person's own checks, which come last.
    """

    language: str
    digest: str
    checks: tuple[Check, ...]
    emotion: Check
    feelings: Feelings
    truth: Truth
    guards: tuple[Guard, ...]
    lists: Mapping[str, frozenset[str]]
    common: frozenset[str]
    spellings: Mapping[str, str]
    rewrites: tuple[Spelling, ...]
    own: frozenset[str] = frozenset()

    def check(self, check_id: str) -> Check:
        """Find a check by its id.

        Raises:
            KeyError: there is none.
        """
        for check in self.checks:
            if check.id == check_id:
                return check
        raise KeyError(check_id)
