"""Distributions that cannot be drawn from are refused before a run, with their line; those that can be are drawn."""

import math
from pathlib import Path

import numpy as np
import pytest

from sim.errors import InputError
from sim.scenario.loading import load
from sim.scenario.schema.columns import COLUMNS
from sim.scenario.schema.scenario import Scenario
from sim.scenario.values.declarations import walk
from sim.scenario.values.distributions import Distribution
from sim.scenario.values.shapes import FORMS
from sim.scenario.values.trials import SHARES, reach, unusable
from sim.session.inputs.uploads import read_upload

HEAD = "extends: tutorial/baseline\n"
UNUSABLE = {
    "beta beyond numbers": ("talks.attacker.open_probability", "{beta: [1e308, 1e308]}", "too extreme to be computed"),
    "beta all at one end": ("weather.mud_share", "{beta: [1e20, 1]}", "leaves one value only, 1"),
    "gamma of nothing": ("talks.attacker.refuse_weight", "{gamma: [1e-300]}", "leaves one value only, 0"),
    "normal beyond numbers": ("ground.tempo_mean", "{normal: [0, 1e308]}", "is too extreme to be computed"),
    "normal of one value": ("supply.stock_days", "{normal: [3, 1e-30]}", "leaves one value only, 3"),
    "normal between neighbours": ("talks.holder.losses_reference_persons", "{normal: [4e6, 1e-12]}", "4,000,000"),
    "lognormal of one value": ("supply.stock_days", "{lognormal: [3, 1e-30]}", "leaves one value only, 3"),
    "clip beside truncate": ("supply.stock_days", "{uniform: [0, 9], truncate: [3, 5], clip: [6, 8]}", "value only, 6"),
    "clip to a point": ("supply.stock_days", "{triangular: [3, 5, 9], clip: [4, 4]}", "leaves one value only, 4"),
    "a tail without digits": ("weather.mud_share", "{beta: [2000, 2000], truncate: [0.99, null]}", "one value only, 1"),
    "a window without mass": ("ground.tempo_mean", "{normal: [0, 1], truncate: [50, null]}", "holds no probability"),
}  # fmt: skip


@pytest.mark.parametrize("case", UNUSABLE)
def test_a_distribution_that_cannot_be_drawn_is_refused_with_its_line(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, spelled, words = UNUSABLE[case]
    *sections, last = path.split(".")
    monkeypatch.chdir(tmp_path)
    lines = [f"{'  ' * depth}{name}:" for depth, name in enumerate(sections)]
    text = HEAD + "\n".join([*lines, f"{'  ' * len(sections)}{last}: {spelled}"]) + "\n"
    Path("mine.yaml").write_text(text)
    with pytest.raises(InputError) as in_file:
        load("mine.yaml")
    with pytest.raises(InputError) as as_option:
        load("tutorial/baseline", [f"{path}={spelled}"])
    with pytest.raises(InputError) as as_upload:
        read_upload("mine.yaml", text.encode())
    assert str(in_file.value).startswith(f"mine.yaml:{2 + len(sections)}:")
    assert str(in_file.value) == str(as_upload.value)
    assert str(as_option.value).startswith(f"--set {path}={spelled}: {path} = ")
    for told in (in_file, as_option, as_upload):
        assert words in str(told.value)


@pytest.mark.parametrize(
    ("form", "arguments", "windows"),
    [
        ("beta", (0.01, 0.01), {}), ("beta", (1e10, 1e10), {}), ("beta", (1e-5, 1.0), {}), ("gamma", (0.001,), {}),
        ("gamma", (900.0,), {}), ("lognormal", (1.0, 10.0), {}), ("normal", (0.0, 1.0), {"truncate": (8.0, None)}),
        ("triangular", (0.0, 0.0, 1e-9), {}), ("bernoulli", (0.0,), {}), ("choice", (0.0, 1.0), {}),
    ],
)  # fmt: skip
def test_a_distribution_that_is_only_odd_is_drawn(form: str, arguments: tuple[float, ...], windows: dict) -> None:
    drawn = Distribution(form, arguments, **windows)
    assert unusable(drawn, -math.inf, math.inf) == ""
    assert np.all(np.isfinite(drawn.quantile(SHARES)))


def test_every_distribution_of_the_schema_and_the_shipped_scenarios_is_usable() -> None:
    scenarios = [load(name).scenario for name in ("kursk/baseline", "tutorial/baseline")]
    defaults = Scenario(title="a", theatre="b", start="2025-01-01")
    values = [found for one in (*scenarios, defaults) for found in walk(one) if isinstance(found.value, Distribution)]
    assert len(values) > 100
    assert {found.value.form for found in values} >= {"beta", "gamma", "lognormal", "normal", "triangular"}
    assert not [found.path for found in values if unusable(found.value, found.terms.low, found.terms.high)]


def test_the_trial_reaches_as_far_as_the_draws_of_a_design() -> None:
    from sim.experiment.design.unit_cube import uniforms

    drawn = uniforms(1, 0, 4096, range(20), width=len(COLUMNS))[:, :20]
    assert SHARES[0] < drawn.min()
    assert drawn.max() < SHARES[-1]
    low, high = reach(Distribution("normal", (0.0, 1.0)), -math.inf, math.inf)
    assert (low, high) == (pytest.approx(-8.2, abs=0.1), pytest.approx(8.2, abs=0.1))
    assert reach(Distribution("normal", (0.0, 1.0)), -2.0, 3.0) == (-2.0, 3.0)


def test_a_form_whose_quartiles_are_wrong_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    wrong = replace(FORMS["gamma"], name="wrong", lower=lambda a, u: 2.0 * FORMS["gamma"].lower(a, u))
    monkeypatch.setitem(FORMS, "wrong", wrong)
    assert unusable(Distribution("wrong", (3.0,)), 0.0, 1000.0) == (
        "is too extreme to be computed: its draws do not follow it"
    )
