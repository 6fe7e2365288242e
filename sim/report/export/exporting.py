"""A stored result written for other programs: whole or not at all, and never over what stands there."""

from __future__ import annotations

import errno
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.errors import InputError, StorageError
from sim.experiment.kernel import Kernel
from sim.report.export.described import Spelling
from sim.report.export.netcdf import write_netcdf
from sim.report.export.plain_tables import write_csv, write_parquet
from sim.report.export.result import FILES, Result, opened
from sim.report.export.workbook import refuse_what_no_sheet_holds, write_workbook

POINT, COMMA = "point", "comma"
SPELLINGS = {POINT: Spelling(), COMMA: Spelling(";", ",")}


@dataclass(frozen=True)
class Format:
    """One format: how its place is named, whether that is a folder, who writes it, and what it cannot hold."""

    ending: str
    folder: bool
    write: Callable[[Result, Path, Spelling], None]
    refuse: Callable[[Result], None] = lambda result: None


FORMATS = {
    "csv": Format("-csv", True, write_csv),
    "xlsx": Format(".xlsx", False, lambda result, file, _: write_workbook(result, file), refuse_what_no_sheet_holds),
    "parquet": Format("-parquet", True, write_parquet),
    "netcdf": Format(".nc", False, lambda result, file, _: write_netcdf(result, file)),
}
TABLES = tuple(FILES)


@dataclass(frozen=True)
class Exported:
    """What was written: the place, its files, and the number of rows and columns of each table."""

    place: Path
    form: str
    result: Result

    @property
    def files(self) -> tuple[Path, ...]:
        """The files written, in alphabetical order."""
        return tuple(sorted(self.place.iterdir())) if self.place.is_dir() else (self.place,)

    def as_json(self) -> dict[str, Any]:
        """The same as a plain mapping."""
        return {
            "run": str(self.result.folder),
            "scenario": self.result.run.name,
            "format": self.form,
            "out": str(self.place),
            "files": [{"name": file.name, "bytes": file.stat().st_size} for file in self.files],
            "tables": {
                table.name: {"rows": table.rows, "columns": len(table.columns)} for table in self.result.tables
            },
            "notes": list(self.result.notes),
        }


def export(
    folder: Path,
    form: str,
    *,
    decimal: str = POINT,
    out: Path | None = None,
    tables: Sequence[str] = TABLES,
    kernel: Kernel | None = None,
) -> Exported:
    """Write tables of a stored result in one of `FORMATS`, by default beside nothing else in the current folder.

    InputError where it cannot be so: a decimal comma in anything but CSV, a place that is taken, more rows than a sheet
    has. StorageError where the result is damaged or the disk full.
    """
    chosen = FORMATS[form]
    if decimal != POINT and form != "csv":
        raise InputError(f"--decimal {decimal}: {form} holds numbers, not their spelling; leave it out, or choose csv")
    result = opened(folder, [name for name in TABLES if name in tables], kernel)
    place = _place(chosen, form, folder, out)
    chosen.refuse(result)
    with _written_whole(place, chosen.folder) as draft:
        chosen.write(result, draft, SPELLINGS[decimal])
    return Exported(place, form, result)


def _place(chosen: Format, form: str, folder: Path, out: Path | None) -> Path:
    """Where it goes; refused where that is taken, or could not be."""
    place = Path(f"{folder.resolve().name}{chosen.ending}") if out is None else out
    if out is not None and not chosen.folder and place.suffix != chosen.ending:
        raise InputError(f"--out {place}: {form} is one file; give it a name that ends in {chosen.ending}")
    if place.exists() or place.is_symlink():
        raise InputError(f"--out {place}: it exists already and is not written over; name another or move it away")
    if not place.parent.is_dir():
        raise InputError(f"--out {place}: there is no folder {place.parent}; make it or choose another place")
    return place


@contextmanager
def _written_whole(place: Path, is_folder: bool) -> Iterator[Path]:
    """A hidden draft beside the place, renamed once it is finished and removed if it is not."""
    draft = place.with_name(f".{place.name}-{secrets.token_hex(4)}")
    try:
        if is_folder:
            draft.mkdir()
        yield draft
        draft.rename(place)
    except OSError as error:
        reason = error.strerror or str(error).splitlines()[0]
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageError(f"{place}: cannot be written ({reason}); free some space or choose --out") from error
        raise InputError(f"{place}: cannot be written ({reason}); choose another place with --out") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        draft.unlink(missing_ok=True)
