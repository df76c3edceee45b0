"""What travels, as types: unknown fields and values out of range are refused while decoding.

The engine counts code points, the extension UTF-16 code units. They are converted here, once, by `Units`.
"""

from __future__ import annotations

import bisect
import re
from typing import Annotated, Final, Generic, Literal, TypeVar

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from server import errors, limits

Step = Literal["off", "mark", "card", "gate"]
LADDER: Final[tuple[Step, ...]] = ("off", "mark", "card", "gate")
Show = Literal["none", "mark", "card", "gate"]
Site = Annotated[str, Meta(max_length=259, pattern=r"^[a-z0-9._:\[\]-]+\Z")]
CheckId = Annotated[str, Meta(max_length=64, pattern=r"^[a-z][a-z0-9-]*\Z")]

Conversation = Annotated[str, Meta(min_length=1, max_length=512)]
PersonId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]\Z")]
LetterId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{21}[AQgw]\Z")]
LetterText = Annotated[str, Meta(max_length=limits.DRAFT.value, pattern=r"\S")]
Audience = Literal["ex", "partner", "other", "unknown"]
Time = Annotated[int, Meta(ge=0, le=2**53 - 1)]

Body = TypeVar("Body")


class Request(Struct, Generic[Body], frozen=True, forbid_unknown_fields=True):
    """The plaintext of a request."""

    t: int
    body: Body


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    """The body of a request that asks for no particular thing."""


class CheckBody(Struct, frozen=True, forbid_unknown_fields=True):
    """A draft, and what is known around it."""

    text: Annotated[str, Meta(max_length=limits.DRAFT.value)]
    site: Site
    audience: Audience = "unknown"
    hour: Annotated[int, Meta(ge=0, le=23)] | None = None
    unanswered: Annotated[int, Meta(ge=0, le=10_000)] = 0
    turn: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    quiet: Annotated[tuple[CheckId, ...], Meta(max_length=200)] = ()
    conversation: Conversation | None = None


class SiteBody(Struct, frozen=True, forbid_unknown_fields=True):
    """A change to one site's settings. What is left out stays."""

    site: Site
    on: bool | UnsetType = UNSET
    checks: Annotated[dict[CheckId, Step | None], Meta(max_length=200)] = {}


class SitesBody(Struct, frozen=True, forbid_unknown_fields=True):
    """Changes to several sites; all are made, or none."""

    changes: Annotated[tuple[SiteBody, ...], Meta(max_length=limits.SITE_CHANGES.value)]


class RemoveBody(Struct, frozen=True, forbid_unknown_fields=True):
    """A site to forget."""

    site: Site


class DefaultsBody(Struct, frozen=True, forbid_unknown_fields=True):
    """Where checks stand on every site that has no choice of its own. None goes back to the check's own."""

    checks: Annotated[dict[CheckId, Step | None], Meta(max_length=200)]


class SnoozeBody(Struct, frozen=True, forbid_unknown_fields=True):
    """How long to be quiet; 0 ends it."""

    minutes: Annotated[int, Meta(ge=0, le=limits.SNOOZE.value)]


class CapsBody(Struct, frozen=True, forbid_unknown_fields=True):
    """How many cards may come in by themselves in a day. What is left out stays, null goes back to the usual."""

    conversation: Annotated[int, Meta(ge=0, le=limits.CARDS.value)] | UnsetType | None = UNSET
    day: Annotated[int, Meta(ge=0, le=limits.CARDS.value)] | UnsetType | None = UNSET


class PersonBody(Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of somebody, who is named by `id` or by `site` and `conversation`. What is left out stays."""

    id: PersonId | UnsetType = UNSET
    site: Site | UnsetType = UNSET
    conversation: Conversation | UnsetType = UNSET
    audience: Audience | UnsetType = UNSET
    asked: bool | UnsetType = UNSET
    name: Annotated[str, Meta(min_length=1, max_length=100)] | UnsetType | None = UNSET
    no_contact_since: Time | UnsetType | None = UNSET
    exempt: bool | UnsetType = UNSET


class ForgetBody(Struct, frozen=True, forbid_unknown_fields=True):
    """Whom to forget."""

    id: PersonId


class WaysBody(Struct, frozen=True, forbid_unknown_fields=True):
    """A draft that somebody wants a way out of, and the check that the card speaks of."""

    text: Annotated[str, Meta(max_length=limits.DRAFT.value)]
    check: CheckId


class KeepBody(Struct, frozen=True, forbid_unknown_fields=True):
    """A draft to be kept unsent. `id` is the sender's own, so that a retry makes no second letter."""

    id: LetterId
    text: LetterText
    site: Site | None = None
    conversation: Conversation | None = None


class AddBody(Struct, frozen=True, forbid_unknown_fields=True):
    """Words to add to a letter. `part` is the sender's own id for them, so that a retry adds nothing twice."""

    id: LetterId
    part: LetterId
    text: LetterText


class LetterBody(Struct, frozen=True, forbid_unknown_fields=True):
    """Which letter."""

    id: LetterId


class RestBody(Struct, frozen=True, forbid_unknown_fields=True):
    """How long letters rest."""

    hours: Annotated[int, Meta(ge=1, le=720)]


class SourceOut(Struct, frozen=True):
    """Where an idea comes from."""

    id: str
    title: str
    idea: str


class StepOut(Struct, frozen=True):
    """One rung of the ladder."""

    id: Step
    title: str


class CheckOut(Struct, frozen=True):
    """One check, in the words of its pack."""

    id: str
    title: str
    about: str
    level: str
    step: Step
    sources: tuple[SourceOut, ...]
    known_false_alarms: str


class CatalogueOut(Struct, frozen=True):
    """Everything that can be checked."""

    version: str
    language: str
    digest: str
    steps: tuple[StepOut, ...]
    checks: tuple[CheckOut, ...]


class FindingOut(Struct, frozen=True):
    """One finding, in UTF-16 code units."""

    check: str
    level: str
    show: Show
    start: int
    end: int
    mark: bool


class PromptOut(Struct, frozen=True):
    """The one thing to say."""

    check: str
    level: str
    title: str
    heading: str
    why: str
    question: str
    quote: str
    start: int
    end: int
    source: SourceOut


class NoContactOut(Struct, frozen=True):
    """The distance that was chosen: since when, and whole days."""

    since: int
    days: int


class PersonOut(Struct, frozen=True):
    """One conversation.

    `ask` is true while nobody has said, or been asked, who it is; `earlier` counts days of no contact before the
    present spell.
    """

    id: str
    site: str
    audience: Audience
    ask: bool
    name: str | None
    no_contact: NoContactOut | None
    earlier: int
    exempt: bool


class PeopleOut(Struct, frozen=True):
    """Everybody of whom something was said."""

    people: tuple[PersonOut, ...]


class SpanOut(Struct, frozen=True):
    """A stretch of a text, in UTF-16 code units."""

    start: int
    end: int


class ReframeOut(Struct, frozen=True):
    """A complaint said as “I”, and the feeling that it names."""

    text: str
    feeling: str


class FeelingOut(Struct, frozen=True):
    """A feeling word, and the short sentence that it makes."""

    word: str
    text: str


class WaysOut(Struct, frozen=True):
    """What there is for a draft. `steps` are the first steps that a check knows."""

    reframe: ReframeOut | None
    feelings: tuple[FeelingOut, ...]
    truest: SpanOut | None
    steps: tuple[str, ...]


class LetterOut(Struct, frozen=True):
    """One letter, without its text."""

    id: str
    site: str | None
    name: str | None
    made: int
    opens: int
    state: Literal["resting", "ready", "kept"]
    told: bool
    words: int


class LettersOut(Struct, frozen=True):
    """Every letter, and how long a new one rests."""

    hours: int
    letters: tuple[LetterOut, ...]


class LetterTextOut(Struct, frozen=True):
    """One letter whose day is over. `truest` is the number of a sentence, from 0 on."""

    letter: LetterOut
    text: str
    sentences: tuple[SpanOut, ...]
    truest: int | None


class ReportOut(Struct, frozen=True):
    """The answer to a draft. As it stands, it is the answer where there is nothing to say."""

    level: str = "none"
    show: Show = "none"
    findings: tuple[FindingOut, ...] = ()
    prompt: PromptOut | None = None
    person: PersonOut | None = None


class SiteOut(Struct, frozen=True):
    """One site's settings."""

    on: bool
    checks: dict[str, Step]


class CapsOut(Struct, frozen=True):
    """How many cards may come in by themselves in a day; None where nothing was chosen."""

    conversation: int | None = None
    day: int | None = None


class SettingsOut(Struct, frozen=True):
    """The whole of the settings."""

    version: str
    digest: str
    snoozed_until: int | None
    tally: bool
    caps: CapsOut
    defaults: dict[str, Step]
    sites: dict[str, SiteOut]


class Units:
    """Offsets of one text: code points in, UTF-16 code units out."""

    def __init__(self, text: str) -> None:
        # A character outside the basic plane takes two units; most texts have none.
        self._wide = [] if text.isascii() else [at for at, character in enumerate(text) if character > "\uffff"]
        self.length = len(text) + len(self._wide)

    def at(self, offset: int) -> int:
        """The offset in UTF-16 code units."""
        return offset + bisect.bisect_left(self._wide, offset)


_FIELD: Final = re.compile(r"at `(?:key` in `)?\$\.body\.?([a-z_.]*)")


def decode(raw: bytes, decoder: msgspec.json.Decoder[Request[Body]]) -> Body:
    """Read a request's plaintext. Raises Refusal naming the field, never what was in it."""
    try:
        return decoder.decode(raw).body
    except (ValueError, RecursionError) as error:
        # The decoder's own words may quote what was sent: only the name of one of our fields is taken over.
        field = _FIELD.search(str(error)) if isinstance(error, msgspec.ValidationError) else None
        raise malformed(field[1] if field else "") from None


def malformed(field: str = "") -> errors.Refusal:
    """The answer to a body that is not as `docs/wire.md` has it."""
    what = f"The field {field}" if field else "The body"
    return errors.Refusal(errors.BAD_REQUEST, f"{what} is not as it should be.", "Compare it with docs/wire.md.")
