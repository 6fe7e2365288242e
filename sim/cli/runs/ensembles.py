"""`run` and `compare`: many replications of each scenario, summarised or set against a base."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.options import (
    RESULTS,
    Chart,
    Executor,
    Fresh,
    HalfWidth,
    Json,
    Out,
    Quiet,
    Replications,
    Scenarios,
    Seed,
    SeenLater,
    Sets,
    WhichExecutor,
    Workers,
    refuse_unwritable_chart,
)
from sim.cli.output import note, progress, write_json, write_tables
from sim.cli.references import load_all
from sim.cli.runs.elsewhere import Cluster, OneRange, Share, makers_of, run_range, tell_where_crossed
from sim.cli.runs.laws import crossed_runs, draw_by_law, draws_its_laws, told_as_run, told_by_law, with_laws_drawn
from sim.errors import InputError

if TYPE_CHECKING:
    from sim.analysis.uncertainty import Entry
    from sim.experiment.ensemble import Ensemble
    from sim.experiment.running.precision import Precision

Base = Annotated[str, typer.Argument(metavar="BASE", help="The scenario the others are set against.")]
Others = Annotated[list[str], typer.Argument(metavar="OTHER...", help="One or more other scenarios.")]

Forms = Annotated[
    bool,
    typer.Option(
        "--forms",
        help="Also draw each mechanism's law and run each pair eight times: differences by law, what they come of.",
    ),
]

CROSSED = 1000  # pairs that are crossed where a precision says how many runs there are
KEPT_LOGS = 20  # event logs of the first replications are kept with the results


def run_command(
    scenarios: Scenarios,
    replications: Replications = None,
    precision: HalfWidth = None,
    seed: Seed = 1,
    executor: WhichExecutor = None,
    workers: Workers = None,
    sets: Sets = None,
    out: Out = RESULTS,
    fresh: Fresh = False,
    cluster: Cluster = None,
    share: Share = None,
    one_range: OneRange = None,
    seen_later: SeenLater = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Run replications of each scenario and print chances and amounts with their uncertainty."""
    refuse_both(replications, precision)
    loaded = load_all(scenarios, sets)
    chosen = settings(replications, precision, seed, executor, workers, out, fresh, cluster, share)
    if one_range is not None:
        run_range(loaded, one_range, chosen, as_json=as_json, quiet=quiet)
        return

    from sim.analysis.summary import summarise
    from sim.experiment.running.running import run

    ensembles = []
    for one in loaded:
        with progress(one.name, quiet=quiet) as report:
            ensembles.append(run(one, **chosen, progress=report))
    summaries = with_seen([summarise(ensemble) for ensemble in ensembles], ensembles, later=seen_later)
    if as_json:
        told = with_drivers(summaries, ensembles)
        write_json(told[0] if len(told) == 1 else {"runs": told})
    else:
        from sim.report.terminal import tables

        write_tables(tables.run_table(summary) for summary in summaries)
    leave_if_short(ensembles)


def compare_command(
    base: Base,
    others: Others,
    replications: Replications = None,
    precision: HalfWidth = None,
    seed: Seed = 1,
    executor: WhichExecutor = None,
    workers: Workers = None,
    sets: Sets = None,
    forms: Forms = False,
    chart: Chart = None,
    out: Out = RESULTS,
    fresh: Fresh = False,
    cluster: Cluster = None,
    share: Share = None,
    seen_later: SeenLater = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Run paired replications and print how each OTHER differs from BASE under the same luck."""
    refuse_both(replications, precision)
    loaded = load_all([base, *others], sets)
    refuse_twins([one.name for one in loaded[1:]])
    refuse_unwritable_chart(chart)
    if chart is not None and not forms and not any(draws_its_laws(one) for one in loaded):
        raise InputError("--chart draws outcomes by law, and no scenario draws its laws; add --forms")
    with_laws = with_laws_drawn([base, *others], sets) if forms else []
    chosen = settings(replications, precision, seed, executor, workers, out, fresh, cluster, share)

    from sim.analysis.comparison import differences, side_by_side
    from sim.analysis.summary import summarise
    from sim.experiment.running.running import compare
    from sim.scenario.periods import common_period, over

    period = common_period(loaded)
    with progress("paired replications", quiet=quiet) as report:
        first, *rest = ensembles = compare(over(period, loaded), **chosen, progress=report)
    changes = {ensemble.name: differences(first, ensemble) for ensemble in rest}
    compared = [one.loaded for one in ensembles]
    by_law: Entry | None = told_as_run(compared, ensembles)
    if forms:
        n = CROSSED if precision else ensembles[0].replications
        tell_where_crossed(n, cluster)
        crossed = crossed_runs(over(period, with_laws), (), n, seed, chosen["executor"], workers, quiet=quiet)
        by_law = told_by_law(compared, crossed)
    draw_by_law(by_law, compared, chart)
    summaries = with_seen([summarise(one) for one in ensembles], ensembles, later=seen_later)
    told = with_drivers(summaries, ensembles) if as_json else summaries
    write_comparison(side_by_side(compared, told, changes, period, by_law), as_json=as_json)
    leave_if_short(ensembles)


def write_comparison(content: Entry, *, as_json: bool) -> None:
    """A comparison as one JSON object or as a table."""
    if as_json:
        write_json(content)
        return
    from sim.report.terminal import tables

    write_tables([tables.comparison_table(content)])


def with_drivers(summaries: list[Entry], ensembles: list[Ensemble]) -> list[Entry]:
    """The summaries, each with what goes with its main outcomes."""
    from sim.analysis.drivers import driver_entries

    told = [driver_entries(ensemble, ensemble.loaded) for ensemble in ensembles]
    return [{**summary, "drivers": drivers} for summary, drivers in zip(summaries, told, strict=True)]


def with_seen(summaries: list[Entry], ensembles: list[Ensemble], *, later: bool) -> list[Entry]:
    """The summaries, each with what was seen of the ground."""
    from sim.analysis.skill.beside import seen_content

    seen = (seen_content(one, one.loaded, later=later) for one in ensembles)
    return [{**summary, "seen": one} for summary, one in zip(summaries, seen, strict=True)]


def settings(
    replications: int | None,
    precision: str | None,
    seed: int,
    executor: Executor | None,
    workers: int | None,
    out: Path,
    fresh: bool,
    cluster: str | None = None,
    share: str | None = None,
) -> dict[str, Any]:
    """Turn flags into the arguments that `run` and `compare` of an experiment take."""
    from sim.experiment.design.unit_cube import check_seed

    check_seed(seed)
    return {
        "replications": replications,
        "precision": None if precision is None else chosen_precision(precision),
        "seed": seed,
        "executor": pick(executor),
        "workers": workers,
        "out": out,
        "fresh": fresh,
        "logs": KEPT_LOGS,
        "makers": makers_of(cluster),
        "share": share,
    }


def chosen_precision(text: str) -> Precision:
    """The precision asked for, of an outcome that there is."""
    from sim.experiment.kernel import SalientKernel
    from sim.experiment.running.precision import Precision

    wanted = Precision.parse(text)
    wanted.declared_in(SalientKernel().outcomes)
    return wanted


def pick(executor: Executor | None) -> str:
    """The executor asked for, else the fastest that runs here, with a sentence if that is the slow one."""
    from sim.experiment.kernel import SalientKernel
    from sim.experiment.running.running import chosen_executor

    chosen = chosen_executor(None if executor is None else executor.value, SalientKernel())
    if executor is None and chosen == "simpy":
        note("salient: numba does not run here, so SimPy steps the model: the same numbers, more slowly")
    if chosen == "compiled":
        announce_compilation()
    return chosen


def announce_compilation() -> None:
    """Say that the first run of a version takes longer, if it will, and where its code is kept if not as usual."""
    from sim.engine.cache import folder, roots
    from sim.engine.compiled.kept_code import is_kept

    place, usual = folder(), roots()[0]
    if is_kept(place):
        return
    note("salient: compiling the model for this machine, once for this version; up to half a minute")
    if place is None:
        note(f"salient: {usual} cannot be written, so every start compiles again; set SALIENT_CACHE to a folder")
    elif place.parent != usual:
        note(f"salient: {usual} cannot be written, so the compiled model is kept in {place.parent}")


def refuse_both(replications: int | None, precision: str | None) -> None:
    """Refuse a fixed number of replications together with a precision to reach."""
    if replications is not None and precision is not None:
        raise InputError("--replications and --precision exclude each other; leave one out")


def refuse_twins(names: list[str]) -> None:
    """Refuse two others of one name: their differences could not be told apart."""
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"{name} is compared twice; give each scenario once")


def leave_if_short(ensembles: list[Ensemble]) -> None:
    """Say on stderr what the answer lacks: with exit 1 where a scenario has none, or is not as precise as asked."""
    empty = [warn_of_failures(ensemble) for ensemble in ensembles]
    coarse = [warn_of_precision(ensemble) for ensemble in ensembles]
    if any(empty) or any(coarse):
        raise typer.Exit(1)


def warn_of_failures(ensemble: Ensemble) -> bool:
    """Say which replications failed and how to repeat the first; whether none at all could be finished."""
    failures, n = ensemble.failures, ensemble.replications
    if not failures:
        return False
    none = len(failures) == n
    what = f"none of {n:,} replications could be finished" if none else f"{len(failures):,} replications failed"
    then = "so there is no answer" if none else "and are left out"
    note(
        f"salient: {ensemble.name}: {what}{',' if none else ''} {then}; "
        f"the first: {failures[0].message}; repeat it with: {failures[0].command}"
    )
    return none


def warn_of_precision(ensemble: Ensemble) -> bool:
    """Say that the precision asked for is not reached; whether that is so."""
    asked = ensemble.manifest.get("precision")
    if asked is None or asked["enough"]:
        return False
    if len(ensemble.failures) < ensemble.replications:
        from sim.report.terminal.words import precision_sentence

        note(f"salient: {ensemble.name}: {precision_sentence(asked, ensemble.replications)}")
    return True
