"""`docs/privacy.md` promises nothing that no test shows."""

from __future__ import annotations

import re

from tests.server.conftest import WIRE

PAGE = WIRE.parents[1] / "docs" / "privacy.md"
ROWS = [
    line for line in PAGE.read_text().splitlines() if line.startswith("| ") and line[2:8] not in {"promis", "--- | "}
]
LINK = re.compile(r"\[`(test_\w+)`\]\(([^)]+)\)")


def test_each_promise_names_its_test() -> None:
    """Every row has at least one test, each in the file that the link leads to."""
    assert len(ROWS) > 20
    for row in ROWS:
        tests = LINK.findall(row.split(" | ")[1])
        assert tests, row
        for name, path in tests:
            text = (PAGE.parent / path).resolve().read_text()
            assert re.search(rf"^(async )?def {name}\(", text, re.MULTILINE), name
