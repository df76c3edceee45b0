"""Where each browser on each system is told of Breather: macOS by its folders, Windows by a registry in memory.

Neither system is here: these tests hold the code to the browsers' documents, and show no more than that.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any, Self

import pytest

from server import browsers, examine, manifests, pairing
from server.pairing import Pairing
from server.paths import make_folders
from server.store import Store
from tests.server.client import CHROMIUM

NAMES = {"Chrome", "Chromium", "Edge", "Brave", "Firefox"}
MAC = {
    "Chrome": "Google/Chrome",
    "Chromium": "Chromium",
    "Edge": "Microsoft Edge",
    "Brave": "BraveSoftware/Brave-Browser",
    "Firefox": "Mozilla",
}
LINUX = {
    "Chrome": ".config/google-chrome/NativeMessagingHosts",
    "Chromium": ".config/chromium/NativeMessagingHosts",
    "Edge": ".config/microsoft-edge/NativeMessagingHosts",
    "Brave": ".config/BraveSoftware/Brave-Browser/NativeMessagingHosts",
    "Firefox": ".mozilla/native-messaging-hosts",
}
WINDOWS = {
    "Chrome": "Google\\Chrome",
    "Chromium": "Chromium",
    "Edge": "Microsoft\\Edge",
    "Brave": "BraveSoftware\\Brave-Browser",
    "Firefox": "Mozilla",
}


class Registry(ModuleType):
    """The few functions of `winreg` that are used, over a dictionary."""

    HKEY_CURRENT_USER = "user"
    REG_SZ = 1

    def __init__(self) -> None:
        super().__init__("winreg")
        self.kept: dict[str, str] = {}

    def CreateKey(self, root: str, path: str) -> Key:  # noqa: N802 - its name
        """Make a key."""
        assert root == self.HKEY_CURRENT_USER
        self.kept.setdefault(path, "")
        return Key(self, path)

    def OpenKey(self, root: str, path: str) -> Key:  # noqa: N802 - its name
        """Open a key, or one that has others below it."""
        assert root == self.HKEY_CURRENT_USER
        if not any(f"{kept}\\".startswith(f"{path}\\") for kept in self.kept):
            raise FileNotFoundError(path)
        return Key(self, path)

    def SetValueEx(self, key: Key, name: str, _: int, kind: int, value: str) -> None:  # noqa: N802 - its name
        """Set a key's own value."""
        assert (name, kind) == ("", self.REG_SZ)
        self.kept[key.path] = value

    def QueryValueEx(self, key: Key, name: str) -> tuple[str, int]:  # noqa: N802 - its name
        """Give a key's own value."""
        assert not name
        return self.kept[key.path], self.REG_SZ

    def DeleteKey(self, root: str, path: str) -> None:  # noqa: N802 - its name
        """Delete a key."""
        assert root == self.HKEY_CURRENT_USER
        if path not in self.kept:
            raise FileNotFoundError(path)
        del self.kept[path]


class Key:
    """An open key."""

    def __init__(self, registry: Registry, path: str) -> None:
        self.registry = registry
        self.path = path

    def Close(self) -> None:  # noqa: N802 - its name
        """Close it."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.Close()


def test_every_browser_is_known() -> None:
    """The five, each with its places on the three systems."""
    assert {browser.name for browser in browsers.BROWSERS} == NAMES


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("name", sorted(NAMES))
def test_linux(home: Path, name: str) -> None:
    """The manifest lies where the browser's documents say, and goes again."""
    browser = next(browser for browser in browsers.BROWSERS if browser.name == name)
    manifest = Path.home() / LINUX[name] / "org.breather.host.json"
    make_folders(Path.home() / ".config" / browser.linux)
    manifests.write(home, manifests.targets())
    assert json.loads(manifest.read_text())["path"] == str(home / "native-host")
    assert manifest in manifests.remove(home)
    assert not manifest.exists()


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("name", sorted(NAMES))
def test_macos(home: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same under Application Support."""
    monkeypatch.setattr(sys, "platform", "darwin")
    data = Path.home() / "Library" / "Application Support"
    make_folders(data / MAC[name])
    (target,) = manifests.targets()
    assert (target.name, target.path.parent) == (name, data / MAC[name] / "NativeMessagingHosts")
    manifests.write(home, [target])
    assert manifests.remove(home) == [target.path]


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("name", sorted(NAMES))
def test_windows(home: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The registry names the manifest, the manifest a batch file; a second set-up changes nothing; it can be undone."""
    registry = Registry()
    monkeypatch.setitem(sys.modules, "winreg", registry)
    monkeypatch.setattr(sys, "platform", "win32")
    registry.kept[f"Software\\{WINDOWS[name]}\\Something of its own"] = "its own"
    (target,) = manifests.targets()
    assert manifests.write(home, [target]) == [(target, True)]
    assert manifests.write(home, [target]) == [(target, False)]
    key = f"Software\\{WINDOWS[name]}\\NativeMessagingHosts\\org.breather.host"
    manifest: dict[str, Any] = json.loads(Path(registry.kept[key]).read_text())
    assert manifest["path"] == str(home / "native-host.bat")
    assert ("allowed_extensions" in manifest) == (name == "Firefox")
    assert f'set "BREATHER_HOME={home}"\n' in (home / "native-host.bat").read_text()
    assert manifests.remove(home) == [target.path]
    assert list(registry.kept.values()) == ["its own"]
    assert not (home / "manifests").exists()


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(("folder", "kind"), [(".var/app/org.mozilla.firefox", "Flatpak"), ("snap/firefox", "Snap")])
def test_a_browser_in_a_sandbox_is_explained(home: Path, folder: str, kind: str) -> None:
    """One that may not start programs is named, with the way that always works."""
    make_folders(Path.home() / folder)
    (line,) = [line for line in examine._browsers(home) if kind in line.found]
    assert line.found.startswith("Firefox runs as a")
    assert line.remedy is not None
    assert "paste a code" in line.remedy


@pytest.mark.usefixtures("built")
def test_a_clock_and_a_connection_of_another_time(home: Path) -> None:
    """A clock that was put back, and a connection of another build, are told."""
    store = Store.open(home)
    pairing.add(store, CHROMIUM)
    paired = pairing.load(store)
    store.close()
    (stale,) = examine._age(paired)
    assert "not the one built here" in stale.found
    assert stale.remedy is None
    ahead = Pairing(1, b"", "moz-extension://1b9f2c34-5d6e-4f70-8a9b-0c1d2e3f4a5b", time.time() + 3600)
    (clock,) = examine._age([ahead])
    assert "60 minutes before" in clock.found
    assert clock.remedy == "Set this machine's clock right."
