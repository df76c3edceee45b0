"""What Breather costs the page: processor time, as the browser counts it for the page's own thread, on and off.

Chromium only: Firefox tells nobody what its main thread spends. Small sizes hold to ratios; `make soak` to the figures.
"""

from __future__ import annotations

import asyncio
import os
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.driver import STEP_S, eventually
from tests.browser.editors.seat import Seat
from tests.browser.editors.test_words import HARSH, LONG
from tests.browser.replicas import REPLICAS
from tests.browser.see import marks

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.browser.backroom import Backroom
    from tests.browser.driver import Page
    from tests.browser.replicas import Places
    from tests.browser.world import World
    from tests.soak import Figures, Size

LEXICAL = REPLICAS[0]
ENDS_HARSH = "You're a liar"
"""Nothing to mark before its last letter, so that no earlier rest counts however slow the keys come."""
REST_MS = 400
"""What the content script waits for typing to rest."""

pytestmark = [pytest.mark.soak, pytest.mark.parametrize("world", ["chromium"], indirect=True, scope="session")]


class Meter:
    """What a tab's thread has spent."""

    def __init__(self, page: Page) -> None:
        self._cdp: Any = page._cdp  # type: ignore[attr-defined]

    @classmethod
    async def on(cls, page: Page) -> Meter:
        """Begin to count."""
        meter = cls(page)
        await meter._cdp.send("Performance.enable", {"timeDomain": "threadTicks"})
        return meter

    async def read(self) -> dict[str, float]:
        """Give the browser's own figures: times in seconds of the thread's processor time."""
        answer = await self._cdp.send("Performance.getMetrics")
        return {metric["name"]: metric["value"] for metric in answer["metrics"]}

    async def spent_ms(self) -> float:
        """Give all that the thread has worked so far."""
        return 1000 * (await self.read())["TaskDuration"]

    async def kept(self) -> tuple[int, int]:
        """Give the bytes and nodes that are in use after a collection."""
        await self._cdp.send("HeapProfiler.collectGarbage")
        found = await self.read()
        return int(found["JSHeapUsedSize"]), int(found["Nodes"])


class Workers:
    """The browser's service workers; ours is the extension's background."""

    def __init__(self, page: Page) -> None:
        self._cdp: Any = page._cdp  # type: ignore[attr-defined]
        self._running: set[str] = set()
        self.woken = 0
        self._cdp.on("ServiceWorker.workerVersionUpdated", self._hear)

    def _hear(self, event: dict[str, list[dict[str, str]]]) -> None:
        for version in event["versions"]:
            if version["runningStatus"] == "running" and version["versionId"] not in self._running:
                self._running.add(version["versionId"])
                self.woken += 1
            elif version["runningStatus"] == "stopped":
                self._running.discard(version["versionId"])

    async def put_to_sleep(self) -> None:
        """Stop them, and see that they have stopped."""
        await self._cdp.send("ServiceWorker.enable")

        async def running() -> set[str]:
            await self._cdp.send("ServiceWorker.stopAllWorkers")  # one that was just waking up is not stopped by it
            return self._running

        await eventually(running, lambda left: not left, what="The background's sleep")


def p95(values: list[float]) -> float:
    """Give the value that one in twenty exceeds."""
    return quantiles(values, n=20)[-1]


def load() -> str:
    """Say how busy the machine is."""
    return f"at load {os.getloadavg()[0]:.0f} on {os.cpu_count()}"


_LONG_TASKS = """() => {
    globalThis.longTasks = 0;
    new PerformanceObserver(list => { longTasks += list.getEntries().length; }).observe({ type: 'longtask' });
}"""


async def costs(seat: Seat, keys: int) -> tuple[list[float], int]:
    """Type; give what each key cost in ms, and how many long tasks there were."""
    meter = await Meter.on(seat.tab)
    await seat.type(HARSH + " ")
    await asyncio.sleep(1)
    await seat.tab.eval(_LONG_TASKS)
    spent = []
    for key in (LONG * (keys // len(LONG) + 1))[:keys]:
        before = await meter.spent_ms()
        await seat.press(key)
        spent.append(await meter.spent_ms() - before)
    await asyncio.sleep(1)
    return spent, await seat.tab.eval("() => longTasks")


async def test_a_key_costs_next_to_nothing(
    world: World, backroom: Backroom, places: Places, size: Size, figures: Figures
) -> None:
    """Typing into a marked draft costs about what it costs without Breather, and no task is long."""
    keys = size(120, full=2000)
    found = []
    for url in (places.off(LEXICAL), places.on(LEXICAL)):
        seat = await Seat.at(world, backroom, LEXICAL, url)
        found.append(await costs(seat, keys))
        await seat.close()
    (off, off_long), (on, on_long) = found
    if size.full:
        figures.note(f"a key {load()}", "ms more at p95", p95(on) - p95(off), allowed=1.0, unit="ms", of=keys)
        figures.note(f"a key {load()}", "ms more at the median", median(on) - median(off), allowed=1.0, unit="ms")
        figures.note(f"typing {load()}", "long tasks more", on_long - off_long, allowed=0, of=keys)
    assert median(on) < 2.5 * median(off)


async def test_a_page_without_a_composer_is_left_alone(
    world: World, places: Places, size: Size, figures: Figures
) -> None:
    """Starting costs a few milliseconds, and after it not one task runs on account of Breather."""
    started: dict[str, list[float]] = {"off": [], "demo": []}
    idle: dict[str, list[float]] = {"off": [], "demo": []}
    for _ in range(size(3, full=15)):
        for where, starts in started.items():
            page = await world.browser.new_page()
            meter = await Meter.on(page)
            await page.open(f"http://127.0.0.1:{places.plain}/{where}/empty/")
            starts.append(1000 * (await meter.read())["ScriptDuration"])
            await asyncio.sleep(0.3)
            before = await meter.read()
            await asyncio.sleep(0.5)
            idle[where].append(1000 * ((await meter.read())["ScriptDuration"] - before["ScriptDuration"]))
            await page.close()
    start = median(started["demo"]) - median(started["off"])
    if size.full:
        figures.note(f"starting {load()}", "ms of script", start, allowed=5.0, unit="ms", of=len(started["off"]))
    assert median(idle["demo"]) == 0.0


_WATCH = """async roots => {
    const drawn = () => roots.some(root => root.querySelector('.layer:popover-open .mark'));
    const end = performance.now() + 15000;
    while (!drawn() && performance.now() < end) await new Promise(requestAnimationFrame);
    return performance.now();
}"""


async def lateness(seat: Seat, drafts: int, before: Callable[[], Awaitable[object]] | None = None) -> list[float]:
    """Write drafts; give how many ms after the rest that is waited for each one's marks were on the screen."""
    await seat.type(HARSH)
    await seat.marked(2)
    await seat.tab.eval("() => addEventListener('keydown', e => { globalThis.last = e.timeStamp; }, true)")
    late = []
    for number in range(drafts):
        await seat.press("Control+a", "Delete")
        await seat.marked(0)
        if before:
            await before()
        watch = asyncio.create_task(seat.tab.inside(_WATCH))
        await seat.type(f"{number} {ENDS_HARSH}")
        drawn = await asyncio.wait_for(watch, STEP_S)
        late.append(drawn - await seat.tab.eval("() => last") - REST_MS)
    assert -50 < min(late) < 10_000, "marks came before typing had rested, or never: something else was measured"
    return late


async def test_marks_come_when_typing_rests(
    world: World, backroom: Backroom, places: Places, size: Size, figures: Figures
) -> None:
    """From the last key to marks on the screen: the rest that is waited for, and little more."""
    seat = await Seat.at(world, backroom, LEXICAL, places.on(LEXICAL))
    late = await lateness(seat, size(4, full=60))
    await seat.close()
    if size.full:
        figures.note(f"marks {load()}", "ms after the rest, p95", p95(late), allowed=60.0, unit="ms", of=len(late))
        figures.note(f"marks {load()}", "ms after the rest, median", median(late), allowed=60.0, unit="ms")


async def test_a_sleeping_background_wakes_in_time(
    world: World, backroom: Backroom, places: Places, size: Size, figures: Figures
) -> None:
    """The browser puts the background to sleep when it likes; a draft wakes it, and its marks come little later."""
    seat = await Seat.at(world, backroom, LEXICAL, places.on(LEXICAL))
    workers = Workers(seat.tab)
    late = await lateness(seat, size(3, full=40), before=workers.put_to_sleep)
    await seat.close()
    assert workers.woken >= len(late), "the background never slept"
    if size.full:
        figures.note(f"asleep {load()}", "ms after the rest, p95", p95(late), allowed=250.0, unit="ms", of=len(late))
        figures.note(f"asleep {load()}", "ms after the rest, median", median(late), allowed=250.0, unit="ms")


async def test_memory_stays_flat(
    world: World, backroom: Backroom, places: Places, size: Size, figures: Figures
) -> None:
    """Thousands of drafts leave no more behind than the first ones did."""
    drafts = size(30, full=5000)
    host = next(replica for replica in REPLICAS if replica.name == "contenteditable")  # keeps no undo of its own
    seat = await Seat.at(world, backroom, host, places.on(host))
    meter = await Meter.on(seat.tab)

    async def write(count: int) -> None:
        for number in range(count):
            text = f"{HARSH} Number {number} of many."
            await seat.ask("write(...args)", text)
            if number % 10 == 9:  # heard from the other side: looking at marks leaves something behind
                await seat.backroom.hears(text)
            await seat.ask("write('')")

    await seat.type("x")
    await write(max(20, drafts // 10))
    bytes_before, nodes_before = await meter.kept()
    await write(drafts)
    bytes_after, nodes_after = await meter.kept()
    assert await marks(seat.tab) == []
    await seat.close()
    assert bytes_after < 1.5 * bytes_before
    if size.full:
        figures.note("memory", "nodes more", max(0, nodes_after - nodes_before), allowed=100, of=drafts)
        grown = 100 * (bytes_after / bytes_before - 1)
        figures.note("memory", "more bytes in use", max(0.0, grown), allowed=5, unit="%", of=drafts)
