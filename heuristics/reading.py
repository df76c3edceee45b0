"""One TOML table at a time, turned into the model. The strictness is in `tables.py`, the words in `words.py`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import regex

from heuristics.model import (
    Audience,
    Check,
    Detector,
    Draft,
    Example,
    Feeling,
    Feelings,
    Guard,
    Level,
    Moment,
    Pattern,
    Scope,
    Show,
    Sign,
    Source,
    Truth,
    Wording,
)
from heuristics.tables import Table
from heuristics.words import Words

_ANYONE = frozenset(Audience)
_BRACKETS = regex.compile(r"\[\[|\]\]")
_SCOPES = {str(scope): scope for scope in Scope}
_LEVELS = {str(level): level for level in Level if level is not Level.NONE}
_AUDIENCES = {str(audience): audience for audience in Audience}


class Reader:
    """Turns one file into one check."""

    def __init__(self, words: Words, sources: Mapping[str, Source]) -> None:
        self._words = words
        self._sources = sources

    def check(self, table: Table, *, signal: bool = False) -> Check:
        """Read one check; a signal is one that is never shown and has patterns alone."""
        check_id = table.text("id")
        if check_id != table.path.stem:
            raise table.error("id", f"the id is {check_id!r}", f"call it {table.path.stem!r}, as the file")
        if signal:
            level, audience = Level.NOTE, _ANYONE
            patterns = tuple(self._pattern(block, level, audience) for block in table.blocks("pattern"))
            guards = tuple(self.guard(block, frozenset({check_id})) for block in table.blocks("unless"))
            table.done()
            return Check(check_id, check_id, "", "stable", level, 0, (), "", (), patterns, guards)
        level = table.choice("level", _LEVELS)
        audience = self._audience(table, _ANYONE)
        check = Check(
            id=check_id,
            title=table.text("title"),
            about=table.text("about"),
            status=table.choice("status", {"stable": "stable", "experimental": "experimental"}),
            level=level,
            rank=table.number("rank"),
            sources=tuple(self._source(table, key) for key in table.strings("sources")),
            known_false_alarms=table.text("known_false_alarms"),
            wordings=tuple(self._wording(block) for block in table.blocks("prompt")),
            patterns=tuple(self._pattern(block, level, audience) for block in table.blocks("pattern")),
            guards=tuple(self.guard(block, frozenset({check_id})) for block in table.blocks("unless")),
            detector=self._detector(table),
            beside=table.flag("beside"),
            steps=table.strings("steps") if "steps" in table else (),
        )
        if bool(check.patterns) == bool(check.detector):
            raise table.error("pattern", "a check has patterns or a detector", "write one of the two")
        names = [pattern.name for pattern in check.patterns] + [guard.name for guard in check.guards]
        for name in names:
            if names.count(name) > 1:
                raise table.error(name, "two parts have this name", "give each a name of its own")
        table.done()
        return check

    def feelings(self, table: Table) -> Feelings:
        """Read `_feelings.toml`."""
        known = tuple(self._feeling(block) for block in table.blocks("feeling"))
        feelings = Feelings(known, table.strings("choices"), table.text("choice"))
        table.done()
        return feelings

    def _feeling(self, block: Table) -> Feeling:
        feeling = Feeling(
            word=block.text("word"),
            match=self._words.expand(block, "match", block.text("match")),
            plain=block.text("plain"),
            filled=block.text("filled") if "filled" in block else None,
            shows=tuple(_show(block, value) for value in block.values("shows")),
        )
        if not feeling.shows:
            raise block.error("shows", "there is no example", "write at least one complaint that it fits")
        block.done()
        return feeling

    def truth(self, table: Table) -> Truth:
        """Read `_truth.toml`."""
        signs = []
        for block in table.blocks("sign"):
            match = self._words.expand(block, "match", block.text("match"))
            signs.append(Sign(block.text("name"), match, block.number("weight"), block.strings("shows")))
            block.done()
        examples = []
        for block in table.blocks("example"):
            examples.append((block.text("draft"), block.text("truest") if "truest" in block else None))
            block.done()
        truth = Truth(tuple(signs), table.number("least"), tuple(examples))
        table.done()
        return truth

    def guard(self, block: Table, checks: frozenset[str]) -> Guard:
        """Read one guard; `checks` are those it may speak for, and does unless it says otherwise."""
        if "checks" in block or "except" in block:
            named = block.strings("checks") if "checks" in block else tuple(checks)
            spared = block.strings("except") if "except" in block else ()
            for check_id in (*named, *spared):
                if check_id not in checks:
                    raise block.error(check_id, f"there is no check {check_id!r}", "name one that has a file")
            checks = frozenset(named) - frozenset(spared)
        guard = Guard(
            name=block.text("name"),
            match=self._words.expand(block, "match", block.text("match")),
            within=block.choice("within", _SCOPES),
            checks=checks,
            quiet=self._examples(block, "quiet"),
        )
        block.done()
        return guard

    def _pattern(self, block: Table, level: Level, audience: frozenset[Audience]) -> Pattern:
        pattern = Pattern(
            name=block.text("name"),
            match=self._words.expand(block, "match", block.text("match")),
            within=block.choice("within", _SCOPES) if "within" in block else Scope.SENTENCE,
            level=block.choice("level", _LEVELS) if "level" in block else level,
            audience=self._audience(block, audience),
            fires=self._examples(block, "fires", marked=True),
            also=self._regexes(block, "also"),
            without=self._regexes(block, "without"),
        )
        if pattern.within is Scope.MATCH:
            raise block.error("within", "a pattern looks at a sentence or at the draft", "write one of the two")
        block.done()
        return pattern

    def _detector(self, table: Table) -> Detector | None:
        if "detector" not in table:
            return None
        block = table.table("detector")
        detector = Detector(
            name=block.text("name"),
            numbers={key: block.number(key) for key in block.keys_of(int)},
            fires=self._examples(block, "fires"),
            quiet=self._examples(block, "quiet"),
        )
        block.done()
        return detector

    def _wording(self, block: Table) -> Wording:
        wording = Wording(block.text("heading"), block.text("why"), block.text("question"))
        block.done()
        return wording

    def _regexes(self, block: Table, key: str) -> tuple[str, ...]:
        return tuple(self._words.expand(block, key, text) for text in block.strings(key)) if key in block else ()

    def _source(self, table: Table, key: str) -> Source:
        if key not in self._sources:
            raise table.error(key, f"there is no source {key!r}", "add it to sources.toml")
        return self._sources[key]

    def _audience(self, table: Table, otherwise: frozenset[Audience]) -> frozenset[Audience]:
        if "audience" not in table:
            return otherwise
        named = table.strings("audience")
        for name in named:
            if name not in _AUDIENCES:
                raise table.error(name, f"there is no audience {name!r}", f"choose from {', '.join(_AUDIENCES)}")
        return frozenset(_AUDIENCES[name] for name in named)

    def _examples(self, block: Table, key: str, *, marked: bool = False) -> tuple[Example, ...]:
        examples = tuple(_example(block, key, value) for value in block.values(key))
        if not examples:
            raise block.error(key, "there is no example", "write at least one; without examples nothing loads")
        for example in examples:
            if marked and not example.spans:
                raise block.error(key, "an example does not mark its words", "put [[ and ]] around what should match")
        return examples


def _example(block: Table, key: str, value: Any) -> Example:  # noqa: ANN401 - straight from TOML
    if isinstance(value, str):
        value = {"text": value}
    if not isinstance(value, dict):
        raise block.error(key, "an example is a text", 'write "…" or { text = "…", audience = "ex", hour = 2 }')
    table = Table(value, block.path, block.source)
    text = table.text("text")
    audience = table.choice("audience", _AUDIENCES) if "audience" in table else Audience.UNKNOWN
    hour = table.number("hour") if "hour" in table else None
    unanswered = table.number("unanswered") if "unanswered" in table else 0
    no_contact = table.number("no_contact") if "no_contact" in table else None
    times = table.number("times") if "times" in table else 1
    table.done()
    plain, spans = _unmark(text)
    if spans is None:
        raise block.error(key, "the [[ and ]] of an example do not pair", "close each one before the next opens")
    return Example(Draft(" ".join([plain] * times), audience, Moment(hour, unanswered), no_contact), spans)


def _show(block: Table, value: Any) -> Show:  # noqa: ANN401 - straight from TOML
    if isinstance(value, str):
        return Show(value)
    if not isinstance(value, dict):
        raise block.error("shows", "an example is a text", 'write "…" or { draft = "…", say = "…" }')
    table = Table(value, block.path, block.source)
    show = Show(table.text("draft"), table.text("say"))
    table.done()
    return show


def _unmark(text: str) -> tuple[str, tuple[tuple[int, int], ...] | None]:
    plain = ""
    opened: int | None = None
    spans: list[tuple[int, int]] = []
    done = 0
    for mark in _BRACKETS.finditer(text):
        plain += text[done : mark.start()]
        done = mark.end()
        if (mark[0] == "[[") != (opened is None):
            return text, None
        if opened is None:
            opened = len(plain)
        else:
            spans.append((opened, len(plain)))
            opened = None
    return plain + text[done:], None if opened is not None else tuple(spans)
