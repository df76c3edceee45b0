"""What the suite needs of a browser; `chromium.py` and `firefox.py` give it by each one's own means."""

from __future__ import annotations

import abc
import asyncio
import shutil
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import regex

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from pathlib import Path

T = TypeVar("T")

LOOK_S = 0.02
"""How long to wait before looking again, at first."""

LOCAL_HOSTS = (
    *("web.whatsapp.com", "discord.com", "app.slack.com", "web.telegram.org"),
    *("x.com", "teams.live.com", "messages.google.com", "chat.reddit.com"),
    "letters.example",
)
"""Sites that a test browser finds on this machine instead, so that their adapters meet their own addresses.

The last is one that Breather does not know."""

SOON_S = 15.0
"""What should happen at once may take this long on a busy machine; `test_card.py` holds the second that counts."""

STEP_S = 20.0
"""No single step of a browser may take longer: a hang is a failure with a name, not a stopped run."""


class PageError(RuntimeError):
    """A page, or the browser for it, did not do what was asked; between two documents it cannot."""


@dataclass(frozen=True, slots=True)
class Start:
    """How to start a browser: its profile, what it sees as its environment, and the extensions in it."""

    profile: Path
    env: Mapping[str, str]
    extension: Path
    second_extension: Path
    scale: float = 1.0


class Page(abc.ABC):
    """One tab. Keys and clicks are the browser's own trusted input, never synthetic events."""

    @abc.abstractmethod
    async def open(self, url: str) -> None:
        """Go to `url` and wait until its document is there."""

    @abc.abstractmethod
    async def eval(self, function: str, *args: object) -> Any:
        """Call a JavaScript function as the page itself would; arguments and result are JSON."""

    @abc.abstractmethod
    async def inside(self, function: str, *args: object) -> Any:
        """Call a function with an array of the closed shadow roots first that hang on the root element, as ours does.

        Neither the page nor its scripts can get at those; this uses the browser's debugging door and a world
        of its own, so that the page notices nothing.
        """

    @abc.abstractmethod
    async def named(self, role: str, name: str) -> int:
        """Count what assistive technology finds by this role and name, closed shadow roots included."""

    @abc.abstractmethod
    async def press(self, *keys: str) -> None:
        """Press keys one after the other: a character, a name (`Enter`), or a chord (`Shift+Enter`)."""

    @abc.abstractmethod
    async def click(self, x: float, y: float) -> None:
        """Move the mouse to a point of the viewport, press and release."""

    @abc.abstractmethod
    async def drag(self, *points: tuple[float, float]) -> None:
        """Press the mouse at the first point, move through the others, and release at the last."""

    @abc.abstractmethod
    async def compose(self, *states: str, commit: str) -> None:
        """Write by an input method: the composition goes through `states` and ends as `commit`."""

    @abc.abstractmethod
    async def take_suggestion(self, text: str) -> None:
        """Write by an input method, and take what it suggests with Enter: a press that is the input method's own."""

    @abc.abstractmethod
    async def frame(self) -> Page:
        """Give the page's one frame: its points and its shadow roots, with the same keyboard."""

    @abc.abstractmethod
    async def scheme(self, scheme: str) -> None:
        """Make the page see `light` or `dark` as the preferred colour scheme."""

    @abc.abstractmethod
    async def prefer(self, feature: str, *, on: bool) -> None:
        """Make the page see a person's preference: `forced-colors` or `reduced-motion`."""

    @abc.abstractmethod
    async def paper(self, on: bool) -> None:
        """Lay the page out as it would be printed, or as on a screen again."""

    @abc.abstractmethod
    async def size(self, width: int, height: int) -> None:
        """Set the viewport in CSS pixels."""

    @abc.abstractmethod
    async def picture(self, clip: tuple[float, float, float, float]) -> str:
        """Give a PNG, in base64, of the part of the viewport at x, y, width, height."""

    @abc.abstractmethod
    async def screenshot(self, path: Path, clip: tuple[float, float, float, float] | None = None) -> None:
        """Write a PNG of the viewport, or of the part at x, y, width, height."""

    @abc.abstractmethod
    async def front(self) -> None:
        """Make this the tab that a person would be looking at."""

    @abc.abstractmethod
    async def close(self) -> None:
        """Close the tab."""

    async def type(self, text: str) -> None:
        """Press a key for each character; a line break is Shift+Enter, as in every messenger."""
        await self.press(*("Shift+Enter" if key == "\n" else key for key in graphemes(text)))

    async def click_on(self, selector: str) -> None:
        """Click in the middle of the page's own element."""
        x, y = await self.eval(
            "(s) => { const b = document.querySelector(s).getBoundingClientRect();"
            " return [b.x + b.width / 2, b.y + b.height / 2]; }",
            selector,
        )
        await self.click(x, y)


class Browser(abc.ABC):
    """A running browser with Breather in it."""

    name: str
    extension_id: str
    extension_origin: str
    second_origin: str

    @classmethod
    @abc.abstractmethod
    async def start(cls, start: Start) -> Browser:
        """Start the browser; raise when it is missing."""

    @abc.abstractmethod
    async def new_page(self) -> Page:
        """Open a tab, in front."""

    @abc.abstractmethod
    async def grant(self, origin: str) -> None:
        """Say yes to the browser's question whether the extension may run there, which no test can click on."""

    @abc.abstractmethod
    async def update(self) -> None:
        """Put the extension in anew, as an update does, while its pages and everybody else's stay open."""

    @abc.abstractmethod
    async def kill(self) -> None:
        """Kill the browser and everything that it started, at once. Nothing of it is used afterwards."""

    @abc.abstractmethod
    async def stop(self) -> None:
        """End the browser and everything that it started, or fail within bounded time."""


def graphemes(text: str) -> list[str]:
    """Split a text into what one key of some keyboard would give: emoji sequences stay whole."""
    return regex.findall(r"\X", text)


def browser_binary(name: str) -> str:
    """Find a browser. A missing one fails the suite: a skipped browser would look like a passing one."""
    found = shutil.which(name)
    if found is None:
        raise RuntimeError(f"There is no {name} here. `make test` installs it; on Debian: apt-get install {name}")
    return found


async def eventually(
    probe: Callable[[], Awaitable[T]],
    good: Callable[[T], bool] = bool,
    within: float = SOON_S,
    what: str = "",
    *,
    timed: bool = False,
) -> T:
    """Ask again and again until the answer is good; fail with the last answer when time is up.

    Each look keeps a processor busy, so whoever has waited long looks less often: up to a tenth of a second late, which
    matters only where the time until then is `timed`.
    """
    began = time.monotonic()
    while True:
        answer = await asyncio.wait_for(probe(), STEP_S)
        if good(answer):
            return answer
        waited = time.monotonic() - began
        if waited > within:
            raise AssertionError(f"{what or 'It'} did not happen within {within} s. Last seen: {answer!r}")
        await asyncio.sleep(LOOK_S if timed else min(max(LOOK_S, waited / 8), 5 * LOOK_S))
