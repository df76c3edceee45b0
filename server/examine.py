"""What `breather doctor` looks at. Each question gives lines; a line with a remedy needs doing."""

from __future__ import annotations

import contextlib
import errno
import os
import platform
import shlex
import time
from typing import TYPE_CHECKING, NamedTuple

from heuristics import PackError, load_with_own
from server import VERSION, browsers, extension_files, keeper, limits, lock, manifests, mend, pairing, probe
from server.paths import DATABASE, ours, packs, too_open
from server.storage import explain
from server.store import Store, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Line(NamedTuple):
    """Something found. `remedy` is what to do about it; None when it is as it should be."""

    found: str
    remedy: str | None = None


def examine(home: Path) -> list[Line]:
    """Ask every question, most basic first."""
    return [
        Line(f"Breather {VERSION} on Python {platform.python_version()}, {platform.system()}."),
        *_pack(),
        *_extension(),
        *_files(home),
        *_store(home),
        *_server(home),
        *_browsers(home),
    ]


def _pack() -> Iterator[Line]:
    folder = packs()
    try:
        own = load_with_own(folder)
    except PackError as error:
        yield Line(f"The checks do not load: {error}", "Mend that file.")
        return
    yours = f"; {len(own.pack.own)} of them are yours, from {folder}" if own.pack.own else ""
    yield Line(f"{len(own.pack.checks)} checks are loaded{yours}.")
    for refused in own.refused:
        yield Line(f"A check of your own is left out. {refused}", f"Mend that file, or take it out of {folder}.")


def _extension() -> Iterator[Line]:
    try:
        yield Line(f"The extension is built: {extension_files.folder('chromium').parent}")
    except extension_files.NotBuiltError as error:
        yield Line(f"The extension is not built: {error} is missing.", "Run make build.")


def _files(home: Path) -> Iterator[Line]:
    if not home.is_dir():
        yield Line(f"Nothing is stored yet; {home} will hold it.")
        return
    wide = [path for path in (home, *ours(home)) if too_open(path)]
    for path in wide:
        mode = "700" if path == home or os.access(path, os.X_OK) else "600"
        yield Line(f"Others may open {path}.", f"Run chmod {mode} {shlex.quote(str(path))}")
    if not wide:
        yield Line(f"Only you may open {home}.")
    if not os.access(home, os.W_OK):
        yield Line(explain(PermissionError(errno.EACCES, "")).message, f"Make {home} writable, or set BREATHER_HOME.")
    aside = mend.damaged(home)
    if aside:
        yield Line(
            f"{len(aside)} damaged file(s) were put aside by breather mend; they may hold what you have deleted since.",
            "When nothing is missing, run breather mend --forget.",
        )


def _store(home: Path) -> Iterator[Line]:
    if not (home / DATABASE).exists():
        yield Line("No browser is connected yet.", "Run breather setup and load the extension.")
        return
    try:
        store = Store.open(home)
    except StoreError as error:
        yield Line(error.message, error.remedy)
        return
    try:
        yield Line(f"Site names and connections are encrypted. The key is {keeper.HONEST[store.kept]}")
        paired = pairing.load(store)
        connected = sum(found.origin is not None for found in paired)
        yield from _age(paired)
        waiting = len(paired) - connected
        codes = f"; {waiting} pairing code(s) not used yet" if waiting else ""
        if connected:
            yield Line(f"{connected} browser(s) connected{codes}.")
        else:
            yield Line(
                f"No browser is connected{codes}.",
                "Load the extension after breather setup, or paste a code from breather pair.",
            )
    finally:
        store.close()


def _age(paired: list[pairing.Pairing]) -> Iterator[Line]:
    """Connections of a time to come, and of an extension that is not the one built here."""
    ahead = max((found.made - time.time() for found in paired), default=0)
    if ahead > limits.CLOCK.value:
        yield Line(
            f"The clock stands {ahead / 60:.0f} minutes before the time at which a browser was connected.",
            "Set this machine's clock right.",
        )
    with contextlib.suppress(extension_files.NotBuiltError):
        ours = extension_files.chromium_origin()
        stale = [found for found in paired if (found.origin or "").startswith("chrome-") and found.origin != ours]
        if stale:
            yield Line(
                f"{len(stale)} connection(s) belong to an extension that is not the one built here;"
                " breather pair --revoke ends every connection."
            )


def _server(home: Path) -> Iterator[Line]:
    holder = lock.holder(home)
    mine = holder.port if holder else 0
    if holder is None:
        yield Line("Breather is not running; the extension starts it, and so does breather.")
    elif not mine:
        yield Line(f"Breather is starting (process {holder.pid}).")
    free = False
    for port in sorted({*probe.PORTS, mine} - {0}):
        listening = probe.ask(port)
        free = free or listening.who is probe.Who.NOBODY
        if port == mine:
            yield _own(port, listening)
        elif listening.who is not probe.Who.NOBODY:
            yield Line(f"Port {port} is taken by {listening.who.value}; Breather uses another.")
    if holder is None and not free:
        yield Line("Every port that Breather may use is taken.", "Stop what uses one of them.")


def _own(port: int, listening: probe.Listening) -> Line:
    if listening.who is not probe.Who.BREATHER:
        return Line(f"Breather runs but does not answer on port {port}.", "Stop it and start it again.")
    if listening.version != VERSION:
        return Line(
            f"Breather {listening.version} answers on port {port}; this is {VERSION}.",
            "Stop the running one and start this one.",
        )
    return Line(f"Breather answers on port {port}.")


def _browsers(home: Path) -> Iterator[Line]:
    here = browsers.found()
    if not here:
        yield Line("No browser was found where browsers usually are.")
    for browser in here:
        kind = browsers.sandbox(browser)
        if kind:
            yield Line(
                f"{browser.name} runs as a {kind}, whose sandbox may keep it from starting Breather by itself.",
                "If it does not connect: start breather yourself, and paste a code from breather pair.",
            )
        path = browsers.manifest_folder(browser) / f"{manifests.HOST}.json"
        if path.is_file():
            yield _manifest(browser.name, path)
        else:
            yield Line(f"{browser.name} does not know Breather yet.", "Run breather setup.")
    usual = {browsers.manifest_folder(browser) for browser in here}
    for path in manifests.written(home):
        if path.parent not in usual:
            yield _manifest(str(path.parent.parent), path)


def _manifest(name: str, path: Path) -> Line:
    if not manifests.is_usable(path):
        return Line(f"{name} looks for Breather where it is not.", "Run breather setup again.")
    try:
        if not manifests.is_current(path):
            return Line(f"{name} expects another build of the extension.", "Run breather setup again.")
    except extension_files.NotBuiltError:
        pass  # there is a line about that already
    return Line(f"{name} knows where Breather is.")
