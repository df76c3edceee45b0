"""The replicas' own fixtures: every test of this folder runs on each of them, one page after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from tests.browser.backroom import Backroom
from tests.browser.editors.seat import Seat
from tests.browser.replicas import REPLICAS, served

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.browser.replicas import Places, Replica
    from tests.browser.world import World


_SMALL = {"lexical", "slate", "ckeditor", "textarea", "closed-contenteditable"}
"""Where the long tests run in `make test`: one editor of each kind. `make soak` runs them on all."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only the full size has, and say so."""
    if config.getoption("full"):
        return
    left_out = [
        item
        for item in items
        if isinstance(item, pytest.Function)
        and item.get_closest_marker("soak")
        and "replica" in item.callspec.params
        and item.callspec.id.partition("-")[2] not in _SMALL
    ]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def places(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Places]:
    """The replicas, served."""
    async with served(tmp_path_factory.mktemp("replicas")) as made:
        yield made


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def backroom(world: World) -> Backroom:
    """A page of the extension that hears what is asked."""
    return await Backroom.of(world)


@pytest.fixture(scope="session", params=REPLICAS, ids=lambda replica: replica.name)
def replica(request: pytest.FixtureRequest) -> Replica:
    """Each of the pages."""
    made: Replica = request.param
    return made


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def opened(world: World, backroom: Backroom, places: Places, replica: Replica) -> AsyncIterator[Seat]:
    """The page, opened once for all of its tests."""
    seat = await Seat.at(world, backroom, replica, places.on(replica))
    yield seat
    await seat.close()


@pytest_asyncio.fixture(loop_scope="session")
async def seat(opened: Seat) -> AsyncIterator[Seat]:
    """The page with an empty composer, and the caret in it."""
    await opened.empty()
    await opened.click()
    yield opened
    assert await opened.ask("troubles") == [], "the page broke, or asked for more than its policy allows"
