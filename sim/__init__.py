"""Salient: what happens to a squeezed foothold while a ceasefire is on the table.

The front door from Python; each function imports what it needs when it is called:

    import sim

    leaving = sim.load("kursk/undecided").with_(command__policy="policy_date", command__order_day=5)
    both = sim.compare(["kursk/undecided", leaving])
    both                                    # a notebook shows the finding and a table
    both.outcomes["holder_lost"]            # a pandas Series by scenario and replication
    both.plot.curves("truce")               # an Altair chart
"""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Unpack

if TYPE_CHECKING:
    from sim.experiment.running.asked import RunSettings
    from sim.notebook.comparison import Comparison
    from sim.notebook.ensemble import Ensemble
    from sim.notebook.scenario import Scenario
    from sim.notebook.summaries import Summary
    from sim.scenario.loaded import LoadedScenario
    from sim.scenario.values.distributions import Basis, Distribution, Evidence, Fixed

    Reference = str | os.PathLike[str]

__all__ = [
    "Basis", "Comparison", "Distribution", "Ensemble", "Evidence", "Fixed", "Scenario",
    "compare", "load", "run", "summarise",
]  # fmt: skip

_AT_HOME = {
    "Comparison": "sim.notebook.comparison",
    "Ensemble": "sim.notebook.ensemble",
    "Scenario": "sim.notebook.scenario",
    **dict.fromkeys(("Basis", "Distribution", "Evidence", "Fixed"), "sim.scenario.values.distributions"),
}


def __getattr__(name: str) -> object:
    """The classes, imported when first asked for."""
    if name not in _AT_HOME:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_AT_HOME[name]), name)


def load(scenario: "Reference", sets: str | Sequence[str] = ()) -> "Scenario":
    """A scenario by path or shipped name, with `path=value` texts put over it.

    InputError for what is no scenario, with file, line and column, what is wrong and what is allowed.
    """
    from sim.errors import InputError
    from sim.experiment.running.asked import several, shown
    from sim.notebook.scenario import Scenario
    from sim.scenario.loading import load

    reference = os.fspath(scenario) if isinstance(scenario, os.PathLike) else scenario
    if not isinstance(reference, str):
        raise InputError(f"scenario = {shown(scenario)} is no scenario; give a path, a shipped name or what load gives")
    texts = several(sets)
    if not all(isinstance(text, str) for text in texts):
        raise InputError(f"sets = {shown(sets)} are no texts; give a list such as ['command.policy=hold']")
    return Scenario.of(load(reference, texts))


def run(scenario: "Reference | LoadedScenario", **settings: "Unpack[RunSettings]") -> "Ensemble":
    """Runs (replications) of one scenario, 1,000 unless told; the settings are those of `compare`."""
    [ensemble] = compare([scenario], **settings)
    return ensemble


def compare(
    scenarios: "Sequence[Reference | LoadedScenario]", **settings: "Unpack[RunSettings]"
) -> "Comparison":
    """Paired runs of several scenarios: replication r has the same luck in each.

    They run over the days that all of them have; a warning says so where one looks further, or starts on another date.
    Settings, all by name: replications or precision (0.05, or 'truce_in_force=0.05'), max_replications, seed,
    executor, design, workers, out (a folder of results), fresh, paths, logs, progress, and processes: your own in
    plain SimPy (docs/your-own-process.md). Whole numbers may be of any kind; what is wrong is told as an InputError.
    """
    from sim.errors import InputError
    from sim.experiment.running.asked import SETTINGS, refuse_unknown, several
    from sim.experiment.running.running import compare
    from sim.notebook.comparison import Comparison
    from sim.notebook.ensemble import Ensemble
    from sim.scenario.loaded import LoadedScenario
    from sim.scenario.loading import told_apart
    from sim.scenario.periods import common_period, over

    refuse_unknown(settings, SETTINGS)
    loaded = told_apart([one if isinstance(one, LoadedScenario) else load(one) for one in several(scenarios)])
    if not loaded:
        raise InputError("no scenario is given; give at least one")
    period = common_period(loaded)
    if period.note:
        import warnings

        warnings.warn(period.note, stacklevel=2)
    return Comparison([Ensemble(arrays) for arrays in compare(over(period, loaded), **settings)])


def summarise(ensemble: "Ensemble") -> "Summary":
    """Chances and amounts with their uncertainty, as `salient run --json` prints them; also `ensemble.summary`."""
    from sim.errors import InputError
    from sim.experiment.running.asked import shown
    from sim.notebook.ensemble import Ensemble

    if not isinstance(ensemble, Ensemble):
        raise InputError(f"{shown(ensemble)} is no ensemble; give what run or compare gave, one at a time")
    return ensemble.summary
