"""Chances of settlements by day and their states in one run: hand-made logs, then both shipped theatres."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from synthetic_ensembles import Failure

from sim.analysis.settlements import (
    CONTESTED,
    EVEN,
    HELD,
    PASSED,
    chances_by_day,
    chances_from,
    states_by_event,
)
from sim.experiment.replay import replay
from sim.experiment.running.running import run
from sim.model.world.events import CENTRE_LOST, GAIN, SETTLEMENT_LOST, TRUCE_STARTS
from sim.scenario.loading import load
from sim.scenario.referenced.theatre import Theatre

FIELDS = [("replication", "i8"), ("time", "f8"), ("kind", "f8"), ("subject", "f8")]
ROUTE = {"name": "road", "surface": "paved", "length_inside_km": 1, "length_outside_km": 1, "capacity_t_per_day": 1}


def theatre(*places: tuple[str, str, bool]) -> Theatre:
    rows = [
        {"name": name, "axis": axis, "border_strip": strip, "depth_km": 1, "built_up_share": 0, "x_km": 0, "y_km": 0}
        for name, axis, strip in places
    ]
    axes = list(dict.fromkeys(axis for _, axis, _ in places))
    return Theatre.model_validate(
        {
            "name": "made up",
            "main_settlement": places[0][0],
            "axes": axes,
            "areas": "equal_cells",
            "settlements": rows,
            "routes": [ROUTE],
        }
    )


PLACES = theatre(
    ("Alder", "north", False), ("Birch", "north", False), ("Cedar", "south", False), ("Strip", "south", True)
)


@dataclass(frozen=True)
class Logged:
    """Runs with a hand-made log (replication, time, kind, subject)."""

    log: tuple[tuple[int, float, int, int], ...]
    n: int = 4
    failures: tuple[Failure, ...] = ()
    name: str = "made/up"
    hash: str = ""
    seed: int = 1
    executor: str = "compiled"

    @property
    def outcomes(self) -> dict[str, Any]:
        return {"truce_day": np.full(self.n, np.nan)}

    @property
    def paths(self) -> dict[str, Any]:
        return {}

    @property
    def manifest(self) -> dict[str, Any]:
        return {"horizon_days": 3}

    @property
    def loaded(self) -> Any:
        return SimpleNamespace(theatre=PLACES)

    @property
    def events(self) -> Any:
        return np.array(list(self.log), dtype=FIELDS) if self.log else None


LOG = (
    (0, 0.0, CENTRE_LOST, 0),
    (0, 1.5, SETTLEMENT_LOST, 0),
    (0, 2.0, TRUCE_STARTS, 1),
    (1, 1.0, SETTLEMENT_LOST, 0),
    (2, 3.0, SETTLEMENT_LOST, 2),
)


def test_shares_by_day_are_those_counted_by_hand() -> None:
    chances = chances_by_day(Logged(LOG))
    assert chances.n == 4
    assert chances.horizon == 3
    assert chances.held.tolist() == [[0.75, 0.5, 0.5, 0.5], [1, 1, 1, 1], [1, 1, 1, 0.75], [1, 1, 1, 1]]
    assert chances.contested[0].tolist() == [0.25, 0.25, 0.0, 0.0]
    assert not chances.contested[1:].any()


def test_half_of_the_runs_is_not_most_of_them() -> None:
    chances = chances_by_day(Logged(LOG))
    assert chances.held[0, 1] == 0.5
    assert chances.standings[0, 1] == EVEN


def test_failed_runs_are_left_out() -> None:
    chances = chances_by_day(Logged(LOG, failures=(Failure(0),)))
    assert chances.n == 3
    assert chances.held[0].tolist() == pytest.approx([1, 2 / 3, 2 / 3, 2 / 3])
    assert [entry["n"] for entry in chances.entries(0)] == [3, 3, 3, 3]


def test_without_any_run_there_is_no_share() -> None:
    chances = chances_by_day(Logged(LOG, failures=tuple(Failure(number) for number in range(4))))
    assert chances.n == 0
    assert np.isnan(chances.held).all()
    assert chances.standing(3) == [0, len(chances.names), 0]
    assert chances.entries(0)[0]["mean"] is None


def test_a_log_without_losses_keeps_everything() -> None:
    assert (chances_by_day(Logged(())).held == 1.0).all()


def test_an_entry_holds_the_share_of_its_day() -> None:
    chances = chances_by_day(Logged(LOG))
    for day in range(4):
        assert [entry["mean"] for entry in chances.entries(day)] == chances.held[:, day].tolist()
    entry = chances.entries(2)[0]
    assert entry["low"] < 0.5 < entry["high"]


DAYS = st.one_of(st.just(np.inf), st.floats(0, 12))


@given(st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=30))
def test_a_chance_never_rises_with_the_day(days: list[tuple[float, float]]) -> None:
    centre, whole = (np.array(column)[:, None] for column in zip(*days, strict=True))
    chances = chances_from(["Alder"], centre, np.maximum(centre, whole), np.ones(len(days), dtype=bool), 10)
    assert (np.diff(chances.held, axis=1) <= 1e-12).all()
    assert ((chances.held >= 0) & (chances.held <= 1) & (chances.contested >= -1e-12)).all()


@pytest.mark.parametrize("name", ["kursk/baseline", "tutorial/baseline"])
def test_shipped_theatres_lose_settlements_and_regain_none(name: str) -> None:
    loaded = load(name)
    ensemble = run(loaded, replications=60, seed=3, logs=60)
    chances = chances_by_day(ensemble)
    assert chances.names == tuple(place.name for place in loaded.theatre.settlements)
    assert chances.held.shape == (len(chances.names), loaded.scenario.horizon_days + 1)
    assert (np.diff(chances.held, axis=1) <= 1e-12).all()
    assert chances.held[:, -1].min() < 0.9
    lost = (1.0 - chances.held[:, -1] - chances.contested[:, -1]).sum()
    assert lost == pytest.approx(ensemble.outcomes["settlements_lost"].mean())
    main = chances.names.index(loaded.theatre.main_settlement)
    days = np.nan_to_num(ensemble.outcomes["main_settlement_lost_day"], nan=np.inf)
    assert np.array_equal(chances.lost_day[:, main], days)


def event(kind: str, subject: int, time: float) -> dict[str, Any]:
    return {"kind": kind, "subject": subject, "time": time}


def test_states_of_one_run_follow_its_events() -> None:
    events = [
        event("centre_lost", 0, 0.0),
        event("gain", 0, 0.5),
        event("settlement_lost", 0, 1.0),
        event("gain", 0, 1.0),
        event("truce_starts", 0, 2.0),
        event("settlement_lost", 1, 3.0),
        event("settlement_lost", 2, 4.0),
        event("gain", 1, 4.0),
        event("gain", 1, 5.0),
    ]
    states = states_by_event(events, PLACES)
    assert states[0].tolist() == [HELD] * 4
    assert states[1].tolist() == states[2].tolist() == [CONTESTED, HELD, HELD, HELD]
    assert states[3].tolist() == [PASSED, HELD, HELD, HELD]
    assert states[4].tolist() == states[5].tolist() == [PASSED, CONTESTED, HELD, HELD]
    assert states[7].tolist() == [PASSED, PASSED, PASSED, HELD]
    assert states[8].tolist() == states[7].tolist()  # that day's attack does not enter the strip
    assert states[9].tolist() == [PASSED, PASSED, PASSED, CONTESTED]


@pytest.mark.parametrize("name", ["kursk/hold", "tutorial/baseline"])
def test_states_of_a_replay_end_where_its_outcomes_do(name: str) -> None:
    loaded = load(name)
    for number in range(5):
        one = replay(loaded, replication=number, seed=1)
        states = states_by_event(one.events, loaded.theatre)
        assert (np.diff(states, axis=0) >= 0).all()
        assert (states[-1] == PASSED).sum() == one.outcomes["settlements_lost"]


def test_kinds_named_here_are_those_of_the_model() -> None:
    from sim.model.world.events import EVENT_KINDS

    assert [EVENT_KINDS[kind].name for kind in (CENTRE_LOST, SETTLEMENT_LOST, GAIN)] == [
        "centre_lost",
        "settlement_lost",
        "gain",
    ]
