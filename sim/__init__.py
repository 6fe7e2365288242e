"""Salient: what happens to a squeezed foothold while a ceasefire is on the table.

The front door from Python; each function imports what it needs when it is called:

    import sim

    undecided, leaving = sim.compare(["kursk/undecided", "kursk/undecided-withdraw-now"])
    print(sim.summarise(leaving)["outcomes"]["holder_lost"])
"""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.experiment.ensemble import Ensemble
    from sim.scenario.loaded import LoadedScenario

    Reference = str | os.PathLike[str]

__all__ = ["compare", "load", "run", "summarise"]


def load(scenario: "Reference", sets: str | Sequence[str] = ()) -> "LoadedScenario":
    """A scenario by path or shipped name, with `path=value` texts put over it."""
    from sim.errors import InputError
    from sim.experiment.running.asked import several, shown
    from sim.scenario.loading import load

    reference = os.fspath(scenario) if isinstance(scenario, os.PathLike) else scenario
    if not isinstance(reference, str):
        raise InputError(f"scenario = {shown(scenario)} is no scenario; give a path, a shipped name or what load gives")
    texts = several(sets)
    if not all(isinstance(text, str) for text in texts):
        raise InputError(f"sets = {shown(sets)} are no texts; give a list such as ['command.policy=hold']")
    return load(reference, texts)


def run(scenario: "Reference | LoadedScenario", **settings: Any) -> "Ensemble":
    """Replications of one scenario; the settings are those of `compare`."""
    [ensemble] = compare([scenario], **settings)
    return ensemble


def compare(scenarios: "Sequence[Reference | LoadedScenario]", **settings: Any) -> "list[Ensemble]":
    """Paired replications of several scenarios: replication r has the same luck in each.

    They run over the days that all of them have; a warning says so where one looks further, or starts on another date.
    Settings, all by name: replications or precision (0.05, or 'truce_in_force=0.05'), max_replications, seed,
    executor, design, workers, out (a folder of results), fresh, paths, logs, progress, and processes: your own in
    plain SimPy (docs/your-own-process.md). Whole numbers may be of any kind; what is wrong is told as an InputError.
    """
    from sim.errors import InputError
    from sim.experiment.running.asked import SETTINGS, refuse_unknown, several
    from sim.experiment.running.running import compare
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
    return compare(over(period, loaded), **settings)


def summarise(ensemble: "Ensemble") -> dict[str, Any]:
    """Chances and amounts with their uncertainty, as `salient run --json` prints them."""
    from sim.analysis.summary import summarise
    from sim.errors import InputError
    from sim.experiment.ensemble import Ensemble
    from sim.experiment.running.asked import shown

    if not isinstance(ensemble, Ensemble):
        raise InputError(f"{shown(ensemble)} is no ensemble; give what run or compare gave, one at a time")
    return summarise(ensemble)
