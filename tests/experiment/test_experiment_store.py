"""Result folders: whole or not there, found again, resumed, readable by others."""

import errno
import json
import os
import signal
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from fake_kernel import HORIZON, FakeKernel, FakeLoaded

from sim.errors import InputError, StorageError
from sim.experiment.chunks.partial import Partial
from sim.experiment.ensemble import Interrupted
from sim.experiment.running import gathering, making
from sim.experiment.running.running import run
from sim.experiment.store import folders as store
from sim.experiment.store import parquet

N = 300


def stored(folder, **settings):
    kernel = settings.pop("kernel", None) or FakeKernel()
    settings = {"replications": N, "workers": 2, "logs": 2} | settings
    return run(FakeLoaded(), out=folder, kernel=kernel, **settings), kernel


def hidden(folder):
    return [file.name for file in folder.iterdir() if file.name.startswith(".")]


def test_a_run_leaves_one_folder_with_manifest_and_tables(tmp_path):
    ensemble, _ = stored(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == [ensemble.folder.name]
    assert ensemble.folder.name.startswith("fake-baseline-seed1-")
    names = sorted(file.name for file in ensemble.folder.iterdir())
    assert names == ["events.parquet", "inputs.parquet", "manifest.json", "outcomes.parquet", "paths.parquet"]
    manifest = json.loads((ensemble.folder / "manifest.json").read_text())
    assert manifest["replications"] == N
    assert manifest["hash"] == FakeLoaded.hash
    assert manifest["timings"]["replications_computed"] == N
    assert {"seed", "executor", "design", "versions", "git_commit", "failures", "scenario"} <= manifest.keys()


def test_without_a_folder_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run(FakeLoaded(), replications=10, kernel=FakeKernel(), fresh=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("n", [N, 100])
def test_the_same_run_or_a_shorter_one_is_read_not_computed(tmp_path, n):
    first, _ = stored(tmp_path)
    again, kernel = stored(tmp_path, replications=n)
    assert kernel.ran == []
    for name, values in again.outcomes.items():
        assert np.array_equal(values, first.outcomes[name][:n], equal_nan=True)
    for name, days in again.paths.items():
        assert np.array_equal(days, first.paths[name][:n], equal_nan=True)
    assert np.array_equal(again.events, first.events)
    assert store.read_manifest(first.folder)["replications"] == N


def test_a_longer_run_computes_only_what_is_missing(tmp_path):
    stored(tmp_path)
    longer, kernel = stored(tmp_path, replications=500)
    assert min(first for first, _ in kernel.ran) == N
    whole = run(FakeLoaded(), replications=500, kernel=FakeKernel())
    assert np.array_equal(longer.outcomes["area"], whole.outcomes["area"])
    assert store.read_manifest(longer.folder)["replications"] == 500
    assert hidden(tmp_path) == []


def test_a_fresh_run_ignores_what_is_stored(tmp_path):
    stored(tmp_path)
    _, kernel = stored(tmp_path, fresh=True)
    assert sum(last - first for first, last in kernel.ran) == N


@pytest.mark.parametrize("change", [{"seed": 2}, {"executor": "simpy"}, {"design": "random"}])
def test_another_seed_executor_or_design_is_another_result(tmp_path, change):
    stored(tmp_path)
    _, kernel = stored(tmp_path, **change)
    assert kernel.ran
    assert len(list(tmp_path.iterdir())) == 2


def test_another_version_of_results_is_another_result(tmp_path):
    stored(tmp_path)
    _, kernel = stored(tmp_path, kernel=FakeKernel(results_version=2))
    assert kernel.ran


def test_more_logs_than_stored_are_computed(tmp_path):
    stored(tmp_path)
    ensemble, kernel = stored(tmp_path, logs=5)
    assert kernel.ran
    assert set(ensemble.events["replication"]) == set(range(5))


def test_a_damaged_result_is_computed_again(tmp_path):
    first, _ = stored(tmp_path)
    (first.folder / "outcomes.parquet").write_bytes(b"not a table")
    again, kernel = stored(tmp_path)
    assert kernel.ran
    assert np.array_equal(again.outcomes["area"], first.outcomes["area"])
    _, kernel = stored(tmp_path)
    assert kernel.ran == []


def test_failures_are_stored_and_read_back(tmp_path):
    first, _ = stored(tmp_path, kernel=FakeKernel(fails=frozenset({17})))
    again, kernel = stored(tmp_path, kernel=FakeKernel(fails=frozenset({17})))
    assert kernel.ran == []
    assert again.failures == first.failures
    assert np.isnan(again.outcomes["area"][17])


@pytest.mark.parametrize("n_workers", [1, 2])
def test_an_interrupted_run_keeps_its_chunks_and_goes_on_from_them(tmp_path, monkeypatch, n_workers):
    monkeypatch.setattr(making, "FIRST_CHUNK", 16)
    with pytest.raises(Interrupted, match="the same command goes on from there"):
        stored(tmp_path, kernel=FakeKernel(interrupt_at=150), workers=n_workers)
    assert [name for name in hidden(tmp_path) if "partial" in name]
    assert len(list(tmp_path.iterdir())) == len(hidden(tmp_path)), "nothing may look like a result"
    resumed, kernel = stored(tmp_path, workers=n_workers)
    assert 0 < sum(last - first for first, last in kernel.ran) < N
    whole = run(FakeLoaded(), replications=N, kernel=FakeKernel(), logs=2)
    assert np.array_equal(resumed.outcomes["area"], whole.outcomes["area"])
    assert np.array_equal(resumed.paths["stock"], whole.paths["stock"])
    assert np.array_equal(resumed.events, whole.events)
    assert hidden(tmp_path) == []


@pytest.fixture
def heard():
    """Ctrl-C is heard, also where a shell lets the tests ignore it in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heard")
def test_a_real_ctrl_c_lets_chunks_under_way_finish_and_keeps_them(tmp_path):
    class Pressed(FakeKernel):
        def run_block(self, model, rows, **settings):
            if len(self.ran) >= 3 and not self.threads & {0}:
                self.threads.add(0)
                os.kill(os.getpid(), signal.SIGINT)
            return super().run_block(model, rows, **settings)

    kernel = Pressed(seconds_per_block=0.02)
    with pytest.raises(Interrupted):
        stored(tmp_path, kernel=kernel, replications=20_000)
    [partial] = tmp_path.iterdir()
    kept = sum(last - first for first, last in kernel.ran)
    assert sum(len(part.faults) for part in Partial(partial).load()) >= kept - 64 > 0


def test_a_chunk_that_cannot_be_read_is_computed_again(tmp_path, monkeypatch):
    monkeypatch.setattr(making, "FIRST_CHUNK", 16)
    with pytest.raises(Interrupted):
        stored(tmp_path, kernel=FakeKernel(interrupt_at=150))
    [partial] = tmp_path.iterdir()
    for file in partial.iterdir():
        file.write_bytes(file.read_bytes()[:100])
    resumed, _ = stored(tmp_path)
    assert np.array_equal(
        resumed.outcomes["area"], run(FakeLoaded(), replications=N, kernel=FakeKernel()).outcomes["area"]
    )


def test_a_long_run_saves_chunks_as_it_goes(tmp_path, monkeypatch):
    monkeypatch.setattr(gathering, "SECONDS_BETWEEN_SAVES", 0.0)
    saved = []
    monkeypatch.setattr(Partial, "save", lambda self, part: saved.append(len(part.faults)))
    stored(tmp_path)
    assert len(saved) > 1
    assert sum(saved) == N


def test_a_full_disk_is_said_in_one_line_and_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(file, *rest):
        file.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(parquet, "write_paths", full)
    with pytest.raises(StorageError) as caught:
        stored(tmp_path)
    message = str(caught.value)
    assert message.startswith(f"{tmp_path}: cannot write results (No space left on device)")
    assert "free some space or choose another folder with --out" in message
    assert "\n" not in message
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_refused_before_anything_runs(tmp_path):
    (tmp_path / "file").write_text("")
    kernel = FakeKernel()
    with pytest.raises(InputError, match="choose another folder with --out"):
        stored(tmp_path / "file" / "results", kernel=kernel)
    with pytest.raises(InputError, match="it is a file, not a folder"):
        stored(tmp_path / "file", kernel=kernel)
    assert kernel.ran == []


def test_pandas_reads_every_table_with_the_identity_of_each_row(tmp_path):
    import pandas as pd

    ensemble, _ = stored(tmp_path, kernel=FakeKernel(fails=frozenset({5})))
    outcomes = pd.read_parquet(ensemble.folder / "outcomes.parquet")
    assert list(outcomes["replication"]) == list(range(N))
    assert set(outcomes["seed"]) == {1}
    assert set(outcomes["scenario"]) == {FakeLoaded.hash}
    assert np.array_equal(outcomes["area"], ensemble.outcomes["area"], equal_nan=True)
    assert set(outcomes["ending"].dropna()) == {"holds", "withdraws", "falls"}
    assert outcomes.loc[5, "fault_command"] == "salient replay fake/baseline --replication 5 --seed 1"
    assert outcomes["fault"].sum() == 3
    paths = pd.read_parquet(ensemble.folder / "paths.parquet")
    assert len(paths) == N * (HORIZON + 1)
    assert np.array_equal(paths["area"].to_numpy().reshape(N, -1), ensemble.paths["area"], equal_nan=True)
    events = pd.read_parquet(ensemble.folder / "events.parquet")
    assert list(events["kind"]) == ["starts", "ends"] * 2


def test_measured_numbers_are_written_without_a_dictionary(tmp_path):
    import pyarrow.parquet as pq

    folder = run(FakeLoaded(), replications=50, out=tmp_path, kernel=FakeKernel()).folder
    for table in ("outcomes.parquet", "paths.parquet"):
        group = pq.ParquetFile(folder / table).metadata.row_group(0)
        for column in (group.column(number) for number in range(group.num_columns)):
            measured = column.physical_type in ("FLOAT", "DOUBLE")
            assert measured != any("DICTIONARY" in encoding for encoding in column.encodings), column.path_in_schema


def test_duckdb_reads_the_tables_and_leaves_missing_values_out(tmp_path):
    duckdb = pytest.importorskip("duckdb")
    ensemble, _ = stored(tmp_path)
    query = f"select count(*), count(truce_day), avg(truce_day) from '{ensemble.folder}/outcomes.parquet'"
    [(rows, days, mean)] = duckdb.sql(query).fetchall()
    present = ensemble.outcomes["truce_day"][~np.isnan(ensemble.outcomes["truce_day"])]
    assert (rows, days) == (N, len(present))
    assert mean == pytest.approx(present.mean())


def test_large_tables_are_written_in_groups_and_read_back_in_order(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "ROWS_PER_GROUP", 50)
    first, _ = stored(tmp_path)
    again, kernel = stored(tmp_path, replications=120)
    assert kernel.ran == []
    assert np.array_equal(again.outcomes["ending"], first.outcomes["ending"][:120])
    assert np.array_equal(again.paths["area"], first.paths["area"][:120])


def test_storing_imports_no_pandas(tmp_path):
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from fake_kernel import *; "
        "from sim.experiment.running.running import run; k = FakeKernel(fails=frozenset({3})); "
        "[run(FakeLoaded(), replications=50, logs=1, out=sys.argv[2], kernel=k) for _ in range(2)]; "
        "sys.exit(int('pandas' in sys.modules or 'scipy' in sys.modules))"
    )
    folder = str(__import__("pathlib").Path(__file__).parent)
    assert subprocess.run([sys.executable, "-c", code, folder, str(tmp_path)], check=False).returncode == 0


def test_a_name_with_odd_letters_makes_a_plain_folder(tmp_path):
    odd = replace(FakeLoaded(), name="../Mine: Ärger & Co.yaml")
    ensemble = run(odd, replications=5, out=tmp_path, kernel=FakeKernel())
    assert ensemble.folder.parent == tmp_path
    assert ensemble.folder.name.startswith("mine-rger-co-yaml-seed1-")


def test_two_runs_of_the_same_may_end_at_the_same_time(tmp_path, monkeypatch):
    """The other result appears between moving the old one aside and the rename."""
    from pathlib import Path

    rename, raced = Path.rename, []

    def rename_with_a_race(self, target):
        if self.name == "new" and not raced:
            raced.append(target)
            Path(target).mkdir()
            (Path(target) / "manifest.json").write_text("{}")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", rename_with_a_race)
    ensemble, _ = stored(tmp_path)
    assert raced == [ensemble.folder]
    assert store.read_manifest(ensemble.folder)["replications"] == N
    assert hidden(tmp_path) == []
