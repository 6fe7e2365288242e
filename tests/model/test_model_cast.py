"""The cast: numbers that break ties as they always have, generators that exist, and names that mean something."""

import inspect
from operator import attrgetter

import pytest

from sim.engine.dispatch import acting
from sim.engine.plain_blocks import plain_world
from sim.engine.theatre import model_of
from sim.model.numbers import streams
from sim.model.numbers.streams import STREAMS, stream
from sim.model.world import cast
from sim.model.world.cast import CAST, N_PROCESSES, PROCESS_NAMES
from sim.scenario.loading import load

ORDER_OF_A_DAY = {"weather": 0, "attacker_command": 1, "supply": 2, "holder_command": 3, "withdrawal": 4, "pocket": 5,
                  "mediator": 6, "party": 7, "truce": 9, "assault": 10, "incidents": 14, "recorder": 15}
EACH = pytest.mark.parametrize("process", CAST, ids=lambda process: process.name)


def test_numbers_break_ties_in_the_order_of_a_day() -> None:
    assert {process.name: process.number for process in CAST} == ORDER_OF_A_DAY
    assert N_PROCESSES == 16


def test_the_log_says_who_acted() -> None:
    assert PROCESS_NAMES[cast.PARTY : cast.PARTY + 2] == ("holder's government", "attacker's government")
    assert PROCESS_NAMES[cast.ASSAULT + 3] == "assault, axis 4"
    assert PROCESS_NAMES[cast.START :] == ("day 0", "a process of your own")


@EACH
def test_the_number_by_which_others_wake_it_bears_its_name(process: cast.Process) -> None:
    assert getattr(cast, process.name.upper()) == process.number


@EACH
def test_its_generator_is_where_the_cast_says(process: cast.Process) -> None:
    assert inspect.isgeneratorfunction(acting()[CAST.index(process)])


@EACH
def test_what_it_touches_exists(process: cast.Process) -> None:
    world = plain_world(model_of(load("tutorial/baseline")))
    for field in process.writes:
        attrgetter(field)(world)
    assert set(process.wakes) <= set(ORDER_OF_A_DAY) - {process.name}
    assert set(process.streams) <= {one.name for one in STREAMS}


def test_streams_are_called_as_whoever_draws_calls_them() -> None:
    for one in STREAMS:
        assert getattr(streams, one.name.upper()) == one.number


def test_a_stream_with_a_number_that_is_taken_is_refused() -> None:
    with pytest.raises(ValueError, match="take the next free one"):
        stream(45, "another", "something else")
