"""Which run is shown as typical, with the earliest truce, and with the latest end of the foothold."""

from typing import Any

import numpy as np
import pytest
from synthetic_ensembles import Ensemble, Failure, ensemble

from sim.analysis.notable import earliest_truce, latest_end, notable_runs, typical
from sim.experiment.running.running import run
from sim.scenario.loading import load

NAN = np.nan


def runs(truce: list[float], ended: list[float], failures: tuple[int, ...] = (), **amounts: Any) -> Ensemble:
    outcomes = {"truce_day": np.array(truce), "foothold_ended_day": np.array(ended)}
    plain = np.zeros(len(truce))
    for name in ("area_end_km2", "holder_casualties", "attacker_casualties"):
        outcomes[name] = np.array(amounts.get(name, plain), dtype=float)
    return Ensemble("made/up", outcomes, failures=tuple(Failure(number) for number in failures))


def test_the_typical_run_is_the_middle_one_of_the_most_frequent_ending() -> None:
    found = typical(runs([5, NAN, NAN, NAN], [NAN, 10, 20, 60]))
    assert (found.replication, found.ending, found.among, found.runs) == (2, "foothold_ended", 3, 4)


def test_ground_and_people_count_as_much_as_the_day() -> None:
    same = [NAN] * 5
    found = typical(runs([10, 20, 30, 40, 50], same, holder_casualties=[0, 100, 900, 90, 110]))
    assert found.replication == 1  # the run of the middle day lies far out in people


def test_the_typical_run_goes_on_as_most_of_its_ending_do() -> None:
    found = typical(runs([NAN, 40, NAN, NAN], [10, 20, 40, 60]))
    assert (found.replication, found.follows, found.alike, found.among) == (2, False, 3, 4)  # of all it would be run 1
    found = typical(runs([5, 6, 7, NAN], [NAN, 60, 30, NAN]))
    assert (found.replication, found.follows, found.alike, found.among) == (1, True, 2, 3)


def test_neither_has_a_typical_run_too() -> None:
    found = typical(runs([NAN] * 3, [NAN] * 3, area_end_km2=[10, 80, 50]))
    assert (found.ending, found.replication, found.follows) == ("neither", 2, None)


def test_of_equal_endings_the_truce_is_named_and_of_equal_runs_the_first() -> None:
    found = typical(runs([5, 5, NAN, NAN], [NAN, NAN, 5, 5]))
    assert (found.ending, found.replication) == ("truce", 0)


def test_earliest_and_latest_are_by_day() -> None:
    made = runs([30, 4, NAN, 4], [40, NAN, 89, 91])
    assert (earliest_truce(made).replication, earliest_truce(made).day, earliest_truce(made).among) == (1, 4, 3)
    late = latest_end(made)
    assert (late.replication, late.day, late.among, late.runs) == (2, 89, 2, 4)


def test_there_may_be_no_such_run() -> None:
    made = runs([NAN, NAN], [NAN, NAN])
    assert earliest_truce(made).replication is None
    assert latest_end(made).replication is None
    assert typical(made).replication == 0


def test_failed_runs_are_never_chosen() -> None:
    made = runs([1, 9, NAN], [NAN, NAN, 80], failures=(0, 2))
    assert earliest_truce(made).replication == 1
    assert latest_end(made).replication is None
    assert typical(made).replication == 1
    assert [one.replication for one in notable_runs(runs([1], [2], failures=(0,)))] == [None, None, None]


def test_a_made_up_ensemble_has_all_three() -> None:
    found = notable_runs(ensemble(n=300, truce=0.3))
    assert all(one.replication is not None for one in found)


@pytest.mark.parametrize("name", ["kursk/hold", "tutorial/baseline"])
def test_shipped_scenarios_have_runs_to_look_at(name: str) -> None:
    result = run(load(name), replications=100, seed=1)
    first, truce, last = notable_runs(result)
    assert first.among > 0
    assert first.replication is not None
    assert truce.day == np.nanmin(result.outcomes["truce_day"])
    assert last.day == np.nanmax(result.outcomes["foothold_ended_day"])
