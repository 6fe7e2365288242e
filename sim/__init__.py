"""Salient: what happens to a squeezed foothold while a ceasefire is on the table.

The front door from Python; each function imports what it needs when it is called:

    import sim

    undecided, leaving = sim.compare(["kursk/undecided", "kursk/undecided-withdraw-now"])
    print(sim.summarise(leaving)["outcomes"]["holder_lost"])
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.experiment.ensemble import Ensemble
    from sim.scenario.loaded import Loaded

__all__ = ["compare", "load", "run", "summarise"]


def load(scenario: str | Path, sets: Sequence[str] = ()) -> "Loaded":
    """A scenario by path or shipped name, with `path=value` texts put over it."""
    from sim.scenario.loading import load

    return load(scenario, sets)


def run(scenario: "str | Path | Loaded", **settings: Any) -> "Ensemble":
    """Replications of one scenario; the settings are those of `compare`."""
    [ensemble] = compare([scenario], **settings)
    return ensemble


def compare(scenarios: "Sequence[str | Path | Loaded]", **settings: Any) -> "list[Ensemble]":
    """Paired replications of several scenarios: replication r has the same luck in each.

    They run over the days that all of them have; a warning says so where one looks further, or starts on another date.
    Settings, all by name: replications or precision, seed, executor, workers, out (a folder of results), fresh, paths,
    logs, progress, and processes: your own in plain SimPy (docs/your-own-process.md).
    """
    from sim.experiment.ensemble import compare
    from sim.scenario.periods import common_period, over

    loaded = [load(one) if isinstance(one, str | Path) else one for one in scenarios]
    period = common_period(loaded)
    if period.note:
        import warnings

        warnings.warn(period.note, stacklevel=2)
    return compare(over(period, loaded), **settings)


def summarise(ensemble: "Ensemble") -> dict[str, Any]:
    """Chances and amounts with their uncertainty, as `salient run --json` prints them."""
    from sim.analysis.summary import summarise

    return summarise(ensemble)
