"""Disks that are full or may not be written: real ones, mounted for one process alone."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

from server.paths import make_home
from tests.server.alone import PREFIX, needs_namespaces
from tests.server.process import BREATHER, free_port
from tests.server.test_schemas import fill

if TYPE_CHECKING:
    from pathlib import Path

    from tests.soak import Figures, Size


def on_a_disk_of(home: Path, options: str, script: str) -> subprocess.CompletedProcess[str]:
    """Run Python with a small file system of its own mounted as the home, which ends with the process."""
    home.mkdir(exist_ok=True)
    shell = f'mount -t tmpfs -o size=512k,mode=700 breather "$1" && exec "$2" -c "$3" {options}'
    command = [*PREFIX, "sh", "-c", shell, "sh", str(home), sys.executable, textwrap.dedent(script)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done


@needs_namespaces
@pytest.mark.soak
def test_a_full_disk(home: Path, size: Size, figures: Figures) -> None:
    """A real one of half a megabyte, filled again and again: told as such, nothing lost, and room makes it work."""
    rounds = size(5, full=50)
    done = on_a_disk_of(
        home,
        str(rounds),
        """
        import os, sys
        from pathlib import Path
        from server.paths import home
        from server.settings import Settings
        from server.store import Store, StoreError

        lost = partial = 0
        kept = {}
        for round in range(int(sys.argv[1])):
            store = Store.open(home())
            settings = Settings(store)
            assert settings.sites == kept, "something was lost"
            (home() / "ballast").write_bytes(b"")
            with (home() / "ballast").open("wb", buffering=0) as ballast:
                try:
                    while True:
                        ballast.write(bytes(4096 if round % 2 else 1000))
                except OSError:
                    pass
            try:
                for number in range(900):
                    settings.change_site(f"{round}-{number}.example", False, {"blame": "mark"})
                    kept = settings.sites
                raise SystemExit("the disk is never full")
            except StoreError as error:
                assert "Make room" in error.remedy, error
            lost += any(name not in Settings(store).sites for name in kept)
            partial += Settings(store).sites != kept
            (home() / "ballast").unlink()
            settings.change_site(f"room-{round}.example", False, {})
            for name in list(settings.sites)[:200]:
                settings.change_site(name, True, {"blame": None})
            kept = settings.sites
            assert store.read("PRAGMA integrity_check") == [("ok",)]
            store.close()
        print(lost, partial)
        """,
    )
    lost, partial = map(int, done.stdout.split())
    figures.note("full disk", "acknowledged settings lost", lost, allowed=0, of=rounds)
    figures.note("full disk", "changes half written", partial, allowed=0, of=rounds)


@needs_namespaces
@pytest.mark.parametrize("before", [True, False], ids=["kept", "new"])
def test_a_read_only_home(home: Path, before: bool) -> None:
    """Nothing can be written: every command says so and what to do, and none shows a traceback."""
    make_home(home)
    if before:
        fill(home)
    shell = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && shift && exec "$@"'
    for command in (["pair"], ["serve", "--port", str(free_port())], ["key", "--rotate"], ["mend"], ["doctor"]):
        done = subprocess.run(
            [*PREFIX, "sh", "-c", shell, "sh", str(home), str(BREATHER), *command],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert "Traceback" not in done.stderr
        if command != ["mend"] or before:
            assert done.returncode != 0
            assert "may not write" in done.stdout + done.stderr, command
            assert "BREATHER_HOME" in done.stdout + done.stderr
