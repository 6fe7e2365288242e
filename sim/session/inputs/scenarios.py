"""The scenarios a reader works with: shipped, of a folder or uploaded, with changes over them. No Streamlit here."""

from __future__ import annotations

import contextlib
import re
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from sim.errors import InputError
from sim.language.saying import say
from sim.report.drawing.palette import LETTERS
from sim.scenario.files import in_folder
from sim.scenario.files.shipped import scenario_folder, shipped_file, shipped_names
from sim.scenario.files.suggestions import near
from sim.scenario.loaded import LoadedScenario
from sim.scenario.loading import load, tuned
from sim.session.inputs import uploads

KEPT_SCENARIOS = 40  # each is a thousand objects, which are walked through after every change
SECONDS_A_LOOK_LASTS = 0.5
WITHOUT_DECLARATION = ("start", "horizon_days", "forms")
_reading = threading.RLock()  # what one reader's page is reading, others wait for
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
    """When a scenario file was last written [s], so that an edited file is read again: shipped, or in the folder.

    A page asks many times while it is drawn; one look at the files lasts a moment.
    """
    return _last_written(scenario_folder(), in_folder.chosen_folder(), int(time.monotonic() / SECONDS_A_LOOK_LASTS))


@lru_cache(maxsize=1)
def _last_written(folder: Path, own: Path | None, moment: int) -> float:
    shipped = max(file.stat().st_mtime for file in folder.rglob("*.yaml"))
    return shipped if own is None else max(shipped, in_folder.last_written(own))


@lru_cache(maxsize=4)
def names(written: float) -> tuple[str, ...]:
    """The scenarios of the folder that load, then the shipped ones; listed once for each state of the files."""
    folder = in_folder.chosen_folder()
    own = () if folder is None else in_folder.names_in(folder)
    return (*(name for name in own if isinstance(_tried(Chosen(name), written), LoadedScenario)), *shipped_names())


def loaded(chosen: Chosen, written: float | None = None) -> LoadedScenario:
    """A scenario with its changes; read once for each state of the files. Raises InputError as the command line."""
    with _reading:
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
        return _by_name(chosen.name, written)
    except UnicodeError as fault:
        told = f"{chosen.name}: a value cannot be read ({type(fault).__name__}); correct or remove it"
        raise InputError(told) from None


def _by_name(name: str, written: float) -> LoadedScenario:
    """A scenario by the name that the command line takes in the folder of the reader."""
    own, folder = in_folder.file_of(name), in_folder.chosen_folder()
    if own is not None and folder is not None:
        if name not in in_folder.names_in(folder):
            raise InputError(f"{name}: the folder of this app has more than {in_folder.MOST} scenarios; move some away")
        return replace(load(own), name=name)
    if shipped_file(name) is not None:
        return load(name)
    nor = "" if folder is None else ", nor one in the folder of this app"
    raise InputError(f"{name}: no such shipped scenario{nor}; {near(name, names(written))}")


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
def _named(written: float) -> dict[str, tuple[str, str]]:
    """Theatre and title of each scenario that has a name, by name."""
    known = ((name, loaded(Chosen(name), written)) for name in names(written))
    return {name: (one.theatre.name, one.scenario.title) for name, one in known}


def map_of(chosen: Chosen) -> str:
    """The name of the theatre a scenario is about."""
    if chosen.upload:
        return loaded(chosen.bare).theatre.name
    return _named(last_written())[chosen.name][0]


def title_of(name: str) -> str:
    """A scenario as people choose it: title, then name; an upload's name as it is."""
    known = _named(last_written()).get(name)
    if known is None:
        return name
    return f"{known[1] if in_folder.file_of(name) else say(known[1])} ({name})"


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
