"""The baseline can produce what followed (plausibility, not skill), and the README prints what the model says today."""

from __future__ import annotations

import importlib.util
import json
import math
import sys
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.analysis.skill.map_lag import WITH_REGAINS, observed_area, regain, update_lag
from sim.analysis.skill.observed import held_by_date, observations, simple_forecasts
from sim.analysis.skill.prior_predictive import REPLICATIONS, PriorPredictive, prior_predictive
from sim.analysis.skill.rivals import (
    EVERYBODY_OPEN,
    POCKETS,
    Difference,
    MomentumForm,
    attrition_contrast,
    momentum_forms,
    momentum_variant,
)
from sim.experiment.running.running import run
from sim.scenario.loading import load

ROOT = Path(__file__).parents[2]


def script() -> Any:
    """The module benchmarks.plausibility, also where the repository's root is not on the path."""
    name, file = "benchmarks_plausibility", ROOT / "benchmarks" / "plausibility.py"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, file)
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture(scope="module")
def baseline() -> PriorPredictive:
    return prior_predictive(run(load("kursk/baseline"), replications=REPLICATIONS, seed=1), script().KURSK)


@pytest.fixture(scope="module")
def published() -> dict[str, Any]:
    numbers: dict[str, Any] = json.loads(script().NUMBERS.read_text(encoding="utf-8"))
    return numbers


# what the map shows


def test_a_map_is_2_3_days_old_on_average() -> None:
    lag = update_lag(seed=1, day=40, replications=20_000)
    assert lag.mean() == pytest.approx(0.7 / 0.3, abs=0.06)  # geometric: (1 - p) / p
    assert (lag == 0).mean() == pytest.approx(0.3, abs=0.01)
    assert (lag == 1).mean() == pytest.approx(0.21, abs=0.01)


def test_no_map_is_older_than_day_0() -> None:
    for day in (0, 1, 3):
        assert update_lag(seed=1, day=day, replications=2_000).max() == day


def test_the_map_shows_the_true_area_of_its_last_update_or_ground_regained() -> None:
    truth = np.tile(np.linspace(150.0, 20.0, 41), (5_000, 1))
    shown = observed_area(truth, seed=1, layer=WITH_REGAINS)
    last = 40 - update_lag(seed=1, day=40, replications=5_000)
    extra = shown[:, 40] - truth[np.arange(5_000), last]
    assert (extra >= -1e-9).all()
    assert (extra > 1e-9).mean() == pytest.approx(0.08, abs=0.012)


def test_a_regain_is_1_2_percent_of_the_held_area_on_average() -> None:
    u = (np.arange(10_000) + 0.5) / 10_000
    assert regain(100.0, 0.0, u).mean() == pytest.approx(1.2, rel=0.01)
    assert regain(100.0, 0.08, u).max() == 0.0
    assert regain(0.0, 0.0, u).max() == 0.0


def test_a_replication_has_the_same_map_whatever_runs_beside_it() -> None:
    truth = np.tile(np.linspace(150.0, 20.0, 31), (50, 1))
    whole = observed_area(truth, seed=7)
    assert np.array_equal(observed_area(truth[17:], seed=7, first=17), whole[17:])
    assert np.array_equal(observed_area(truth[:, :11], seed=7), whole[:, :11])
    assert not np.array_equal(observed_area(truth, seed=8), whole)


# what is scored


def test_the_claim_of_26_april_is_no_map() -> None:
    claims = [seen for seen in observations(script().KURSK) if seen.kind != "map"]
    assert [(seen.date, seen.held_km2) for seen in claims] == [(date(2025, 4, 26), 0.0)]


def test_simple_forecasts_agree_with_a_hand_calculation() -> None:
    # maps: 411.6 on 26 February, 350.5 on 5 March, 139.6 on 12 March; day 4 is 16 March
    persistence, line, weekly, fortnightly = (rule.area_km2(4) for rule in simple_forecasts(script().KURSK))
    assert persistence == 139.6
    assert line == pytest.approx(139.6 - 4 * 210.9 / 7)
    assert weekly == pytest.approx(139.6 * (139.6 / 350.5) ** (4 / 7))
    assert fortnightly == pytest.approx(139.6 * (139.6 / 411.6) ** (4 / 14))


def test_simple_forecasts_know_nothing_after_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {day: area for day, area in held_by_date(script().KURSK).items() if day <= script().KURSK.start}
    before = [rule.area_km2(8) for rule in simple_forecasts(script().KURSK)]
    monkeypatch.setattr("sim.analysis.skill.observed.held_by_date", lambda case: known)
    assert [rule.area_km2(8) for rule in simple_forecasts(script().KURSK)] == before


# the baseline can produce what followed


def test_a_first_answer_comes_within_3_days_in_75_to_92_percent(baseline: PriorPredictive) -> None:
    assert 0.75 <= baseline.answers[0].value <= 0.92


def test_the_first_answer_is_conditional_in_40_to_70_percent(baseline: PriorPredictive) -> None:
    assert 0.40 <= baseline.answers[1].value <= 0.70
    given_early = baseline.answers[1].value / baseline.answers[0].value
    assert given_early == pytest.approx(baseline.statements[0].share, abs=0.03)


def test_a_general_truce_is_in_force_by_day_30_in_3_to_20_percent(baseline: PriorPredictive) -> None:
    assert 0.03 <= baseline.truce[0].value <= 0.20


def test_at_most_35_km2_are_held_by_day_60_in_50_to_85_percent(baseline: PriorPredictive) -> None:
    by_level = {row.level_km2: row.by_day[1].value for row in baseline.held}
    assert 0.50 <= by_level[35.0] <= 0.85
    assert list(by_level) == [50.0, 35.0, 20.0, 10.0, 1.0]
    assert list(by_level.values()) == sorted(by_level.values(), reverse=True)


def test_every_map_lies_inside_5_to_95_percent_of_the_observed_area(baseline: PriorPredictive) -> None:
    maps = [seen for seen in baseline.seen if seen.observation.kind == "map"]
    assert {seen.observation.date.isoformat()[5:] for seen in maps} == {"03-16", "03-20", "03-31", "04-26"}
    assert [seen.observation for seen in maps if not seen.inside] == []


def test_the_score_is_under_0_7_of_the_best_simple_forecast(baseline: PriorPredictive) -> None:
    assert baseline.score.mean < 0.7 * baseline.best_simple.mean
    one_map, *simple = baseline.one_map
    assert one_map.mean < 0.7 * min(score.mean for score in simple[:3])


def test_the_band_of_16_march_is_at_most_155_km2_wide(baseline: PriorPredictive) -> None:
    assert script().baseline_row(baseline)["width_16_march_km2"] <= 155.0
    assert baseline.areas[1].date == date(2025, 3, 16)
    assert baseline.areas[1].true_km2[-1] - baseline.areas[1].true_km2[0] <= 155.0


def test_the_three_first_events_add_to_one(baseline: PriorPredictive) -> None:
    assert sum(share.value for share in baseline.first_event) == pytest.approx(1.0)


# rival assumptions


@pytest.mark.parametrize(("low", "high", "sign"), [(1.0, 9.0, "+"), (-9.0, -1.0, "-"), (-1.0, 1.0, "0")])
def test_a_sign_is_given_only_where_the_interval_leaves_out_zero(low: float, high: float, sign: str) -> None:
    assert Difference((low + high) / 2, low, high, 0.5).sign == sign


def test_momentum_forms_are_valid_and_differ_in_momentum_alone() -> None:
    for form in momentum_forms():
        changed = set(load("kursk/baseline", form.sets).changed)
        assert all(path.startswith("talks.attacker.momentum_") for path in changed), changed
    alike = {"talks.attacker.open_probability", "talks.mediation.counter_rounds"}
    assert set(load("kursk/baseline", EVERYBODY_OPEN).changed) == alike


@pytest.mark.parametrize("form", momentum_forms()[2:], ids=lambda form: form.name)
def test_the_momentum_trap_is_that_of_the_study_when_everybody_is_open(form: MomentumForm) -> None:
    assert form.expected is not None
    found = momentum_variant(script().BASELINE, form, 2_000, seed=1)
    by_30, _, by_90 = (share.value for share in found.truce_if_open)
    assert by_90 == pytest.approx(form.expected[1], abs=0.08)
    assert form.expected[0] - 0.15 < by_30 < form.expected[0] + 0.02  # a refusal closes an offer here
    alike = load(script().BASELINE, [*form.sets, *EVERYBODY_OPEN, "talks.attacker.open_probability=0.6"])
    days = run(alike, replications=2_000, seed=1, paths=False).outcomes["truce_day"]
    assert np.mean(days <= 90.0) == pytest.approx(0.6 * by_90, abs=0.05)


def test_the_trap_hangs_on_its_reference_and_the_shipped_form_does_not_hasten(published: dict[str, Any]) -> None:
    shipped, without, *traps = (one["truce"][2]["value"] for one in published["momentum"])
    assert shipped == pytest.approx(without, abs=0.02)
    assert traps == sorted(traps)
    assert traps[0] > 1.5 * shipped


def test_the_sign_of_holding_against_leaving_hangs_on_the_pocket(published: dict[str, Any]) -> None:
    rows = published["attrition"]
    assert {row["case"] for row in rows} == set(POCKETS)
    assert {row["sign"]["casualties"] for row in rows} >= {"+", "-"}
    shipped = {row["form"]: row["sign"]["casualties"] for row in rows if row["case"] == "as shipped"}
    assert shipped == {form: "-" if form == "fitted_1914_82" else "+" for form in shipped}
    assert "-" not in {row["sign"]["lost"] for row in rows if row["case"] == "as shipped"}
    trapped = [row["sign"] for row in rows if row["case"] == "no breakout"]
    assert {sign["lost"] for sign in trapped} == {"+"}  # who stays is captured, and fewer are killed or wounded
    assert {sign["casualties"] for sign in trapped} <= {"-", "0"}
    closed = [row for row in rows if row["case"] == "cut on day 0"]
    assert {row["sign"]["lost"] for row in closed} <= {"+", "0"}  # all break out: who waits loses no fewer
    alike = [row for row in rows if row["case"] == "cut on day 0, one mode"]
    assert {row["sign"]["lost"] for row in alike} >= {"+", "-"}  # exits of one price: the form of losses decides


# what is published


def section() -> str:
    readme = script().README.read_text(encoding="utf-8")
    return str(readme.split(script().START)[1].split(script().END)[0]).strip()


def test_the_readme_prints_the_numbers_of_the_file(published: dict[str, Any]) -> None:
    assert section() == script().markdown(published), f"run {script().COMMAND}"


def test_the_section_says_plausibility_not_skill() -> None:
    assert section().startswith("## Plausibility, not skill")
    assert "knowing what followed" in " ".join(section().split())


def test_the_published_baseline_is_that_of_this_model(published: dict[str, Any], baseline: PriorPredictive) -> None:
    assert differing(published["baseline"], script().baseline_row(baseline)) == [], f"run {script().COMMAND}"


@pytest.mark.slow
def test_the_published_rivals_are_those_of_this_model(published: dict[str, Any]) -> None:
    """A sample of the table at its full size: the momentum trap, and both forms a closed pocket may take."""
    size, seed = published["baseline"]["replications"], published["baseline"]["seed"]
    trap = script().momentum_row(momentum_variant(script().BASELINE, momentum_forms()[3], size, seed))
    assert differing(published["momentum"][3], trap) == [], f"run {script().COMMAND}"
    rows = {(row["case"], row["form"]): row for row in published["attrition"]}
    for case, form in (("as shipped", "per_km2"), ("no breakout", "tempo_elastic")):
        now = script().contrast_row(attrition_contrast(script().PAIR, form, case, size, seed))
        assert differing(rows[case, form], now) == [], f"run {script().COMMAND}"


def differing(one: Any, other: Any, place: str = "") -> list[str]:
    """Places where two nested values differ by more than a percent; numbers below 0.005 count as equal."""
    if isinstance(one, dict):
        if one.keys() != other.keys():
            return [f"{place}: {sorted(one)} against {sorted(other)}"]
        return [found for key in one for found in differing(one[key], other[key], f"{place}.{key}")]
    if isinstance(one, list):
        if len(one) != len(other):
            return [f"{place}: {len(one)} against {len(other)} entries"]
        pairs = enumerate(zip(one, other, strict=True))
        return [found for number, (a, b) in pairs for found in differing(a, b, f"{place}[{number}]")]
    if isinstance(one, float):
        return [] if math.isclose(one, other, rel_tol=0.01, abs_tol=0.005) else [f"{place}: {one} against {other}"]
    return [] if one == other else [f"{place}: {one} against {other}"]


def test_a_difference_between_file_and_model_shows() -> None:
    assert differing({"a": [1.0, 2.0]}, {"a": [1.0, 2.001]}) == []
    assert differing({"a": [1.0, 2.0]}, {"a": [1.0, 2.1]}) == [".a[1]: 2.0 against 2.1"]
    assert differing({"a": "x"}, {"a": "y"}) == [".a: x against y"]
