"""In quiet moments after its start the server compiles its patterns, one step at a time."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from heuristics import Engine
from server.app import OCCUPIED
from server.service import Service

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from heuristics import Draft, Report
    from tests.server.conftest import Live


def count_drafts(monkeypatch: pytest.MonkeyPatch) -> list[Draft]:
    """Note every draft that any engine judges."""
    judged: list[Draft] = []
    judge = Engine.check

    def noting(engine: Engine, draft: Draft, **options: Any) -> Report:
        judged.append(draft)
        return judge(engine, draft, **options)

    monkeypatch.setattr(Engine, "check", noting)
    return judged


def test_every_pattern_has_its_turn(home: Path, packs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each pattern and guard is met with an example of its own; afterwards no sentence is remembered."""
    judged = count_drafts(monkeypatch)
    forgotten = []
    monkeypatch.setattr(Engine, "forget", lambda _: forgotten.append(len(judged)))
    service = Service.start(home, 8457, packs)
    steps = len(list(service.rehearse()))
    service.stop()
    parts = [part for check in service.engine.pack.checks for part in (*check.patterns, *check.guards)]
    assert len(judged) == steps == len(parts) > 2
    assert forgotten == [steps]


async def test_requests_come_first(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is rehearsed until the worker has been left alone for a while, and every request begins that anew."""
    judged = count_drafts(monkeypatch)
    busy, loop = live.runner.app[OCCUPIED], asyncio.get_running_loop()
    before = busy.until
    assert (await live.client().ask(live.session, "/v1/settings/get", {}))[0] == 200
    assert busy.until > before
    busy.until = loop.time() + 1.5
    await asyncio.sleep(1.2)
    assert judged == []
    while not judged:
        assert loop.time() < busy.until + 10
        await asyncio.sleep(0.05)
