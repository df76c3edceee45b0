"""What a test needs that runs small on every commit and in full size in `make soak`.

    @pytest.mark.soak
    def test_kills(size: Size, figures: Figures) -> None:
        for _ in range(size(10, full=1000)): ...
        figures.note("kill -9", "acknowledged letters lost", lost, allowed=0, of=kills)

The full size must be bounded in count or time: `make soak` ends by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Size:
    """Which of two sizes a test runs in."""

    full: bool

    def __call__(self, small: int, *, full: int) -> int:
        """Give the number for this run."""
        return full if self.full else small


class Figure(NamedTuple):
    """One measured figure beside what is allowed."""

    part: str
    what: str
    measured: float
    allowed: float
    unit: str
    of: int | None

    @property
    def kept(self) -> bool:
        """Whether it is within what is allowed."""
        return self.measured <= self.allowed


@dataclass(slots=True)
class Figures:
    """What a run has measured."""

    rows: list[Figure] = field(default_factory=list)

    def note(  # noqa: PLR0913 - a row has as many columns
        self, part: str, what: str, measured: float, *, allowed: float, unit: str = "", of: int | None = None
    ) -> None:
        """Write one figure down, then hold the test to it: smaller is better."""
        row = Figure(part, what, measured, allowed, unit, of)
        self.rows.append(row)
        assert row.kept, f"{part}: {measured:g} {unit} {what}; allowed are {allowed:g}"

    def table(self) -> list[str]:
        """Give the lines of one table."""
        heads = ("part", "what", "measured", "of", "allowed", "")
        cells = [
            (
                row.part,
                row.what,
                f"{row.measured:.4g} {row.unit}".strip(),
                "" if row.of is None else f"{row.of:,}",
                f"{row.allowed:g} {row.unit}".strip(),
                "kept" if row.kept else "BROKEN",
            )
            for row in self.rows
        ]
        widths = [max(len(row[at]) for row in (heads, *cells)) for at in range(len(heads))]
        return [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in (heads, *cells)
        ]
