"""The truest sentence: the one of a draft that reveals most and charges least.

The unsent letter ends by finding it: "not the most hurtful, but the most honest". Signs and their weights are data, in
`_truth.toml`; here they are added up. None is an honest answer.
"""

from __future__ import annotations

from dataclasses import dataclass

from heuristics import sentences
from heuristics.engine import Engine
from heuristics.matching import Clock
from heuristics.model import Draft

_CHARGE = 4
"""What each finding of a check takes away."""
_SHORTEST, _LONGEST = 4, 32
"""Words. Shorter says too little to stand alone; past the longer one each further eight words take a point away."""
_STEP = 8


@dataclass(frozen=True, slots=True)
class Truest:
    """One sentence of a draft, in code points, end exclusive."""

    start: int
    end: int
    text: str


def truest(engine: Engine, draft: Draft, *, budget: float | None = None) -> Truest | None:
    """Find the truest sentence of a draft.

    Args:
        engine: the engine whose pack says what is true.
        draft: the text.
        budget: seconds that matching may take. Past it there is no answer: half a look could praise what charges.

    Returns:
        The sentence, or None where none stands out. Of equals the earlier one.
    """
    clock = Clock(budget)
    hits = engine.explain(draft, clock=clock)
    charges = [hit for hit in hits if not hit.quieted_by and hit.check != engine.pack.emotion.id]
    best: tuple[int, int, int] | None = None
    for start, end in sentences.split(draft.text):
        score = _score(engine, draft.text[start:end], clock)
        if clock.late:
            return None
        score -= _CHARGE * sum(hit.start < end and hit.end > start for hit in charges)
        if score >= engine.pack.truth.least and (best is None or score > best[0]):
            best = score, start, end
    return None if best is None else Truest(best[1], best[2], draft.text[best[1] : best[2]])


def _score(engine: Engine, sentence: str, clock: Clock) -> int:
    text = engine.normalize(sentence).text
    words = len(text.split())
    if words < _SHORTEST:
        return -_CHARGE
    signs = sum(sign.weight for sign in engine.pack.truth.signs if engine.search(sign.match, text, clock))
    return signs - max(0, words - _LONGEST) // _STEP
