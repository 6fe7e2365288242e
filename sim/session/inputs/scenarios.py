"""The scenarios a reader works with: shipped or uploaded, with the changes put over them. No Streamlit here."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sim.errors import InputError
from sim.language.saying import say
from sim.report.drawing.palette import LETTERS
from sim.scenario.files.shipped import scenario_folder, shipped_names
from sim.scenario.files.suggestions import near
from sim.scenario.loaded import LoadedScenario
from sim.scenario.loading import load, tuned
from sim.session.inputs import uploads

KEPT_SCENARIOS = 40  # each is a thousand objects, which are walked through after every change
SECONDS_A_LOOK_LASTS = 0.5
WITHOUT_DECLARATION = ("start", "horizon_days", "forms")
OPTION = re.compile(r"^--set ([^=]+)=.*?: (?=\1 = )")  # a reader who moved a control wrote no option


@dataclass(frozen=True)
class Chosen:
    """A scenario and the `path=value` changes put over it; `upload` is the text of an uploaded file, else empty."""

    name: str
    sets: tuple[str, ...] = ()
    upload: str = ""

    @property
    def bare(self) -> Chosen:
        """The same scenario without changes."""
        return Chosen(self.name, (), self.upload)


def last_written() -> float:
    """When a shipped scenario file was last written [s], so that an edited file is read again.

    A page asks many times while it is drawn; one look at the files lasts a moment.
    """
    return _last_written(scenario_folder(), int(time.monotonic() / SECONDS_A_LOOK_LASTS))


@lru_cache(maxsize=1)
def _last_written(folder: Path, moment: int) -> float:
    return max(file.stat().st_mtime for file in folder.rglob("*.yaml"))


@lru_cache(maxsize=4)
def names(written: float) -> tuple[str, ...]:
    """The shipped scenarios; listed once for each state of the files."""
    return shipped_names()


def loaded(chosen: Chosen, written: float | None = None) -> LoadedScenario:
    """A scenario with its changes; read once for each state of the files. Raises InputError as the command line."""
    found = _tried(chosen, last_written() if written is None else written)
    if isinstance(found, InputError):
        raise InputError(str(found))
    return found


@lru_cache(maxsize=KEPT_SCENARIOS)
def _tried(chosen: Chosen, written: float) -> LoadedScenario | InputError:
    """The scenario, or why there is none; both are remembered, because a page asks again at every change."""
    try:
        with uploads.foreseen(chosen.name):
            return _read(chosen, written)
    except InputError as fault:
        return InputError(uploads.as_known(str(fault)))


def _read(chosen: Chosen, written: float) -> LoadedScenario:
    try:
        bare = loaded(chosen.bare, written) if chosen.sets else None
        if bare is not None:
            _refuse_other_paths(chosen, bare)
        if chosen.upload:
            return uploads.load_upload(chosen.name, chosen.upload, chosen.sets)
        if bare is not None:
            return tuned(bare, chosen.sets)
        if chosen.name not in names(written):
            raise InputError(f"{chosen.name}: no such shipped scenario; {near(chosen.name, names(written))}")
        return load(chosen.name)
    except UnicodeError as fault:
        told = f"{chosen.name}: a value cannot be read ({type(fault).__name__}); correct or remove it"
        raise InputError(told) from None


def _refuse_other_paths(chosen: Chosen, bare: LoadedScenario) -> None:
    """Links and controls change values only: no file of this machine is named by them."""
    allowed = _paths(bare)
    for change in chosen.sets:
        path = change.partition("=")[0].strip()
        if path not in allowed:
            raise InputError(f"--set {change}: unknown path '{path}'; {near(path, sorted(allowed))}")


def paths_of(chosen: Chosen) -> frozenset[str]:
    """The paths that links and controls can change in a scenario."""
    return _paths(loaded(chosen.bare))


@lru_cache(maxsize=32)
def _paths(bare: LoadedScenario) -> frozenset[str]:
    return frozenset((*(leaf.path for leaf in bare.leaves()), *WITHOUT_DECLARATION))


@lru_cache(maxsize=2)
def _shipped(written: float) -> dict[str, tuple[str, str]]:
    """Theatre and title of each shipped scenario, by name."""
    return {name: (one.theatre.name, one.scenario.title) for name in names(written) for one in [load(name)]}


def map_of(chosen: Chosen) -> str:
    """The name of the theatre a scenario is about."""
    if chosen.upload:
        return loaded(chosen.bare).theatre.name
    return _shipped(last_written())[chosen.name][0]


def title_of(name: str) -> str:
    """A shipped scenario as people choose it: title, then name; any other name as it is."""
    known = _shipped(last_written()).get(name)
    return f"{say(known[1])} ({name})" if known else name


def same_map(one: Chosen, other: Chosen) -> bool:
    """Whether two scenarios are about the same theatre, so that they can be compared like for like."""
    return map_of(one) == map_of(other)


def oddities(scenarios: Sequence[Chosen]) -> tuple[str, ...]:
    """What is possible but odd in scenarios and their changes, each once, as the command line tells it.

    A scenario that cannot be loaded has none: why not is told where it is drawn.
    """
    found: dict[str, None] = {}
    for chosen in scenarios:
        with contextlib.suppress(InputError), uploads.foreseen(chosen.name):
            found |= dict.fromkeys(loaded(chosen).warnings)
    return tuple(OPTION.sub("", uploads.as_known(warning)) for warning in found)


def own_names(scenarios: Sequence[Chosen]) -> list[str]:
    """Names that tell the scenarios of a page apart."""
    plain = [f"{chosen.name}, tuned" if chosen.sets else chosen.name for chosen in scenarios]
    letters = [*LETTERS, *map(str, range(len(LETTERS) + 1, len(plain) + 1))]  # a sweep has more than letters
    return [
        f"{name} ({letter})" if plain.count(name) > 1 else name for name, letter in zip(plain, letters, strict=False)
    ]
