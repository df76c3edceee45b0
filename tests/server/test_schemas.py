"""Databases of every older Breather: all of it is brought here, whenever the process is killed meanwhile."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from server import pairing
from server.paths import DATABASE, make_home
from server.settings import Settings
from server.store import _MIGRATIONS, SCHEMA, Store
from tests.server.client import CHROMIUM
from tests.server.test_faults import read_all

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("version", range(SCHEMA))
def test_every_older_schema_is_brought_here(home: Path, version: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an older Breather wrote is all there; and the tables are those that a new database has."""
    if version:
        with monkeypatch.context() as patch:
            patch.setattr("server.store._MIGRATIONS", _MIGRATIONS[:version])
            patch.setattr("server.store.SCHEMA", version)
            fill(home)
    else:
        make_home(home)
        sqlite3.connect(home / DATABASE).close()
        fill(home)
    assert "blame" in read_all(home)["a.example"].checks
    assert schema(home) == schema(new_home(home))
    assert list(home.glob("*.mending*")) == []


@pytest.mark.parametrize("version", range(SCHEMA))
def test_a_migration_may_be_killed_anywhere(home: Path, tmp_path: Path, version: int) -> None:
    """Killed before any of its statements, the database is as it was; the next start brings it here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("server.store._MIGRATIONS", _MIGRATIONS[:version])
        patch.setattr("server.store.SCHEMA", version)
        make_home(home)
        if version:
            fill(home)
    steps = 0
    while True:
        copy = tmp_path / f"step-{steps}"
        shutil.copytree(home, copy)
        child = os.fork()
        if child == 0:
            _migrate_until(copy, steps)
        killed = os.waitpid(child, 0)[1] != 0
        if killed and version:
            connection = sqlite3.connect(copy / DATABASE)
            assert connection.execute("PRAGMA user_version").fetchone() in [(version,), (SCHEMA,)]
            connection.close()
        if version:
            assert "a.example" in read_all(copy)
        assert schema(copy) == schema(new_home(home))
        shutil.rmtree(copy)
        if not killed:
            break
        steps += 1
    assert steps > 3


def _migrate_until(home: Path, steps: int) -> None:
    """Be the process that opens the store and is killed at its n-th statement. Never returns."""
    left = steps

    def count(_: str) -> None:
        nonlocal left
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

    class Counted(sqlite3.Connection):
        def __init__(self, *given: Any, **more: Any) -> None:
            super().__init__(*given, **more)
            self.set_trace_callback(count)

    connect = sqlite3.connect
    sqlite3.connect = lambda *given, **more: connect(*given, factory=Counted, **more)  # type: ignore[assignment]
    try:
        Store.open(home).close()
        os._exit(0)
    finally:
        os._exit(1)


def fill(home: Path) -> None:
    """Put a site and a pairing into a home."""
    store = Store.open(home)
    Settings(store).change_site("a.example", False, {"blame": "mark"})
    pairing.add(store, CHROMIUM)
    store.close()


def new_home(home: Path) -> Path:
    """A home beside this one that was made today."""
    new = home.with_name("new")
    Store.open(new).close()
    return new


def schema(home: Path) -> list[tuple[str, str, str]]:
    """Every table and index of a home's database, as it was asked for."""
    store = Store.open(home)
    rows = store.read("SELECT type, name, sql FROM sqlite_master ORDER BY type, name")
    store.close()
    return rows
