"""A person's own checks: one TOML file each, as the shipped ones, read beside them and never in their place.

They are data and nothing else. One that is not understood, or does not do what its own examples say, is refused and
the others stay. Whatever their patterns are like, they cannot hold up the rest: see `Engine`.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from heuristics.engine import Engine
from heuristics.model import Check, Level, Pack, Source
from heuristics.pack import PACKS, open_pack, read
from heuristics.prove import problems_of
from heuristics.reading import Reader
from heuristics.tables import PackError, Table
from heuristics.words import Words

MOST_FILES = 50
MOST_BYTES = 65_536
MOST_PARTS = 100
"""Patterns and guards of one file."""
LONGEST_PATTERN = 2000
"""Code points."""
PATIENCE = 0.2
"""Seconds of computing that proving one file may take."""
YOURS = " (yours)"
"""What the title of such a check ends with, so that nobody takes it for one of ours."""
_SOURCE = Source("own", "A check of your own", "You wrote this down for yourself.")


class Own(NamedTuple):
    """A pack with the person's own checks in it, and what was refused of them, in words."""

    pack: Pack
    refused: tuple[PackError, ...]


def load_with_own(folder: Path, language: str = "en", root: Path = PACKS) -> Own:
    """Read the pack of one language, and beside it every file of a person's folder, which need not be there.

    Raises:
        PackError: as `load_pack`. What is wrong with a person's own file is not raised but given.
    """
    pack, words, sources = open_pack(language, root)
    refused: list[PackError] = []
    for number, path in enumerate(sorted(folder.glob("*.toml")) if folder.is_dir() else []):
        if number >= MOST_FILES:
            refused.append(PackError(path, 0, "", f"there are more than {MOST_FILES} files", "take some out"))
            break
        taken = {check.id for check in pack.checks} | {pack.emotion.id}
        try:
            table = _read(path)
            check, lists = _check(table, words, sources, taken)
            for problem in _prove(replace(pack, lists=lists), table, check):
                raise problem
        except PackError as error:
            refused.append(error)
        else:
            words.lists.update(lists)
            pack = _with(pack, table, check, lists)
    return Own(pack, tuple(refused))


def _read(path: Path) -> Table:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise PackError(path, 0, "", "the file cannot be read", "put it back or mend its permissions") from error
    if size > MOST_BYTES or not path.is_file():
        raise PackError(path, 0, "", f"this is no file of at most {MOST_BYTES} bytes", "make it shorter")
    try:
        return read(path)
    except RecursionError as error:
        raise PackError(path, 0, "", "this is nested too deeply", "write it as the shipped checks are") from error


def _check(
    table: Table, words: Words, sources: dict[str, Source], taken: set[str]
) -> tuple[Check, dict[str, frozenset[str]]]:
    own = words.copy()
    own.take(table)
    check = Reader(own, {**sources, _SOURCE.id: _SOURCE}).check(table)
    if check.id in taken:
        raise table.error("id", f"there is a check {check.id!r} already", "give yours, and its file, another name")
    if check.level is Level.CARE:
        raise table.error("level", "care is kept for checks of danger", "choose note or pause")
    if check.detector or check.beside:
        raise table.error("detector", "a check of your own has patterns alone", "write [[pattern]] blocks")
    parts = [(pattern.name, source) for pattern in check.patterns for source in pattern.sources]
    parts += [(guard.name, guard.match) for guard in check.guards]
    if len(parts) > MOST_PARTS:
        raise table.error("pattern", f"there are more than {MOST_PARTS} parts", "make a second file of some")
    for name, match in parts:
        if len(match) > LONGEST_PATTERN:
            raise table.error(
                name, f"this is longer than {LONGEST_PATTERN} letters", "make lists, or two patterns, of it"
            )
    return replace(check, title=f"{check.title}{YOURS}"), own.lists


def _prove(pack: Pack, table: Table, check: Check) -> Iterator[PackError]:
    """Run its own examples, within bounds; give what does not hold."""
    began = time.thread_time()
    try:
        engine = Engine(replace(pack, checks=(check,), guards=(), own=frozenset({check.id})))
        engine.patience = PATIENCE
        engine.warm()
    except ValueError as error:
        name = str(error).split(": ")[1]
        yield table.error(name, "this does not compile", "compare it with a shipped check")
        return
    except RecursionError:
        yield table.error("match", "a pattern is nested too deeply", "take some brackets out")
        return
    began = time.thread_time()
    for problem in problems_of(engine, check):
        what, _, remedy = problem.removeprefix(f"{check.id}: ").partition("; ")
        names = [pattern.name for pattern in check.patterns] + [guard.name for guard in check.guards]
        parts = [name for name in names if f" {name}: " in problem]
        yield table.error(parts[0] if parts else "prompt", what, remedy or "mend the pattern or the example")
    if engine.resting or time.thread_time() - began > PATIENCE:
        yield table.error("match", "its patterns take too long", "avoid a repetition inside a repetition")


def _with(pack: Pack, table: Table, check: Check, lists: dict[str, frozenset[str]]) -> Pack:
    digest = hashlib.sha256(pack.digest.encode() + table.digest).hexdigest()[:16]
    return replace(pack, digest=digest, checks=(*pack.checks, check), lists=lists, own=pack.own | {check.id})
