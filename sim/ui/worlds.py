"""The scenarios a reader works with: shipped or uploaded, with the changes put over them. No Streamlit here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sim.report.palette import LETTERS
from sim.scenario.loading import Loaded, load
from sim.scenario.shipped import scenario_folder, shipped_names
from sim.ui import uploads


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
    """When a shipped scenario file was last written [s], so that an edited file is read again."""
    return max(file.stat().st_mtime for file in scenario_folder().rglob("*.yaml"))


@lru_cache(maxsize=4)
def names(written: float) -> tuple[str, ...]:
    """The shipped scenarios; listed once for each state of the files."""
    return shipped_names()


def loaded(chosen: Chosen, written: float | None = None) -> Loaded:
    """A scenario with its changes; read once for each state of the files. Raises InputError as the command line."""
    return _loaded(chosen, last_written() if written is None else written)


@lru_cache(maxsize=32)
def _loaded(chosen: Chosen, written: float) -> Loaded:
    if chosen.upload:
        return uploads.load_upload(chosen.name, chosen.upload, chosen.sets)
    return load(chosen.name, chosen.sets)


def same_map(one: Loaded, other: Loaded) -> bool:
    """Whether two scenarios are about the same theatre, so that they can be compared like for like."""
    return one.theatre.name == other.theatre.name


def own_names(scenarios: Sequence[Chosen]) -> list[str]:
    """Names that tell the scenarios of a page apart."""
    plain = [f"{chosen.name}, tuned" if chosen.sets else chosen.name for chosen in scenarios]
    return [
        f"{name} ({letter})" if plain.count(name) > 1 else name for name, letter in zip(plain, LETTERS, strict=False)
    ]
