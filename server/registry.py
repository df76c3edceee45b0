"""Windows' registry, where browsers look for native messaging manifests. Only the person's own part of it is touched.

It was written from the browsers' documents and is tested with a registry in memory: nobody here has run it on Windows.
"""

from __future__ import annotations

import contextlib
import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def has(browser: str) -> bool:
    """Whether a browser, given as its key under `Software`, has written anything for this person."""
    winreg = _winreg()
    try:
        winreg.OpenKey(winreg.HKEY_CURRENT_USER, f"Software\\{browser}").Close()
    except OSError:
        return False
    return True


def point(browser: str, host: str, manifest: Path) -> None:
    """Tell a browser where a host's manifest is. Raises OSError."""
    winreg = _winreg()
    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _key(browser, host)) as key:
        winreg.SetValueEx(key, "", 0, winreg.REG_SZ, str(manifest))


def pointed(browser: str, host: str) -> str | None:
    """Where a browser was told that a host's manifest is."""
    winreg = _winreg()
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _key(browser, host)) as key:
            return str(winreg.QueryValueEx(key, "")[0])
    except OSError:
        return None


def forget(browser: str, host: str) -> None:
    """Take back what `point` told."""
    winreg = _winreg()
    with contextlib.suppress(OSError):
        winreg.DeleteKey(winreg.HKEY_CURRENT_USER, _key(browser, host))


def _key(browser: str, host: str) -> str:
    return f"Software\\{browser}\\NativeMessagingHosts\\{host}"


def _winreg() -> Any:  # noqa: ANN401 - a module that exists on Windows alone
    return importlib.import_module("winreg")
