"""A draft in, a report out: the one search path.

Sentences are matched one by one and remembered, so that a keystroke costs the sentence it changes. What is remembered
lives in memory alone, is bounded, and `forget` drops it.
"""

from __future__ import annotations

import bisect
import functools
import operator
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

import regex

from heuristics import sentences
from heuristics.branches import branches
from heuristics.detectors import DETECTORS, Form
from heuristics.findings import in_order, merge
from heuristics.firsts import Firsts
from heuristics.growing import Growing
from heuristics.language import is_foreign
from heuristics.look import Look
from heuristics.matching import Clock, Matcher, Span
from heuristics.model import NEAR, Audience, Check, Draft, Finding, Guard, Hit, Level, Pack, Pattern, Report, Scope
from heuristics.normalize import Normal, Normalizer, whole_graphemes
from heuristics.prefilter import Met, Prefilter
from heuristics.prompt import leading, prompt_for
from heuristics.score import level_of
from heuristics.shelf import Shelf
from heuristics.vocabulary import vocabulary
from heuristics.whole import Sentence, Whole

REMEMBERED = 1024
"""Sentences."""

_end = operator.itemgetter(1)

_UNREAD = Sentence(Normal("", (), ()), (), None)
"""A sentence for which there was no time."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A pattern with the check it belongs to and the guards that may quiet it."""

    check: str
    pattern: Pattern
    near: tuple[Guard, ...]
    far: tuple[Guard, ...]

    def sources(self) -> list[tuple[str, str]]:
        """Name every regex in it."""
        own = [(self.pattern.name, source) for source in self.pattern.sources]
        return own + [(guard.name, guard.match) for guard in (*self.near, *self.far)]


class Engine:
    """Judges drafts with one pack. Safe to use from one thread at a time.

    Args:
        pack: the checks.
        kept: what `keep` of an earlier engine gave, for this pack or another; spares most of the work of starting.

    `patience` is the budget, in seconds, of whoever names none; None is no limit.
    """

    def __init__(self, pack: Pack, kept: bytes = b"") -> None:
        self.pack = pack
        self._shelf = Shelf(pack.lists, kept)
        self._matcher = Matcher(pack.lists, self._shelf)
        self.forms = frozenset(check.id for check in pack.checks if check.detector)
        self._beside = frozenset(check.id for check in pack.checks if check.beside)
        self._parts = [
            _Part(
                check.id,
                pattern,
                tuple(guard for guard in guards if guard.within is not Scope.DRAFT),
                tuple(guard for guard in guards if guard.within is Scope.DRAFT),
            )
            for check in (*pack.checks, pack.emotion)
            for guards in [(*check.guards, *(guard for guard in pack.guards if check.id in guard.checks))]
            for pattern in check.patterns
        ]
        self._branches: dict[str, tuple[str, ...]] = {}
        searched = {scope: set[str]() for scope in (Scope.SENTENCE, Scope.DRAFT)}
        self._numbers: dict[Scope, dict[str, list[int]]] = {scope: {} for scope in searched}
        for number, part in enumerate(self._parts):
            for _, source in part.sources():
                searched[part.pattern.within].update(self._apart(source))
            for guard in part.far:
                searched[Scope.DRAFT].update(self._apart(guard.match))
            for branch in self._apart(part.pattern.match):
                self._numbers[part.pattern.within].setdefault(branch, []).append(number)
        self._sleepers = Prefilter(frozenset().union(*searched.values()), pack.lists, self._shelf)
        self._among = {scope: self._sleepers.bits(found) for scope, found in searched.items()}
        self._firsts = Firsts(pack.lists, self._shelf)
        self._growing = {scope: Growing(self._sleepers, self._firsts, self._matcher) for scope in searched}
        self.normalize = Normalizer(vocabulary(pack), pack.spellings, pack.rewrites, self._shelf)
        self._matcher.keep_short(
            branch for part in self._parts if part.check in pack.own for branch in self._branches_of(part)
        )
        self.patience: float | None = None
        self._remembered: OrderedDict[str, Sentence] = OrderedDict()

    def check(
        self, draft: Draft, *, off: AbstractSet[str] = frozenset(), turn: int = 0, budget: float | None = None
    ) -> Report:
        """Judge a draft.

        Args:
            draft: the text and what is known around it.
            off: ids of checks to leave out.
            turn: picks the wording; one draft keeps its number.
            budget: seconds that matching may take; past it the report holds what was found until then.

        Returns:
            The report; spans are code points of `draft.text`.
        """
        clock = Clock(self.patience if budget is None else budget)
        hits = [hit for hit in self._hits(draft, clock) if not hit.quieted_by]
        if all(hit.check in self._beside for hit in hits):
            hits = []
        words = merge(hit for hit in hits if hit.check != self.pack.emotion.id and hit.check not in off)
        care = [finding for finding in words if finding.level is Level.CARE]
        if care:
            findings = care
        else:
            pressing = any(hit.level >= Level.PAUSE for hit in hits)
            acronyms = self.pack.lists.get("acronyms", frozenset())
            shapes = self._shapes(Form(draft, bool(hits), pressing, acronyms), off, clock)
            findings = sorted([*words, *shapes], key=in_order)
        level = level_of(findings, self.forms)
        if level is Level.NONE:
            return Report()
        lead = leading(findings, self.pack)
        return Report(level, tuple(findings), prompt_for(lead, level, draft, self.pack, turn))

    def explain(self, draft: Draft, *, budget: float | None = None, clock: Clock | None = None) -> list[Hit]:
        """Say what matched and what quieted it, in the order of the text. Emotion's own hits are among them.

        A `clock` is a budget that other searches use too.
        """
        return self._hits(draft, clock or Clock(self.patience if budget is None else budget))

    def excuses(self, check: Check, draft: Draft, *, budget: float | None = None) -> list[str]:
        """Name the guards of a form check that fit a draft. They count only where the draft is without emotion."""
        clock = Clock(self.patience if budget is None else budget)
        text = self.normalize(draft.text).text
        return [guard.name for guard in check.guards if self._matcher.find(guard.match, text, clock)]

    def audiences(self, text: str, *, budget: float | None = None) -> dict[str, frozenset[Audience]]:
        """Say to whom a text would have to go for each check that then speaks of it."""
        found: dict[str, frozenset[Audience]] = {}
        for number, hit in self._found(text, frozenset(Audience), Clock(budget)):
            if not hit.quieted_by:
                found[hit.check] = found.get(hit.check, frozenset()) | self._parts[number].pattern.audience
        return found

    def _hits(self, draft: Draft, clock: Clock) -> list[Hit]:
        return sorted(
            (hit for _, hit in self._found(draft.text, frozenset({draft.audience}), clock)),
            key=lambda hit: (hit.start, -hit.end, hit.check, hit.pattern),
        )

    def _found(self, text: str, audiences: AbstractSet[Audience], clock: Clock) -> list[tuple[int, Hit]]:
        """Give what matches for any of these audiences, each with the number of its part."""

        def suits(number: int) -> bool:
            return not audiences.isdisjoint(self._parts[number].pattern.audience)

        spans = sentences.split(text)
        parts = [self._sentence(text[start:end], clock) for start, end in spans]
        found = [
            (number, replace(hit, start=hit.start + start, end=hit.end + start))
            for (start, _), part in zip(spans, parts, strict=True)
            for number, hit in part.hits
            if suits(number)
        ]
        if not clock.late:
            whole = self._whole(spans, parts, clock)
            far = [number for number in self._likely(whole, Scope.DRAFT) if suits(number)]
            found += self._search(far, whole, text, clock)
            quieting = {number: self._quieting(self._parts[number].far, whole, clock) for number in dict(found)}
            found = [(number, _quieted(hit, quieting[number])) for number, hit in found]
        return found

    def shapes(self, draft: Draft, *, budget: float | None = None) -> frozenset[str]:
        """Name the form checks whose form this draft has, were it emotional."""
        acronyms = self.pack.lists.get("acronyms", frozenset())
        form = Form(draft, True, True, acronyms)
        return frozenset(finding.check for finding in self._shapes(form, frozenset(), Clock(budget)))

    def warm(self) -> None:
        """Compile every pattern and guard now rather than when a draft first needs it.

        Raises:
            ValueError: something does not compile; the text names it.
        """
        for _ in self.warming():
            pass

    def warming(self) -> Iterator[None]:
        """Do as `warm`, one pattern a step."""
        done = set[str]()
        for part in self._parts:
            for name, source in part.sources():
                for branch in self._apart(source):
                    if branch in done:  # many checks share a guard
                        continue
                    done.add(branch)
                    if not self._matcher.ready(branch):
                        try:
                            self._matcher.compile(branch)
                        except regex.error as error:
                            raise ValueError(f"{part.check}: {name}: {error}") from error
                        yield
                    if not self._firsts.ready(branch):
                        self._firsts.read(branch)
                        yield

    def keep(self) -> bytes | None:
        """Give what would spare a later engine the work of this one; None where `kept` already did."""
        return self._shelf.dump() if self._shelf.changed else None

    def search(self, source: str, text: str, clock: Clock | None = None) -> regex.Match[str] | None:
        """Find one of the pack's own expressions in normalised text, under the rules that patterns have."""
        return self._matcher.first(source, text, clock or Clock(None))

    @property
    def resting(self) -> frozenset[str]:
        """The checks of which a pattern took too long so often that it is left out until the next start."""
        return frozenset(part.check for part in self._parts if any(map(self._matcher.tired, self._branches_of(part))))

    def forget(self) -> None:
        """Drop every sentence that is remembered, and the last draft."""
        self._remembered.clear()
        self._sleepers.forget()
        self._firsts.forget()
        for growing in self._growing.values():
            growing.forget()

    def _apart(self, source: str) -> tuple[str, ...]:
        """Give the branches of a source."""
        found = self._branches.get(source)
        if found is None:
            found = self._shelf.recall("branches", source, functools.partial(branches, source))
            self._branches[source] = found
        return found

    def _branches_of(self, part: _Part) -> Iterator[str]:
        """Give the branches of every regex in a part."""
        return (branch for _, source in part.sources() for branch in self._apart(source))

    def _sentence(self, text: str, clock: Clock) -> Sentence:
        known = self._remembered.get(text)
        if known is not None:
            self._remembered.move_to_end(text)
            return known
        if clock.late:
            return _UNREAD
        with clock:
            normal = self.normalize(text)
            foreign = is_foreign(normal.text, self.pack.common)
            met = None if foreign else self._sleepers.met(normal.text)
        found: tuple[tuple[int, Hit], ...] = ()
        if met is not None:
            look = self._look(Scope.SENTENCE, normal, [met], clock)
            found = tuple(self._search(self._likely(look, Scope.SENTENCE), look, text, clock))
        sentence = Sentence(normal, found, met)
        if not clock.late:
            self._remembered[text] = sentence
            while len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)
        return sentence

    def _whole(self, spans: Sequence[tuple[int, int]], parts: Sequence[Sentence], clock: Clock) -> Look:
        """Look at a whole draft."""
        with clock:
            normal = Whole(spans, parts)
        return self._look(Scope.DRAFT, normal, [part.met for part in parts if part.met is not None], clock)

    def _look(self, scope: Scope, normal: Normal | Whole, met: Sequence[Met], clock: Clock) -> Look:
        """Look at a text that is made of parts of which each `met` something."""
        with clock:
            awake = self._sleepers.awake(met, self._among[scope])
        return self._growing[scope].look(normal, awake, clock)

    def _likely(self, look: Look, scope: Scope) -> list[int]:
        """Number the parts whose pattern could match, in order."""
        numbers = self._numbers[scope]
        return sorted({number for branch in look.likely for number in numbers.get(branch, ())})

    def _search(self, numbers: Sequence[int], look: Look, text: str, clock: Clock) -> list[tuple[int, Hit]]:
        """Run some patterns over one normalised text; spans come back in code points of `text`."""
        found = []
        for number in numbers:
            part = self._parts[number]
            for start, end in self._matches(part.pattern.match, look, clock):
                if not self._counts(part.pattern, look, clock, (start, end)):
                    continue
                first, last = whole_graphemes(text, *look.normal.original(start, end))
                hit = Hit(part.check, part.pattern.name, part.pattern.level, first, last)
                found.append((number, _quieted(hit, self._quieting(part.near, look, clock, (start, end)))))
        return found

    def _counts(self, pattern: Pattern, look: Look, clock: Clock, at: Span) -> bool:
        """Whether what has to stand near a match does, and nothing of what must not."""

        def near(source: str) -> bool:
            # There may be thousands, and they are in order: only the first that is not too far in front can be near.
            found = self._matches(source, look, clock)
            first = bisect.bisect_left(found, at[0] - NEAR, key=_end)
            return first < len(found) and found[first][0] <= at[1] + NEAR

        return all(map(near, pattern.also)) and not any(map(near, pattern.without))

    def _quieting(self, guards: Sequence[Guard], look: Look, clock: Clock, at: Span | None = None) -> tuple[str, ...]:
        """Name the guards that quiet what matched; `at` is where, for those that look at the match itself."""
        return tuple(
            guard.name
            for guard in guards
            if any(
                at is None or guard.within is not Scope.MATCH or (start < at[1] and end > at[0])
                for start, end in self._matches(guard.match, look, clock)
            )
        )

    def _matches(self, source: str, look: Look, clock: Clock) -> list[Span]:
        """Where a pattern or guard matches."""
        return look.matches(source, self._branches[source], self._matcher, clock)

    def _shapes(self, form: Form, off: AbstractSet[str], clock: Clock) -> list[Finding]:
        """Ask the detectors. What they find spans the whole draft."""
        return [
            Finding(check.id, check.level, 0, len(form.draft.text), check.detector.name)
            for check in self.pack.checks
            if check.detector
            and check.id not in off
            and DETECTORS[check.detector.name](form, check.detector.numbers)
            and (form.emotional or not self.excuses(check, form.draft, budget=clock.left))
        ]


def _quieted(hit: Hit, names: tuple[str, ...]) -> Hit:
    return replace(hit, quieted_by=(*hit.quieted_by, *names)) if names else hit
