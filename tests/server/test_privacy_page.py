"""`docs/privacy.md` promises nothing, and `docs/security.md` claims nothing, that no test shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.server.conftest import WIRE

DOCS = WIRE.parents[1] / "docs"
LINK = re.compile(r"\[`(test_\w+)`\]\(([^)]+)\)")


def rows(page: Path) -> list[str]:
    """The rows of all tables whose last column names tests."""
    tables = re.findall(r"^\| .*(?:shown by|where) \|\n\| --- .*\n((?:\| .*\n)+)", page.read_text(), re.MULTILINE)
    return [row for table in tables for row in table.splitlines()]


@pytest.mark.parametrize("name", ["privacy.md", "security.md"])
def test_each_promise_names_its_test(name: str) -> None:
    """Every row has at least one test, each in the file that the link leads to."""
    found = rows(DOCS / name)
    assert len(found) > 20
    for row in found:
        tests = LINK.findall(row.rsplit(" | ", 1)[1])
        assert tests, row
        for test, path in tests:
            text = (DOCS / path).resolve().read_text()
            assert re.search(rf"^(async )?def {test}\(", text, re.MULTILINE), test
