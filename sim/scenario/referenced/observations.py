"""The tables of what was seen of a place that a map names, to be set beside what is simulated."""

from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from sim.errors import InputError
from sim.scenario.files.documents import Place
from sim.scenario.values.value_schema import meaning

MOST_TABLES = 16


class ObservedIn(BaseModel):
    """A table of observations: a file beside the map's, else one of the packaged tables.

    `observer` is whose they are where the table does not say (its file's name, if left out); `case` names the rows of
    one place among several.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str = Field(min_length=1, description="the table: its path from this file, or the name of a packaged one")
    observer: str = Field(default="", description="whose observations they are, where the table does not say")
    case: str | None = Field(default=None, description="whose rows to take, where the table holds several places")
    note: str = Field(default="", description=meaning("note"))

    def found(self, folder: Path, place: Place) -> Path:
        """Where the table is; InputError where it is nowhere."""
        packaged = Path(str(files("sim").joinpath("data", Path(self.file).name)))
        beside = folder / self.file
        if beside.is_file():
            return beside
        if packaged.is_file() and Path(self.file).name == self.file:
            return packaged
        raise InputError(f"{place}: file = {self.file}: no such file; correct the path, or take these lines away")
