"""What holds for all tests.

Two sizes of one test: small in `make test`, full in `make soak`, which prints what was measured as one table. And two
tests at a time, each with a network of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from xdist.scheduler import LoadScopeScheduling

from tests import network
from tests.soak import Figures, Size

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter
    from xdist.remote import Producer
    from xdist.workermanage import WorkerController

_BROWSERS = ("chromium", "firefox")
_BROWSER = re.compile(rf"\[({'|'.join(_BROWSERS)})\b-?([^\]]*)")

_FIGURES = pytest.StashKey[Figures]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that `make soak` gives."""
    parser.addoption("--full", action="store_true", help="run tests marked soak in their full size")


def pytest_configure(config: pytest.Config) -> None:
    """Make room for what is measured."""
    config.addinivalue_line("markers", "soak: has a full size, which `make soak` runs")
    config.stash[_FIGURES] = Figures()
    if hasattr(config, "workerinput") and network.can_be_had():
        network.move_out()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Two at a time, where each gets its own of the three ports that Breather takes; browsers mostly wait, so four."""
    if not network.can_be_had():
        return 1
    return 4 if any("browser" in path for path in config.args) else 2


class _Together(LoadScopeScheduling):  # type: ignore[misc] # pytest-xdist comes without types
    """Keeps together the tests of one browser and one file or, of the replicas of editors, one page that stays open.

    Half of the workers begin with one browser, half with the other, since a browser is slow to start. Each takes what
    is next for its own as long as there is any. The editors come last: their pages stay open and ask the server things,
    which other tests count; and they are many, so that all workers end at about the same time.
    """

    def _split_scope(self, nodeid: str) -> str:
        path, _, test = nodeid.partition("::")
        browser = _BROWSER.search(test)
        if browser is None:
            return path
        return f"{browser[1]} {browser[2] if browser[2] and 'editors' in path else path}"

    def _assign_work_unit(self, node: WorkerController) -> None:
        before = next(reversed(self.assigned_work[node]), None)
        browser = before.partition(" ")[0] if before else _BROWSERS[self.nodes.index(node) % len(_BROWSERS)]
        following = min(
            self.workqueue, key=lambda scope: (not scope.startswith(browser), "/browser/test_" not in scope)
        )
        self.workqueue.move_to_end(following, last=False)
        super()._assign_work_unit(node)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Share the tests out."""
    return _Together(config, log)


@pytest.fixture(scope="session")
def size(pytestconfig: pytest.Config) -> Size:
    """How often to do something: `size(20, full=1000)`."""
    return Size(full=bool(pytestconfig.getoption("full")))


@pytest.fixture(scope="session")
def figures(pytestconfig: pytest.Config) -> Figures:
    """Where a test writes what it measured, beside what is allowed."""
    return pytestconfig.stash[_FIGURES]


def pytest_terminal_summary(terminalreporter: TerminalReporter, config: pytest.Config) -> None:
    """Print the one table of `make soak`."""
    rows = config.stash[_FIGURES].rows
    if rows and config.getoption("full"):
        terminalreporter.section("figures")
        for line in config.stash[_FIGURES].table():
            terminalreporter.line(line)
