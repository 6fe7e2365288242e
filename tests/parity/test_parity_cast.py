"""The cast says of each process what it writes, whom it wakes and what it draws; what it does agrees, both ways."""

from collections.abc import Iterable

import pytest
from observed_runs import Reach, Seen, observed
from wide_set import names

from sim.engine.plain_blocks import plain_world
from sim.engine.theatre import model_of
from sim.model.declarations.entries import Process
from sim.model.numbers.streams import stream_of
from sim.model.world.cast import CAST, START
from sim.scenario.loading import load

pytestmark = pytest.mark.parity

BY_NUMBER = {process.number + place: process for process in CAST for place in range(len(process.instances))}
EACH = pytest.mark.parametrize("process", CAST, ids=lambda process: process.name)


@pytest.fixture(scope="module")
def reach() -> Reach:
    """What was seen in all cases of the set."""
    together = Reach()
    for name in names():
        seen = observed(name)[1]
        for part in ("acted", "woken", "written", "drawn"):
            getattr(together, part).update(getattr(seen, part))
    return together


def of(process: Process, pairs: Iterable[tuple[int, object]]) -> set[object]:
    """The second of each pair whose first is an instance of a process."""
    return {other for number, other in pairs if BY_NUMBER.get(number) is process}


@EACH
def test_a_process_writes_what_it_declares_and_nothing_else(process: Process, reach: Reach) -> None:
    assert of(process, reach.written) == set(process.writes)


@EACH
def test_a_process_wakes_whom_it_declares_and_nobody_else(process: Process, reach: Reach) -> None:
    woken = {BY_NUMBER[int(str(number))].name for number in of(process, reach.woken)}
    assert woken == set(process.wakes)


@EACH
def test_a_process_draws_from_the_streams_it_declares_and_no_other(process: Process, reach: Reach) -> None:
    drawn = {stream_of(int(str(number))).name for number in of(process, reach.drawn)}
    assert drawn == set(process.streams)


@pytest.mark.parametrize("name", ["open-ended", "refused"])
def test_one_case_alone_shows_nothing_that_is_not_declared(name: str) -> None:
    seen = observed(name)[1]
    for process in CAST:
        assert of(process, seen.written) <= set(process.writes), process.name
        assert {stream_of(int(str(number))).name for number in of(process, seen.drawn)} <= set(process.streams)


def test_day_0_wakes_only_who_watches_a_closed_pocket(reach: Reach) -> None:
    assert {BY_NUMBER[sleeper].name for waker, sleeper in reach.woken if waker == START} == {"pocket"}


def test_the_observer_sees_a_write() -> None:
    """An array element and a number that change are seen, a write of the same value is no change."""
    world = plain_world(model_of(load("tutorial/baseline")))
    seen = Seen(world)
    world.ground.day_gain[2] = 1.5
    world.truce.violations_true = 2.0
    world.ground.area_at_truce = float("nan")
    world.series[3, 0] = 2.5
    assert vars(world.ground).keys() == world.ground.fields.keys()
    assert set(seen.changed()) == {"ground.day_gain", "truce.violations_true", "series"}
    assert seen.changed() == []
