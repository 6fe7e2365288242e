"""`evidence`: what a scenario's values rest on, and how much of each answer's spread rests on it."""

from __future__ import annotations

from typing import Annotated

import typer

from sim.cli.options import Json, OneScenario, Quiet, Seed, Sets, WhichExecutor, Workers
from sim.cli.output import note, progress, write_json, write_tables
from sim.cli.references import load_all
from sim.cli.runs.ensembles import pick

Outcomes = Annotated[
    list[str] | None,
    typer.Option("--outcome", metavar="NAME", help="An outcome instead of the usual five. May be repeated."),
]
Many = Annotated[int, typer.Option("--replications", min=2, help="How many replications, each run seven times.")]


def evidence_command(
    scenario: OneScenario,
    outcomes: Outcomes = None,
    replications: Many = 1000,
    seed: Seed = 1,
    executor: WhichExecutor = None,
    workers: Workers = None,
    sets: Sets = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """List each value's basis and source, and what share of each outcome's variance rests on which basis.

    Shares alone and in all, with intervals; beside them the shares were every range equally wide.
    """
    [loaded] = load_all([scenario], sets)

    from sim.analysis.evidence.content import columns_by_basis, evidence_content
    from sim.analysis.forms.answers import asked_for
    from sim.experiment.crossed import checked_outcome
    from sim.experiment.design.drawn import drawn_values
    from sim.experiment.grouped import grouped

    names = asked_for(outcomes or [])
    for name in names:
        checked_outcome(name)
    chosen = pick(executor)
    drawn = drawn_values(loaded, seed=seed, replications=replications)
    with progress(loaded.name, quiet=quiet) as report:
        runs = grouped(
            loaded, names, columns_by_basis(drawn), replications=replications, seed=seed, executor=chosen,
            workers=workers, progress=report,
        )  # fmt: skip
    content = evidence_content(loaded, runs, drawn, seed)
    if as_json:
        write_json(content)
    else:
        from sim.report.terminal.evidence.ledger import evidence_tables

        write_tables(evidence_tables(content))
    if content["failures"]:
        note(f"salient: {content['failures']:,} replications failed in some run and are left out")
        raise typer.Exit(1 if content["failures"] == content["replications"] else 0)
