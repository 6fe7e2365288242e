"""Many runs of one scenario, as a notebook shows them and pandas reads them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.notebook import frames
from sim.notebook.answer import Told
from sim.notebook.plots import EnsemblePlots
from sim.notebook.scenario import Scenario
from sim.report.words.markdown import shown
from sim.report.words.numbers import counted

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from sim.experiment.design.unit_cube import Design
    from sim.experiment.ensemble import Ensemble as Arrays
    from sim.experiment.failures import Failure
    from sim.notebook.summaries import Summary


class Ensemble:
    """Runs (replications) 0 to n - 1 of one scenario: a pure function of scenario, seed, design and n.

    Frames are made when first asked for. `arrays` are the same numbers without labels, which `sim.analysis` reads.
    """

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays

    @property
    def name(self) -> str:
        """The scenario's name."""
        return self.arrays.name

    @property
    def hash(self) -> str:
        """16 hexadecimal digits that stand for scenario and map."""
        return self.arrays.hash

    @property
    def seed(self) -> int:
        """The seed of all draws."""
        return self.arrays.seed

    @property
    def replications(self) -> int:
        """Number of runs, failed ones included."""
        return self.arrays.replications

    @property
    def executor(self) -> str:
        """What ran them: `compiled` or `simpy`; both give the same numbers."""
        return self.arrays.executor

    @property
    def design(self) -> Design:
        """How inputs were drawn: `sobol` or `random`."""
        return self.arrays.design

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Runs that failed, each with its reason and the command that repeats it; they are in no number."""
        return self.arrays.failures

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What was run, with what, and how long it took, as `manifest.json` has it."""
        return self.arrays.manifest

    @property
    def folder(self) -> Path | None:
        """The result folder; None without `out`."""
        return self.arrays.folder

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario that was run."""
        return Scenario.of(self.arrays.loaded)

    @cached_property
    def inputs(self) -> pd.DataFrame:
        """What was drawn (replication × value) under dotted paths, in the units of the file (`attrs["units"]`).

        A choice, and so the law of a mechanism that is drawn, is categorical; a switch is boolean; what is fixed has
        no column. Processes of your own may have changed the values later on.
        """
        return frames.inputs_frame(self.arrays)

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """Outcomes (replication × outcome) in the units of `attrs["units"]`: shares 0 or 1, categories as words.

        NaN where there is no value, a day never comes, or the run failed.
        """
        return frames.outcomes_frame(self.arrays)

    @cached_property
    def paths(self) -> pd.DataFrame:
        """Daily series ((replication, day) × series) of the first 10,000 runs, from day 0 to the horizon."""
        return frames.paths_frame(self.arrays)

    @cached_property
    def events(self) -> pd.DataFrame:
        """Event logs (event × column) of the first runs, as many as `logs` asked for."""
        return frames.events_frame(self.arrays)

    @cached_property
    def summary(self) -> Summary:
        """Chances and amounts with their uncertainty, as `salient run --json` prints them."""
        return self._told.summaries[0]

    @property
    def plot(self) -> EnsemblePlots:
        """The app's charts of these runs, as Altair charts: `ensemble.plot.area()`."""
        return EnsemblePlots(self._told)

    def to_frame(self) -> pd.DataFrame:
        """Inputs and outcomes side by side (replication × value and outcome), ready for a regression."""
        return frames.beside(self.inputs, self.outcomes)

    def to_xarray(self) -> xr.Dataset:
        """Inputs and outcomes (replication), series (replication, day) under `daily_…`, with units and meanings.

        Dots in names are `__`; where fewer runs have series, these have the dimension `replication_with_series`.
        ExtraMissing where xarray is not installed: pip install 'salient-sim[xarray]'.
        """
        from sim.notebook.datasets import dataset

        return dataset(self.to_frame(), self.paths)

    @cached_property
    def _told(self) -> Told:
        return Told.of([self.arrays])

    def __len__(self) -> int:
        """Number of runs."""
        return self.replications

    def _names(self) -> list[str]:
        return [identity(self)]

    def _sizes(self) -> str:
        return "Frames: .outcomes, .inputs, .paths; charts: .plot; numbers: .summary."

    def __repr__(self) -> str:
        """The finding and the main outcomes, under 40 lines."""
        return self._told.as_text(self._names(), self._sizes())

    def _repr_html_(self) -> str:
        """The finding and the main outcomes as a notebook shows them."""
        return self._told.as_html(self._names(), self._sizes())


def identity(ensemble: Ensemble) -> str:
    """'kursk/hold: 1,000 runs over 90 days from 2025-03-12, seed 1, compiled executor; with horizon_days=90'."""
    scenario, own = ensemble.scenario.scenario, ensemble.manifest.get("processes", ())
    days = f"{scenario.horizon_days} days from {scenario.start}"
    runs = f"{counted(ensemble.replications, 'run')} over {days}, seed {ensemble.seed}, {ensemble.executor} executor"
    changed = shown(", ".join([*ensemble.scenario.sets, *(f"process {name}" for name in own)]))
    return f"{ensemble.name}: {runs}{'; with ' if changed else ''}{changed}"
