"""Compiled patterns: made in quiet moments after a first start, kept, and there at the next."""

from __future__ import annotations

import asyncio
import itertools
import os
import pickle
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import regex

from heuristics import Draft, Engine, Own, PackError, load_pack
from heuristics.matching import Matcher
from server import prepared
from server.app import _DONE, OCCUPIED, _stint
from server.paths import KEY, PATTERNS, make_home, write_private
from server.service import Service
from server.storage import StoreError
from server.store import Store
from tests.compiled import compiled as all_compiled
from tests.server.process import run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.server.conftest import Live

TEXT = "whatever, you rotten apple"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every pattern of a pack that is compiled from now on."""
    made: list[str] = []
    make = Matcher._make

    def noting(matcher: Matcher, source: str) -> regex.Pattern[str]:
        made.append(source)
        return make(matcher, source)

    monkeypatch.setattr(Matcher, "_make", noting)
    return made


@pytest.fixture
def small(packs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The golden pairs' checks in place of the shipped ones."""
    monkeypatch.setattr(prepared, "load_with_own", lambda _: Own(load_pack(root=packs), ()))


@pytest.fixture
def kept(small: None, home: Path) -> bytes:
    """What a first start leaves in the home."""
    del small
    service = Service.start(home, 8457)
    assert len(list(service.prepare())) > 2
    service.stop()
    return (home / PATTERNS).read_bytes()


def found(engine: Engine) -> list[str]:
    """What an engine finds."""
    return [finding.check for finding in engine.check(Draft(TEXT)).findings]


def test_the_next_start_compiles_nothing(kept: bytes, home: Path, compiled: list[str]) -> None:
    """It has every pattern of the first, says the same with them, and writes nothing."""
    del kept
    (home / PATTERNS).chmod(0o400)
    compiled.clear()
    service = Service.start(home, 8457)
    for _ in service.prepare():
        pass
    assert service.engine.keep() is None, "something had to be worked out anew"
    assert found(service.engine) != []
    assert compiled == []
    assert found(service.engine) == found(Engine(service.engine.pack))
    service.stop()


def test_a_changed_word_is_seen(kept: bytes, packs: Path, compiled: list[str]) -> None:
    """A pattern whose words have changed is made anew, and only that one."""
    pack = load_pack(root=packs)
    name = next(name for name in pack.lists if any(f"\\L<{name}>" in part.match for part in pack.emotion.patterns))
    assert isinstance(pack.lists, dict)
    pack.lists[name] |= {"zyxwv"}
    compiled.clear()
    Engine(pack, kept).warm()
    assert compiled
    assert all(f"\\L<{name}>" in source for source in compiled)


@pytest.mark.parametrize("at", [0, 40, 70, 400, -1])
def test_damage_counts_as_nothing(kept: bytes, home: Path, at: int, compiled: list[str]) -> None:
    """A flipped bit, or a file that ends early, costs time and nothing else."""
    flipped = bytearray(kept)
    flipped[at] ^= 1
    for damaged in (bytes(flipped), kept[:at], b""):
        compiled.clear()
        write_private(home / PATTERNS, damaged)
        assert found(prepared.engine(home))
        assert compiled


def test_a_file_that_others_may_write_is_left_alone(kept: bytes, home: Path, compiled: list[str]) -> None:
    """Whoever could write it could choose what is loaded."""
    write_private(home / PATTERNS, kept, 0o620)
    assert found(prepared.engine(home))
    assert compiled
    (home / PATTERNS).rename(home / "elsewhere")
    (home / "elsewhere").chmod(0o600)
    (home / PATTERNS).symlink_to(home / "elsewhere")
    compiled.clear()
    assert found(prepared.engine(home))
    assert compiled


def test_only_patterns_are_loaded(kept: bytes, home: Path) -> None:
    """A file that would run something of its own choice runs nothing."""
    marker = home / "ran"

    class Hostile:
        def __reduce__(self) -> tuple[object, ...]:
            return marker.touch, ()

    hostile = pickle.dumps(Hostile())
    assert pickle.loads(hostile) is None  # noqa: S301 - our own, to show that it would
    marker.unlink()
    engine = prepared.engine(home)
    engine._shelf._kept = dict.fromkeys(engine._shelf._kept, hostile)
    with pytest.raises(pickle.UnpicklingError):
        engine.check(Draft(TEXT))
    assert not marker.exists()
    assert kept


async def test_requests_come_first(live: Live, compiled: list[str]) -> None:
    """Nothing is prepared until the worker has been left alone for a while, and every request begins that anew."""
    busy, loop = live.runner.app[OCCUPIED], asyncio.get_running_loop()
    before = busy.until
    assert (await live.client().ask(live.session, "/v1/settings/get", {}))[0] == 200
    assert busy.until > before
    busy.until = loop.time() + 1.5
    await asyncio.sleep(1.2)
    assert compiled == []
    while not compiled:
        assert loop.time() < busy.until + 10
        await asyncio.sleep(0.05)


def test_a_stint_ends() -> None:
    """What is prepared lets requests come in between, however many steps there are, and stops after the last one."""
    numbers = itertools.count()
    assert _stint(None for _ in numbers) is None
    assert next(numbers) > 1, "each step was a stint of its own"
    assert _stint(iter([None, None])) is _DONE


@pytest.mark.parametrize("opens", [False, True], ids=["a store that does not open", "a broken check"])
def test_what_does_not_start_leaves_nothing_open(home: Path, opens: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that does not open is told before seconds go into patterns; for a broken check it is closed again."""
    Store.open(home).close()
    if not opens:
        (home / KEY).unlink()

    def refused(_: Path) -> Engine:
        raise PackError(home / "a.toml", 1, "", "is broken", "mend it")

    monkeypatch.setattr(prepared, "engine", refused)
    with pytest.raises(PackError if opens else StoreError):
        Service.start(home, 1)
    assert [path for path in map(os.path.realpath, Path("/proc/self/fd").iterdir()) if path.startswith(str(home))] == []


def test_setup_prepares(home: Path) -> None:
    """After `breather setup` the first draft waits for nothing: what was missing is compiled, and kept."""
    engine = Engine(load_pack(), all_compiled())
    engine.warm()
    missing = sorted(engine._shelf._used)[::50]
    for key in missing:
        del engine._shelf._used[key]
    make_home(home)
    write_private(home / PATTERNS, engine._shelf.dump())
    engine = prepared.engine(home)
    engine.warm()
    assert engine.keep() is not None, "nothing was missing"
    assert run("setup", "--user-data-dir", str(home.parent / "profile")).returncode == 0
    engine = prepared.engine(home)
    engine.warm()
    assert engine.keep() is None, "something had to be worked out anew"
