"""A real desktop keyring (gnome-keyring, over a bus of its own) keeps the key; another user gets at nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

from server import keeper
from server.paths import KEY
from server.settings import Settings
from server.store import Store
from tests.server.alone import needs_gnome_keyring
from tests.server.process import BREATHER

if TYPE_CHECKING:
    from pathlib import Path

SESSION = """
printf 'login password' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 || exit 90
"$1" -c "$2"
"""


def in_a_session(tmp_path: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run Python as in a desktop session: a message bus, and a keyring that the login has unlocked."""
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    env = {name: value for name, value in os.environ.items() if name != "PYTHON_KEYRING_BACKEND"}
    env |= {"XDG_RUNTIME_DIR": str(runtime), "XDG_DATA_HOME": str(tmp_path / "data"), "BREATHER": str(BREATHER)}
    command = ["dbus-run-session", "--", "sh", "-c", SESSION, "sh", sys.executable, textwrap.dedent(script)]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)


@needs_gnome_keyring
def test_a_desktops_keyring_keeps_the_key(home: Path, tmp_path: Path) -> None:
    """Nothing of the key is in the folder; it is found again, changed, taken out; outside the session nothing opens."""
    done = in_a_session(
        tmp_path,
        """
        import os, subprocess
        from server import keeper
        from server.paths import KEY, home
        from server.settings import Settings
        from server.store import Store

        store = Store.open(home())
        Settings(store).change_site("a.example", False, {})
        store.close()
        assert store.kept == keeper.KEYRING
        before = keeper.load_keys(keeper.KEYRING, home())
        assert not (home() / KEY).exists()
        assert not any(before[0] in path.read_bytes() for path in home().iterdir())
        subprocess.run([os.environ["BREATHER"], "key", "--rotate"], check=True, capture_output=True)
        after = keeper.load_keys(keeper.KEYRING, home())
        assert len(after) == 1 and after != before
        store = Store.open(home())
        assert list(Settings(store).sites) == ["a.example"]
        store.close()
        said = subprocess.run([os.environ["BREATHER"], "doctor"], capture_output=True, text=True).stdout
        assert "in your system's keyring" in said.replace("\\n", " "), said
        """,
    )
    assert done.returncode == 0, done.stderr
    outside = subprocess.run([BREATHER, "pair"], capture_output=True, text=True, timeout=60, check=False)
    assert outside.returncode == 1
    assert "Unlock your system's keyring" in outside.stderr
    assert not (home / KEY).exists()
    done = in_a_session(
        tmp_path,
        """
        import os, subprocess
        from server import keeper
        from server.paths import home
        from server.store import Store

        Store.open(home()).close()
        subprocess.run([os.environ["BREATHER"], "key", "--keep", "file"], check=True, capture_output=True)
        assert keeper.system_keyring().get_password("breather", str(home())) is None
        subprocess.run([os.environ["BREATHER"], "key", "--keep", "keyring"], check=True, capture_output=True)
        subprocess.run([os.environ["BREATHER"], "uninstall", "--yes"], check=True, capture_output=True)
        assert keeper.system_keyring().get_password("breather", str(home())) is None
        """,
    )
    assert done.returncode == 0, done.stderr
    assert not home.exists()


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("setpriv") is None, reason="only root can be another user")
def test_another_user_opens_nothing(home: Path) -> None:
    """As nobody, not one file of the folder can be opened, nor the folder listed."""
    store = Store.open(home)
    Settings(store).change_site("a.example", False, {})
    assert store.kept == keeper.FILE
    # All above it is open, so that nothing but its own mode shuts it.
    above = [folder for folder in home.parents if len(folder.parts) > 2]
    for folder in above:
        folder.chmod(0o755)
    control = home.with_name("open to all")
    control.write_text("anything")
    control.chmod(0o644)
    names = [str(path) for path in (control, home, *home.iterdir())]
    assert len(names) == 6
    script = 'for name; do { head -c 1 "$name" || ls "$name/"; } >/dev/null 2>&1 && echo "$name"; done; true'
    done = subprocess.run(
        ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "sh", "-c", script, "sh", *names],
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    store.close()
    assert done.stdout.splitlines() == [str(control)]
