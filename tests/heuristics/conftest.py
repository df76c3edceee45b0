"""One engine for all tests that only read it."""

import pytest

from heuristics import Engine, Pack, load_pack
from tests.compiled import compiled


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The English pack as it is shipped."""
    return load_pack()


@pytest.fixture(scope="session")
def engine(pack: Pack) -> Engine:
    """An engine over it."""
    return Engine(pack, compiled())
