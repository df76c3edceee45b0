"""The browsers we know, as data: where each looks for native messaging manifests, and how to tell it is here."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Final, Literal, NamedTuple

from server import paths, registry

Family = Literal["chromium", "firefox"]


class Browser(NamedTuple):
    r"""One browser. Paths are relative to the folder for settings (Linux) or for applications' data (macOS).

    `windows` is its key under `HKEY_CURRENT_USER\Software`. `flatpak` and `snap` are its names where it lives in a
    sandbox that may keep it from starting programs.
    """

    name: str
    family: Family
    linux: str
    mac: str
    windows: str
    programs: tuple[str, ...]
    flatpak: str
    snap: str = ""


BROWSERS: Final = (
    Browser(
        "Chrome",
        "chromium",
        "google-chrome",
        "Google/Chrome",
        "Google\\Chrome",
        ("google-chrome", "google-chrome-stable"),
        "com.google.Chrome",
    ),
    Browser(
        "Chromium",
        "chromium",
        "chromium",
        "Chromium",
        "Chromium",
        ("chromium", "chromium-browser"),
        "org.chromium.Chromium",
        "chromium",
    ),
    Browser(
        "Edge",
        "chromium",
        "microsoft-edge",
        "Microsoft Edge",
        "Microsoft\\Edge",
        ("microsoft-edge", "microsoft-edge-stable"),
        "com.microsoft.Edge",
    ),
    Browser(
        "Brave",
        "chromium",
        "BraveSoftware/Brave-Browser",
        "BraveSoftware/Brave-Browser",
        "BraveSoftware\\Brave-Browser",
        ("brave-browser", "brave"),
        "com.brave.Browser",
        "brave",
    ),
    # Firefox keeps its manifests outside its settings on Linux, and apart from its profiles on macOS.
    Browser(
        "Firefox",
        "firefox",
        "mozilla",
        "Mozilla",
        "Mozilla",
        ("firefox", "firefox-esr"),
        "org.mozilla.firefox",
        "firefox",
    ),
)


def sandbox(browser: Browser) -> str | None:
    """The kind of sandbox that this browser lives in here, as far as one can see."""
    if sys.platform != "linux":
        return None
    places = (Path.home() / ".var/app", Path("/var/lib/flatpak/app"))
    if any((place / browser.flatpak).is_dir() for place in places):
        return "Flatpak"
    programs = [shutil.which(program) for program in browser.programs]
    if browser.snap and (
        (Path.home() / "snap" / browser.snap).is_dir() or any(path and path.startswith("/snap/") for path in programs)
    ):
        return "Snap"
    return None


def manifest_folder(browser: Browser) -> Path:
    """Where this browser looks for manifests of this person."""
    if sys.platform == "win32":
        return paths.home() / "manifests" / browser.windows.replace("\\", "-")  # the registry points here
    if sys.platform == "darwin":
        return _mac_data() / browser.mac / "NativeMessagingHosts"
    if browser.family == "firefox":
        return Path.home() / ".mozilla" / "native-messaging-hosts"
    return _linux_settings() / browser.linux / "NativeMessagingHosts"


def is_here(browser: Browser) -> bool:
    """Whether this browser has been used here, or could be."""
    if sys.platform == "win32":
        return registry.has(browser.windows)
    if sandbox(browser):
        return True
    if any(shutil.which(program) for program in browser.programs):
        return True
    if sys.platform == "darwin":
        return (_mac_data() / browser.mac).is_dir()
    if browser.family == "firefox" and (Path.home() / ".mozilla" / "firefox").is_dir():
        return True
    return (_linux_settings() / browser.linux).is_dir()


def found() -> list[Browser]:
    """The browsers of this machine."""
    return [browser for browser in BROWSERS if is_here(browser)]


def _linux_settings() -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")


def _mac_data() -> Path:
    return Path.home() / "Library" / "Application Support"
