"""What holds for all tests.

Two sizes of one test: small in `make test`, full in `make soak`, which prints what was measured as one table. And two
tests at a time, shared out so that they do not meet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.soak import Figures, Size

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter

_FIXED_PORTS = {"test_keys.py", "test_native_host.py", "test_process.py", "test_run.py"}
"""Files whose tests take Breather's own three ports, which there are only once: one after the other."""

_FIGURES = pytest.StashKey[Figures]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that `make soak` gives."""
    parser.addoption("--full", action="store_true", help="run tests marked soak in their full size")


def pytest_configure(config: pytest.Config) -> None:
    """Make room for what is measured."""
    config.addinivalue_line("markers", "soak: has a full size, which `make soak` runs")
    config.stash[_FIGURES] = Figures()


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist, which reads the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep together the tests of one browser, and else those of one file."""
    for item in items:
        callspec = getattr(item, "callspec", None)
        browser = callspec.params.get("world") if callspec else None
        place = "ports" if item.path.name in _FIXED_PORTS else str(item.path.relative_to(item.config.rootpath))
        item.add_marker(pytest.mark.xdist_group(browser or place))


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
