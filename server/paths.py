"""Where Breather keeps things, and with which modes, whatever the umask."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from pathlib import Path
from typing import Final

DATABASE: Final = "breather.db"
KEY: Final = "breather.key"
LOCKED: Final = "breather.locked"
"""The key under a passphrase."""
LOCK: Final = "server.lock"
LAUNCHER: Final = "native-host"
WINDOWS_LAUNCHER: Final = "native-host.bat"
MANIFESTS: Final = "manifests.json"
PATTERNS: Final = "patterns"
FILES: Final = (
    DATABASE,
    f"{DATABASE}-wal",
    f"{DATABASE}-shm",
    KEY,
    LOCKED,
    LOCK,
    LAUNCHER,
    WINDOWS_LAUNCHER,
    MANIFESTS,
    PATTERNS,
)
DAMAGED: Final = f"{DATABASE}.damaged-"
"""How the names of what `breather mend` has put aside begin."""
_OURS: Final = re.compile(
    rf"(?:{'|'.join(map(re.escape, FILES))})(?:\.\d+)?|{re.escape(DATABASE)}\.(?:damaged|mending).*"
)


def home() -> Path:
    """The folder that holds everything: `$BREATHER_HOME`, or where this system keeps a person's data."""
    chosen = os.environ.get("BREATHER_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_data_path  # noqa: PLC0415 - most calls do not need it

    return user_data_path("breather", appauthor=False)


def packs() -> Path:
    """The folder of a person's own checks, which need not be there."""
    from platformdirs import user_config_path  # noqa: PLC0415 - most calls do not need it

    return user_config_path("breather", appauthor=False) / "packs"


def ours(path: Path) -> list[Path]:
    """Every file of ours in a home. `breather uninstall` removes these and nothing else."""
    return sorted(entry for entry in path.iterdir() if _OURS.fullmatch(entry.name)) if path.is_dir() else []


def make_folders(path: Path) -> None:
    """Make a folder and those above it, where they are missing, for the owner alone whatever the umask."""
    for folder in (*reversed(path.parents), path):
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)


def make_home(path: Path) -> None:
    """Make the home with mode 0700.

    A folder that holds anything not of ours keeps its mode: it may be the person's own. `breather doctor` says
    so when it is too open.
    """
    make_folders(path)
    if len(ours(path)) == len(list(path.iterdir())):
        path.chmod(0o700)


def open_private(path: Path, flags: int) -> int:
    """Open a file of ours, made with mode 0600 when missing. Follows no symbolic link."""
    descriptor = os.open(path, flags | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    os.fchmod(descriptor, 0o600)
    return descriptor


def write_private(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write a whole file at once: readers see the old one or the new one, never a part."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(file.fileno(), mode)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def too_open(path: Path) -> bool:
    """Whether anybody but the owner may do anything with this file or folder."""
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)
