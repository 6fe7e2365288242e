"""Shares of variance by group against Ishigami's published ones; a wide guess does not win at one width."""

import math
from types import SimpleNamespace

import numpy as np
import pytest

from sim.analysis.evidence.by_basis import shares_by_group
from sim.analysis.evidence.content import BASES, columns_by_basis, ledger_of, those_that_may_act
from sim.analysis.evidence.ranking import at_one_width, ranked
from sim.analysis.evidence.slopes import slopes_of
from sim.experiment.design.drawn import drawn_values
from sim.experiment.grouped import grouped
from sim.experiment.running.running import run
from sim.scenario.loading import load
from sim.scenario.values.distributions import Basis, Distribution, Evidence

PUBLISHED = {"x1": (0.3139, 0.5576), "x2": (0.4424, 0.4424), "x3": (0.0, 0.2437)}  # a = 7, b = 0.1


def ishigami(x: np.ndarray) -> np.ndarray:
    """Ishigami and Homma (1990); indices as in Saltelli and others, Global Sensitivity Analysis (2008), 4.6."""
    return np.sin(x[0]) + 7.0 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])


def test_shares_are_those_published_for_the_function_of_ishigami() -> None:
    rng = np.random.default_rng(3)
    first, last = rng.uniform(-math.pi, math.pi, (2, 3, 200_000))
    runs = [first, *(np.where(np.arange(3)[:, None] == g, last, first) for g in range(3)), last]
    found = shares_by_group(np.array([ishigami(x) for x in runs]), list(PUBLISHED))
    for name, (alone, total) in PUBLISHED.items():
        assert found[name]["first"]["value"] == pytest.approx(alone, abs=0.01)
        assert found[name]["total"]["value"] == pytest.approx(total, abs=0.01)
        assert found[name]["first"]["low"] < alone + 0.003
        assert found[name]["first"]["high"] > alone - 0.003


def g_function(x: np.ndarray) -> np.ndarray:
    """The g-function of Sobol' (x in [0, 1], a in G), after Saltelli and others (2008), section 4.6."""
    return np.prod((np.abs(4.0 * x - 2.0) + G[:, None]) / (1.0 + G[:, None]), axis=0)


G = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0])
G_GROUPS = {"strong": (0, 1), "middle": (2, 3), "weak": (4, 5)}


def g_shares(columns: tuple[int, ...]) -> tuple[float, float]:
    """In closed form: a factor has the mean 1 and the variance 1 / (3 (1 + a)²)."""
    own = 1.0 / (3.0 * (1.0 + G) ** 2)
    others = [place for place in range(G.size) if place not in columns]
    sets = [*range(G.size)], [*columns], others
    whole, of_group, of_others = (float(np.prod(1.0 + own[some]) - 1.0) for some in sets)
    return of_group / whole, 1.0 - of_others / whole


def test_shares_of_groups_are_those_of_salib_and_of_the_closed_form() -> None:
    """The same runs to both: SALib 1.x (Herman and Usher 2017, JOSS; Iwanaga and others 2022), groups of factors."""
    salib = pytest.importorskip("SALib.analyze.sobol")
    names = [f"x{place}" for place in range(G.size)]
    of = {place: name for name, columns in G_GROUPS.items() for place in columns}
    problem = {
        "num_vars": G.size, "names": names, "bounds": [[0.0, 1.0]] * G.size,
        "groups": [of[place] for place in range(G.size)],
    }  # fmt: skip
    rng = np.random.default_rng(11)
    first, last = rng.uniform(size=(2, G.size, 65_536))
    swapped = [
        np.where(np.isin(np.arange(G.size), columns)[:, None], last, first) for columns in G_GROUPS.values()
    ]
    runs = np.array([g_function(x) for x in (first, *swapped, last)])
    found = shares_by_group(runs, list(G_GROUPS))
    theirs = salib.analyze(problem, runs.T.ravel(), calc_second_order=False, num_resamples=2, seed=1)
    for place, (name, columns) in enumerate(G_GROUPS.items()):
        alone, total = g_shares(columns)
        assert found[name]["first"]["value"] == pytest.approx(theirs["S1"][place], abs=2e-3)
        assert found[name]["total"]["value"] == pytest.approx(theirs["ST"][place], abs=2e-3)
        assert found[name]["first"]["value"] == pytest.approx(alone, abs=0.02)
        assert found[name]["total"]["value"] == pytest.approx(total, abs=0.02)


def test_without_variance_there_are_no_shares() -> None:
    assert shares_by_group(np.ones((3, 100)), ["one"]) is None
    assert shares_by_group(np.full((3, 100), np.nan), ["one"]) is None


def made_up(n: int) -> SimpleNamespace:
    """A wide guess with little effect and a narrow fit with more; and a logarithm; middles 10, 10 and 0."""
    ranges = {"guess": ((5.0, 15.0), "judgement", "km"), "fit": ((9.5, 10.5), "fitted", "km"),
              "log": ((-0.5, 0.5), "reported", "ln days")}  # fmt: skip
    values = tuple(
        SimpleNamespace(
            leaf=SimpleNamespace(path=name, declaration=SimpleNamespace(unit=unit)),
            distribution=Distribution("uniform", ends, evidence=Evidence(name, Basis(basis))), chance=False,
            discrete=False,
        )
        for name, (ends, basis, unit) in ranges.items()
    )  # fmt: skip
    positions = np.random.default_rng(5).uniform(size=(n, 3))
    return SimpleNamespace(
        values=values, positions=positions, amounts=lambda k: values[k].distribution.quantile(positions[:, k])
    )


def test_a_wide_guess_does_not_win_at_one_width() -> None:
    """Y = guess + 3 fit + 0.1 log: per SD 10/√12 and 3/√12; per tenth 1, 3 and 0.1 ln 1.1, so 1/10 and 9/10."""
    drawn = made_up(20_000)
    values = drawn.amounts(0) + 3.0 * drawn.amounts(1) + 0.1 * drawn.amounts(2)
    rows = {row["path"]: row for row in ranked(values, drawn)}
    assert list(rows) == ["guess", "fit", "log"]
    assert rows["guess"]["per_sd"] == pytest.approx(10.0 / math.sqrt(12.0), rel=0.02)
    assert rows["fit"]["per_tenth"] == pytest.approx(3.0, rel=0.2)
    assert rows["guess"]["relative_width"] == pytest.approx(0.9)
    shares = at_one_width(values, drawn, BASES)
    assert shares["judgement"]["value"] == pytest.approx(0.1, abs=0.03)
    assert shares["fitted"]["value"] == pytest.approx(0.9, abs=0.03)
    assert shares["reported"]["value"] == pytest.approx(0.0, abs=0.02)
    assert shares["article"]["value"] == 0.0
    assert at_one_width(np.random.default_rng(7).normal(size=20_000), drawn, BASES) is None


def test_run_0_is_that_of_other_commands_and_every_value_has_its_basis() -> None:
    loaded, names = load("tutorial/baseline"), ("area_end_km2", "truce_in_force", "truce_day")
    drawn = drawn_values(loaded, seed=3, replications=20)
    columns = columns_by_basis(drawn)
    found = grouped(loaded, names, columns, replications=20, seed=3, executor="simpy")
    plain = run(loaded, replications=20, seed=3, executor="simpy")
    assert found.groups == (*BASES, "chance")
    for name in names[:2]:
        assert np.array_equal(found.outcomes[name][0], plain.outcomes[name])
        assert not np.array_equal(found.outcomes[name][-1], plain.outcomes[name])
    assert np.isfinite(found.outcomes["truce_day"]).all()
    assert sum(map(len, columns.values())) == sum(not value.chance for value in drawn.values)
    assert {row["basis"] for row in ledger_of(loaded)} <= set(BASES)


def test_a_value_that_does_nothing_is_given_no_effect_of_one_it_moves_with() -> None:
    """By itself, settlement_gain had 5.2 errors of effect: in this design it is .47 correlated with exchange_ratio."""
    drawn = drawn_values(load("kursk/baseline"), seed=1, replications=1000)
    unknown = [number for number, value in enumerate(drawn.values) if not value.chance]
    paths = [drawn.values[number].leaf.path for number in unknown]
    moving = {"attrition.exchange_ratio": 300.0, "ground.walking_pace": -200.0, "truce.answer_half_life_days": 250.0}
    values = np.random.default_rng(1).normal(0.0, 400.0, 1000)
    for path, size in moving.items():
        amounts = drawn.amounts(unknown[paths.index(path)])
        values = values + size * (amounts - amounts.mean()) / amounts.std()
    rows = {row["path"]: row for row in ranked(values, drawn)}
    for path, size in moving.items():
        assert rows[path]["per_sd"] == pytest.approx(size, abs=3.0 * rows[path]["per_sd_se"])
    assert abs(rows["talks.holder.settlement_gain"]["per_sd"]) < 60.0  # by itself .47 of 300
    idle = [row for path, row in rows.items() if path not in moving]
    assert sum(row["clear"] for row in idle) <= 2
    assert np.mean([abs(row["per_sd"]) > 2.0 * row["per_sd_se"] for row in idle]) < 0.1


def test_where_no_value_is_drawn_none_is_ranked() -> None:
    drawn = made_up(30)
    empty = SimpleNamespace(values=(), positions=drawn.positions[:, :0], amounts=drawn.amounts)
    assert ranked(drawn.amounts(0), empty) == []
    assert at_one_width(drawn.amounts(0), empty, BASES) is None


def test_slopes_of_all_values_at_once_are_those_of_least_squares() -> None:
    rng = np.random.default_rng(2)
    x, y = rng.normal(size=(5, 400)), rng.normal(size=400)
    x[4] = 3.0  # constant
    found = slopes_of(x, y, np.arange(400) % 16)
    design = np.column_stack([np.ones(400), x[:4].T])
    slopes, rest, *_ = np.linalg.lstsq(design, y, rcond=None)
    errors = np.sqrt(np.diag(np.linalg.inv(design.T @ design)) * rest / (400 - 5))
    assert found.slope == pytest.approx([*slopes[1:], 0.0])
    assert found.independent == pytest.approx([*errors[1:], 0.0])
    assert found.between_blocks[:4] / found.independent[:4] == pytest.approx(np.ones(4), abs=0.6)
    few = slopes_of(x[:, :12], y[:12], np.arange(12))  # each by itself
    assert few.slope[0] == pytest.approx(np.polyfit(x[0, :12], y[:12], 1)[0])


def test_what_changes_no_run_is_not_ranked() -> None:
    """Where nobody talks, a value of talks stood third: it moved with the exchange ratio."""
    loaded = load("avdiivka/baseline")
    drawn = drawn_values(loaded, seed=1, replications=40)
    acting = those_that_may_act(loaded, drawn)
    paths = [value.leaf.path for value in acting.values]
    assert not any(path.startswith(("talks.", "truce.")) for path in paths)
    assert {"attrition.exchange_ratio", "ground.tempo_start_noise"} <= set(paths)
    at = [value.leaf.path for value in drawn.values].index("attrition.exchange_ratio")
    assert np.array_equal(acting.amounts(paths.index("attrition.exchange_ratio")), drawn.amounts(at))
    assert len(acting.values) < len(drawn.values)
