"""One world for each browser, kept for the whole run; a fresh tab for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from tests.browser.chat import chat, warm
from tests.browser.popup import forget
from tests.browser.shelf import forget_all
from tests.browser.world import BROWSERS, ROOT, World

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tests.browser.driver import Page

HERE = ROOT / "tests" / "browser"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the whole suite in one event loop, because the browsers live as long as the run."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session", params=sorted(BROWSERS))
async def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """A browser with Breather, its server, and their home."""
    home: Path = tmp_path_factory.mktemp(request.param)
    made = await World.start(request.param, home)
    try:
        await warm(made)
        yield made
    finally:
        await made.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def page(world: World) -> AsyncIterator[Page]:
    """A fresh tab on the practice chat with the caret in its composer."""
    async with chat(world, "127.0.0.1") as tab:
        yield tab


@pytest_asyncio.fixture(loop_scope="session")
async def neighbour(world: World) -> AsyncIterator[Page]:
    """The same chat under its other name: another site, as settings go. It is opened after `page`, in front of it."""
    async with chat(world, "localhost") as tab:
        yield tab


@pytest_asyncio.fixture(loop_scope="session")
async def fresh_settings(world: World) -> AsyncIterator[None]:
    """Put back what a test has chosen."""
    yield
    await forget(world)


@pytest.fixture
def nothing_kept(world: World) -> Iterator[None]:
    """Begin without letters and people, and leave none to the next test, also where this one fails."""
    forget_all(world)
    yield
    forget_all(world)
