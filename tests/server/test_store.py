"""The file on the disk: who may read it, what it says without the key, and what it has promised to keep."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from server import keeper, pairing
from server.paths import DATABASE, KEY, make_home
from server.settings import Settings
from server.store import SCHEMA, Store, StoreError
from server.vault import KEY_BYTES, Vault, VaultError
from tests.server.client import CHROMIUM

if TYPE_CHECKING:
    from pathlib import Path

SITE = "very-private-site.example"


def modes(home: Path) -> dict[str, int]:
    """The mode of everything in a home, and of the home."""
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in [home, *home.iterdir()]}


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_modes_under_any_umask(home: Path, umask: int) -> None:
    """0700 for the folder and 0600 for every file in it, the write-ahead log and its index included."""
    before = os.umask(umask)
    try:
        store = Store.open(home)
        Settings(store).change_site(SITE, False, {})
        found = modes(home)
        store.close()
    finally:
        os.umask(before)
    assert found.pop("home") == 0o700
    assert set(found) == {DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", KEY}
    assert set(found.values()) == {0o600}


def test_folders_on_the_way_are_private_too(tmp_path: Path) -> None:
    """A folder that was made for the home is nobody else's either, whatever the umask."""
    before = os.umask(0)
    try:
        make_home(tmp_path / "a" / "b" / "home")
    finally:
        os.umask(before)
    for path in (tmp_path / "a", tmp_path / "a" / "b", tmp_path / "a" / "b" / "home"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700


def test_a_folder_of_somebody_elses_keeps_its_mode(home: Path) -> None:
    """A folder that holds other things is not shut for them."""
    home.mkdir(mode=0o755)
    (home / "holiday.txt").write_text("mine")
    make_home(home)
    assert stat.S_IMODE(home.stat().st_mode) == 0o755


def test_an_empty_folder_becomes_private(home: Path) -> None:
    """A folder made beforehand for Breather alone is shut."""
    home.mkdir(mode=0o755)
    make_home(home)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


@pytest.mark.parametrize("name", [DATABASE, KEY])
def test_no_link_is_followed(home: Path, tmp_path: Path, name: str) -> None:
    """Where a symbolic link stands in a file's place, nothing is written through it."""
    make_home(home)
    target = tmp_path / "elsewhere"
    (home / name).symlink_to(target)
    with pytest.raises(StoreError):
        Store.open(home)
    assert not target.exists()


def test_what_is_stored_is_unreadable_without_the_key(home: Path) -> None:
    """Neither the site's name, nor the extension's origin, nor the secret is in any file, in any usual spelling."""
    store = Store.open(home)
    Settings(store).change_site(SITE, False, {})
    secret = pairing.add(store, CHROMIUM)
    everything = b"".join(path.read_bytes() for path in home.iterdir() if path.name != KEY)
    store.close()
    everything += (home / DATABASE).read_bytes()
    for text in (
        SITE.encode(),
        SITE.encode("utf-16-le"),
        CHROMIUM.encode(),
        CHROMIUM[-32:].encode(),
        secret,
        secret.hex().encode(),
    ):
        assert text not in everything


def test_the_same_site_is_stored_once_and_found_again(home: Path) -> None:
    """A site is found by a keyed hash of its name, which says nothing without the key."""
    store = Store.open(home)
    settings = Settings(store)
    for on in (False, True, False):
        settings.change_site(SITE, on, {"blame": "mark"})
    assert store.read("SELECT count(*) FROM sites") == [(1,)]
    assert Settings(store).sites == settings.sites
    assert Vault(bytes(KEY_BYTES)).find("sites", SITE) != store.vault.find("sites", SITE)
    store.close()


def test_what_is_forgotten_leaves_no_trace(home: Path) -> None:
    """A site put back to its defaults is overwritten in the database and in the log, even as ciphertext."""
    store = Store.open(home)
    settings = Settings(store)
    settings.change_site(SITE, False, {})
    (sealed,) = store.read("SELECT sealed FROM sites")[0]
    assert any(sealed in path.read_bytes() for path in home.iterdir())
    settings.change_site(SITE, True, {})
    assert not any(sealed in path.read_bytes() for path in home.iterdir())
    store.close()


def test_a_newer_schema_is_refused_and_left_alone(home: Path) -> None:
    """An older Breather does not touch what a newer one wrote, and says so."""
    Store.open(home).close()
    with sqlite3.connect(home / DATABASE) as connection:
        connection.execute(f"PRAGMA user_version={SCHEMA + 1}")
    connection.close()
    before = (home / DATABASE).read_bytes()
    with pytest.raises(StoreError, match="newer Breather") as caught:
        Store.open(home)
    assert "Update Breather" in caught.value.remedy
    assert (home / DATABASE).read_bytes() == before


@pytest.mark.parametrize(
    "spoil", [b"", b"not a database at all, but long enough to look at" * 100], ids=["cut", "junk"]
)
def test_a_broken_database_is_an_error_with_a_remedy(home: Path, spoil: bytes) -> None:
    """A file that is no database is neither used nor overwritten; an empty one with the old key is a new start."""
    store = Store.open(home)
    store.close()
    (home / DATABASE).write_bytes(spoil)
    if spoil:
        with pytest.raises(StoreError):
            Store.open(home)
        assert (home / DATABASE).read_bytes() == spoil
    else:
        Store.open(home).close()


def test_a_lost_key_is_not_replaced(home: Path) -> None:
    """Without the key nothing opens, nothing is overwritten, and the person is told what to do."""
    Store.open(home).close()
    before = (home / KEY).read_bytes()
    (home / KEY).unlink()
    with pytest.raises(StoreError, match="key"):
        Store.open(home)
    assert not (home / KEY).exists()
    (home / KEY).write_bytes(bytes(KEY_BYTES))
    with pytest.raises(StoreError, match="key"):
        Store.open(home)
    (home / KEY).write_bytes(before)
    Store.open(home).close()


class Memory:
    """A keyring that keeps what it is given."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """Read."""
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep."""
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget."""
        del self.kept[service, username]


def test_a_system_keyring_keeps_the_key(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a keyring there is no key in the folder; without it later the store does not open; it can be forgotten."""
    memory = Memory()
    monkeypatch.setattr(keeper, "system_keyring", lambda: memory)
    store = Store.open(home)
    assert store.kept == keeper.KEYRING
    store.close()
    assert not (home / KEY).exists()
    Store.open(home).close()
    monkeypatch.setattr(keeper, "system_keyring", lambda: None)
    with pytest.raises(StoreError, match="key"):
        Store.open(home)
    monkeypatch.setattr(keeper, "system_keyring", lambda: memory)
    keeper.forget(keeper.KEYRING, home)
    assert memory.kept == {}


def test_a_keyring_that_does_not_keep_is_not_believed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A keyring that fails, or gives back something else, is no keyring: the key goes to our own file."""

    class Forgetful(Memory):
        def get_password(self, service: str, username: str) -> str | None:
            del service, username
            return None

    monkeypatch.setattr(keeper, "system_keyring", Forgetful)
    store = Store.open(home)
    assert store.kept == keeper.FILE
    store.close()
    assert len((home / KEY).read_bytes()) == KEY_BYTES


@pytest.mark.parametrize("backend", ["keyring.backends.fail", "keyring.backends.null", "plain"])
def test_keyrings_that_protect_nothing_are_refused(backend: str, tmp_path: Path) -> None:
    """Backends that fail, forget, or write plain files do not get the key."""
    (tmp_path / "plain.py").write_text(
        "from keyring.backend import KeyringBackend\n"
        "class Keyring(KeyringBackend):\n"
        "    priority = 9\n"
        "    def get_password(self, *_): return None\n"
        "    def set_password(self, *_): pass\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", "from server.keeper import system_keyring; print(system_keyring())"],
        env={**os.environ, "PYTHON_KEYRING_BACKEND": f"{backend}.Keyring", "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=20,
        check=True,
    )
    assert done.stdout == "None\n"


def test_two_first_starts_at_once_agree_on_one_key(home: Path) -> None:
    """The native host and the server may both make the home: both open it afterwards."""
    script = (
        "import sys; from pathlib import Path; from server.store import Store; Store.open(Path(sys.argv[1])).close()"
    )
    started = [subprocess.Popen([sys.executable, "-c", script, str(home)]) for _ in range(6)]
    assert [process.wait(20) for process in started] == [0] * 6
    Store.open(home).close()


def test_a_value_opens_for_its_row_alone() -> None:
    """A sealed value that was moved to another row, cut or changed does not open."""
    vault = Vault(bytes(KEY_BYTES))
    sealed = vault.seal(b"one", b"value")
    assert vault.open(b"one", sealed) == b"value"
    for row, moved in (
        (b"two", sealed),
        (b"one", sealed[:-1]),
        (b"one", sealed[:5]),
        (b"one", b""),
        (b"one", sealed + b"x"),
    ):
        with pytest.raises(VaultError):
            vault.open(row, moved)


def test_an_altered_site_falls_back_to_the_defaults(home: Path) -> None:
    """A row that somebody changed in the file is passed over; the others stay."""
    store = Store.open(home)
    settings = Settings(store)
    settings.change_site("a.example", False, {})
    settings.change_site(SITE, False, {})
    with store.change():
        store.write("UPDATE sites SET sealed = zeroblob(60) WHERE found_by = ?", store.vault.find("sites", "a.example"))
    assert list(Settings(store).sites) == [SITE]
    store.close()


def test_a_change_is_whole_or_not_at_all(home: Path) -> None:
    """When something fails inside a change, none of it is written."""
    store = Store.open(home)

    def half() -> None:
        with store.change():
            store.write("INSERT INTO settings VALUES ('a', '1')")
            store.write("INSERT INTO no_such_table VALUES (1)")

    with pytest.raises(StoreError):
        half()
    assert store.read("SELECT * FROM settings") == []
    store.close()


def test_a_full_disk_is_told_and_recovered_from(home: Path) -> None:
    """When the file may not grow, the change fails with a remedy, nothing of it stays, and room makes it work again."""
    store = Store.open(home)
    settings = Settings(store)
    settings.change_site("a.example", False, {})
    (pages,) = store.read("PRAGMA page_count")[0]
    store.read(f"PRAGMA max_page_count={pages}")

    def fill() -> None:
        for number in range(900):
            settings.change_site(f"{number}.example", False, {"blame": "mark"})

    with pytest.raises(StoreError) as caught:
        fill()
    assert "Make room" in caught.value.remedy
    assert Settings(store).sites == settings.sites
    store.read("PRAGMA max_page_count=1000000")
    settings.change_site(SITE, False, {})
    assert SITE in Settings(store).sites
    store.close()
