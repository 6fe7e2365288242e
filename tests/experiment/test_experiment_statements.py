"""Statements about any world: what their expressions mean, that a false one is found, and that those shipped hold."""

from pathlib import Path

import numpy as np
import pytest

from sim.errors import InputError
from sim.experiment.statements.expressions import Unreadable, evaluated, names_in
from sim.experiment.statements.statements import Statement, read_statements, shipped_statements
from sim.experiment.statements.trying import lives_of, one_world, try_all
from sim.experiment.statements.worlds import rows_of
from sim.scenario.loading import load
from sim.scenario.schema.columns import COLUMNS

AREA = np.array([1.0, 2.0, 3.0])
SERIES = np.array([[5.0, 4.0, 4.5], [3.0, 3.0, 3.0], [2.0, 1.0, 0.0]])
VALUES = {"area": AREA, "second.area": AREA + 1.0, "ground.held": AREA * 2.0, "daily.held": SERIES}
WORLDS = 120


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("area", [1.0, 2.0, 3.0]),
        ("-area + 2 * ground.held / area - 1", [2.0, 1.0, 0.0]),
        ("1 < area <= 3", [False, True, True]),
        ("area == 2 or not area < 3", [False, True, True]),
        ("second.area > area and area != 2", [True, False, True]),
        ("daily.held[0]", [5.0, 3.0, 2.0]),
        ("daily.held[-1] - daily.held[1]", [0.5, 0.0, -1.0]),
        ("largest_rise(daily.held)", [0.5, 0.0, 0.0]),
        ("largest_fall(daily.held)", [1.0, 0.0, 1.0]),
        ("least(daily.held) + most(daily.held)", [9.0, 6.0, 2.0]),
        ("min(area, 2) + max(area, 2) + abs(-area)", [4.0, 6.0, 8.0]),
        ("average(area)", [2.0, 2.0, 2.0]),
        ("near(area, area * 1.0000000001)", [True, True, True]),
        ("never(area / 0)", [True, True, True]),
        ("missing(0 / (area - 2) * (area - 2))", [False, True, False]),
    ],
)
def test_an_expression_means_what_it_says(text: str, value: list[float]) -> None:
    with np.errstate(divide="ignore", invalid="ignore"):
        assert np.broadcast_to(evaluated(text, VALUES.__getitem__), 3).tolist() == value


@pytest.mark.parametrize(
    "text",
    ["", "area +", "__import__('os')", "area.__class__()", "open('x')", "[area]", "area if area else 1", "lambda: area",
     "'text'", "area ** 2", "area is 1", "daily.held[9]", "daily.held[area]", "daily.held[0:1]", "min(area, key=abs)"],
)  # fmt: skip
def test_what_is_no_expression_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        evaluated(text, VALUES.__getitem__)


def test_the_names_an_expression_asks_for() -> None:
    assert names_in("near(second.area, ground.held) and daily.held[3] > 0") == {
        "second.area", "ground.held", "daily.held",
    }  # fmt: skip


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "checks.yaml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: {says: x}", "checks.yaml:1:1: a needs `says` and `expect`"),
        ("a: {says: x, expect: 1, wen: 1}", "checks.yaml:1:25: wen is not known here; did you mean 'when'?"),
        ("a: {says: x, expect: 1, world: {ground.hold: 1}}", "ground.hold is no value of a scenario"),
        ("a: {says: x, expect: 1, world: {command.policy: stay}}", "write one of hold, policy_date"),
        ("a: {says: x, expect: 1, world: {supply.stock_days: yes}}", "supply.stock_days = yes: write a number"),
        ("a: {says: x, expect: '1 +'}", "is no expression"),
        ("a: {says: x, expect: second.truce_day > 1}", "speaks of a second world"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError) as refusal:
        read_statements(written(tmp_path, text))
    assert told in str(refusal.value)
    assert "checks.yaml:1:" in str(refusal.value)


def statement(tmp_path: Path, text: str) -> Statement:
    [found] = read_statements(written(tmp_path, f"a:\n  says: it is so\n{text}"))
    return found


def test_a_false_statement_is_found_and_its_worlds_can_be_looked_at_again(tmp_path: Path) -> None:
    false = statement(tmp_path, "  base: tutorial/baseline\n  expect: holder_casualties < 900\n")
    [tried] = try_all([false], worlds=WORLDS, seed=5)
    assert not tried.holds
    assert 0 < len(tried.failures) < tried.applies == WORLDS
    again = one_world(false, 5, tried.failures[-1])
    assert not again["holds"]
    assert again["outcomes"]["holder_casualties"][0] >= 900
    assert tried.failures == tuple(
        np.flatnonzero(lives_of(false, 5, 0, WORLDS)[0].outcomes[:, _outcome("holder_casualties")] >= 900).tolist()
    )


def test_a_statement_about_no_world_does_not_hold(tmp_path: Path) -> None:
    about_nothing = statement(tmp_path, "  when: truce_day < -1\n  expect: 1\n")
    [tried] = try_all([about_nothing], worlds=20, seed=1)
    assert (tried.applies, tried.failures, tried.holds) == (0, (), False)


def test_an_unknown_name_is_told_with_the_statement(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"checks\.yaml:1:1: a: area_and_km2 is no outcome, no series and no value"):
        try_all([statement(tmp_path, "  expect: area_and_km2 > 1\n")], worlds=2, seed=1)


@pytest.mark.parametrize("text", ["least(truce_day) > 1", "min(truce_day) > 1", "truce_day[3] > 1"])
def test_a_function_used_wrongly_is_told_with_the_statement(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match=r"checks\.yaml:1:1: a: "):
        try_all([statement(tmp_path, f"  expect: {text}\n")], worlds=2, seed=1)


def test_a_twin_differs_in_what_is_said_and_has_the_same_luck(tmp_path: Path) -> None:
    twins = statement(tmp_path, "  other: {ground.lost_below_km2: 60}\n  expect: 1\n")
    one, other = lives_of(twins, 3, 0, 30)
    assert np.flatnonzero((one.rows != other.rows).any(axis=0)).tolist() == [COLUMNS.index("ground.lost_below_km2")]
    starts = one.series[:, 0, 0]
    assert len(np.unique(starts)) > 20
    assert (starts == other.series[:, 0, 0]).all()


def test_a_world_is_the_same_however_many_are_asked_for() -> None:
    loaded = load("kursk/undecided")
    rows = rows_of(loaded, 7, 0, 200)
    assert (rows[150:] == rows_of(loaded, 7, 150, 200)).all()
    assert (rows != rows_of(loaded, 8, 0, 200)).any()


def test_worlds_reach_far_and_stay_within_the_schema() -> None:
    loaded = load("kursk/undecided")
    rows = rows_of(loaded, 1, 0, 4_000)
    for leaf in loaded.leaves():
        column = rows[:, leaf.declaration.column]
        finite = column[np.isfinite(column)]
        assert (leaf.declaration.low <= finite).all()
        assert (finite <= leaf.declaration.high).all()
    usual = np.median(rows, axis=0)
    beyond = (rows > 100.0 * np.abs(usual) + 1e-9).sum()
    assert beyond > 1_000


@pytest.mark.slow(20)
@pytest.mark.parametrize("shipped", shipped_statements(), ids=lambda one: one.name)
def test_what_an_expert_says_holds_in_random_worlds(shipped: Statement) -> None:
    [tried] = try_all([shipped], worlds=WORLDS, seed=2)
    assert not tried.faults
    assert not tried.failures


def _outcome(name: str) -> int:
    from sim.model.outcomes import OUTCOME_NAMES

    return list(OUTCOME_NAMES).index(name)
