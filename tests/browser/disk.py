"""A small disk of the server's own, which can be filled and emptied while it runs: a real one, mounted for it alone."""

from __future__ import annotations

import asyncio
import contextlib
import os
from typing import TYPE_CHECKING

from tests.browser.chat import start_again
from tests.browser.driver import STEP_S, eventually

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.browser.world import World

# The home goes onto the small disk; then words from the pipe fill and empty that, until the last one ends the listener.
_SERVE = """
home=$1 pipe=$2
shift 2
set -e
cp -a "$home" "$pipe.home"
mount -t tmpfs -o size=64m,mode=700 breather "$home"
cp -a "$pipe.home/." "$home"
set +e
while read -r word < "$pipe"; do
    case $word in
        fill) dd if=/dev/zero of="$home/ballast" bs=4k 2>/dev/null ;;
        empty) rm "$home/ballast" ;;
        *) exit ;;
    esac
    echo "$word" > "$pipe.done"
done &
exec "$@"
"""


class Disk:
    """The disk that the server writes to now."""

    def __init__(self, pipe: Path) -> None:
        self._pipe = pipe

    async def fill(self) -> None:
        """Leave not a byte free."""
        await self._say("fill")

    async def empty(self) -> None:
        """Make room again."""
        await self._say("empty")

    async def _say(self, word: str) -> None:
        done = self._pipe.with_name(f"{self._pipe.name}.done")
        await asyncio.wait_for(asyncio.to_thread(self._pipe.write_text, f"{word}\n"), STEP_S)

        async def said() -> bool:
            return done.exists() and done.read_text() == f"{word}\n"

        await eventually(said, within=STEP_S, what=word)

    def end(self) -> None:
        """End who listens."""
        with contextlib.suppress(OSError):  # nobody does
            pipe = os.open(self._pipe, os.O_WRONLY | os.O_NONBLOCK)
            os.write(pipe, b"end\n")
            os.close(pipe)


@contextlib.asynccontextmanager
async def small_disk(world: World, folder: Path) -> AsyncIterator[Disk]:
    """Have the server run on a small disk, with what it has kept so far; afterwards on its own again, as it was."""
    pipe = folder / "disk"
    os.mkfifo(pipe)
    disk = Disk(pipe)
    await world.server.stop()
    unshare = ("unshare", "--map-root-user", "--mount")
    world.server.through = (*unshare, "sh", "-c", _SERVE, "sh", world.home / "breather", pipe)
    try:
        await start_again(world)
        yield disk
    finally:
        disk.end()
        await world.server.stop()
        world.server.through = ()
        await start_again(world)
