"""An exported result says in every format what the result folder says, and what each column means."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import numpy as np
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
import xarray as xr
from fake_kernel import FakeKernel, FakeLoaded

from sim.cli.runs import exporting as command
from sim.errors import ExtraMissing, InputError, StorageError
from sim.experiment import columns as meanings
from sim.experiment.running.running import run
from sim.model.outcomes import OUTCOMES
from sim.model.recorder import SERIES
from sim.report.export import exporting, workbook
from sim.report.export.described import HEADS
from sim.report.export.exporting import FORMATS, SPELLINGS, TABLES, export
from sim.report.export.netcdf import PHYSICAL, cf_units
from sim.scenario.loading import load
from tests.called import salient

SCENARIO, N, DAYS = "tutorial/baseline", 6, 61
FILES = {"outcomes": "outcomes.parquet", "inputs": "inputs.parquet", "series": "paths.parquet"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A result of the model itself, with drawn laws and a title that would be a formula."""
    loaded = load(SCENARIO, ("forms=drawn", "title==1+1", "supply.road_closes_with_town={bernoulli: 0.5}"))
    kept = run(loaded, replications=N, seed=3, out=tmp_path_factory.mktemp("kept")).folder
    assert kept is not None
    return kept


@pytest.fixture(scope="module")
def whole(folder: Path) -> dict[str, pd.DataFrame]:
    """What the result folder holds, categories as texts."""
    return {name: as_texts(pd.read_parquet(folder / file)) for name, file in FILES.items()}


@pytest.fixture(scope="module")
def made(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Each export once."""
    place, known = tmp_path_factory.mktemp("made"), {}

    def of(form: str, decimal: str = "point") -> Path:
        if (form, decimal) not in known:
            out = place / f"{form}-{decimal}{FORMATS[form].ending}"
            known[form, decimal] = export(folder, form, decimal=decimal, out=out).place
        return known[form, decimal]

    return of


def as_texts(table: pd.DataFrame) -> pd.DataFrame:
    texts = [name for name in table if table[name].dtype.kind not in "bif"]
    return table.astype(dict.fromkeys(texts, object)).where(table.notna(), np.nan)


def same(read: pd.DataFrame, wanted: pd.DataFrame, digits: int = 17) -> None:
    """Every value, to the last bit of its own precision or so many digits; a number may be read as another type."""
    assert list(read) == list(wanted)
    for name in wanted:
        kind = wanted[name].dtype
        found = read[name].astype(kind) if kind.kind in "bif" else read[name].astype(object)
        if digits == 17 or kind.kind != "f":
            pd.testing.assert_series_equal(found, wanted[name], check_dtype=False, check_exact=True)
        else:
            np.testing.assert_allclose(found, wanted[name], rtol=10.0 ** (1 - digits))


# CSV


@pytest.mark.parametrize("decimal", ["point", "comma"])
@pytest.mark.parametrize("table", TABLES)
def test_a_csv_reads_back_equal_by_another_library(made: Any, whole: Any, table: str, decimal: str) -> None:
    text, mark = SPELLINGS[decimal], {"point": ".", "comma": ","}[decimal]
    assert text.decimal == mark
    file = made("csv", decimal) / f"{table}.csv"
    same(pd.read_csv(file, sep=text.separator, decimal=mark, float_precision="round_trip"), whole[table])


def test_a_foreign_validator_takes_tables_and_description_and_sees_a_wrong_value(made: Any, tmp_path: Path) -> None:
    report = frictionless.validate(str(made("csv", "comma") / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    assert report.stats["tasks"] == 4
    harmed = tmp_path / "harmed"
    harmed.mkdir()
    for file in made("csv").iterdir():
        text = file.read_text(encoding="utf-8")
        (harmed / file.name).write_text(text.replace("\n5,3,", "\nfive,3,"), encoding="utf-8")
    kinds = {kind for [kind] in frictionless.validate(str(harmed / "datapackage.json")).flatten(["type"])}
    assert kinds == {"type-error", "primary-key", "hash-count", "byte-count"}


def test_every_column_of_every_table_is_explained_once(made: Any, whole: Any) -> None:
    told = pd.read_csv(made("csv") / "columns.csv", keep_default_na=False)
    assert list(told) == list(HEADS)
    assert [*zip(told.table, told.name, strict=True)] == [(name, column) for name in TABLES for column in whole[name]]
    assert (told.meaning != "").all()
    assert set(told.type) == {"integer", "number", "boolean", "string"}
    drawn = told[told.table.eq("inputs") & told.kind.isin(["parameter", "chance", "form"])]
    assert (drawn[["distribution", "basis", "source"]] != "").all(axis=None)
    [law] = told[told.name == "attrition.form"].to_dict("records")
    assert set(law["allowed"].split(" | ")) >= set(whole["inputs"]["attrition.form"])
    [held] = told[told.name == "held_area_km2"].to_dict("records")
    assert (held["table"], held["unit"], held["meaning"]) == ("series", "km²", "Ground firmly held by the holder")


def test_a_description_names_hashes_keys_units_and_the_run(made: Any) -> None:
    told = json.loads((made("csv") / "datapackage.json").read_text(encoding="utf-8"))
    assert (told["scenario"], told["seed"], told["replications"], told["start"]) == (SCENARIO, 3, N, "2030-05-01")
    by_name = {one["name"]: one for one in told["resources"]}
    assert by_name["series"]["schema"]["primaryKey"] == ["replication", "day"]
    assert by_name["inputs"]["schema"]["foreignKeys"][0]["reference"]["resource"] == "outcomes"
    fields = {field["name"]: field for field in by_name["outcomes"]["schema"]["fields"]}
    assert fields["area_end_km2"]["unit"] == "km²"
    assert fields["first_event"]["constraints"]["enum"] == ["truce", "foothold_ended", "neither"]


# Parquet


def test_parquet_holds_the_same_and_says_what_it_is(made: Any, folder: Path, whole: Any) -> None:
    place = made("parquet")
    for name in TABLES:
        same(as_texts(duckdb.sql(f"from '{place}/{name}.parquet'").df()), whole[name])
        schema = pq.read_schema(place / f"{name}.parquet")
        assert all(field.metadata[b"about"] for field in schema)
    assert (place / "columns.csv").exists()
    assert json.loads((place / "datapackage.json").read_text(encoding="utf-8"))["resources"][0]["format"] == "parquet"


# Workbook


def test_a_workbook_reads_back_equal_and_holds_no_formula(made: Any, whole: Any) -> None:
    file = made("xlsx")
    sheets = pd.read_excel(file, sheet_name=None)
    assert list(sheets) == ["read me", *TABLES, "columns"]
    for name in TABLES:
        same(sheets[name], whole[name], digits=16)  # as openpyxl writes them; Excel shows 15
    book = openpyxl.load_workbook(file)
    assert book["read me"]["A1"].value == "=1+1"
    assert book["read me"]["A1"].data_type == "s"
    assert book["outcomes"].freeze_panes == "B2"
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows(max_row=20) for cell in row)


def test_more_rows_than_a_sheet_has_are_refused_before_anything_is_written(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert workbook.MOST_ROWS == 1_048_576
    monkeypatch.setattr(workbook, "MOST_ROWS", N * DAYS)
    with pytest.raises(InputError) as refused:
        export(folder, "xlsx", out=tmp_path / "a.xlsx")
    assert f"series has {N * DAYS:,} rows, and a sheet of a workbook holds {N * DAYS - 1:,}" in str(refused.value)
    assert str(refused.value).endswith("leave it out with --table outcomes --table inputs")
    assert not list(tmp_path.iterdir())
    assert export(folder, "xlsx", out=tmp_path / "a.xlsx", tables=["outcomes"]).place.exists()


# NetCDF


def test_netcdf_reads_back_equal_with_units_names_and_dates(made: Any, whole: Any) -> None:
    with xr.open_dataset(made("netcdf"), engine="h5netcdf") as held:
        assert held.sizes == {"replication": N, "day": DAYS}
        assert held.attrs["Conventions"] == "CF-1.11"
        assert (held.attrs["scenario"], held.attrs["seed"]) == (SCENARIO, 3)
        assert str(held.date.values[-1])[:10] == "2030-06-30"
        by_path = {(one.attrs["kind"] == "series", one.attrs["path"]): one for one in held.data_vars.values()}
        for name in TABLES:
            step = 5 if name == "inputs" else 1  # of many, and all alike
            for column, wanted in [*whole[name].items()][::step]:
                if (name == "series", column) in by_path:
                    found = by_path[name == "series", column]
                    check(found, wanted)
                else:
                    assert column in {"replication", "day", "seed", "scenario"} or column.startswith("fault_")
        assert held.attrition__form.dtype == np.int8
        assert held.supply__road_closes_with_town.dtype == bool
        assert held.daily_held_area_km2.attrs["units"] == "km2"
        assert held.daily_held_area_km2.dims == ("replication", "day")
        mean = held.daily_held_area_km2.mean("replication").sel(day=10).item()
        wanted = whole["series"].query("day == 10").held_area_km2.mean()
        assert mean == pytest.approx(wanted, rel=1e-6)


def check(found: xr.DataArray, wanted: pd.Series) -> None:
    """A variable against a column; a category by its flags."""
    assert found.attrs["long_name"]
    if "flag_meanings" in found.attrs:
        names = dict(zip(found.attrs["flag_values"], found.attrs["flag_meanings"].split(), strict=True))
        told = pd.Series([names.get(code, np.nan) for code in found.values.ravel()], dtype=object)
        pd.testing.assert_series_equal(told, wanted, check_names=False)
    else:
        np.testing.assert_array_equal(found.values.ravel(), wanted.to_numpy())


def test_series_of_the_first_replications_have_a_dimension_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("store.records", "running.gathering", "running.running"):
        monkeypatch.setattr(f"sim.experiment.{module}.KEPT_PATHS", 20)
    kept = run(FakeLoaded(), replications=50, out=tmp_path, kernel=FakeKernel(frozenset({3})))
    place = export(kept.folder, "netcdf", out=tmp_path / "a.nc", kernel=FakeKernel()).place
    with xr.open_dataset(place) as held:
        assert held.daily_stock.sizes == {"replication_with_series": 20, "day": 11}
        stock = pd.read_parquet(kept.folder / "paths.parquet").stock
        np.testing.assert_array_equal(held.daily_stock[:, 0], stock[::11])
        assert np.isnan(held.area[3])
        assert (held.fault[3], held.ending.isnull().sum()) == (3, 1)
        assert "Daily series are those of the first 20 replications." in held.attrs["comment"]
        assert "1 of them failed" in held.attrs["comment"]


@pytest.mark.parametrize(
    ("unit", "read"),
    [
        ("km²", "km2"), ("km²/day", "km2 day-1"), ("km²/day/km", "km2 day-1 km-1"), ("persons/km/day", "km-1 day-1"),
        ("1/day", "day-1"), ("1/km²", "km-2"), ("kg/person/day", "kg day-1"), ("share per day", "day-1"),
        ("ln days", "1"), ("persons", "1"), ("", "1"), ("t", "t"),
    ],
)  # fmt: skip
def test_units_are_written_as_udunits_reads_them(unit: str, read: str) -> None:
    assert cf_units(unit) == read


def test_no_unit_of_length_area_mass_or_time_is_lost() -> None:
    units = {one.unit for one in (*OUTCOMES, *SERIES)} | {leaf.declaration.unit for leaf in load(SCENARIO).leaves()}
    unread = {unit for unit in units if cf_units(unit) == "1"}
    parts = {part for unit in unread for part in unit.replace(" per ", "/").split("/")}
    assert not parts & (set(PHYSICAL) | {"h", "hours", "weeks", "m", "m²", "months", "years"})


# What is refused, and what is left


def failing(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"form": "xlsx", "decimal": "comma"}, "--decimal comma: xlsx holds numbers, not their spelling"),
        ({"form": "netcdf", "out": "a.csv"}, "netcdf is one file; give it a name that ends in .nc"),
        ({"form": "csv", "out": "."}, "it exists already and is not written over"),
        ({"form": "csv", "out": "none/such"}, "there is no folder"),
        ({"form": "csv", "folder": "."}, "no manifest.json of a run can be read here; name a folder that `run` wrote"),
    ],
)
def test_what_cannot_be_is_refused_with_the_way_out(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: dict[str, Any], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    paths = {name: Path(value) for name, value in arguments.items() if name in ("out", "folder")}
    with pytest.raises(InputError) as refused:
        export(**{"folder": folder, **arguments, **paths})
    assert said in str(refused.value)
    assert not list(tmp_path.iterdir())


def test_nothing_half_done_is_left_where_the_disk_is_full(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = exporting.Format("-csv", True, failing)
    monkeypatch.setitem(exporting.FORMATS, "csv", full)
    with pytest.raises(StorageError, match="free some space"):
        export(folder, "csv", out=tmp_path / "a")
    assert not list(tmp_path.iterdir())


def test_a_missing_library_is_told_with_how_to_install_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "h5netcdf", None)
    with pytest.raises(ExtraMissing, match=r"needs h5netcdf: pip install 'salient-sim\[export\]'"):
        export(folder, "netcdf", out=tmp_path / "a.nc")
    assert not list(tmp_path.iterdir())


def test_a_damaged_result_is_not_exported(tmp_path: Path) -> None:
    kept = run(FakeLoaded(), replications=20, out=tmp_path, kernel=FakeKernel()).folder
    (kept / "inputs.parquet").write_bytes(b"PAR1")
    with pytest.raises(StorageError, match=r"is damaged: inputs\.parquet is cut short"):
        export(kept, "csv", out=tmp_path / "a", kernel=FakeKernel())


def test_what_a_result_lacks_is_told_in_every_place(tmp_path: Path) -> None:
    kept = run(FakeLoaded(), replications=20, out=tmp_path, kernel=FakeKernel(), paths=False).folder
    made = export(kept, "csv", out=tmp_path / "a", kernel=FakeKernel())
    assert made.as_json()["notes"] == ["series, as no daily series were kept with it"]
    assert sorted(file.name for file in made.files) == ["columns.csv", "datapackage.json", "inputs.csv", "outcomes.csv"]
    assert "Not here: series" in json.loads((made.place / "datapackage.json").read_text())["description"]
    with pytest.raises(InputError, match="it has no series"):
        export(kept, "csv", out=tmp_path / "b", tables=["series"], kernel=FakeKernel())


def test_groups_of_rows_become_one_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.experiment.store.parquet.ROWS_PER_GROUP", 8)
    monkeypatch.setattr("sim.experiment.store.parquet.INPUT_ROWS", 8)
    kept = run(FakeLoaded(), replications=20, out=tmp_path, kernel=FakeKernel()).folder
    place = export(kept, "csv", out=tmp_path / "a", kernel=FakeKernel()).place
    nc = export(kept, "netcdf", out=tmp_path / "a.nc", kernel=FakeKernel()).place
    area = pd.read_parquet(kept / "outcomes.parquet").area
    assert list(pd.read_csv(place / "outcomes.csv", float_precision="round_trip").area) == list(area)
    assert list(pd.read_csv(place / "series.csv").day) == [*range(11)] * 20
    with xr.open_dataset(nc) as held:
        np.testing.assert_array_equal(held.area, area)
        assert held.daily_area.shape == (20, 11)


# The command


def test_the_command_says_what_it_wrote_and_its_choices_are_those_there_are(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert {one.value for one in command.Format} == set(FORMATS)
    assert {one.value for one in command.Decimal} == set(SPELLINGS)
    assert tuple(one.value for one in command.Table) == TABLES == tuple(meanings.TABLES)[:3]
    out = tmp_path / "mine"
    code, said, err = salient(
        capsys, "export", folder, "--format", "csv", "--decimal", "comma", "--table", "outcomes", "--out", out, "--json"
    )
    assert (code, err) == (0, "")
    content = json.loads(said)
    assert content["tables"] == {"outcomes": {"rows": N, "columns": len(pd.read_parquet(folder / FILES["outcomes"]).T)}}
    assert {file["name"] for file in content["files"]} == {"columns.csv", "datapackage.json", "outcomes.csv"}
    code, said, err = salient(capsys, "export", folder, "--format", "csv", "--out", out)
    assert (code, said) == (2, "")
    assert "it exists already" in err
