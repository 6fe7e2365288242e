"""An exported workbook opens in a spreadsheet program that is none of ours and holds what the result folder holds."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.report.export.exporting import export
from sim.report.export.result import FILES

# commas, quotes, UTF-8; cells as they are and not as they are shown; every sheet (-1) in a file of its own
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"


def office() -> str | None:
    return os.environ.get("SALIENT_OFFICE") or shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture(scope="module")
def sheets(results: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Path]]:
    """A result folder and, by sheet, what LibreOffice makes of its workbook."""
    program = office()
    if program is None:
        pytest.skip("no LibreOffice here; install libreoffice-calc-nogui or set SALIENT_OFFICE")
    place = tmp_path_factory.mktemp("office")
    folder = next(one for one in sorted(results.iterdir()) if one.name.startswith("tutorial-baseline"))
    book = export(folder, "xlsx", out=place / "book.xlsx").place
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    arguments = ["--headless", profile, "--convert-to", AS_CSV, "--outdir", str(place), str(book)]
    subprocess.run([program, *arguments], check=True, capture_output=True, timeout=280)
    return folder, {file.stem.removeprefix("book-"): file for file in place.glob("book-*.csv")}


def test_every_sheet_is_there_with_its_words(sheets: tuple[Path, dict[str, Path]]) -> None:
    _, files = sheets
    assert set(files) == {"read me", *FILES, "columns"}
    assert "stated assumptions" in files["read me"].read_text(encoding="utf-8")
    told = pd.read_csv(files["columns"], keep_default_na=False)
    assert "Ground firmly held by the holder" in set(told.meaning)
    assert "km²" in set(told.unit)


@pytest.mark.parametrize("table", FILES)
def test_a_sheet_reads_back_equal(sheets: tuple[Path, dict[str, Path]], table: str) -> None:
    folder, files = sheets
    wanted = pd.read_parquet(folder / FILES[table])
    found = pd.read_csv(files[table], float_precision="round_trip")
    assert list(found) == list(wanted)
    for name, values in wanted.items():
        if values.dtype.kind == "f":
            limit = 1e-14 if values.dtype == np.float64 else 1e-7
            np.testing.assert_allclose(found[name], values, rtol=limit, err_msg=str(name))
        else:
            assert list(found[name].fillna("")) == list(values.astype(object).fillna("")), name
