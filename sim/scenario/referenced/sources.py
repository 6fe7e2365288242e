"""The sources a scenario cites, and whether they were public by a given day."""

import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema, field_validator

from sim.errors import InputError
from sim.scenario.files.documents import Document, Place, Steps, read_document
from sim.scenario.files.shipped import SOURCES, scenario_folder
from sim.scenario.files.suggestions import near, shown
from sim.scenario.schema.complaints import validated
from sim.scenario.values.distributions import USER, Evidence
from sim.scenario.values.value_schema import CALENDAR, meaning

FILE_NAME = SOURCES
DAY_OR_UNKNOWN = {  # for editors
    "type": "string",
    "pattern": f"^({CALENDAR}|unknown)$",
    "patternErrorMessage": "This is no day; write a date such as 2025-03-12, or unknown.",
}


class Told(BaseModel):
    """One source, under its id: what it is, who published it and when it became public."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(description="what it says, or its title, in a line")
    publisher: str = Field(default="", description="who published it")
    published: Annotated[datetime.date | Literal["unknown"], WithJsonSchema(DAY_OR_UNKNOWN)] = Field(
        description="the day it became public, as 2025-03-12, or unknown (for judgement only)"
    )
    url: str = Field(default="", description="its whole address, where that was kept")
    note: str = Field(default="", description=meaning("note"))

    @field_validator("published", mode="before")
    @classmethod
    def _day_or_unknown(cls, raw: object) -> object:
        if raw == "unknown" or isinstance(raw, datetime.date):
            return raw
        try:
            return datetime.date.fromisoformat(str(raw))
        except ValueError:
            raise ValueError(f"{shown(raw)} is no date; write 2025-03-12 or unknown") from None


class Source(Told):
    """A source and the id by which values cite it."""

    id: str


def read_sources(file: Path) -> dict[str, Source]:
    """The sources of one file: `id: {title: …, publisher: …, published: …, url: …, note: …}`."""
    document = read_document(file)
    places: dict[str, dict[Steps, Place]] = {name: {(): document.place((name,))} for name in document.data}
    for (name, *steps), place in document.places.items():
        places[str(name)][tuple(steps)] = place
    return {name: _source(document, name, entry, places[name]) for name, entry in document.data.items()}


def _source(document: Document, name: str, entry: Any, places: dict[Steps, Place]) -> Source:
    if not isinstance(entry, Mapping):
        raise InputError(f"{places[()]}: source '{name}' needs title, publisher, published, url and note")
    return Source(id=name, **validated(Told, Document(document.shown, dict(entry), places)).model_dump())


def gathered(files: Iterable[Path]) -> dict[str, Source]:
    """The shipped sources, then those of the nearest sources.yaml at or above each file's folder."""
    found, read = dict[str, Source](), dict[Path, dict[str, Source]]()
    for folder in [scenario_folder(), *(file.parent for file in files)]:
        places = [folder, *folder.absolute().parents]
        nearest = next((place / FILE_NAME for place in places if (place / FILE_NAME).is_file()), None)
        if nearest is not None:
            read[nearest] = read.get(nearest) or read_sources(nearest)
            found |= read[nearest]
    return found


def is_known(sources: Mapping[str, Source], evidence: Evidence) -> bool:
    """Whether the source of a value is in a sources.yaml, or is the user."""
    return evidence.source in sources or evidence.source == USER.source


def require(sources: Mapping[str, Source], evidence: Evidence, place: Place, path: str) -> None:
    """Refuse a value whose source is in no sources.yaml."""
    if not is_known(sources, evidence):
        raise InputError(
            f"{place}: {path} cites the unknown source '{evidence.source}'; {near(evidence.source, sources)} "
            f"(or add it to a {FILE_NAME} beside the scenario)"
        )


