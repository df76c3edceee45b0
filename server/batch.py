"""Checks drafts without a server: one, or a file of them on all cores. Offsets are code points here."""

from __future__ import annotations

import json
import os
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from heuristics import Audience, Draft, Engine, Moment, load_pack
from server import prepared
from server.paths import home

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from heuristics import Report

_WORTH_SHARING: Final = 200
"""Rows from which starting more processes pays."""
_CHUNK: Final = 50
_LATEST_HOUR: Final = 23


class Around(NamedTuple):
    """What is known around a draft."""

    audience: str = "unknown"
    hour: int | None = None
    unanswered: int = 0


class RowError(Exception):
    """A row that cannot be read. Says which and why, and nothing of what is in it."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(number, why)
        self.number = number
        self.why = why


class Judge:
    """An engine for drafts from outside the server."""

    def __init__(self, packs: Path | None = None) -> None:
        self._engine = prepared.engine(home()) if packs is None else Engine(load_pack(root=packs))

    def judge(self, text: str, around: Around) -> Report:
        """Judge one draft."""
        moment = Moment(around.hour, around.unanswered)
        return self._engine.check(Draft(text, Audience(around.audience), moment))

    def row(self, number: int, line: bytes, around: Around) -> str:
        """Judge one row of a file: JSON in, JSON out. Raises RowError."""
        row = _read(number, line)
        text = row.get("text")
        if not isinstance(text, str):
            raise RowError(number, "text must be a string")
        report = self.judge(text, _around(number, row, around))
        return json.dumps({"id": row.get("id"), **as_row(report)})


def as_row(report: Report) -> dict[str, Any]:
    """A report as plain data."""
    prompt = report.prompt
    return {
        "level": str(report.level),
        "findings": [
            {"check": found.check, "level": str(found.level), "start": found.start, "end": found.end}
            for found in report.findings
        ],
        "prompt": prompt
        and {
            "check": prompt.check,
            "level": str(prompt.level),
            "heading": prompt.heading,
            "why": prompt.why,
            "question": prompt.question,
            "quote": prompt.quote,
            "start": prompt.start,
            "end": prompt.end,
            "source": {"id": prompt.source.id, "title": prompt.source.title, "idea": prompt.source.idea},
        },
    }


def judge_rows(lines: Iterable[bytes], around: Around, packs: Path | None = None) -> Iterator[str]:
    """Judge every row, in order. Raises RowError at the first that cannot be read, after those before it.

    `packs` is another folder of checks than the shipped one.
    """
    jobs = [(number, line, around) for number, line in enumerate(lines, 1) if line.strip()]
    cores = min(os.cpu_count() or 1, 1 + len(jobs) // _WORTH_SHARING)
    if cores == 1:
        judge = Judge(packs)
        for job in jobs:
            yield judge.row(*job)
        return
    # Not multiprocessing.Pool: ended while it works, as a bad row ends it, it can wait for itself for ever.
    pool = ProcessPoolExecutor(cores, initializer=_start_worker, initargs=(packs,))
    try:
        for done in pool.map(_work, jobs, chunksize=_CHUNK):
            if isinstance(done, RowError):
                raise done
            yield done
    finally:
        pool.shutdown(cancel_futures=True)


_worker: list[Judge] = []


def _start_worker(packs: Path | None) -> None:
    _worker.append(Judge(packs))


def _work(job: tuple[int, bytes, Around]) -> str | RowError:
    try:
        return _worker[0].row(*job)
    except RowError as error:
        return error


def _read(number: int, line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise RowError(number, "not JSON in UTF-8") from None
    if not isinstance(row, dict):
        raise RowError(number, "not a JSON object")
    return row


def _around(number: int, row: dict[str, Any], default: Around) -> Around:
    """What a row says of its surroundings; what it leaves out or calls null is as on the command line."""
    audience, hour, unanswered = (
        default[at] if row.get(name) is None else row[name] for at, name in enumerate(Around._fields)
    )
    if not isinstance(audience, str) or audience not in set(Audience):
        raise RowError(number, f"audience must be one of {', '.join(Audience)}")
    if hour is not None and not (type(hour) is int and 0 <= hour <= _LATEST_HOUR):
        raise RowError(number, f"hour must be a whole number from 0 to {_LATEST_HOUR}, or null")
    if type(unanswered) is not int or unanswered < 0:
        raise RowError(number, "unanswered must be a whole number from 0 on")
    return Around(audience, hour, unanswered)
