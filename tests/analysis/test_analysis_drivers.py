"""What drives an answer is found, what does not is not, and chance and luck are not mistaken for knowledge."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np
import pytest
from made_up_draws import draws, luck, value
from scipy import stats
from scipy.stats import false_discovery_control
from synthetic_ensembles import CATALOGUE, Ensemble, Failure, Outcome

from sim.analysis.drivers import (
    Drivers,
    clear_differences,
    driver_entries,
    drivers,
    drivers_of,
    mean_differences,
    median_numbers,
    not_by_chance,
)
from sim.analysis.uncertainty import standard_error
from sim.experiment.design.drawn import Drawn, drawn_values
from sim.experiment.running.running import run
from sim.scenario.loading import load
from sim.scenario.values.distributions import Distribution

NOISE = 50


def found(result: Drivers) -> list[str]:
    return [driver.value.leaf.path for driver in (*result.unknown, *result.luck)]


def yes_if_high(drawn: Drawn, seed: int, low: float = 0.3, high: float = 0.9) -> np.ndarray:
    """Yes the more likely the higher the first value, between two chances."""
    return (luck(len(drawn.positions), seed) < low + (high - low) * drawn.positions[:, 0]).astype(float)


@pytest.mark.parametrize("sobol", [True, False])
def test_the_driver_is_found_among_fifty_that_do_nothing_and_few_others_are(sobol: bool) -> None:
    results = []
    for seed in range(60):
        drawn = draws(200, 1 + NOISE, seed, sobol)
        results.append(found(drivers_of(yes_if_high(drawn, seed, 0.1, 0.95), drawn, "answer", "share")))
    assert sum(names[:1] == ["value.0"] for names in results) >= 57
    assert sum(len(names) > 1 for names in results) <= 5


@pytest.mark.parametrize("kind", ["share", "amount"])
def test_where_nothing_drives_nothing_is_found(kind: str) -> None:
    results = []
    for seed in range(60):
        drawn = draws(200, 1 + NOISE, seed)
        values = luck(200, seed) if kind == "amount" else (luck(200, seed) < 0.3).astype(float)
        results.append(found(drivers_of(values, drawn, "answer", kind)))
    assert sum(bool(names) for names in results) <= 5


def test_the_error_of_independent_runs_would_find_what_moves_with_the_driver() -> None:
    """In this design some pairs of values move together within a scrambling; both counts are of 40 answers."""
    believed, naive = 0, 0
    for seed in range(40):
        drawn = draws(500, 1 + NOISE, seed, first_column=15)
        answer = yes_if_high(drawn, seed, 0.02, 0.98)
        believed += len(found(drivers_of(answer, drawn, "answer", "share"))) > 1
        high, low = drawn.positions > 2.0 / 3.0, drawn.positions < 1.0 / 3.0
        shares = np.array([[answer[part[:, at]].mean() for at in range(1 + NOISE)] for part in (high, low)])
        sizes = np.array([high.sum(axis=0), low.sum(axis=0)])
        plain = np.sqrt((shares * (1.0 - shares) / sizes).sum(axis=0))
        naive += (np.abs(shares[0] - shares[1]) > 3.5 * plain).sum() > 1
    assert believed <= 3
    assert naive >= 8


def test_how_far_values_move_an_answer_is_told_for_those_that_clearly_do() -> None:
    """Shares: .7 in the highest third less .3 in the lowest; an amount that is its value: mean ranks 5/6 and 1/6."""
    drawn = draws(3000, 1 + NOISE)
    share = clear_differences(yes_if_high(drawn, 5, 0.2, 0.8), drawn, "share")
    amount = clear_differences(100.0 * drawn.positions[:, 0], drawn, "amount")
    assert share["value.0"] == pytest.approx(0.4, abs=0.06)
    assert amount["value.0"] == pytest.approx(2.0 / 3.0, abs=0.01)
    assert max(len(share), len(amount)) <= 4
    assert clear_differences(np.ones(3000), drawn, "share") == {}


def test_high_and_low_thirds_are_told_with_difference_and_error() -> None:
    drawn = draws(3000, 3)
    [driver] = drivers_of(yes_if_high(drawn, 5, 0.2, 0.8), drawn, "answer", "share").unknown
    assert driver.high["mean"] == pytest.approx(0.7, abs=0.04)
    assert driver.low["mean"] == pytest.approx(0.3, abs=0.04)
    assert driver.difference == pytest.approx(driver.high["mean"] - driver.low["mean"])
    assert driver.error == pytest.approx(np.sqrt(2 * 0.3 * 0.7 / 1000), rel=0.4)
    assert (driver.high["n"], driver.low["n"]) == pytest.approx((1000, 1000), abs=10)
    assert driver.option is None


def test_an_amount_is_told_by_its_medians_and_one_far_out_run_moves_nothing() -> None:
    drawn = draws(1600, 1 + NOISE)
    amounts = 1000.0 + 600.0 * drawn.positions[:, 0] + 100.0 * luck(1600)
    plain = drivers_of(amounts, drawn, "people", "amount")
    [driver] = plain.unknown
    assert driver.high["median"] == pytest.approx(1550, abs=30)
    assert driver.low["median"] == pytest.approx(1150, abs=30)
    amounts[5] = 1e9
    assert found(drivers_of(amounts, drawn, "people", "amount")) == found(plain)


def test_what_ranks_tell_apart_and_medians_do_not_is_not_told() -> None:
    """Six runs in ten have nobody in either third, and where the value is high the others have more."""
    drawn = draws(1600, 1)
    some = luck(1600) > 0.6
    amounts = np.where(some, 100.0 + 900.0 * drawn.positions[:, 0] + luck(1600, 2), 0.0)
    high, low = drawn.positions[:, 0] > 2.0 / 3.0, drawn.positions[:, 0] < 1.0 / 3.0
    assert np.median(amounts[high]) == np.median(amounts[low]) == 0.0
    result = drivers_of(amounts, drawn, "people", "amount")
    assert (result.tried, found(result)) == (1, [])
    [driver] = drivers_of(np.where(some, amounts, np.nan), drawn, "people", "amount").unknown
    assert driver.difference == pytest.approx(600.0, abs=30.0)


def test_the_largest_difference_comes_first_and_luck_stands_apart() -> None:
    values = [value("weak"), value("strong"), value("chance.draw", kind="chance"), value("nothing")]
    drawn = draws(2000, values)
    score = drawn.positions @ np.array([0.2, 0.5, 0.25, 0.0])
    result = drivers_of((luck(2000) < score).astype(float), drawn, "answer", "share")
    assert [driver.value.leaf.path for driver in result.unknown] == ["strong", "weak"]
    assert [driver.value.leaf.path for driver in result.luck] == ["chance.draw"]


def test_at_most_three_and_two_are_told() -> None:
    values = [value(f"known.{at}") for at in range(5)] + [value(f"luck.{at}", kind="chance") for at in range(4)]
    drawn = draws(4000, values)
    result = drivers_of(drawn.positions.sum(axis=1) + luck(4000), drawn, "people", "amount")
    assert (len(result.unknown), len(result.luck)) == (3, 2)


def test_a_yes_or_no_is_compared_by_value() -> None:
    values = [value("switch", Distribution("bernoulli", (0.75,)), options=("no", "yes")), value("other")]
    drawn = draws(400, values)
    yes = drawn.amounts(0) == 1.0
    [driver] = drivers_of((luck(400) < np.where(yes, 0.8, 0.2)).astype(float), drawn, "answer", "share").unknown
    assert (driver.option, driver.other, driver.high["n"]) == (1, 0, int(yes.sum()))
    assert driver.difference > 0.4


def test_of_three_options_the_one_that_differs_most_is_told_once() -> None:
    values = [value("state", Distribution("choice", (1.0, 1.0, 1.0)), options=("open", "under_fire", "cut"))]
    drawn = draws(900, values)
    chance = np.array([0.2, 0.3, 0.9])[drawn.amounts(0).astype(int)]
    [driver] = drivers_of((luck(900) < chance).astype(float), drawn, "answer", "share").unknown
    assert (driver.option, driver.other) == (2, None)


def test_an_option_with_few_runs_is_not_compared() -> None:
    values = [value("rare", Distribution("bernoulli", (0.04,))), value("never", Distribution("bernoulli", (0.0,)))]
    drawn = draws(400, values)
    answer = np.maximum(drawn.amounts(0), luck(400) < 0.1)
    result = drivers_of(answer, drawn, "answer", "share")
    assert (result.tried, found(result)) == (0, [])


@pytest.mark.parametrize("level", [0.0, 1.0])
def test_an_answer_that_is_the_same_in_all_runs_has_no_driver(level: float) -> None:
    result = drivers_of(np.full(200, level), draws(200, 5), "answer", "share")
    assert (result.constant, result.n, result.tried, found(result)) == (True, 200, 0, [])


def test_a_rare_answer_is_not_explained() -> None:
    answer = np.zeros(200)
    answer[:3] = 1.0
    assert found(drivers_of(answer, draws(200, 1 + NOISE), "answer", "share")) == []


def test_too_few_runs_or_none_have_no_driver() -> None:
    drawn = draws(200, 5)
    few = np.where(np.arange(200) < 40, drawn.positions[:, 0], np.nan)
    assert drivers_of(few, drawn, "people", "amount").tried == 0
    none = drivers_of(np.full(200, np.nan), drawn, "people", "amount")
    assert (none.n, none.tried, none.constant) == (0, 0, False)


def test_failed_runs_count_in_no_part() -> None:
    drawn = draws(320, 1 + NOISE)
    answer = yes_if_high(drawn, 3, 0.1, 0.9)
    failures = tuple(Failure(number) for number in range(0, 320, 3))
    broken = np.where(np.arange(320) % 3 == 0, np.nan, answer)
    one, other = (
        Ensemble("made/up", {"foothold_ended": values}, failures=failures)
        for values in (broken, np.where(np.isnan(broken), 1.0 - answer, broken))
    )
    result = drivers(one, drawn, "foothold_ended", catalogue=CATALOGUE)
    assert result == drivers(other, drawn, "foothold_ended", catalogue=CATALOGUE)
    assert result.n == 320 - len(failures)
    assert found(result) == ["value.0"]
    assert result.unknown[0].high["n"] < 80


def test_the_order_of_scramblings_and_of_the_points_in_each_changes_nothing() -> None:
    drawn = draws(480, 1 + NOISE)
    answer = yes_if_high(drawn, 3, 0.1, 0.9)
    shuffle = np.random.Generator(np.random.Philox(key=9))
    order = np.arange(480).reshape(30, 16)[shuffle.permutation(30)][:, shuffle.permutation(16)].ravel()
    moved = drivers_of(answer[order], Drawn(drawn.values, drawn.positions[order]), "answer", "share")
    plain = drivers_of(answer, drawn, "answer", "share")
    assert found(moved) == found(plain) == ["value.0"]
    assert moved.unknown[0].difference == pytest.approx(plain.unknown[0].difference)
    assert moved.unknown[0].error == pytest.approx(plain.unknown[0].error)


def test_the_order_of_the_values_changes_nothing() -> None:
    drawn = draws(480, 1 + NOISE)
    answer = yes_if_high(drawn, 3)
    back = Drawn(drawn.values[::-1], drawn.positions[:, ::-1])
    assert found(drivers_of(answer, back, "a", "share")) == found(drivers_of(answer, drawn, "a", "share"))


def test_the_error_is_never_below_that_of_independent_runs_nor_of_the_scramblings() -> None:
    scores, part = luck(640, 4), np.ones((640, 1), dtype=bool)
    part[320:] = False
    difference, error = mean_differences(scores, part, ~part)
    halves = [np.where(half[:, 0], scores, np.nan) for half in (part, ~part)]
    assert difference[0] == pytest.approx(np.nanmean(halves[0]) - np.nanmean(halves[1]))
    plain = np.sqrt(sum(np.nanvar(half) / 320 for half in halves))
    assert error[0] >= 0.999 * plain
    alone = np.zeros(640)
    alone[:320] = np.sin(np.arange(320) % 16)  # the scramblings differ, the points of one are alike
    assert mean_differences(alone, part, ~part)[1][0] == pytest.approx(standard_error(alone[:320]), rel=1e-9)


def test_what_to_believe_agrees_with_scipy() -> None:
    for seed in range(20):
        chances = luck(70, seed) ** 3
        np.testing.assert_array_equal(not_by_chance(chances), false_discovery_control(chances) <= 0.05)
    assert not_by_chance(np.empty(0)).size == 0


def test_the_error_of_a_median_is_the_textbook_one() -> None:
    normal = np.random.Generator(np.random.Philox(key=3)).normal(50.0, 10.0, 1600)
    entry = median_numbers(np.append(normal, np.nan))
    assert entry["n"] == 1600
    assert entry["low"] < entry["median"] < entry["high"]
    assert entry["se"] == pytest.approx(1.2533 * 10.0 / 40.0, rel=0.5)


def test_only_shares_and_amounts_of_as_many_runs_as_draws_are_taken() -> None:
    drawn = draws(100, 2)
    with pytest.raises(ValueError, match="kind day"):
        drivers_of(np.zeros(100), drawn, "truce_day", "day")
    with pytest.raises(ValueError, match="draw as many"):
        drivers(Ensemble("made/up", {"truce_in_force": np.zeros(90)}), drawn, "truce_in_force", catalogue=CATALOGUE)


@dataclass(frozen=True)
class Driven(Outcome):
    drivers: int = 1


def test_what_a_program_reads_is_what_a_reader_of_the_inputs_would_count() -> None:
    """The numbers of the entry, counted again from the drawn amounts in their own units, without positions."""
    loaded, n = load("tutorial/baseline"), 480
    drawn = drawn_values(loaded, seed=3, replications=n)
    at = [value.leaf.path for value in drawn.values].index("ground.tempo_mean")
    tempo = drawn.amounts(at)
    holds = (tempo + luck(n, 3) * np.ptp(tempo) / 3 < np.median(tempo)).astype(float)
    ensemble = Ensemble("made/up", {"held": holds, "never": np.zeros(n), "told": holds}, seed=3)
    catalogue = [Driven("held", "share", "yes or no"), Driven("never", "share"), Driven("told", "share", drivers=0)]
    entries = driver_entries(ensemble, loaded, catalogue)
    assert list(entries) == ["held", "never"]
    assert (entries["never"]["constant"], entries["never"]["unknown"], entries["never"]["all"]) == (True, [], None)
    assert (entries["held"]["runs"], entries["held"]["unit"]) == (n, "yes or no")
    assert entries["held"]["all"]["mean"] == pytest.approx(holds.mean())
    first = entries["held"]["unknown"][0]
    assert (first["value"], first["high"]["where"], first["low"]["where"]) == (
        "ground.tempo_mean", "highest third", "lowest third",
    )  # fmt: skip
    fast, slow = tempo > first["high"]["from"], tempo < first["low"]["to"]
    assert (first["high"]["n"], first["low"]["n"]) == (fast.sum(), slow.sum())
    difference = first["difference"]
    assert difference["mean"] == pytest.approx(holds[fast].mean() - holds[slow].mean())
    assert difference["low"] < difference["mean"] < difference["high"] < 0.0
    assert difference["high"] - difference["mean"] == pytest.approx(stats.t.ppf(0.975, 15) * difference["se"], rel=1e-4)
    json.dumps(entries, allow_nan=False)


def test_a_switch_is_told_by_its_names_and_values_of_one_luck_are_named() -> None:
    loaded, n = load("kursk/baseline"), 640
    drawn = drawn_values(loaded, seed=1, replications=n)
    paths = [value.leaf.path for value in drawn.values]
    ordered, lost = (drawn.amounts(paths.index(f"{name}")) for name in (
        "command.ordered_before_start", "withdrawal.orderly_loss",
    ))  # fmt: skip
    ensemble = Ensemble("made/up", {"left": ordered, "people": 100.0 * lost}, seed=1)
    entries = driver_entries(ensemble, loaded, [Driven("left", "share"), Driven("people", "amount", "persons")])
    told = entries["left"]["unknown"][0]
    assert (told["high"]["where"], told["low"]["where"], told["difference"]["mean"]) == ("yes", "no", 1.0)
    told = next(one for one in (*entries["people"]["unknown"], *entries["people"]["luck"]))
    assert told["value"] == "withdrawal.orderly_loss"
    assert told["shared_with"] == ["withdrawal.pressed_loss", "withdrawal.cut_loss"]
    assert told["difference"]["median"] == pytest.approx(told["high"]["median"] - told["low"]["median"])


@pytest.mark.parametrize("name", ["kursk/baseline", "tutorial/baseline"])
def test_the_laws_of_the_model_show(name: str) -> None:
    loaded = load(name)
    result = run(loaded, replications=1000, seed=1, paths=False)
    drawn = drawn_values(loaded, seed=1, replications=1000)
    people = drivers(result, drawn, "holder_casualties")
    assert people.unknown[0].value.leaf.path == "attrition.exchange_ratio"
    assert people.unknown[0].difference < 0.0
    ended = drivers(result, drawn, "foothold_ended")
    tempo = {driver.value.leaf.path: driver.difference for driver in ended.unknown}
    assert tempo["ground.tempo_start_noise"] > 0.0
    held = result.outcomes["area_end_km2"] > 35.0
    assert drivers(result, drawn, "area_end_km2", held).n == held.sum()
