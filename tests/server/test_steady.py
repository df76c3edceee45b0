"""The clock by which letters rest: nothing that a person, a flight or a restart does to the wall clock moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.steady import Reading, SteadyClock, read_clocks
from server.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.soak import Figures, Size

HOUR = 3_600_000
START = 1_793_923_200_000


class Machine:
    """A machine that can sleep, be set, and be started anew."""

    def __init__(self) -> None:
        self.boots, self.up, self.wall = 1, 5 * HOUR, START

    def read(self) -> Reading:
        """Read its clocks."""
        return Reading(f"boot {self.boots}", self.up, self.wall)

    def pass_by(self, time: int) -> None:
        """Let time go by, asleep or awake."""
        self.up += time
        self.wall += time

    def restart(self, off: int, *, wall: int | None = None) -> None:
        """Start it anew after a while; `wall` is what its clock shows then, where it is wrong."""
        self.boots += 1
        self.up = 20_000
        self.wall = self.wall + off if wall is None else wall


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    """An open store."""
    opened = Store.open(home)
    yield opened
    opened.close()


def test_time_goes_on_asleep_and_awake(store: Store) -> None:
    """A night with the lid closed is a night."""
    machine = Machine()
    clock = SteadyClock(store, machine.read)
    began = clock.now()
    machine.pass_by(9 * HOUR)
    assert clock.now() - began == 9 * HOUR


@pytest.mark.parametrize("step", [30 * 24 * HOUR, -30 * 24 * HOUR, HOUR, -HOUR])
def test_setting_the_clock_moves_nothing(store: Store, step: int) -> None:
    """A date that is set forward or back, a zone, summer time: the same time has passed, for a new server too."""
    machine = Machine()
    began = SteadyClock(store, machine.read).now()
    machine.pass_by(HOUR)
    machine.wall += step
    clock = SteadyClock(store, machine.read)
    assert clock.now() - began == HOUR
    assert clock.at(began + 24 * HOUR) == machine.wall + 23 * HOUR


def test_the_wall_clock_bridges_a_restart(store: Store) -> None:
    """What was set before the restart is not mistaken for time that passed; what passed is."""
    machine = Machine()
    clock = SteadyClock(store, machine.read)
    began = clock.now()
    machine.wall += 30 * 24 * HOUR
    clock.now()
    machine.restart(2 * HOUR)
    assert clock.now() - began == 2 * HOUR
    machine.pass_by(HOUR)
    assert clock.now() - began == 3 * HOUR


def test_a_machine_that_wakes_in_the_past_loses_nothing(store: Store) -> None:
    """An empty battery: time goes on from where it was."""
    machine = Machine()
    clock = SteadyClock(store, machine.read)
    began = clock.now()
    machine.pass_by(5 * HOUR)
    clock.now()
    machine.restart(HOUR, wall=0)
    assert began <= clock.now() <= began + 5 * HOUR
    before = clock.now()
    machine.pass_by(HOUR)
    assert clock.now() - before == HOUR


steps = st.lists(
    st.one_of(
        st.tuples(st.just("pass"), st.integers(0, 48 * HOUR)),
        st.tuples(st.just("set"), st.integers(-(10**12), 10**12)),
        st.tuples(st.just("restart"), st.integers(0, 48 * HOUR)),
    ),
    max_size=30,
)


@pytest.mark.soak
def test_it_never_goes_back_nor_ahead_of_the_truth(store: Store, size: Size, figures: Figures) -> None:
    """Whatever happens in whatever order, where somebody looks after each step."""
    schedules = wrong = 0

    @settings(max_examples=size(100, full=1000), deadline=None, database=None, suppress_health_check=[*HealthCheck])
    @given(steps=steps)
    def live_through(steps: list[tuple[str, int]]) -> None:
        nonlocal schedules, wrong
        schedules += 1
        with store.change():
            store.write("DELETE FROM settings")
        machine = Machine()
        clock = SteadyClock(store, machine.read)
        truth = last = clock.now()
        for what, amount in steps:
            if what == "pass":
                machine.pass_by(amount)
            elif what == "restart":
                machine.restart(amount)
            else:
                machine.wall = max(0, machine.wall + amount)
            truth += 0 if what == "set" else amount
            now = clock.now()
            if not last <= now <= truth + 1000 * len(steps):
                wrong += 1
            assert last <= now <= truth + 1000 * len(steps)
            last = now

    live_through()
    figures.note("steady clock", "schedules in which it went wrong", wrong, allowed=0, of=schedules)


@pytest.mark.parametrize("step", [-1000, -1, 1, 1000])
def test_over_a_restart_it_goes_back_by_no_more_than_a_second(store: Store, step: int) -> None:
    """A wall clock that is off by less than we take note of, a new start of the machine, a new server."""
    machine = Machine()
    clock = SteadyClock(store, machine.read)
    clock.now()
    machine.wall += step
    machine.pass_by(20_000)
    last = clock.now()
    machine.restart(1)
    assert clock.now() >= last, "the server that ran goes on from what it said"
    assert abs(SteadyClock(store, machine.read).now() - last) <= 1001


def test_the_real_clocks_go_forward() -> None:
    """This machine says when it was started, and its time goes on."""
    first, second = read_clocks(), read_clocks()
    assert first.boot == second.boot != ""
    assert 0 < first.up <= second.up
