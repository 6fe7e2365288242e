"""What a type checker knows of a script that uses the front door: `mypy` checks it with the package, strictly.

A line that must be refused carries the refusal to ignore: a checker that would let it pass complains of the comment.
"""

from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any, assert_type

import altair as alt
import pandas as pd
import simpy
import xarray as xr

import sim
from sim.experiment.failures import Failure
from sim.notebook.plots import ComparisonPlots, EnsemblePlots
from sim.notebook.summaries import Difference, Summary
from sim.scenario.values.distributions import Quantity


def watcher(env: simpy.Environment, salient: Any) -> Generator[simpy.Event, Any, None]:
    """A process of one's own."""
    yield env.timeout(3)


def scenarios(folder: Path) -> sim.Scenario:
    """Loaded, changed, written."""
    base = assert_type(sim.load("kursk/undecided"), sim.Scenario)
    sim.load(folder / "mine.yaml", ["command.policy=hold"])
    sim.load(5)  # type: ignore[arg-type]
    assert_type(base["command.order_day"], Quantity)
    base.with_(command__order_day=5, attacker__people_persons=sim.Distribution("triangular", (1.0, 2.0, 3.0)))
    base.with_({"supply.stock_days": {"triangular": [1, 2, 4]}, "command.policy": "hold"})
    base.with_(command__order_day=[5])  # type: ignore[arg-type]
    base.to_yaml("shorter")  # type: ignore[arg-type]
    assert_type(base.write(folder / "other.yaml", "whole"), Path)
    assert_type(base.to_frame(), pd.DataFrame)
    return base.with_(horizon_days=30)


def runs(scenario: sim.Scenario) -> sim.Ensemble:
    """One scenario, and what its runs give."""
    sim.run(scenario, replication=10)  # type: ignore[call-arg]
    sim.run(scenario, replications="10")  # type: ignore[arg-type]
    sim.run(scenario, design="sobel")  # type: ignore[arg-type]
    one = assert_type(sim.run(scenario, replications=10, seed=2, processes=[watcher]), sim.Ensemble)
    assert_type(one.outcomes, pd.DataFrame)
    assert_type(one.inputs, pd.DataFrame)
    assert_type(one.paths, pd.DataFrame)
    assert_type(one.to_xarray(), xr.Dataset)
    assert_type(one.plot, EnsemblePlots)
    assert_type(one.plot.area("dark"), alt.LayerChart)
    one.plot.area("darc")  # type: ignore[arg-type]
    assert_type(one.failures, tuple[Failure, ...])
    assert_type(one.scenario, sim.Scenario)
    return one


def numbers(one: sim.Ensemble) -> float | None:
    """A summary, told apart by the kind of each entry."""
    summary = assert_type(sim.summarise(one), Summary)
    summary["outcome"]  # type: ignore[typeddict-item]
    entry = summary["outcomes"]["truce_day"]
    if entry["kind"] == "amount":
        return entry["p95"]
    if entry["kind"] == "category":
        return assert_type(entry["share"], dict[str, float | None])["truce"]
    return assert_type(entry["low"], float | None)


def comparisons(scenario: sim.Scenario) -> Mapping[str, dict[str, Difference]]:
    """Several scenarios, and how they differ."""
    both = assert_type(sim.compare(["kursk/undecided", scenario], precision=0.05), sim.Comparison)
    first, _ = both
    assert_type(first, sim.Ensemble)
    assert_type(both[0], sim.Ensemble)
    assert_type(both[:1], sim.Comparison)
    assert_type(both.plot, ComparisonPlots)
    assert_type(both.plot.curves("truce"), alt.LayerChart)
    sim.compare([scenario, 5])  # type: ignore[list-item]
    return both.differences
