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
        table = beside_or_packaged(folder / self.file, self.file)
        if table.is_file():
            return table
        raise InputError(f"{place}: file = {self.file}: no such file; correct the path, or take these lines away")


def beside_or_packaged(beside: Path, name: str) -> Path:
    """The file itself, or the packaged table where there is no such file and the name is that of one."""
    packaged = Path(str(files("sim").joinpath("data", Path(name).name)))
    return packaged if not beside.exists() and packaged.is_file() and Path(name).name == name else beside
