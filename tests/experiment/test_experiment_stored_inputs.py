"""A result folder holds what went into each replication, in the file's own units, and says what each column means."""

import importlib
import json

import duckdb
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from fake_kernel import DRAWN, FakeKernel, FakeLoaded
from stored_fakes import N, fake

from sim.experiment.columns import Column, columns_told, of_outcomes
from sim.experiment.design.unit_cube import uniforms
from sim.experiment.inputs import inputs_of
from sim.experiment.results.listing import look
from sim.experiment.results.reopening import reopen
from sim.experiment.results.verify import verify
from sim.experiment.running.running import run
from sim.experiment.store import parquet
from sim.experiment.store.recorded import INPUTS, MANIFEST, OUTCOMES, PATHS, sealed
from sim.scenario.loading import load


def told(file, column):
    return {key.decode(): value.decode() for key, value in pq.read_schema(file).field(column).metadata.items()}


def rewritten(folder, change):
    """The manifest changed, and sealed again, as a version before this one would have written it."""
    manifest = json.loads((folder / MANIFEST).read_text())
    change(manifest)
    (folder / MANIFEST).write_text(json.dumps(sealed(manifest)))


def before_inputs(folder):
    """The folder as versions wrote it that kept no inputs."""
    (folder / INPUTS).unlink()
    rewritten(folder, lambda content: (content["files"].pop(INPUTS), content["kept"].pop("inputs")))


@pytest.mark.parametrize("rows", [7, 16_384])
def test_a_row_a_replication_holds_the_very_draws_it_ran_with(tmp_path, monkeypatch, rows):
    monkeypatch.setattr(parquet, "INPUT_ROWS", rows)
    table = pd.read_parquet(fake(tmp_path, kernel=FakeKernel(fails=frozenset({4}))).folder / INPUTS)
    draws = uniforms(1, 0, N, [0, 3, 7], width=12, chance=[7])
    assert list(table) == ["replication", "seed", "scenario", *(one.path for one in DRAWN)]
    np.testing.assert_array_equal(table["attacker.people"], draws[:, 0])
    assert list(table["talks.mode"]) == [("openly", "apart", "not")[int(3 * draw)] for draw in draws[:, 3]]
    assert table["supply.cut"].dtype == bool
    np.testing.assert_array_equal(table["supply.cut"], draws[:, 7] < 0.5)
    assert list(table.replication) == list(range(N))
    assert set(table.scenario) == {FakeLoaded.hash}


class TestOthersReadTheFolderAlone:
    """`area` is the sum of three uniform draws: shares of its variance are 1/3, and of a draw told in thirds or halves
    8/9 and 3/4 of that, by hand; its slope on a draw is one."""

    @pytest.fixture(scope="class")
    def folder(self, tmp_path_factory):
        return fake(tmp_path_factory.mktemp("others"), replications=2048).folder

    def test_duckdb(self, folder):
        joined = f"from '{folder / OUTCOMES}' join '{folder / INPUTS}' using (replication, seed, scenario)"
        [(slope, fit, n)] = duckdb.sql(
            f"""select regr_slope(area, "attacker.people"), regr_r2(area, "attacker.people"), count(*) {joined}"""
        ).fetchall()
        assert n == 2048
        assert slope == pytest.approx(1.0, abs=0.1)
        assert fit == pytest.approx(1 / 3, abs=0.05)

    def test_a_plain_regression_in_pandas(self, folder):
        both = pd.read_parquet(folder / OUTCOMES).merge(pd.read_parquet(folder / INPUTS))
        thirds = both["talks.mode"].map({"openly": 0.0, "apart": 1.0, "not": 2.0}).astype(float)
        cut = both["supply.cut"].astype(float)
        columns = np.column_stack([np.ones(len(both)), both["attacker.people"], thirds, cut])
        slopes = np.linalg.lstsq(columns, both.area, rcond=None)[0]
        np.testing.assert_allclose(slopes[1:], [1.0, 1 / 3, -1 / 2], atol=0.05)  # cut where its draw is below one half

    def test_salib(self, folder):
        delta = importlib.import_module("SALib.analyze.delta")
        inputs, area = pd.read_parquet(folder / INPUTS).iloc[:, 3:], pd.read_parquet(folder / OUTCOMES).area.to_numpy()
        numbers = inputs.assign(**{"talks.mode": inputs["talks.mode"].cat.codes}).to_numpy(dtype=float)
        problem = {"names": list(inputs), "num_vars": 3, "bounds": [[0, 1], [0, 2], [0, 1]]}
        found = delta.analyze(problem, numbers, area, num_resamples=2, method="sobol", seed=1)
        np.testing.assert_allclose(found["S1"], [1 / 3, 8 / 27, 1 / 4], atol=0.05)

    def test_xarray(self, folder):
        xarray = importlib.import_module("xarray")
        days = pd.read_parquet(folder / PATHS).set_index(["replication", "day"])
        held = xarray.Dataset.from_dataframe(days[["area", "stock"]])
        drawn = pd.read_parquet(folder / INPUTS).set_index("replication")["attacker.people"].to_xarray()
        assert held.sizes == {"replication": 2048, "day": 11}
        np.testing.assert_array_equal(held.stock.sel(day=10), drawn.astype(np.float32))


def test_a_longer_run_and_one_that_goes_on_keep_the_rows_that_stood_there(tmp_path):
    first = pd.read_parquet(fake(tmp_path).folder / INPUTS)
    longer = pd.read_parquet(fake(tmp_path, replications=2 * N).folder / INPUTS)
    pd.testing.assert_frame_equal(longer[:N], first)
    assert len(longer) == 2 * N


def test_columns_say_what_they_mean_in_units_of_the_file(tmp_path):
    folder = fake(tmp_path).folder
    assert told(folder / INPUTS, "attacker.people") == {
        "type": "number", "kind": "parameter", "about": "People of the attacker", "unit": "persons", "low": "0.0",
        "high": "1.0", "basis": "reported", "source": "a-map", "spread": "uniform [0, 1]",
    }  # fmt: skip
    assert json.loads(told(folder / INPUTS, "talks.mode")["allowed"]) == ["openly", "apart", "not"]
    assert told(folder / PATHS, "stock")["unit"] == "km²"
    assert told(folder / OUTCOMES, "ending")["kind"] == "category"
    [[said]] = duckdb.sql(
        f"select decode(value) from parquet_kv_metadata('{folder / INPUTS}') where decode(key) = 'salient'"
    ).fetchall()
    assert columns_told(said)["supply.cut"] == Column(
        "supply.cut", "boolean", "chance", "Whether the road is cut on day 0"
    )


def test_each_drawn_value_of_a_shipped_scenario_has_meaning_unit_basis_and_source(tmp_path):
    loaded = load("tutorial/baseline", ("forms=drawn",))
    folder = run(loaded, replications=4, executor="simpy", out=tmp_path).folder
    table, given = pd.read_parquet(folder / INPUTS), inputs_of(loaded, 1, 4)
    assert list(table)[3:] == list(given)
    for path, values in given.items():
        np.testing.assert_array_equal(table[path].to_numpy(), values, err_msg=path)
        said = told(folder / INPUTS, path)
        assert said["about"]
        assert said["spread"]
        assert said["basis"] in ("article", "reported", "fitted", "judgement")
        assert said["source"]
    assert told(folder / INPUTS, "attrition.form")["kind"] == "form"
    for file in (OUTCOMES, PATHS):
        assert all(told(folder / file, name)["about"] for name in pq.read_schema(folder / file).names)


def test_verify_sees_an_input_that_is_not_what_is_drawn(tmp_path):
    folder = fake(tmp_path).folder
    assert verify(folder, kernel=FakeKernel()).equal
    kernel = FakeKernel()
    drawn = kernel.inputs_of

    def other(*given, **settings):
        values = drawn(*given, **settings)
        return values | {"attacker.people": values["attacker.people"] + 1e-12}

    kernel.inputs_of = other
    result = verify(folder, kernel=kernel)
    assert result.differences == (f"drawn value attacker.people: {INPUTS} does not hold what is drawn now",)


def test_a_folder_from_before_opens_is_verified_with_a_note_and_is_made_anew_by_run(tmp_path, caplog):
    folder = fake(tmp_path).folder
    before_inputs(folder)
    seen = look(folder, kernel=FakeKernel())
    assert not seen.damage
    assert reopen(seen, kernel=FakeKernel()).replications == N
    result = verify(folder, kernel=FakeKernel())
    assert result.equal
    assert "written before results carried their inputs" in result.notes[0]
    fake(tmp_path)
    assert "is not used again: it was written before results carried their inputs" in caplog.text
    assert (folder / INPUTS).exists()
    assert not verify(folder, kernel=FakeKernel()).notes


def test_a_manifest_that_loses_its_word_on_inputs_is_no_manifest(tmp_path):
    folder = fake(tmp_path).folder
    rewritten(folder, lambda content: content["kept"].update(inputs=False))
    assert "its list of files is not" in look(folder, kernel=FakeKernel()).damage


def test_files_that_say_nothing_are_told_by_what_is_known_and_else_as_unknown(tmp_path):
    """As versions before wrote them."""
    file = tmp_path / "old.parquet"
    pd.DataFrame({"replication": [0, 1], "area": [1.0, 2.0], "gone": [True, False]}).to_parquet(file)
    replication, area, gone = parquet.meanings_of(file, of_outcomes(FakeKernel.outcomes))
    assert (replication.kind, area.kind, area.type) == ("key", "amount", "number")
    assert (gone.name, gone.type, gone.kind) == ("gone", "boolean", "unknown")
    with pytest.raises(ValueError, match="tells of no columns"):
        columns_told('{"columns": 3}')
