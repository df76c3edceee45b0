"""Starts Breather with the practice chat, and a browser on it where there is a display. Ctrl+C ends all of it.

`--throw-away` keeps nothing: settings, pairing and the browser's profile live in a folder that is removed at the end.
Run it as `make run` or `make demo`, which build everything first.
"""

import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn, TextIO

from server import launch, lock, paths, probe

ROOT = Path(__file__).resolve().parents[1]
BREATHER = Path(sys.executable).with_name("breather")
DIST = ROOT / "extension" / "dist"
COMPILED = ROOT / "build" / "patterns"
PATIENCE_S = 10.0
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

# Chrome itself takes no extension from the command line since version 137, so it is not among these.
PROGRAMS = {
    "chromium": ("chromium", "chromium-browser", "/Applications/Chromium.app/Contents/MacOS/Chromium"),
    "firefox": ("firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"),
}


class CannotRunError(Exception):
    """Why nothing could be started, for a person to read."""


def main() -> int:
    """Run until interrupted; give the exit code."""
    parser = argparse.ArgumentParser(description="Start Breather, and a browser on the practice chat.")
    parser.add_argument("--throw-away", action="store_true", help="keep nothing afterwards")
    parser.add_argument("--browser", choices=PROGRAMS, help="open this one")
    parser.add_argument("--demo-port", type=int, default=probe.DEMO_PORT, help="where the practice chat is")
    options = parser.parse_args()
    for number in ENDINGS:
        signal.signal(number, interrupted)
    try:
        with contextlib.ExitStack() as stack:
            profiles = ROOT / "build" / "browser"
            if options.throw_away:
                profiles = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="breather-")))
                live_in(profiles)
            # A browser that somebody has signed in with is nobody else's to read.
            profiles.mkdir(mode=0o700, parents=True, exist_ok=True)
            server = serve(stack, profiles, options.demo_port)
            chat = f"http://127.0.0.1:{options.demo_port}/demo/"
            print(f"  Then try it in the practice chat: {chat}", flush=True)
            open_browser(stack, profiles, options.browser, chat)
            server.wait()
        print("Breather has stopped.", file=sys.stderr)
    except KeyboardInterrupt:
        print()
        return 0
    except CannotRunError as error:
        print(error, file=sys.stderr)
    return 1


def interrupted(_number: int, _frame: object) -> NoReturn:
    """Stop what we wait for, once: a second Ctrl+C must not cut the tidying short."""
    for number in ENDINGS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def live_in(folder: Path) -> None:
    """Make a folder the home of all that we start from here on."""
    os.environ.setdefault("XAUTHORITY", str(Path.home() / ".Xauthority"))  # the display's key stays where it is
    os.environ["HOME"] = str(folder)
    os.environ["XDG_CONFIG_HOME"] = str(folder / ".config")
    os.environ["BREATHER_HOME"] = str(folder / "breather")
    # What the tests have compiled need not be compiled again: it tells nothing of anybody.
    if COMPILED.exists():
        paths.make_home(paths.home())
        paths.write_private(paths.home() / paths.PATTERNS, COMPILED.read_bytes())


def serve(stack: contextlib.ExitStack, profiles: Path, demo_port: int) -> subprocess.Popen[bytes]:
    """Register with the browsers, start the server, and say how to connect."""
    setup: list[str | Path] = [BREATHER, "setup", "--user-data-dir", profiles / "chromium"]
    if subprocess.run(setup, check=False, stdout=subprocess.DEVNULL).returncode:
        raise CannotRunError("Breather could not tell the browsers about itself.")
    stop_running(paths.home())
    server = stack.enter_context(ended([BREATHER, "serve", "--demo", "--demo-port", str(demo_port)], sys.stderr))
    port = wait_for(server)
    print(f"Breather runs on port {port} of this machine. Ctrl+C ends it. To connect a browser of yours:")
    print(f"  Chrome, Edge, Brave: chrome://extensions, Developer mode, Load unpacked: {DIST / 'chromium'}")
    print(f"  Firefox: about:debugging, This Firefox, Load Temporary Add-on: {DIST / 'firefox' / 'manifest.json'}")
    return server


def stop_running(home: Path) -> None:
    """End a server that a browser has started in this home: it has no practice chat, and maybe older code."""
    deadline = time.monotonic() + PATIENCE_S
    while (holder := lock.holder(home)) is not None and time.monotonic() < deadline:
        if holder.pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(holder.pid, signal.SIGTERM)
        time.sleep(0.1)


def wait_for(server: subprocess.Popen[bytes]) -> int:
    """Wait until the server answers; give its port. Where it ends instead, it has said why."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise CannotRunError("Breather did not start.")
        if (port := launch.running_port(paths.home())) is not None:
            return port
        time.sleep(0.05)
    raise CannotRunError("Breather does not answer. Look with: .venv/bin/breather doctor")


def open_browser(stack: contextlib.ExitStack, profiles: Path, wanted: str | None, chat: str) -> None:
    """Open the first browser that can be shown here and takes an extension from us."""
    if sys.platform != "darwin" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return
    for kind in [wanted] if wanted else PROGRAMS:
        for name in PROGRAMS[kind]:
            if program := shutil.which(name):
                print(f"Opening it in {Path(program).name}, with a profile of its own.", flush=True)
                command = COMMANDS[kind](program, profiles / kind, chat)
                stack.enter_context(ended(command, subprocess.DEVNULL))
                return
    print(f"Found no {wanted or 'Chromium or Firefox'} to open it in.", flush=True)


def chromium(program: str, profile: Path, chat: str) -> list[str]:
    """How to open Chromium with the extension."""
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []  # it does not start otherwise
    return [
        program,
        *as_root,
        f"--user-data-dir={profile}",
        f"--load-extension={DIST / 'chromium'}",
        "--no-first-run",
        "--no-default-browser-check",
        "--password-store=basic",  # a new profile would ask for the keyring's password
        chat,
    ]


def firefox(program: str, profile: Path, chat: str) -> list[str]:
    """How to open Firefox with the extension."""
    return [
        str(ROOT / "extension" / "node_modules" / ".bin" / "web-ext"),
        "run",
        f"--source-dir={DIST / 'firefox'}",
        f"--firefox={program}",
        f"--firefox-profile={profile}",
        "--profile-create-if-missing",
        "--keep-profile-changes",
        "--no-reload",
        "--no-input",
        f"--start-url={chat}",
    ]


COMMANDS = {"chromium": chromium, "firefox": firefox}


@contextlib.contextmanager
def ended(command: Sequence[str | Path], errors: int | TextIO) -> Iterator[subprocess.Popen[bytes]]:
    """A program in a session of its own, so that it and all it starts end when we say so, and no sooner."""
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors, start_new_session=True
    )
    try:
        yield process
    finally:
        for number in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError, subprocess.TimeoutExpired):
                os.killpg(process.pid, number)
                process.wait(PATIENCE_S / 2)


if __name__ == "__main__":
    sys.exit(main())
