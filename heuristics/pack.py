"""A pack of checks, read from TOML. Strict: what is not understood is refused, with the file, line, key and remedy.

The files of one language lie in `packs/<language>/`: a file for each check, and beside them
`_words.toml` (word lists and phrases that patterns are composed of), `_texting.toml` (spellings), `_guards.toml`
(what makes several checks harmless at once) and `_emotion.toml` (whether the draft is emotional at all).
`sources.toml` names the documents.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import regex

from heuristics.model import (
    Audience,
    Check,
    Detector,
    Draft,
    Example,
    Guard,
    Level,
    Moment,
    Pack,
    Pattern,
    Scope,
    Source,
    Spelling,
    Wording,
)
from heuristics.tables import PackError, Table

PACKS = Path(__file__).parent / "packs"

_ANYONE = frozenset(Audience)
_PHRASE = regex.compile(r"\{([a-z][a-z_]*)\}")
_LIST = regex.compile(r"\\L<(\w+)>")
_BRACKETS = regex.compile(r"\[\[|\]\]")
_SCOPES = {str(scope): scope for scope in Scope}
_LEVELS = {str(level): level for level in Level if level is not Level.NONE}
_AUDIENCES = {str(audience): audience for audience in Audience}


def load_pack(language: str = "en", root: Path = PACKS) -> Pack:
    """Read the pack of one language.

    Raises:
        PackError: a file is missing, malformed, or lacks something; the text says where and what to do.
    """
    folder = root / language
    if not folder.is_dir():
        raise PackError(folder, 0, "", f"there is no pack for {language!r}", "choose a folder that exists in packs/")
    files = {path.stem: _read(path) for path in sorted(folder.glob("*.toml"))}
    sources = _sources(_read(root / "sources.toml"))
    words = _Words()
    for table in files.values():
        words.take(table)
    common, spellings, rewrites = _texting(_need(files, folder, "_texting"))
    _need(files, folder, "_words").done()
    reader = _Reader(words, sources)
    emotion = reader.check(_need(files, folder, "_emotion"), signal=True)
    shared = _need(files, folder, "_guards")
    checks = tuple(reader.check(table) for stem, table in files.items() if not stem.startswith("_"))
    ids = frozenset(check.id for check in checks)
    guards = tuple(reader.guard(block, ids) for block in shared.blocks("unless"))
    shared.done()
    digest = hashlib.sha256(b"".join(table.digest for table in files.values())).hexdigest()[:16]
    return Pack(language, digest, checks, emotion, guards, words.lists, common, spellings, rewrites)


def _read(path: Path) -> Table:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise PackError(path, 0, "", "the file cannot be read", "put it back or mend its permissions") from error
    try:
        return Table(tomllib.loads(raw.decode()), path, raw.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(path, 0, "", f"not TOML: {error}", "mend what stands there") from error


def _need(files: Mapping[str, Table], folder: Path, stem: str) -> Table:
    if stem not in files:
        raise PackError(folder / f"{stem}.toml", 0, "", "every language needs this file", "add it")
    return files[stem]


def _sources(table: Table) -> dict[str, Source]:
    sources = {}
    for block in table.blocks("source"):
        source = Source(block.text("id"), block.text("title"), block.text("idea"))
        block.done()
        if source.id in sources:
            raise block.error("id", f"{source.id!r} is there twice", "give one of them another name")
        sources[source.id] = source
    table.done()
    return sources


def _texting(table: Table) -> tuple[frozenset[str], dict[str, str], tuple[Spelling, ...]]:
    common = frozenset(table.strings("common"))
    spellings = {str(key): str(value) for key, value in table.mapping("spellings").items()}
    rewrites = []
    for block in table.blocks("rewrite"):
        rewrites.append(Spelling(join(block.text("match")), block.text("to")))
        block.done()
    table.done()
    return common, spellings, tuple(rewrites)


def join(source: str) -> str:
    """Make one line of a pattern: lines are stripped and joined, lines that begin with `#` are comments.

    Inside a line a space is a space, so that a pattern reads like what it matches.
    """
    lines = (line.strip() for line in source.splitlines())
    return "".join(line for line in lines if not line.startswith("#"))


class _Words:
    """The word lists and phrases of all files; names are unique in the pack."""

    def __init__(self) -> None:
        self.lists: dict[str, frozenset[str]] = {}
        self._phrases: dict[str, str] = {}

    def take(self, table: Table) -> None:
        for name, value in table.mapping("lists").items():
            if name in self.lists:
                raise table.error(name, f"the list {name!r} is there twice", "join them or rename one")
            words = frozenset(value) if isinstance(value, list) else frozenset()
            if not words or not all(isinstance(word, str) and word == word.lower().strip() for word in words):
                raise table.error(name, "a list holds lower-case words", 'write it as name = ["word", "two words"]')
            if len(words) != len(value):
                raise table.error(name, "a word is there twice", "delete one")
            self.lists[name] = words
        for name, value in table.mapping("phrases").items():
            if name in self._phrases:
                raise table.error(name, f"the phrase {name!r} is there twice", "join them or rename one")
            self._phrases[name] = join(str(value))

    def expand(self, table: Table, key: str, source: str) -> str:
        """Put phrases in place of their names, and make sure that every list exists."""
        source = join(source)
        for _ in range(8):
            expanded = _PHRASE.sub(lambda match: self._phrase(table, key, match[1]), source)
            if expanded == source:
                break
            source = expanded
        else:
            raise table.error(key, "phrases contain each other in a circle", "break the circle")
        for name in _LIST.findall(source):
            if name not in self.lists:
                raise table.error(key, f"there is no list {name!r}", "add it to [lists] in _words.toml or in this file")
        return source

    def _phrase(self, table: Table, key: str, name: str) -> str:
        if name not in self._phrases:
            raise table.error(key, f"there is no phrase {name!r}", "add it to [phrases] in _words.toml or in this file")
        return f"(?:{self._phrases[name]})"


class _Reader:
    """Turns one file into one check."""

    def __init__(self, words: _Words, sources: Mapping[str, Source]) -> None:
        self._words = words
        self._sources = sources

    def check(self, table: Table, *, signal: bool = False) -> Check:
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
        )
        if bool(check.patterns) == bool(check.detector):
            raise table.error("pattern", "a check has patterns or a detector", "write one of the two")
        names = [pattern.name for pattern in check.patterns] + [guard.name for guard in check.guards]
        for name in names:
            if names.count(name) > 1:
                raise table.error(name, "two parts have this name", "give each a name of its own")
        table.done()
        return check

    def guard(self, block: Table, checks: frozenset[str]) -> Guard:
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
    times = table.number("times") if "times" in table else 1
    table.done()
    plain, spans = _unmark(text)
    if spans is None:
        raise block.error(key, "the [[ and ]] of an example do not pair", "close each one before the next opens")
    return Example(Draft(" ".join([plain] * times), audience, Moment(hour, unanswered)), spans)


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
