"""Breather beside two writing checkers, as ratios of processor time in one interleaved run.

`make bench` runs this. Peers do other work than ours: the ratios compare what it costs to be
there while somebody types. The command fails while a bar is not met.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from heuristics import Draft, Engine, load_pack
from tests.bench.drafts import draft, tenfold

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
ROUNDS = 15
REPLAYS = 3
WARMING = 2
"""Rounds that do not count."""
LENGTH = 2000


class Bar(NamedTuple):
    """A ratio of two costs, and what it may be at most."""

    name: str
    ratio: float
    most: float

    def __str__(self) -> str:
        """One row of the table."""
        return f"{self.name:<52} {self.ratio:>8.3f} {self.most:>8.3f}  {'yes' if self.ratio <= self.most else 'NO'}"


class Peer:
    """A checker in a process of its own, which reports what its work cost."""

    def __init__(self, *command: str | Path) -> None:
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HERE)

    def __call__(self, drafts: Sequence[str]) -> float:
        """Give the processor seconds for these drafts."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(drafts) + "\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())

    def close(self) -> None:
        """End it."""
        self._process.communicate()


Costs = dict[str, list[float]]


def main() -> int:
    """Measure, print the table, and fail where a bar is not met."""
    few, many = Engine(load_pack()), Engine(tenfold(load_pack()))
    few.warm()
    harper, write_good = Peer(sys.executable, "harper_py.py"), Peer("node", "write_good.mjs")

    def fresh(engine: Engine, drafts: Sequence[str]) -> float:
        engine.forget()
        start = time.thread_time()
        for text in drafts:
            engine.check(Draft(text))
        return time.thread_time() - start

    costs: Costs = defaultdict(list)
    for number in range(ROUNDS + WARMING):
        text = draft(LENGTH, number)
        costs["ours"].append(fresh(few, [text]))
        costs["harper-py"].append(harper([text]))
        costs["write-good"].append(write_good([text]))
        costs["tenfold"].append(fresh(many, [text]))
        costs["long"].append(fresh(few, [draft(5 * LENGTH, number)]))
    for number in range(REPLAYS + WARMING):
        text = draft(LENGTH if number >= WARMING else LENGTH // 20, ROUNDS + WARMING + number)
        typed = [text[:length] for length in range(1, len(text) + 1)]
        costs["ours, typed"].append(fresh(few, typed))
        costs["harper-py, typed"].append(harper(typed))
        costs["write-good, typed"].append(write_good(typed))
    harper.close()
    write_good.close()
    bars = judge({name: median(times[WARMING:]) for name, times in costs.items()})
    rows = [f"{'processor time, medians of one interleaved run':<52} {'ratio':>8} {'bar':>8}  met", *map(str, bars)]
    sys.stdout.write("\n".join(rows) + "\n")
    return int(any(bar.ratio > bar.most for bar in bars))


def judge(cost: dict[str, float]) -> list[Bar]:
    """Set the costs beside each other."""
    unseen, typed = f"unseen {LENGTH:,} characters", f"{LENGTH:,} characters typed key by key"
    return [
        Bar(f"{unseen} / write-good", cost["ours"] / cost["write-good"], 1),
        Bar(f"{unseen} / harper-py", cost["ours"] / cost["harper-py"], 1 / 15),
        Bar(f"{typed} / harper-py", cost["ours, typed"] / cost["harper-py, typed"], 1 / 50),
        Bar(f"{typed} / write-good", cost["ours, typed"] / cost["write-good, typed"], 1 / 12),
        Bar("five times the length / the length", cost["long"] / cost["ours"], 6),
        Bar("ten times the patterns / the patterns", cost["tenfold"] / cost["ours"], 2),
    ]


if __name__ == "__main__":
    sys.exit(main())
