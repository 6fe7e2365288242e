"""What is asked of an ensemble, checked before any work: a sentence names the setting, its value and the way out.

Whole numbers of any kind count (NumPy's too), texts and truths do not: `'10'`, `10.0` and `True` are no numbers of
replications. Where a list is wanted, one alone counts as a list of one, as in pandas.
"""

import operator
import os
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from numbers import Real
from pathlib import Path
from typing import TYPE_CHECKING, Any, SupportsFloat, SupportsIndex, TypedDict

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError
from sim.experiment.design.unit_cube import Design, check_seed
from sim.experiment.running.precision import Precision
from sim.experiment.running.threads import default_workers

if TYPE_CHECKING:
    from sim.engine.simpy_engine import OwnProcess
    from sim.experiment.kernel import Kernel
    from sim.experiment.running.making import Makers

DEFAULT_REPLICATIONS = 1000
DESIGNS = ("sobol", "random")


class RunSettings(TypedDict, total=False):
    """How to run, all by name; each may be left out. `sim.experiment.running.running.compare` says what they do."""

    replications: SupportsIndex | None
    precision: Precision | SupportsFloat | str | None
    max_replications: SupportsIndex
    seed: SupportsIndex
    executor: str | None
    design: Design
    workers: SupportsIndex | None
    out: "str | os.PathLike[str] | None"
    fresh: bool
    paths: bool
    logs: SupportsIndex
    read_log: Callable[[NDArray[Any]], None] | None
    progress: Callable[[int, int], None] | None
    processes: "OwnProcess | Iterable[OwnProcess]"
    kernel: "Kernel | None"
    makers: "Makers | None"
    share: "str | os.PathLike[str] | None"


SETTINGS = tuple(RunSettings.__annotations__)


def whole(name: str, value: Any, least: int = 0, why: str = "") -> int:
    """A whole number of at least so many, of any type that Python takes for an index."""
    try:
        if isinstance(value, bool):
            raise TypeError
        number: int = operator.index(value)
    except TypeError:
        raise InputError(f"{name} = {shown(value)} is no whole number; give one such as {max(least, 10)}") from None
    if number < least:
        raise InputError(f"{name} = {number} is below {least}; {why or f'give {least} or more'}")
    return number


def yes_or_no(name: str, value: Any) -> bool:
    """True or False, NumPy's too."""
    if not isinstance(value, bool | np.bool_):
        raise InputError(f"{name} = {shown(value)} is neither True nor False; give one of them")
    return bool(value)


def shown(value: Any) -> str:
    """A value as Python writes it, on one line, at most 60 characters."""
    text = " ".join(repr(value).split())
    return text if len(text) <= 60 else text[:57] + "..."


def as_text(value: Any) -> str:
    """The same, and a text as it is."""
    return shown(value)[1:-1] if isinstance(value, str) else shown(value)


def checked_seed(seed: Any) -> int:
    """The seed, if it is one."""
    number = whole("seed", seed, -(1 << 64))
    check_seed(number)
    return number


def checked_size(replications: Any, target: Precision | None, most: Any) -> int:
    """How many replications at most; refuses both number and precision, and numbers below 1."""
    highest = whole("max_replications", most, 1, "allow at least one replication")
    if target is not None:
        if replications is not None:
            raise InputError("replications and precision exclude each other; leave one out")
        return highest
    if replications is None:
        return DEFAULT_REPLICATIONS
    return whole("replications", replications, 1, "run at least one replication")


def checked_workers(workers: Any) -> int:
    """The number of threads asked for, else one for each processor."""
    return default_workers() if workers is None else whole("workers", workers, 1, "use at least one thread")


def checked_precision(precision: Any) -> Precision | None:
    """The precision asked for: a number for the usual outcome, a text as on the command line, or one ready-made."""
    if precision is None or isinstance(precision, Precision):
        return precision
    if not isinstance(precision, bool) and isinstance(precision, Real):
        return Precision.parse(repr(float(precision)))
    if not isinstance(precision, str):
        raise InputError(
            f"precision = {shown(precision)} is neither a number nor a text; "
            "give one such as 0.05 or 'truce_in_force=0.05'"
        )
    return Precision.parse(precision)


def checked_design(design: Any) -> Any:
    """The design asked for, if there is one of that name."""
    if not isinstance(design, str) or design not in DESIGNS:
        raise InputError(f"design = {as_text(design)} does not exist; choose {' or '.join(DESIGNS)}")
    return design


def checked_folder(name: str, folder: Any) -> Path | None:
    """A folder as a path, given as a text or anything that stands for a path."""
    if folder is None:
        return None
    place = os.fspath(folder) if isinstance(folder, os.PathLike) else folder
    if not isinstance(place, str) or not place:
        raise InputError(f"{name} = {shown(folder)} names no folder; give a path as a text or a Path")
    return Path(place)


def checked_share(share: Any, out: Path | None) -> str | None:
    """A folder or an address where several machines keep chunks; without a folder of results there is none."""
    if share is None:
        return None
    place = os.fspath(share) if isinstance(share, os.PathLike) else share
    if not isinstance(place, str) or not place:
        raise InputError(f"share = {shown(share)} names no place; give a folder, or an address such as s3://bucket/runs")
    if out is None:
        raise InputError(f"share = {as_text(place)}: what is kept there becomes a result in `out`; name that too")
    return place


def checked_progress(progress: Any) -> Callable[[int, int], None]:
    """What is told how far the work is, or nobody."""
    if progress is None:
        return lambda done, total: None
    if not callable(progress):
        raise InputError(f"progress = {shown(progress)} cannot be called; give a function of (done, total)")
    told: Callable[[int, int], None] = progress
    return told


def checked_processes(processes: Any) -> tuple[Any, ...]:
    """Processes of the user's own: functions of (env, salient), one or several."""
    given = several(processes)
    if any(not callable(process) for process in given):
        raise InputError(f"processes = {shown(processes)}: give a list of functions of (env, salient)")
    return given


def several(one_or_more: Any) -> tuple[Any, ...]:
    """What is in a list or the like, or the one thing that is none."""
    if isinstance(one_or_more, Iterable) and not isinstance(one_or_more, str | bytes | Mapping):
        return tuple(one_or_more)
    return (one_or_more,)


def refuse_unknown(given: Iterable[str], known: Iterable[str]) -> None:
    """Refuse settings that do not exist, with the nearest name."""
    known = list(known)
    for name in given:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            meant = f"did you mean '{near[0]}'?" if near else f"known are {', '.join(known)}"
            raise InputError(f"{name} is no setting; {meant}")
