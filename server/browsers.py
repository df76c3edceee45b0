"""The browsers we know, as data: where each looks for native messaging manifests, and how to tell it is here."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Final, Literal, NamedTuple

Family = Literal["chromium", "firefox"]


class Browser(NamedTuple):
    """One browser. Paths are relative to the folder for settings (Linux) or for applications' data (macOS)."""

    name: str
    family: Family
    linux: str
    mac: str
    programs: tuple[str, ...]


BROWSERS: Final = (
    Browser("Chrome", "chromium", "google-chrome", "Google/Chrome", ("google-chrome", "google-chrome-stable")),
    Browser("Chromium", "chromium", "chromium", "Chromium", ("chromium", "chromium-browser")),
    Browser("Edge", "chromium", "microsoft-edge", "Microsoft Edge", ("microsoft-edge", "microsoft-edge-stable")),
    Browser(
        "Brave",
        "chromium",
        "BraveSoftware/Brave-Browser",
        "BraveSoftware/Brave-Browser",
        ("brave-browser", "brave"),
    ),
    # Firefox keeps its manifests outside its settings on Linux, and apart from its profiles on macOS.
    Browser("Firefox", "firefox", "mozilla", "Mozilla", ("firefox", "firefox-esr")),
)


def manifest_folder(browser: Browser) -> Path:
    """Where this browser looks for manifests of this person."""
    if sys.platform == "darwin":
        return _mac_data() / browser.mac / "NativeMessagingHosts"
    if browser.family == "firefox":
        return Path.home() / ".mozilla" / "native-messaging-hosts"
    return _linux_settings() / browser.linux / "NativeMessagingHosts"


def is_here(browser: Browser) -> bool:
    """Whether this browser has been used here, or could be."""
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
