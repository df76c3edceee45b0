"""Drafts and patterns made to be slow: each costs its share of time and no more, and others are answered meanwhile."""

from __future__ import annotations

import asyncio
import random
import time
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from heuristics import load_pack
from server import limits, pairing
from server.paths import packs
from server.service import Service
from tests.compiled import prepare
from tests.heuristics.test_own import EVIL, GOOD
from tests.server.client import CHROMIUM, Client
from tests.server.process import serving, used

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from tests.soak import Figures, Size

PORT = 8457
LONGEST = limits.DRAFT.value
ATOMS = [
    *("a", "you", "I", "u ", "ur ", "so", "o", "K", "0", "never ", " you", "you\t", "love ", "i'm ", "don't ", "me "),
    *(" ", "?", "!", ".", "\u2026", '"', "'", "\u2019", "(", ")", "[", "-", "_", "@", "#", "/", "&", ":", "*", "<"),
    *("\n", "\r\n", "\x00", "\u3000", "\u200d", "\u202e", "\ufe0f", "\u0301", "\u00e9", "e\u0301", "\ufdfa", "\u0130"),
    *("\U0001f62d", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\u4e2d", "\u05e9", "http://a.example/"),
]


def fill(pieces: Callable[[], str]) -> str:
    """As long a draft as is read, of pieces."""
    text, units = list[str](), 0
    while True:
        piece = pieces()
        units += len(piece.encode("utf-16-le", "surrogatepass")) // 2
        if units > LONGEST:
            return "".join(text)
        text.append(piece)


def shapes(chance: random.Random, pairs: int) -> list[str]:
    """Drafts built against the shipped checks: their own words, without end and out of order; and dull repetition."""
    pack = load_pack()
    examples = [example.draft.text for check in pack.checks for part in check.patterns for example in part.fires]
    words = [word.strip(".?!,") for word in " ".join(examples).split()]
    listed = [word for entries in pack.lists.values() for word in entries]
    made = [
        fill(lambda: f"{chance.choice(examples)} "),
        fill(lambda: f"{' '.join(chance.choice(examples).split()[:-1]).replace('.', '')} "),
        fill(lambda: f"{chance.choice(words)} "),
        fill(lambda: f"{chance.choice(words)}\n"),
        fill(lambda: f"{chance.choice(listed)} "),
        fill(lambda: chance.choice(words)),
        fill(lambda: f"so{'o' * chance.randrange(9)} pl{'e' * chance.randrange(9)}ase "),
    ]
    repeated = [*ATOMS, *(chance.choice(ATOMS) + chance.choice(ATOMS) for _ in range(pairs))]
    return made + [fill(lambda piece=piece: piece) for piece in repeated]  # type: ignore[misc] # bound now


ALLOWED = {"/v1/check": 250, "/v1/ways": 850, "/v1/explain": 1000}
"""Milliseconds of processor time. A look has 100 ms, a draft up to two and seven; for ways out there are two of 300."""

ENDINGS = ["", "?", " You", " You never"]
"""What is typed on, once a draft was pasted."""


@pytest.mark.soak
def test_no_draft_costs_more_than_its_share(home: Path, size: Size, figures: Figures) -> None:
    """The longest drafts of every nasty shape, by every verb that matches: none keeps the worker for long."""
    prepare(home)
    service = Service.start(home, PORT)
    for _ in service.prepare():
        pass
    for part in service.engine._parts:  # to load what is kept happens once, and is no draft's cost
        for branch in service.engine._branches_of(part):
            service.engine._matcher.compile(branch)
    client = Client(PORT, pairing.add(service.store, CHROMIUM))
    bodies: dict[str, dict[str, Any]] = {
        "/v1/check": {"site": "a.example"},
        "/v1/ways": {"check": "blame"},
        "/v1/explain": {},
    }
    drafts = shapes(random.Random(15), size(10, full=300))  # noqa: S311 - shapes, not secrets
    for path, body in bodies.items():
        ask = {**body, "text": "You never cared about me."}
        assert service.answer(path, CHROMIUM, client.seal(path, ask).raw).status == 200  # compiles what is left
        slowest = 0.0
        for text in drafts:
            service.engine.forget()
            for ending in ENDINGS[: 1 if path != "/v1/check" else None]:
                sealed = client.seal(path, {**body, "text": text[: -len(ENDINGS[-1])] + ending})
                began = time.thread_time()
                status = service.answer(path, CHROMIUM, sealed.raw).status
                slowest = max(slowest, time.thread_time() - began)
                assert status == 200, ascii(text[:40])
        figures.note(
            "hostile drafts", f"{path}, the slowest", slowest * 1000, allowed=ALLOWED[path], unit="ms", of=len(drafts)
        )
    service.stop()


async def timed(times: list[float], done: asyncio.Event, ask: Callable[[], Awaitable[object]]) -> None:
    """Ask again and again, and note how long each answer took."""
    while not done.is_set():
        began = time.perf_counter()
        await ask()
        times.append(time.perf_counter() - began)
        await asyncio.sleep(0.005)


def late(times: list[float]) -> float:
    """The 99th percentile, in milliseconds."""
    return sorted(times)[int(len(times) * 0.99)] * 1000


@pytest.mark.soak
async def test_others_are_answered_meanwhile(home: Path, size: Size, figures: Figures) -> None:
    """Twenty evil patterns in a person's own checks, and the longest drafts that wake them, beside a second browser.

    Times hold on a quiet machine alone, so that only the full size is held to them; processor time is always.
    """
    packs().mkdir(parents=True)
    for number, evil in enumerate(EVIL):
        name = f"own-{number:02}"
        text = GOOD.replace("marmalade \\L<jars>", f"(?:marmalade jar|{evil})")
        text = text.replace('id = "marmalade"', f'id = "{name}"').replace("jars =", f"jars_{number} =")
        (packs() / f"{name}.toml").write_text(text)
    asked, beside, loop = size(8, full=200), list[float](), list[float]()
    with serving(home) as server:
        client = Client(server.port, server.pair(CHROMIUM))
        async with aiohttp.ClientSession() as session:

            async def hostile(number: int) -> tuple[int, Any]:
                text = f"I know {number} that you want my marmalade jar {'ab' * 150} xx aaaa, can't, day {number}? "
                return await client.ask(session, "/v1/check", {"text": fill(lambda: text), "site": "a.example"})

            async def health() -> None:
                async with session.get(f"http://127.0.0.1:{server.port}/health") as response:
                    assert response.status == 200

            async def other() -> None:
                assert (await client.ask(session, "/v1/settings/get", {}))[0] == 200

            assert (await hostile(0))[0] == 200
            done = asyncio.Event()
            others = [
                asyncio.create_task(timed(beside, done, other)),
                asyncio.create_task(timed(loop, done, health)),
            ]
            before, took = used(server.process.pid), list[float]()
            for number in range(asked):
                began = time.perf_counter()
                assert (await hostile(number + 1))[0] == 200
                took.append(time.perf_counter() - began)
            cost = (used(server.process.pid) - before) / asked
            done.set()
            await asyncio.gather(*others)
            _, catalogue = await client.ask(session, "/v1/catalogue", {})
            draft = {"text": "You never cared about me.", "site": "a.example"}
            _, report = await client.ask(session, "/v1/check", draft)
    titles = [check["title"] for check in catalogue["result"]["checks"] if "(yours)" in check["title"]]
    assert len(titles) > len(EVIL) // 2, "they are refused before they are asked"
    assert any("took too long three times" in title for title in titles)
    assert [found["check"] for found in report["result"]["findings"]] == ["blame"]
    assert len(beside) > asked // 2
    part = "evil patterns"
    figures.note(part, "processor time a draft, others beside it", cost * 1000, allowed=250, unit="ms", of=asked)
    figures.note(part, "p99 of a draft", late(took), allowed=size(10**6, full=300), unit="ms", of=asked)
    figures.note(part, "p99 of a request beside", late(beside), allowed=size(10**6, full=300), unit="ms")
    figures.note(part, "p99 of the loop's lag", late(loop), allowed=size(10**6, full=50), unit="ms")
