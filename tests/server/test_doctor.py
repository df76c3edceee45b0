"""`breather doctor` finds what is wrong and says what to do; `breather uninstall` leaves nothing behind."""

from __future__ import annotations

import ast
import json
import os
import re
import signal
import socket
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from heuristics import PackError
from server import VERSION, examine, keeper, limits, lock, pairing
from server.paths import LAUNCHER, packs
from server.store import SCHEMA, Store
from tests.server.client import CHROMIUM
from tests.server.person import breather, chromium_manifest, firefox_manifest
from tests.server.process import free_port, run, serving

if TYPE_CHECKING:
    from click.testing import Result

pytestmark = pytest.mark.usefixtures("built")


def marks(shown: Result) -> dict[str, str]:
    """What doctor found, each with its mark."""
    return {line[2:]: line[0] for line in shown.output.splitlines() if line[:2] in {"✓ ", "! "}}


def test_it_on_a_new_machine(home: Path) -> None:
    """Nothing is set up: it says what to do, ends with 1, and makes nothing."""
    shown = breather("doctor")
    assert shown.exit_code == 1
    assert shown.output.count("Run breather setup") == 3
    assert not home.exists()


def test_it_prints_every_limit() -> None:
    """Each limit with its number and what it is for."""
    shown = breather("doctor").output
    for name, limit in limits.ALL.items():
        assert re.search(rf"{name} +│ {limit.value} {limit.unit} +│ {re.escape(limit.help)}", shown), name
    declared = [value for value in vars(limits).values() if isinstance(value, limits.Limit)]
    assert list(limits.ALL.values()) == declared


def test_it_is_content(home: Path) -> None:
    """Set up, paired and running, there is nothing to do, and it ends with 0."""
    breather("setup")
    with serving(home) as server:
        server.pair(CHROMIUM)
        shown = breather("doctor")
        assert f"✓ Breather answers on port {server.port}." in shown.output
    assert set(marks(shown).values()) == {"✓"}, shown.output
    assert shown.exit_code == 0
    assert "✓ 1 browser(s) connected." in shown.output
    assert f"✓ Site names and connections are encrypted. The key is {keeper.HONEST[keeper.FILE]}" in shown.output


@pytest.fixture
def healthy(home: Path) -> Path:
    """A home where nothing needs doing."""
    breather("setup")
    store = Store.open(home)
    pairing.add(store, CHROMIUM)
    store.close()
    assert breather("doctor").exit_code == 0
    return home


def remedy(found: str) -> str:
    """What doctor says to do about something."""
    shown = breather("doctor")
    assert shown.exit_code == 1, shown.output
    lines = shown.output.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("! ") and found in line)
    return lines[at + 1].strip()


def test_it_finds_what_is_too_open(healthy: Path) -> None:
    """A file or folder that others may open is named with the command that shuts it, which then works."""
    (healthy / "breather.key").chmod(0o644)
    assert remedy("breather.key") == f"Run chmod 600 {healthy}/breather.key"
    (healthy / "breather.key").chmod(0o600)
    assert breather("doctor").exit_code == 0
    healthy.chmod(0o755)
    assert remedy(f"Others may open {healthy}") == f"Run chmod 700 {healthy}"


def test_it_finds_a_missing_launcher(healthy: Path) -> None:
    """A manifest that points to nothing is found, in a profile of its own too."""
    (healthy / LAUNCHER).unlink()
    assert remedy("Chromium looks for Breather where it is not") == "Run breather setup again."


def test_it_finds_a_browser_that_was_not_told(healthy: Path) -> None:
    """A browser that came later, or lost its manifest."""
    assert healthy.is_dir()
    firefox_manifest().unlink()
    assert remedy("Firefox does not know Breather yet") == "Run breather setup."


def test_it_finds_another_build(healthy: Path, built: Path) -> None:
    """A manifest that names another extension than the built one."""
    assert healthy.is_dir()
    manifest = built / "chromium" / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "key": "AAAA"}))
    assert remedy("Chromium expects another build") == "Run breather setup again."


def test_it_finds_that_nothing_is_built(healthy: Path, built: Path) -> None:
    """Without the extension there is nothing to load."""
    assert healthy.is_dir()
    (built / "chromium" / "manifest.json").unlink()
    assert remedy("The extension is not built") == "Run make build."


def test_it_finds_a_newer_store(healthy: Path) -> None:
    """What cannot be opened is said in the store's own words."""
    connection = sqlite3.connect(healthy / "breather.db")
    connection.execute(f"PRAGMA user_version={SCHEMA + 1}")
    connection.close()
    assert "Update Breather" in remedy("newer Breather")


def test_it_finds_strangers(healthy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One port that is taken is told; when none is free something needs doing."""
    assert healthy.is_dir()
    strangers = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
    ports = [stranger.getsockname()[1] for stranger in strangers]
    monkeypatch.setattr("server.probe.PORTS", (ports[0], free_port()))
    shown = breather("doctor")
    assert f"✓ Port {ports[0]} is taken by another program; Breather uses another." in shown.output
    assert shown.exit_code == 0
    monkeypatch.setattr("server.probe.PORTS", tuple(ports))
    assert "Stop what uses one of them" in remedy("Every port that Breather may use is taken")
    for stranger in strangers:
        stranger.close()


def test_it_finds_another_version(healthy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server of another version that still runs is to be stopped."""
    with serving(healthy):
        monkeypatch.setattr("server.examine.VERSION", "9.9.9")
        assert remedy(f"Breather {VERSION} answers on port") == "Stop the running one and start this one."


def test_it_finds_a_server_that_does_not_answer(healthy: Path) -> None:
    """One that froze holds its lock and its port, and says nothing."""
    with serving(healthy) as server:
        server.process.send_signal(signal.SIGSTOP)
        try:
            assert remedy(f"Breather runs but does not answer on port {server.port}") == "Stop it and start it again."
        finally:
            server.process.send_signal(signal.SIGCONT)


def test_it_finds_a_server_that_is_starting(healthy: Path) -> None:
    """A lock without a port yet needs nothing done."""
    held = lock.Lock.take(healthy)
    shown = breather("doctor")
    held.release()
    assert f"✓ Breather is starting (process {os.getpid()})." in shown.output


def test_it_finds_that_no_browser_is_connected(healthy: Path) -> None:
    """After `pair --revoke`, and while a code waits to be pasted."""
    assert healthy.is_dir()
    breather("pair", "--revoke")
    assert "paste a code from breather pair" in remedy("No browser is connected.")
    breather("pair")
    assert "paste a code" in remedy("No browser is connected; 1 pairing code(s) not used yet.")


def test_it_finds_what_was_put_aside(healthy: Path) -> None:
    """What mending has kept is said until it is removed."""
    (healthy / "breather.db.damaged-1").touch(0o600)
    assert "breather mend --forget" in remedy("1 damaged file(s) were put aside")


def test_it_finds_a_check_of_ones_own_that_is_left_out(healthy: Path) -> None:
    """By file, line and key."""
    assert healthy.is_dir()
    packs().mkdir(parents=True)
    (packs() / "jam.toml").write_text('id = "jam"\nlevel = "loud"\n')
    assert "Mend that file" in remedy(f"A check of your own is left out. {packs() / 'jam.toml'}")


def test_it_finds_broken_checks(healthy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shipped file that was edited by hand."""
    assert healthy.is_dir()

    def broken(_: Path) -> None:
        raise PackError(packs() / "blame.toml", 7, "level", "this is no level", "choose note, pause or care")

    monkeypatch.setattr("server.examine.load_with_own", broken)
    assert remedy("The checks do not load") == "Mend that file."


def test_every_finding_is_met() -> None:
    """Whatever doctor can say needs doing, a test meets: by a piece of its words that stands in the tests."""
    tests = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))
    calls = [node for node in ast.walk(ast.parse(Path(examine.__file__).read_text())) if isinstance(node, ast.Call)]
    lines = [call for call in calls if getattr(call.func, "id", "") == "Line" and len(call.args) == 2]
    assert len(lines) >= 15
    for line in lines:
        pieces = [part.value for part in ast.walk(line.args[0]) if isinstance(part, ast.Constant)]
        beginnings = [str(piece).strip(" .,;:()“”")[:14] for piece in pieces]
        told = [words for words in beginnings if len(words) > 8]
        assert not told or any(words in tests for words in told), told


def test_uninstall_leaves_nothing(home: Path, tmp_path: Path) -> None:
    """0 files, 0 manifests, 0 listeners; what is not ours stays; what remains is said."""
    profile = tmp_path / "profile"
    breather("setup", "--user-data-dir", str(profile))
    other = chromium_manifest().with_name("org.other.host.json")
    other.write_text("{}")
    with serving(home) as server:
        server.pair(CHROMIUM)
        shown = breather("uninstall", answer="y\n")
        assert shown.exit_code == 0, shown.output
        assert server.process.wait(5) == 0
    assert not home.exists()
    assert list(tmp_path.rglob("org.breather.host.json")) == []
    assert not profile.joinpath("NativeMessagingHosts").exists()
    assert other.exists()
    assert "remove it there" in shown.output
    again = breather("uninstall", "--yes")
    assert again.exit_code == 0
    assert not home.exists()


def test_uninstall_asks_first(home: Path) -> None:
    """Without a yes nothing is touched."""
    breather("pair")
    assert breather("uninstall", answer="n\n").exit_code == 1
    assert (home / "breather.db").exists()


def test_uninstall_leaves_other_files_and_other_peoples_manifests(home: Path) -> None:
    """A file of the person's in the folder stays, and so does a manifest that points elsewhere by now."""
    breather("setup")
    (home / "holiday.txt").write_text("mine")
    manifest = json.loads(chromium_manifest().read_text())
    chromium_manifest().write_text(json.dumps({**manifest, "path": "/elsewhere"}))
    shown = breather("uninstall", "--yes")
    assert [path.name for path in home.iterdir()] == ["holiday.txt"]
    assert "holds files that are not Breather's" in shown.output
    assert chromium_manifest().exists()
    assert not firefox_manifest().exists()


def test_commands_say_what_is_wrong_with_the_store(home: Path) -> None:
    """A store that does not open is an error with a remedy on every command that needs it, never a traceback."""
    Store.open(home).close()
    (home / "breather.key").unlink()
    for command in (["pair"], ["pair", "--revoke"], ["serve", "--port", str(free_port())]):
        done = run(*command)
        assert done.returncode != 0
        assert b"key" in done.stderr
        assert b"Traceback" not in done.stderr
        assert lock.holder(home) is None
