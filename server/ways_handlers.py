"""The ways out of one draft, asked for when somebody wants one: say it as “I”, the truest sentence, first steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import heuristics
from heuristics import Draft, Reframer
from server import limits, wire

if TYPE_CHECKING:
    from heuristics import Engine


class WaysHandlers:
    """Answers opened requests. Belongs to the thread of its engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reframer = Reframer(engine)
        self._steps = {check.id: check.steps for check in engine.pack.checks}

    def ways(self, body: wire.WaysBody) -> wire.WaysOut:
        """Give what there is for a draft. Nothing of it is an answer to what was felt; all of it is an offer."""
        draft = Draft(body.text)
        # Somebody has pressed a button and waits for this: it may take longer than what comes by itself.
        budget = limits.WAYS.value / 1000
        report = self._engine.check(draft, budget=limits.MATCHING.value / 1000)
        units = wire.Units(body.text)
        reframe = self._reframer.reframe(draft, report, budget=budget)
        best = heuristics.truest(self._engine, draft, budget=budget)
        return wire.WaysOut(
            reframe=None if reframe is None else wire.ReframeOut(reframe.text, reframe.feeling),
            feelings=tuple(wire.FeelingOut(word, text) for word, text in self._reframer.choices()),
            truest=None if best is None else wire.SpanOut(units.at(best.start), units.at(best.end)),
            steps=self._steps.get(body.check, ()),
        )
