"""The key to what is stored: three ways to keep it, moving between them, and a new one in its place."""

from __future__ import annotations

import os
import pty
import shutil
import signal
import sqlite3
import stat
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from server import keeper, launch, lock, pairing, passphrase, rekey
from server.letters import Letters
from server.paths import DATABASE, KEY, LOCKED
from server.people import People, Person
from server.settings import Settings
from server.steady import SteadyClock
from server.store import LockedError, Store, StoreError
from server.vault import KEY_BYTES
from tests.compiled import prepare
from tests.server.client import CHROMIUM
from tests.server.person import breather
from tests.server.process import BREATHER, free_port, run
from tests.server.test_store import Memory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SITE = "very-private-site.example"
LETTER = "I miss the dog."
WORD = "four odd wörds together"
KEPT = (keeper.KEYRING, keeper.PASSPHRASE, keeper.FILE)


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> Memory:
    """A keyring that keeps what it is given."""
    memory = Memory()
    monkeypatch.setattr(keeper, "system_keyring", lambda: memory)
    return memory


@pytest.fixture
def filled(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[bytes]:
    """A home with a site and a pairing in it, its key in a file, and scrypt made cheap; gives the pairing's secret."""
    monkeypatch.setattr(passphrase, "_COST", {"n": 2**10, "r": 8, "p": 1})
    with monkeypatch.context() as patch:
        patch.setattr(keeper, "system_keyring", lambda: None)
        store = Store.open(home)
    Settings(store).change_site(SITE, False, {"blame": "mark"})
    secret = pairing.add(store, CHROMIUM)
    people = People(store)
    people.keep(people.id_of(SITE, "somebody"), Person(SITE, "ex"))
    Letters(store, SteadyClock(store)).keep("A" * 22, LETTER, SITE, None)
    store.close()
    yield secret
    passphrase.forget(home)


def holds(home: Path, secret: bytes) -> str:
    """Where the key of a store is kept, after everything in it was found."""
    store = Store.open(home)
    try:
        assert Settings(store).site(SITE).checks == {"blame": "mark"}
        assert [found.secret for found in pairing.load(store)] == [secret]
        assert store.read("SELECT count(*) FROM sites") == [(1,)]
        people = People(store)
        somebody = people.find(people.id_of(SITE, "somebody"))
        assert somebody is not None
        assert somebody.audience == "ex"
        assert Letters(store, SteadyClock(store)).get("A" * 22).text == LETTER
        return store.kept
    finally:
        store.close()


def keys(home: Path) -> list[bytes]:
    """Whatever key the files of a home show."""
    return [(home / KEY).read_bytes()] if (home / KEY).exists() else []


@pytest.mark.usefixtures("keyring")
@pytest.mark.parametrize("second", KEPT)
@pytest.mark.parametrize("first", KEPT)
def test_a_new_key_wherever_it_was_and_goes(home: Path, filled: bytes, first: str, second: str) -> None:
    """From each way of keeping to each, itself included: all is there, and the key is another."""
    rekey.rekey(home, first, WORD)
    store = Store.open(home)
    before = keeper.load_keys(store.kept, home)
    store.close()
    sealed = (home / DATABASE).read_bytes()
    rekey.rekey(home, second, WORD)
    assert holds(home, filled) == second
    after = keeper.load_keys(second, home)
    assert len(before) == len(after) == 1
    assert before != after
    assert (home / KEY).exists() == (second == keeper.FILE)
    assert (home / LOCKED).exists() == (second == keeper.PASSPHRASE)
    for at in range(0, len(sealed) - 40, 40):
        piece = sealed[at : at + 40]
        assert len(set(piece)) < 30 or piece not in (home / DATABASE).read_bytes(), "something is sealed as before"


@pytest.mark.usefixtures("keyring")
@pytest.mark.parametrize("kept", KEPT)
def test_a_change_of_keys_may_be_killed_anywhere(home: Path, tmp_path: Path, filled: bytes, kept: str) -> None:
    """Stopped at any write to the disk, with the old key or with the new one, the store opens and holds everything."""
    # The keyring is this process's memory, so the kill is an exception that nothing catches.
    steps = 0
    while True:
        copy = tmp_path / f"copy-{steps}"
        shutil.copytree(home, copy)
        if _rekey_until(copy, kept, steps):
            break
        holds(copy, filled)
        passphrase.forget(copy)
        steps += 1
    assert holds(copy, filled) == kept
    assert steps > 3


class _KilledError(BaseException):
    """The process ended here."""


def _rekey_until(home: Path, kept: str, step: int) -> bool:
    """Change the key, ending before the given step; whether it came to the end."""
    left = step

    def count(what: str) -> object:
        old = getattr(*owners[what])

        def counted(*given: object, **more: object) -> object:
            nonlocal left
            if not left:
                raise _KilledError
            left -= 1
            return old(*given, **more)

        return counted

    owners = {"keep": (keeper, "keep"), "forget": (keeper, "forget"), "write": (Store, "write")}
    with pytest.MonkeyPatch.context() as patch:
        for what, (owner, name) in owners.items():
            patch.setattr(owner, name, count(what))
        try:
            rekey.rekey(home, kept, WORD)
        except _KilledError:
            return False
    return True


def test_every_table_with_sealed_values_is_known(home: Path) -> None:
    """A new table with a column `sealed` cannot be forgotten when the key changes."""
    store = Store.open(home)
    tables = {
        name
        for (name,) in store.read("SELECT name FROM sqlite_master WHERE type = 'table'")
        if "sealed" in {column[1] for column in store.read(f"PRAGMA table_info({name})")}
    }
    store.close()
    assert tables == {sealed.table for sealed in rekey.SEALED}


def test_a_passphrase_is_asked_for(home: Path, filled: bytes) -> None:
    """Locked, nothing opens; the wrong passphrase opens nothing; the right one does, in whichever form it is typed."""
    rekey.rekey(home, keeper.PASSPHRASE, WORD)
    passphrase.forget(home)
    assert stat.S_IMODE((home / LOCKED).stat().st_mode) == 0o600
    with pytest.raises(LockedError) as caught:
        Store.open(home)
    assert "breather unlock" in caught.value.remedy
    for wrong in ("", WORD[:-1], f"{WORD} ", WORD.upper()):
        with pytest.raises(passphrase.WrongPassphraseError):
            passphrase.unlock(home, wrong)
    with pytest.raises(LockedError):
        Store.open(home)
    passphrase.unlock(home, WORD.replace("ö", "o\u0308"))
    assert holds(home, filled) == keeper.PASSPHRASE


@pytest.mark.parametrize("spoilt", [b"", b"{}", b"[]", b'{"n":1e9}', b"\xff", b'{"v":1,"n":1099511627776,"r":8,"p":1}'])
@pytest.mark.usefixtures("filled")
def test_a_spoilt_lock_opens_nothing(home: Path, spoilt: bytes) -> None:
    """An altered file neither opens, nor crashes, nor makes us compute for a day; it is not written over."""
    rekey.rekey(home, keeper.PASSPHRASE, WORD)
    passphrase.forget(home)
    (home / LOCKED).write_bytes(spoilt)
    with pytest.raises(passphrase.WrongPassphraseError):
        passphrase.unlock(home, WORD)
    with pytest.raises(StoreError):
        Store.open(home)
    assert (home / LOCKED).read_bytes() == spoilt


def test_a_guess_costs_something() -> None:
    """As shipped, one guess needs 128 MiB."""
    assert 128 * passphrase._COST["n"] * passphrase._COST["r"] == 128 * 2**20


def test_without_a_keyring_nothing_changes(home: Path, filled: bytes) -> None:
    """Where no keyring keeps the key, the old one stays in use, and the person is told what else there is."""
    before = keys(home)
    shown = breather("key", "--keep", "keyring")
    assert shown.exit_code == 1
    assert "--keep passphrase" in shown.stderr
    assert keys(home) == before
    assert holds(home, filled) == keeper.FILE


def test_the_key_command(home: Path, filled: bytes) -> None:
    """It says where the key is in honest words, and changes it."""
    before = keys(home)
    assert breather("key").output == f"The key is {keeper.HONEST[keeper.FILE]}\n"
    assert keys(home) == before
    shown = breather("key", "--rotate")
    assert shown.exit_code == 0
    assert "There is a new key" in shown.output
    assert keys(home) != before
    assert holds(home, filled) == keeper.FILE


@pytest.mark.usefixtures("filled")
def test_what_a_stolen_copy_shows(home: Path, tmp_path: Path) -> None:
    """Without the key: how many rows, how long they are, when pairings were made, when a snooze ends. No more."""
    copy = tmp_path / "stolen"
    copy.mkdir()
    shutil.copy(home / DATABASE, copy)
    with pytest.raises(StoreError):
        Store.open(copy)
    connection = sqlite3.connect(copy / DATABASE)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    shown = {
        f"{table}.{column}": kind
        for table in tables
        for _, column, kind, *_ in connection.execute(f"PRAGMA table_info({table})")
    }
    connection.close()
    in_plain = {name for name, kind in shown.items() if kind != "BLOB"}
    assert in_plain <= PLAIN, "a new column that anybody can read: is it a count, a size or a time? Then say so here"


PLAIN = {
    "meta.name",
    "settings.name",
    "settings.value",
    "pairings.id",
    "pairings.made",
    "tally.day",
    "tally.event",
    "tally.count",
}
"""Every column that is not sealed, and so says something to whoever copies the file; as docs/security.md says."""


def typed(arguments: list[str], *answers: str) -> tuple[int, str]:
    """Run a command in a terminal and type into it; how it ended, and what it showed."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [BREATHER, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    shown = b""
    waiting = [answer.encode() for answer in answers]
    try:
        while True:
            shown += os.read(ours, 4096)
            if waiting and shown.rstrip(b" ").endswith(b":"):
                time.sleep(0.1)  # until it no longer echoes
                os.write(ours, waiting.pop(0) + b"\n")
                shown += b"\n"
    except OSError:
        pass  # it has ended
    os.close(ours)
    return process.wait(30), shown.decode()


def test_a_passphrase_in_a_terminal(home: Path) -> None:
    """Set, asked for, refused, opened: nothing starts without it, nothing shows it, and what it opens runs."""
    prepare(home)
    assert run("pair").returncode == 0
    code, shown = typed(["key", "--keep", "passphrase"], "short", "short", WORD, WORD)
    assert code == 0, shown
    assert "too short" in shown
    assert WORD not in shown
    assert not (home / KEY).exists()
    for command in (["serve", "--port", str(free_port())], ["pair"]):
        done = run(*command)
        assert done.returncode != 0
        assert b"locked with your passphrase" in done.stderr
        assert b"unlock" in done.stderr or b"terminal" in done.stderr
    code, shown = typed(["unlock"], "wrong one", WORD)
    holder = lock.holder(home)
    assert holder is not None
    try:
        assert (code, launch.running_port(home)) == (0, holder.port)
        assert WORD not in shown
        code, shown = typed(["pair"], WORD)
        assert code == 0, shown
    finally:
        os.kill(holder.pid, signal.SIGTERM)


def test_a_key_file_of_another_length_is_no_key(home: Path) -> None:
    """Half a key is told as a lost one."""
    Store.open(home).close()
    (home / KEY).write_bytes(bytes(KEY_BYTES // 2))
    with pytest.raises(StoreError, match="key"):
        Store.open(home)
