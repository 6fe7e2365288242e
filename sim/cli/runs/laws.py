"""The law of every mechanism drawn: scenarios loaded so, run crossed, and told or pictured law by law."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.output import note, progress
from sim.cli.references import load_all

if TYPE_CHECKING:
    from sim.analysis.uncertainty import Entry
    from sim.experiment.crossed import Crossed
    from sim.experiment.ensemble import Ensemble
    from sim.scenario.loaded import LoadedScenario


def with_laws_drawn(references: list[str], sets: list[str] | None) -> list[LoadedScenario]:
    """Load scenarios with every law drawn, but for those that the user chose."""
    from sim.scenario.schema.drawn_forms import DRAW_ALL

    return load_all(references, [DRAW_ALL, *(sets or [])])


def draws_its_laws(loaded: LoadedScenario) -> bool:
    """Whether a scenario draws its laws by itself."""
    from sim.scenario.schema.drawn_forms import DRAWN

    return loaded.scenario.forms == DRAWN


def told_by_law(compared: Sequence[LoadedScenario], crossed: Sequence[Crossed]) -> Entry:
    """What crossed runs of a base and others say by law."""
    from sim.analysis.forms.compared import crossed_content

    return crossed_content([one.name for one in compared], crossed)


def told_as_run(compared: Sequence[LoadedScenario], ensembles: Sequence[Ensemble]) -> Entry | None:
    """What the runs of a comparison themselves say by law; None where no scenario draws its laws."""
    from sim.analysis.forms.answers import asked_for
    from sim.analysis.forms.compared import drawn_content

    return drawn_content(compared, ensembles, asked_for(()))


def draw_by_law(by_law: Entry | None, compared: Sequence[LoadedScenario], chart: Path | None) -> None:
    """Draw the outcomes by law, where that is asked for."""
    if chart is None or by_law is None:
        return
    from sim.report.forms.by_law import write_by_law

    write_by_law(by_law, [one.name for one in compared], chart)
    note(f"salient: drawn in {chart}")


def crossed_runs(
    scenarios: Sequence[LoadedScenario],
    outcomes: Sequence[str],
    replications: int,
    seed: int,
    executor: str,
    workers: int | None,
    *,
    quiet: bool,
) -> list[Crossed]:
    """Each scenario with parameter, chance and form crossed, its laws drawn by itself."""
    from sim.analysis.forms.answers import asked_for, columns_of_forms
    from sim.experiment.crossed import crossed

    names, columns, found = asked_for(outcomes), columns_of_forms(), []
    for one in scenarios:
        with progress(f"{one.name}, crossed", quiet=quiet) as report:
            found.append(
                crossed(
                    one, names, columns, replications=replications, seed=seed, executor=executor, workers=workers,
                    progress=report,
                )
            )  # fmt: skip
    return found
