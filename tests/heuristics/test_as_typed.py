"""What people type on a phone, at night, is read like the same words written with care."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from heuristics import Draft, Engine, Pack
    from tests.soak import Figures, Size

_FULLWIDTH = {code: code + 0xFEE0 for code in range(ord("!"), ord("~") + 1) if chr(code).isalpha()}
_BOLD = {ord("A") + n: 0x1D400 + n for n in range(26)} | {ord("a") + n: 0x1D41A + n for n in range(26)}
_SHORT = {"you": "u", "your": "ur", "are": "r", "please": "pls", "because": "cuz", "going to": "gonna", "with": "w"}
_WHOLE = {
    "n't": " not",
    "'m": " am",
    "'ve": " have",
    "'ll": " will",
    "'re": " are",
}


def _words(changes: dict[str, str]) -> Callable[[str], str]:
    """Replace whole words, or what ends one."""
    pattern = re.compile("|".join(rf"(?<![\w'])({word})(?![\w'])" for word in changes), re.IGNORECASE)
    return lambda text: pattern.sub(lambda found: changes[found[0].lower()], text)


def _written_out(text: str) -> str:
    text = re.sub(r"(?i)\bcan't\b", "cannot", re.sub(r"(?i)\bwon't\b", "will not", text))
    return re.sub("|".join(_WHOLE), lambda found: _WHOLE[found[0]], text)


def _stays_large(text: str) -> bool:
    """Whether a text begins with I, or with more than one capital."""
    return re.match(r"I\b|\w?[A-Z]{2}", text) is not None


WAYS: dict[str, tuple[Callable[[str], str], int]] = {
    "in capitals": (str.upper, 0),
    "with curly apostrophes": (lambda text: text.replace("'", "\u2019"), 0),
    "with spaces that hold": (lambda text: text.replace(" ", "\u00a0"), 0),
    "with double spaces": (lambda text: text.replace(" ", "  "), 0),
    "in wide letters": (lambda text: text.translate(_FULLWIDTH), 0),
    "in bold letters": (lambda text: text.translate(_BOLD), 0),
    "with hidden signs": (lambda text: text.replace("e", "e\u200b").replace("a", "a\u00ad"), 0),
    "short": (_words(_SHORT), 0),
    "with &": (_words({"and": "&"}), 0),
    "to a name first": (lambda text: f"Dave, {text if _stays_large(text) else text[0].lower() + text[1:]}", 1),
    "to a name at last": (lambda text: re.sub(r"([.!?]*)\s*$", r", Dave\1", text, count=1), 1),
    "after a hey": (lambda text: f"hey {text if _stays_large(text) else text[0].lower() + text[1:]}", 5),
    "to a mate": (lambda text: re.sub(r"([.!?]*)\s*$", r" mate\1", text, count=1), 8),
    "to mum": (lambda text: re.sub(r"([.!?]*)\s*$", r" mum\1", text, count=1), 8),
    "sworn": (lambda text: re.sub(r"([.!?]*)\s*$", r" i swear\1", text, count=1), 6),
    "with no apostrophes": (lambda text: text.replace("'", ""), 3),
    "with no g": (lambda text: re.sub(r"(\w{3,})ing\b", r"\1in", text), 2),
    "with 2": (_words({"to": "2"}), 14),
    "with 4": (_words({"for": "4"}), 20),
    "with dots": (lambda text: re.sub(r", (?=[a-z])", "... ", text), 8),
    "written out": (_written_out, 10),
}
"""Each with so many of a hundred examples that it may cost; see what is lost by giving it none."""


@pytest.mark.soak
@pytest.mark.parametrize("way", WAYS)
def test_it_is_read(way: str, pack: Pack, engine: Engine, size: Size, figures: Figures) -> None:
    """The examples of every pattern, typed otherwise, are still met by its check; those of guards are still let be."""
    change, allowed = WAYS[way]
    met = [
        (check.id, example.draft)
        for check in pack.checks
        for pattern in check.patterns
        for example in pattern.fires
        if change(example.draft.text) != example.draft.text
    ]
    chance = random.Random(pack.digest)  # noqa: S311 - others for another pack, no secret
    met = chance.sample(met, min(len(met), size(120, full=len(met))))
    missed = sum(check not in _met(engine, _typed(draft, change)) for check, draft in met)
    spare = size(5, full=0) if allowed else 0  # among few, chance may take more
    figures.note(way, "examples missed", 100 * missed / len(met), allowed=allowed + spare, unit="%", of=len(met))

    guards = [*pack.guards, *(guard for check in pack.checks for guard in check.guards)]
    quiet = [example.draft for guard in guards for example in guard.quiet]
    quiet = chance.sample(quiet, size(60, full=len(quiet)))
    woken = sum(not _met(engine, _typed(draft, change)) <= _met(engine, draft) for draft in quiet)
    figures.note(
        way, "quiet examples woken", 100 * woken / len(quiet), allowed=min(allowed, 2) + spare, unit="%", of=len(quiet)
    )


def _typed(draft: Draft, change: Callable[[str], str]) -> Draft:
    return replace(draft, text=change(draft.text))


def _met(engine: Engine, draft: Draft) -> set[str]:
    """Say which checks speak."""
    return {hit.check for hit in engine.explain(draft) if not hit.quieted_by}
