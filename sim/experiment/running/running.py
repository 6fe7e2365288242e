"""From one scenario to many replications, and from several scenarios to paired ones: `run` and `compare`."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, SupportsFloat, SupportsIndex, Unpack

from numpy.typing import NDArray

from sim.errors import ExecutorUnavailable, InputError
from sim.experiment.design.unit_cube import Design
from sim.experiment.ensemble import Ensemble, Interrupted
from sim.experiment.kernel import Kernel, SalientKernel
from sim.experiment.running.asked import (
    RunSettings,
    as_text,
    checked_design,
    checked_folder,
    checked_precision,
    checked_processes,
    checked_progress,
    checked_seed,
    checked_share,
    checked_size,
    checked_workers,
    whole,
    yes_or_no,
)
from sim.experiment.running.gathering import Gathering
from sim.experiment.running.making import Makers, Threads
from sim.experiment.running.manifest import manifest_of, publish
from sim.experiment.running.need import Need, refuse_hopeless_precision, refuse_more_than_there_is
from sim.experiment.running.precision import MAX_REPLICATIONS, PASSES, Precision, half_width, sizes
from sim.experiment.running.work import Settings
from sim.experiment.store.records import KEPT_PATHS

if TYPE_CHECKING:
    from sim.engine.simpy_engine import OwnProcess
    from sim.scenario.loaded import LoadedScenario

Progress = Callable[[int, int], None]
EXECUTORS = ("compiled", "simpy")


def run(loaded: "LoadedScenario", **settings: Unpack[RunSettings]) -> Ensemble:
    """Run one scenario; the arguments are those of `compare`."""
    [ensemble] = compare([loaded], **settings)
    return ensemble


def compare(
    loaded: "Sequence[LoadedScenario]",
    *,
    replications: SupportsIndex | None = None,
    precision: Precision | SupportsFloat | str | None = None,
    max_replications: SupportsIndex = MAX_REPLICATIONS,
    seed: SupportsIndex = 1,
    executor: str | None = None,
    design: Design = "sobol",
    workers: SupportsIndex | None = None,
    out: "str | os.PathLike[str] | None" = None,
    fresh: bool = False,
    paths: bool = True,
    logs: SupportsIndex = 0,
    read_log: Callable[[NDArray[Any]], None] | None = None,
    progress: Progress | None = None,
    processes: "OwnProcess | Iterable[OwnProcess]" = (),
    kernel: Kernel | None = None,
    makers: Makers | None = None,
    share: "str | os.PathLike[str] | None" = None,
) -> list[Ensemble]:
    """Run scenarios with the same draws: replication r has the same luck in each.

    Either so many replications (1,000 unless told) or as many as `precision` needs in every scenario, at most
    `max_replications`. Without `out` nothing is read or written. `read_log` takes the events of the first `logs`
    replications block by block, in any order, instead of their being kept: logs of many runs fill the memory.
    `processes` of your own, in plain SimPy, act in every replication, by the SimPy executor. `makers` make the
    replications, threads of this process unless others are named; `share` is a folder or an address (s3://bucket/folder)
    where finished chunks are kept that several machines make, until the result stands in `out`.
    """
    own, folder = checked_processes(processes), checked_folder("out", out)
    if own:
        executor = executor_for_own_processes(executor, folder)
    kernel = kernel or SalientKernel(own)
    target = checked_precision(precision)
    settings = settings_of(
        {"seed": seed, "executor": executor, "design": design, "workers": workers, "out": folder, "fresh": fresh,
         "paths": paths, "logs": logs, "read_log": read_log, "share": share},
        kernel, own,
    )  # fmt: skip
    most, told = checked_size(replications, target, max_replications), checked_progress(progress)
    if target is not None:
        target.declared_in(kernel.outcomes)
        refuse_hopeless_precision(target, kernel.outcomes, most)
    makers = makers or Threads()
    gatherings = [Gathering(one, settings, kernel, makers) for one in loaded]
    refuse_more_than_there_is(need_of(gatherings, most), folder)
    for gathering in gatherings:
        gathering.open_store(most)
    try:
        n = _gather(gatherings, most, target, told)
        return [finish(gathering, n, target) for gathering in gatherings]
    except KeyboardInterrupt as interrupt:
        raise _interrupted(gatherings, settings, interrupt) from interrupt
    finally:
        makers.let_go()


def settings_of(given: Mapping[str, Any], kernel: Kernel | None = None, own: Sequence[Any] = ()) -> Settings:
    """Settings by name, checked; those that are no settings of one work (how many, precision) are passed over."""
    folder = checked_folder("out", given.get("out"))
    return Settings(
        seed=checked_seed(given.get("seed", 1)),
        executor=chosen_executor(given.get("executor"), kernel or SalientKernel(own)),
        design=checked_design(given.get("design", "sobol")),
        workers=checked_workers(given.get("workers")),
        out=folder,
        fresh=yes_or_no("fresh", given.get("fresh", False)),
        paths=yes_or_no("paths", given.get("paths", True)),
        logs=whole("logs", given.get("logs", 0)),
        read_log=checked_reader(given.get("read_log"), folder),
        processes=tuple(getattr(process, "__name__", "process") for process in own),
        share=checked_share(given.get("share"), folder),
    )


def need_of(gatherings: Sequence[Gathering], most: int) -> Need:
    """What so many replications of the scenarios take."""
    records, settings = [gathering.records for gathering in gatherings], gatherings[0].settings
    return Need(
        replications=most,
        scenarios=len(gatherings),
        outcomes=records[0].n_outcomes,
        series=records[0].n_paths,
        days=max(one.horizon_days for one in records) + 1,
        logs=0 if settings.read_log else settings.logs,
        workers=settings.workers,
        inputs=0 if settings.out is None else max(len(one.kernel.inputs(one.loaded)) for one in gatherings),
    )


def checked_reader(
    read_log: Callable[[NDArray[Any]], None] | None, out: Path | None
) -> Callable[[NDArray[Any]], None] | None:
    """The reader of logs, which sees only what is run now and so cannot have part of it from a folder of results."""
    if read_log is not None and out is not None:
        raise InputError(f"out = {out}: logs that are read while they are made cannot be stored; leave out `out`")
    return read_log


def chosen_executor(executor: str | None, kernel: Kernel) -> str:
    """The executor asked for, else the fastest that runs here."""
    if executor is None:
        return "compiled" if kernel.available("compiled") else "simpy"
    if not isinstance(executor, str) or executor not in EXECUTORS:
        raise InputError(f"executor = {as_text(executor)} does not exist; choose compiled or simpy")
    if not kernel.available(executor):
        raise ExecutorUnavailable("numba is not installed here: use --executor simpy (slower, same results)")
    return executor


def executor_for_own_processes(executor: str | None, out: Path | str | None) -> str:
    """The SimPy executor, the only one for processes of the user's own; their results cannot be stored."""
    if executor == "compiled":
        raise ExecutorUnavailable(
            "a process of your own is plain SimPy: use executor='simpy' (the compiled one cannot run it)"
        )
    if out is not None:
        raise InputError(
            f"out = {out}: results with processes of your own are not stored, as no hash covers them; leave out `out`"
        )
    return "simpy" if executor is None else executor


def _gather(gatherings: Sequence[Gathering], most: int, target: Precision | None, progress: Progress) -> int:
    """Extend all scenarios to the same number of replications and return it.

    A precision is reached when it was at two sizes in a row; where no replication can be finished, none is.
    """
    n, passes = most, 0
    for n in [most] if target is None else sizes(most):
        for number, gathering in enumerate(gatherings):
            gathering.extend(n, _share_of(progress, number * n, len(gatherings) * n))
        if target is None or any(gathering.records.faults[:n].all() for gathering in gatherings):
            break
        narrow = all(_reached(gathering, n, target) <= target.half_width for gathering in gatherings)
        passes = passes + 1 if narrow else 0
        if passes == PASSES:
            break
    return n


def _share_of(progress: Progress, before: int, total: int) -> Callable[[int], None]:
    """Progress of one scenario as part of that of all."""
    return lambda done: progress(before + done, total)


def _reached(gathering: Gathering, n: int, target: Precision) -> float:
    declared = target.declared_in(gathering.kernel.outcomes)
    return half_width(gathering.values(target.outcome, n), gathering.records.faults[:n], declared)


def finish(gathering: Gathering, n: int, target: Precision | None = None) -> Ensemble:
    """Make the ensemble of the first n replications and, if it is more than what is stored, store it."""
    reached = None if target is None else _reached(gathering, n, target)
    ensemble = _ensemble(gathering, n, target, reached)
    if gathering.settings.out is not None and n > gathering.stored:
        publish(gathering, ensemble)
        gathering.forget_chunks(below=n)
    return ensemble


def _ensemble(
    gathering: Gathering, n: int, target: Precision | None = None, reached: float | None = None
) -> Ensemble:
    kernel, records, settings = gathering.kernel, gathering.records, gathering.settings
    names = [outcome.name for outcome in kernel.outcomes]
    failures = gathering.failures(n)
    paths = records.paths[:, : min(n, KEPT_PATHS)]
    return Ensemble(
        name=gathering.loaded.name,
        hash=gathering.loaded.hash,
        seed=settings.seed,
        replications=n,
        executor=settings.executor,
        design=settings.design,
        outcomes={name: _fixed(records.outcomes[number, :n]) for number, name in enumerate(names)},
        paths={name: _fixed(days) for name, days in zip(kernel.path_names, paths, strict=False)},
        events=records.all_events(n),
        failures=failures,
        manifest=manifest_of(gathering, n, len(failures), target, reached),
        loaded=gathering.loaded,
        folder=gathering.folder if settings.out is not None else None,
    )


def _fixed(values: NDArray[Any]) -> NDArray[Any]:
    """A view that cannot be written to."""
    view = values.view()
    view.flags.writeable = False
    return view


def _interrupted(gatherings: Sequence[Gathering], settings: Settings, interrupt: KeyboardInterrupt) -> Interrupted:
    """Keep what is done, also where the end came while results were written, and say so."""
    for gathering in gatherings:
        gathering.save()
    done = sum(int(gathering.records.done.sum()) for gathering in gatherings)
    if settings.out is None:
        kept = "no folder of results was given, so nothing is kept"
    else:
        kept = f"what is done is kept in {settings.out}; the same command goes on from there"
    partial = [_ensemble(g, g.records.prefix_length()) for g in gatherings if g.records.prefix_length()]
    code = getattr(interrupt, "exit_code", 130)
    return Interrupted(f"interrupted after {done:,} replications; {kept}", partial, code)
