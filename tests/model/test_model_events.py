"""Kinds of events: each once, in an order that logs rely on, with words that can be said."""

import math
from string import Formatter

import pytest

from sim.engine.story import describe_event
from sim.engine.theatre import model_of
from sim.model.world import events
from sim.model.world.events import EVENT_KINDS, event
from sim.scenario.loading import load

PLACES = {"subject", "number", "first", "second", "weather", "axis", "settlement", "route", "route_state", "way_out",
          "kind", "party", "subject_proposal", "answer", "ending", "why_closed", "clauses", "descent", "viewer",
          "against", "in_favour", "let_through", "reason", "in_force_from",
          "passes", "accepts", "accepted_on", "held", "until", "before_order", "domain", "domain_ending", "to_date",
          "for_days", "tabled", "beside_it", "in_first", "in_second", "weighing", "chance"}


def test_a_kind_that_is_moved_is_refused() -> None:
    with pytest.raises(ValueError, match="append, never move"):
        event(3, "another", "Something happens", lane="ground")


def test_names_are_of_one_kind_and_sentences_hold_only_what_is_known_of_an_event() -> None:
    assert len({kind.name for kind in EVENT_KINDS}) == len(EVENT_KINDS)
    for kind in EVENT_KINDS:
        assert kind.sentence[:1] in "{ABCDEFGHIJKLMNOPQRSTUVWXYZ", kind.name
        assert {name for _, name, _, _ in Formatter().parse(kind.sentence) if name} <= PLACES, kind.name


def test_every_kind_has_one_number_that_processes_record() -> None:
    numbers = [value for name, value in vars(events).items() if name.isupper() and isinstance(value, int)]
    numbers.remove(events.LOG_CAPACITY)
    assert sorted(numbers) == list(range(len(EVENT_KINDS)))


@pytest.mark.parametrize("numbers", [(0, 0.0, 0.0), (0, math.inf, math.inf), (3, -math.inf, math.nan)])
@pytest.mark.parametrize(
    "kind", [kind for kind in range(len(EVENT_KINDS)) if kind not in (events.CONDITIONS, events.TEXT)],  # hold sets
    ids=lambda number: EVENT_KINDS[number].name,
)  # fmt: skip
def test_every_kind_can_be_told_whatever_its_numbers(kind: int, numbers: tuple[int, float, float]) -> None:
    """A day that never comes is no place in a list of words."""
    subject, first, second = numbers
    entry = {"kind": kind, "subject": subject, "first": first, "second": second, "time": 1.0, "process": 0}
    assert describe_event(model_of(load("tutorial/baseline")), entry)
