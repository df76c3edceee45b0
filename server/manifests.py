"""Native messaging manifests: what tells a browser which program it may start for our extension."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from server import browsers, extension_files, registry
from server.paths import LAUNCHER, MANIFESTS, WINDOWS_LAUNCHER, make_folders, make_home, write_private

if TYPE_CHECKING:
    from collections.abc import Iterable

    from server.browsers import Family

HOST: Final = "org.breather.host"


class Target(NamedTuple):
    """One manifest to write."""

    name: str
    family: Family
    path: Path
    key: str | None = None
    """Where Windows' registry must name it."""


def targets(profiles: Iterable[Path] = ()) -> list[Target]:
    """A manifest for every browser found, and one for every Chromium profile folder named."""
    here = [
        Target(
            browser.name,
            browser.family,
            browsers.manifest_folder(browser) / f"{HOST}.json",
            browser.windows if sys.platform == "win32" else None,
        )
        for browser in browsers.found()
    ]
    named = [
        Target(f"the profile {profile}", "chromium", profile / "NativeMessagingHosts" / f"{HOST}.json")
        for profile in profiles
    ]
    return here + named


def content(family: Family, launcher: Path | str) -> dict[str, Any]:
    """What a manifest says. Raises NotBuiltError when there is no extension to name."""
    allowed: dict[str, Any]
    if family == "firefox":
        allowed = {"allowed_extensions": [extension_files.firefox_id()]}
    else:
        allowed = {"allowed_origins": [f"{extension_files.chromium_origin()}/"]}
    about = "Connects the Breather extension with Breather on this machine"
    return {"name": HOST, "description": about, "path": str(launcher), "type": "stdio", **allowed}


def write_launcher(home: Path) -> Path:
    """Write the program that browsers start. Browsers give it no environment of ours, so it brings its own."""
    make_home(home)
    launcher = launcher_path(home)
    if sys.platform == "win32":
        batch = (
            "@echo off\r\n"
            "rem Written by `breather setup`; `breather uninstall` removes it.\r\n"
            f'set "BREATHER_HOME={_batch(str(home))}"\r\n'
            f'"{_batch(sys.executable)}" -EP -m server.native_host %*\r\n'
        )
        write_private(launcher, batch.encode())
        return launcher
    script = (
        "#!/bin/sh\n"
        "# Written by `breather setup`; `breather uninstall` removes it.\n"
        f"BREATHER_HOME={shlex.quote(str(home))} exec {shlex.quote(sys.executable)}"
        ' -EP -m server.native_host "$@"\n'
    )
    write_private(launcher, script.encode(), mode=0o700)
    return launcher


def launcher_path(home: Path) -> Path:
    """The program that browsers start."""
    return home / (WINDOWS_LAUNCHER if sys.platform == "win32" else LAUNCHER)


def write(home: Path, wanted: Iterable[Target]) -> list[tuple[Target, bool]]:
    """Write manifests; for each, whether it was not so before. Raises NotBuiltError and OSError."""
    launcher = write_launcher(home)
    done = []
    for target in wanted:
        text = json.dumps(content(target.family, launcher), indent=2) + "\n"
        _remember(home, target.path)
        changed = _text(target.path) != text
        if changed:
            make_folders(target.path.parent)
            write_private(target.path, text.encode())
        if target.key and registry.pointed(target.key, HOST) != str(target.path):
            registry.point(target.key, HOST, target.path)
            changed = True
        done.append((target, changed))
    return done


def written(home: Path) -> list[Path]:
    """Every manifest that `breather setup` has written and that is still there."""
    try:
        paths = json.loads((home / MANIFESTS).read_text())
    except (OSError, ValueError):
        return []
    return [path for path in map(Path, paths) if path.is_file()]


def remove(home: Path) -> list[Path]:
    """Remove every manifest that still points to this home's launcher; return them."""
    removed = []
    for path in written(home):
        if points_to(path) == str(launcher_path(home)):
            path.unlink()
            with contextlib.suppress(OSError):  # not empty: other programs keep manifests there too
                path.parent.rmdir()
            removed.append(path)
    if sys.platform == "win32":
        with contextlib.suppress(OSError):
            (home / "manifests").rmdir()
        for browser in browsers.BROWSERS:
            if Path(registry.pointed(browser.windows, HOST) or "/") in removed:
                registry.forget(browser.windows, HOST)
    return removed


def points_to(path: Path) -> str | None:
    """The program that a manifest names."""
    try:
        return str(json.loads(path.read_text())["path"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_usable(path: Path) -> bool:
    """Whether the program that a manifest names is there and may be run."""
    program = points_to(path)
    return program is not None and os.access(program, os.X_OK)


def is_current(path: Path) -> bool:
    """Whether a manifest names the extension that is built here. Raises NotBuiltError."""
    manifest = json.loads(path.read_text())
    family: Family = "firefox" if "allowed_extensions" in manifest else "chromium"
    return bool(manifest == content(family, manifest["path"]))


def _remember(home: Path, path: Path) -> None:
    """Note a manifest down before it is written, so that `remove` finds it whatever happens."""
    paths = {str(known) for known in written(home)} | {str(path)}
    write_private(home / MANIFESTS, json.dumps(sorted(paths)).encode())


def _batch(text: str) -> str:
    """A path inside a batch file, where a percent sign begins a name."""
    return text.replace("%", "%%")


def _text(path: Path) -> str | None:
    try:
        return path.read_text()
    except OSError:
        return None
