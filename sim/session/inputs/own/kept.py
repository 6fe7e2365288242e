"""The scenarios kept beside the results, as pages offer them. No Streamlit here."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sim.errors import InputError
from sim.experiment.results.own_scenarios import OwnFile, own_files
from sim.scenario.loaded import LoadedScenario
from sim.session.inputs import uploads
from sim.session.inputs.scenarios import Chosen, loaded, map_of

NEVER = datetime.datetime.fromtimestamp(0, tz=datetime.UTC)


@dataclass(frozen=True)
class Own:
    """A kept scenario: what it says of itself, the map it is about; `fault` says why it cannot be used."""

    file: OwnFile
    title: str
    note: str = ""
    map: str = ""
    fault: str = ""

    @property
    def chosen(self) -> Chosen:
        """The scenario for a page and its address."""
        return Chosen(self.file.name, upload=self.file.text)

    @property
    def written(self) -> datetime.datetime:
        """When it was kept."""
        return self.file.written


def own_scenarios(root: Path) -> tuple[Own, ...]:
    """Every kept scenario, the newest first."""
    return tuple(own_of(one) for one in own_files(root))


@lru_cache(maxsize=256)
def own_of(file: OwnFile) -> Own:
    """A kept scenario, read as an upload is: it extends shipped scenarios alone, and fits into an address."""
    try:
        name, text = uploads.read_upload(f"{file.name}.yaml", file.text.encode())
        scenario = loaded(Chosen(name, upload=text))
    except InputError as fault:
        return Own(file, file.name, fault=str(fault))
    return Own(file, *_said(scenario))


def _said(scenario: LoadedScenario) -> tuple[str, str, str]:
    return scenario.scenario.title, scenario.scenario.summary, scenario.theatre.name


def as_own(chosen: Chosen) -> Own:
    """An upload, which need not be kept, without its changes."""
    return own_of(OwnFile(chosen.name, chosen.upload, NEVER))


def offered(root: Path, like: Chosen | None = None) -> dict[str, Own]:
    """The kept scenarios that can be used, by name: of all maps, or of that of a scenario."""
    wanted = None if like is None else map_of(like)
    found = {one.file.name: one for one in own_scenarios(root) if not one.fault}
    return {name: one for name, one in found.items() if wanted is None or one.map == wanted}


def is_kept(root: Path, chosen: Chosen) -> bool:
    """Whether this very scenario, without its changes, is kept under its name."""
    return bool(chosen.upload) and any((one.name, one.text) == (chosen.name, chosen.upload) for one in own_files(root))
