"""Precision: replications are added until the interval is narrow enough, the same way every time."""

import dataclasses
from functools import cache
from types import SimpleNamespace

import numpy as np
import pytest
from fake_kernel import FakeKernel, FakeLoaded, FakeOutcome

from sim.errors import InputError
from sim.experiment.running import machine
from sim.experiment.running.precision import Precision, half_width, mean_half_width, share_half_width, sizes
from sim.experiment.running.running import compare, run


def test_numbers_of_replications_double_up_to_the_most():
    assert list(sizes(5000)) == [512, 1024, 2048, 4096, 5000]
    assert list(sizes(100)) == [100]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("truce_in_force=0.01", Precision("truce_in_force", 0.01)), ("0.02", Precision("foothold_ended", 0.02))],
)
def test_a_precision_is_read_from_its_text(text, expected):
    assert Precision.parse(text) == expected


@pytest.mark.parametrize("text", ["", "area", "area=", "area=-1", "area=0", "area=nan", "inf"])
def test_a_precision_that_is_no_number_above_zero_is_refused(text):
    with pytest.raises(InputError, match="write OUTCOME=P"):
        Precision.parse(text)


def test_an_unknown_outcome_is_refused_with_the_nearest_name_before_anything_runs():
    kernel = FakeKernel()
    with pytest.raises(InputError, match="did you mean truce_day"):
        run(FakeLoaded(), precision="truce_dya=0.1", kernel=kernel)
    assert kernel.ran == []


def test_a_run_stops_when_the_half_width_is_reached_and_says_so():
    ensemble = run(FakeLoaded(), precision="area=0.02", kernel=FakeKernel())
    reached = ensemble.manifest["precision"]
    assert reached["half_width_reached"] <= 0.02
    assert reached["enough"]
    assert ensemble.replications in set(sizes(10**6))
    assert len(ensemble.outcomes["area"]) == ensemble.replications


def test_a_run_that_may_not_grow_further_says_what_it_reached():
    ensemble = run(FakeLoaded(), precision="area=1e-9", max_replications=1024, kernel=FakeKernel())
    assert ensemble.replications == 1024
    assert not ensemble.manifest["precision"]["enough"]
    assert ensemble.manifest["precision"]["half_width_reached"] > 1e-9


def test_what_is_stored_does_not_change_where_a_run_stops(tmp_path):
    alone = run(FakeLoaded(), precision="area=0.02", kernel=FakeKernel())
    run(FakeLoaded(), replications=5000, out=tmp_path, kernel=FakeKernel())
    kernel = FakeKernel()
    after = run(FakeLoaded(), precision="area=0.02", out=tmp_path, kernel=kernel)
    assert after.replications == alone.replications
    assert kernel.ran == []


def test_compared_scenarios_get_the_same_number_of_replications():
    ensembles = compare([FakeLoaded(), FakeLoaded("b", "bb", 0.4)], precision="0.01", kernel=FakeKernel())
    assert len({ensemble.replications for ensemble in ensembles}) == 1
    assert all(ensemble.manifest["precision"]["enough"] for ensemble in ensembles)


def test_half_width_of_independent_draws_is_that_of_the_textbook():
    values = np.random.default_rng(1).normal(size=160_000)
    assert mean_half_width(values) == pytest.approx(2.1314 / 400, rel=0.5)


def test_a_share_of_nobody_leaves_about_four_over_n_open():
    assert share_half_width(np.zeros(1000)) == pytest.approx(3.7 / 1000, rel=0.01)


def test_too_few_values_are_never_precise():
    values = np.full(1000, np.nan)
    assert half_width(values, np.zeros(1000, dtype=np.int64), FakeOutcome("area", "amount")) == float("inf")


def test_a_day_counts_by_whether_it_comes_and_a_category_by_its_least_certain_share():
    faults = np.zeros(1600, dtype=np.int64)
    coin = np.random.default_rng(2).random(1600) < 0.5
    days = np.where(coin, 12.5, np.nan)
    as_share = share_half_width(coin.astype(float))
    assert half_width(days, faults, FakeOutcome("d", "day")) == as_share
    assert half_width(coin * 1.0, faults, FakeOutcome("c", "category", ("a", "b"))) == pytest.approx(as_share)


class Coins(FakeKernel):
    """A share and an amount of independent draws, whose truth is known: skewed as numbers of people are."""

    def prepare(self, loaded):
        return dataclasses.replace(super().prepare(loaded), model=loaded.shift)

    def run_block(self, model, rows, *, seed, first, **settings):
        block = super().run_block(SimpleNamespace(shift=model), rows, seed=seed, first=first, **settings)
        luck = np.random.Generator(np.random.Philox(key=[seed, 7], counter=[0, 0, 0, first])).random(len(rows))
        block.outcomes[:, 0] = luck < SHARE
        block.outcomes[:, 1] = -np.log(luck)
        return block


SHARE = 0.2
TRUTH = {"foothold_ended": SHARE, "area": 1.0}


def stopped_at(precision, seed):
    outcome = precision.split("=")[0]
    return run(
        FakeLoaded(), precision=precision, seed=seed, design="random", paths=False, workers=1, kernel=Coins()
    ).outcomes[outcome]


def coverage(precision):
    """Shares of 1,000 seeds whose interval holds the truth, and whose mean is within the half-width of it."""
    outcome, _, wanted = precision.partition("=")
    values = [stopped_at(precision, seed) for seed in range(1000)]
    errors = np.array([abs(one.mean() - TRUTH[outcome]) for one in values])
    reaches = np.array([mean_half_width(one) for one in values])
    return (errors <= reaches).mean(), (errors <= float(wanted)).mean()


@pytest.fixture
def _few_chunks(monkeypatch):
    """Whole steps at once: handing chunks of 32 to a thread took most of the time, and the luck hung on their sizes.

    What the machine has is looked up once for all thousand runs.
    """
    monkeypatch.setattr("sim.experiment.running.threads.SMALLEST_CHUNK", 1 << 20)
    for asked in ("free_memory", "most_threads"):
        monkeypatch.setattr(machine, asked, cache(getattr(machine, asked)))


@pytest.mark.usefixtures("_few_chunks")
@pytest.mark.slow
@pytest.mark.parametrize("precision", ["foothold_ended=0.04", "area=0.1"])
def test_intervals_of_runs_to_a_precision_hold_the_truth_as_often_as_they_say(precision):
    held, within = coverage(precision)
    assert held >= 0.94
    assert within >= 0.99


@pytest.mark.usefixtures("_few_chunks")
def test_who_stops_at_the_first_narrow_interval_holds_the_truth_less_often(monkeypatch):
    monkeypatch.setattr("sim.experiment.running.precision.FIRST", 256)
    monkeypatch.setattr("sim.experiment.running.running.PASSES", 1)
    held, _ = coverage("area=0.1")
    assert held < 0.93


def test_a_single_narrow_interval_is_not_yet_enough():
    kernel = FakeKernel()
    ensemble = run(FakeLoaded(), precision="area=0.5", kernel=kernel)
    assert half_width(ensemble.outcomes["area"][:512], np.zeros(512), FakeOutcome("area", "amount")) < 0.5
    assert ensemble.replications == 1024


def test_a_run_that_finds_no_finished_replication_stops():
    ensemble = run(FakeLoaded(), precision="area=0.02", kernel=FakeKernel(fails=frozenset(range(10**5))))
    assert ensemble.replications == len(ensemble.failures) == 512
    assert ensemble.manifest["precision"]["half_width_reached"] is None
    assert not ensemble.manifest["precision"]["enough"]
