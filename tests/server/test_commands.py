"""The commands around the server: what they print, what they leave, and how they end."""

from __future__ import annotations

import json
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from heuristics import load_pack
from server import VERSION, browsers, extension_files, manifests, pairing
from server.__main__ import main
from server.pairing_code import from_code
from server.paths import LAUNCHER
from server.store import Store
from tests.server.client import CHROMIUM
from tests.server.person import breather, chromium_manifest, firefox_manifest

pytestmark = pytest.mark.usefixtures("built")
COMMANDS = main.list_commands(main.make_context("breather", ["checks"]))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    """`--help` works for each command, and the list of commands has a line on it."""
    shown = breather(name, "--help")
    assert shown.exit_code == 0
    assert f"Usage: breather {name}" in shown.output.replace("Usage: main", "Usage: breather")
    assert re.search(rf"^  {name} +\w.*\.$", breather("--help").output, re.MULTILINE)


def test_the_version() -> None:
    """`breather --version` says which."""
    assert breather("--version").output == f"breather, version {VERSION}\n"


def test_an_unknown_command_ends_with_two() -> None:
    """A slip of the keyboard is told, not guessed."""
    assert breather("chek").exit_code == 2


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["pair"], ["extension"]])
def test_small_commands_import_little(arguments: list[str], home: Path) -> None:
    """Start-up is felt: what does not serve imports neither aiohttp nor the engine nor rich."""
    del home
    script = (
        "import sys\nfrom server.__main__ import main\n"
        f"try: main({arguments!r})\nexcept SystemExit: pass\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=True)
    loaded = set(done.stderr.splitlines()[-1].split())
    assert "click" in loaded
    assert loaded & {"aiohttp", "asyncio", "heuristics", "regex", "rich"} == set()


def test_pair_prints_a_code_that_works_once(home: Path) -> None:
    """One line on stdout, to be pasted; the explanation goes elsewhere."""
    shown = breather("pair")
    assert shown.exit_code == 0
    (code,) = shown.stdout.splitlines()
    assert re.fullmatch(r"([A-Z2-7]{4}-){6}[A-Z2-7]{2}", code)
    store = Store.open(home)
    assert [(found.secret, found.origin) for found in pairing.load(store)] == [(from_code(code), None)]
    store.close()
    assert "60 minutes" in " ".join(shown.stderr.split())


def test_revoke_ends_every_connection(home: Path) -> None:
    """`pair --revoke` says how many there were; twice does no harm."""
    breather("pair")
    assert breather("pair", "--revoke").output == "1 connection ended.\n"
    assert breather("pair", "--revoke").output == "0 connections ended.\n"
    store = Store.open(home)
    assert pairing.load(store) == []
    store.close()


def test_setup_tells_every_browser_once(home: Path) -> None:
    """Manifests for the browsers found, an executable launcher, and no change the second time."""
    first = breather("setup")
    assert first.exit_code == 0
    assert first.output.count("told about Breather") == 2
    launcher = home / LAUNCHER
    assert stat.S_IMODE(launcher.stat().st_mode) == 0o700
    for path, key, value in (
        (chromium_manifest(), "allowed_origins", [f"{extension_files.chromium_origin()}/"]),
        (firefox_manifest(), "allowed_extensions", [extension_files.firefox_id()]),
    ):
        manifest = json.loads(path.read_text())
        about = {"name": "org.breather.host", "type": "stdio", "path": str(launcher), key: value}
        assert {name: manifest[name] for name in about} == about
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = [chromium_manifest().read_text(), launcher.read_text()]
    second = breather("setup")
    assert second.output.count("knows Breather already") == 2
    assert before == [chromium_manifest().read_text(), launcher.read_text()]
    assert "told about Breather" not in second.output


def test_the_ids_are_the_ones_that_browsers_will_see() -> None:
    """The Chromium id is 32 letters from a to p; Firefox's is the add-on's."""
    assert re.fullmatch(r"chrome-extension://[a-p]{32}", extension_files.chromium_origin())
    assert extension_files.firefox_id() == "{5b0c1f6e-2f3a-4f0e-9d5e-0b8f3f6f6b1d}"


def test_setup_for_a_profile_of_its_own(tmp_path: Path) -> None:
    """A Chromium-like browser with another profile folder is told too, and only where it looks."""
    profile = tmp_path / "a profile"
    assert breather("setup", "--user-data-dir", str(profile)).exit_code == 0
    manifest = profile / "NativeMessagingHosts" / "org.breather.host.json"
    assert json.loads(manifest.read_text())["allowed_origins"]


def test_setup_without_a_browser_or_an_extension(built: Path, tmp_path: Path) -> None:
    """What is missing is said, with what to do about it, and nothing half is left."""
    (built / "chromium" / "manifest.json").unlink()
    shown = breather("setup")
    assert (shown.exit_code, "make build" in shown.output) == (1, True)
    assert not chromium_manifest().exists()
    (tmp_path / "person").rename(tmp_path / "away")
    shown = breather("setup")
    assert (shown.exit_code, "--user-data-dir" in shown.output) == (1, True)


def test_a_launcher_with_a_difficult_path(tmp_path: Path) -> None:
    """Spaces, quotes and dollars in a path are no trouble to the launcher."""
    home = tmp_path / 'it\'s a $HOME `of` "mine"'
    launcher = manifests.write_launcher(home)
    done = subprocess.run([launcher, f"{CHROMIUM}/"], input=b"", capture_output=True, timeout=20, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


@pytest.mark.parametrize("browser", browsers.BROWSERS, ids=lambda browser: browser.name)
def test_where_browsers_look(browser: browsers.Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folders that the vendors document, on Linux and on macOS."""
    person = Path.home()
    linux = {
        "Chrome": ".config/google-chrome/NativeMessagingHosts",
        "Chromium": ".config/chromium/NativeMessagingHosts",
        "Edge": ".config/microsoft-edge/NativeMessagingHosts",
        "Brave": ".config/BraveSoftware/Brave-Browser/NativeMessagingHosts",
        "Firefox": ".mozilla/native-messaging-hosts",
    }
    mac = {
        "Chrome": "Google/Chrome",
        "Chromium": "Chromium",
        "Edge": "Microsoft Edge",
        "Brave": "BraveSoftware/Brave-Browser",
        "Firefox": "Mozilla",
    }
    assert browsers.manifest_folder(browser) == person / linux[browser.name]
    monkeypatch.setattr(sys, "platform", "darwin")
    data = person / "Library" / "Application Support"
    assert browsers.manifest_folder(browser) == data / mac[browser.name] / "NativeMessagingHosts"
    assert not browsers.is_here(browser)
    (data / mac[browser.name]).mkdir(parents=True)
    assert browsers.is_here(browser)


def test_a_browser_is_found_by_its_program(tmp_path: Path) -> None:
    """A browser that is installed but was never started is found as well."""
    assert [browser.name for browser in browsers.found()] == ["Chromium", "Firefox"]
    program = tmp_path / "bin" / "brave-browser"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert [browser.name for browser in browsers.found()] == ["Chromium", "Brave", "Firefox"]


def test_extension_says_where_it_lies(built: Path) -> None:
    """Both folders, and what to do with each; without a build, what to do first."""
    shown = breather("extension")
    assert shown.exit_code == 0
    assert str(built / "chromium") in shown.output
    assert str(built / "firefox") in shown.output
    (built / "firefox" / "manifest.json").unlink()
    shown = breather("extension")
    assert (shown.exit_code, "make build" in shown.output) == (1, True)


def test_checks_lists_the_pack() -> None:
    """Every check of the pack, and nothing that is not in it."""
    shown = CliRunner(env={"COLUMNS": "200"}).invoke(main, ["checks"])
    assert shown.exit_code == 0
    ids = re.findall(r"^│ ([a-z][a-z-]*) +│", shown.output, re.MULTILINE)
    assert ids == [check.id for check in load_pack().checks]
