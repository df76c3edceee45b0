"""A pack of checks, read from TOML. Strict: what is not understood is refused, with the file, line, key and remedy.

The files of one language lie in `packs/<language>/`: a file for each check, and beside them
`_words.toml` (word lists and phrases that patterns are composed of), `_texting.toml` (spellings), `_guards.toml`
(what makes several checks harmless at once), `_emotion.toml` (whether the draft is emotional at all)
`_feelings.toml` (what may lie under a complaint) and `_truth.toml` (what makes a sentence the truest).
A check with many words may have its lists in a file of its own, `_<check>.toml`. `sources.toml` names the documents.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path

from heuristics.model import Pack, Source, Spelling
from heuristics.reading import Reader
from heuristics.slips import slips
from heuristics.tables import PackError, Table
from heuristics.words import Words, join

PACKS = Path(__file__).parent / "packs"


def load_pack(language: str = "en", root: Path = PACKS) -> Pack:
    """Read the pack of one language.

    Raises:
        PackError: a file is missing, malformed, or lacks something; the text says where and what to do.
    """
    return open_pack(language, root)[0]


def open_pack(language: str = "en", root: Path = PACKS) -> tuple[Pack, Words, dict[str, Source]]:
    """Read a pack as `load_pack` does; give its words and sources too, for what is to be read beside it."""
    folder = root / language
    if not folder.is_dir():
        raise PackError(folder, 0, "", f"there is no pack for {language!r}", "choose a folder that exists in packs/")
    files = {path.stem: read(path) for path in sorted(folder.glob("*.toml"))}
    sources = _sources(read(root / "sources.toml"))
    words = Words()
    for table in files.values():
        words.take(table)
    common, spellings, rewrites = _texting(_need(files, folder, "_texting"))
    spellings = slips(words.lists.get("long_words", frozenset()), common.union(*words.lists.values())) | spellings
    _need(files, folder, "_words").done()
    reader = Reader(words, sources)
    emotion = reader.check(_need(files, folder, "_emotion"), signal=True)
    feelings = reader.feelings(_need(files, folder, "_feelings"))
    truth = reader.truth(_need(files, folder, "_truth"))
    shared = _need(files, folder, "_guards")
    checks = tuple(reader.check(table) for stem, table in files.items() if not stem.startswith("_"))
    ids = frozenset(check.id for check in checks)
    guards = tuple(reader.guard(block, ids) for block in shared.blocks("unless"))
    shared.done()
    for stem in files.keys() - {"_words", "_texting", "_guards", "_emotion", "_feelings", "_truth"}:
        if stem.startswith("_"):
            files[stem].done()  # the word lists of one long check
    digest = hashlib.sha256(b"".join(table.digest for table in files.values())).hexdigest()[:16]
    pack = Pack(language, digest, checks, emotion, feelings, truth, guards, words.lists, common, spellings, rewrites)
    return pack, words, sources


def read(path: Path) -> Table:
    """Read one file. Raises PackError when it cannot be read or is not TOML."""
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
