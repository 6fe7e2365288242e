"""Results kept on disk are opened with the numbers they had; what was changed or damaged is a sentence."""

import hashlib
import json
import random
import shutil

import numpy as np
import pytest
from fake_kernel import FakeKernel
from stored_fakes import N, fake, fakes

from sim.analysis.comparison import differences
from sim.analysis.summary import summarise
from sim.errors import StorageError
from sim.experiment.kernel import SalientKernel
from sim.experiment.results.listing import stored
from sim.experiment.results.reopening import reopen
from sim.experiment.running.running import compare, run
from sim.experiment.store import parquet
from sim.experiment.store.recorded import read, sealed
from sim.scenario.loading import load

THEATRES = {"kursk": ("kursk/hold", "kursk/withdraw-now"), "tutorial": ("tutorial/baseline", "tutorial/leave-early")}


class Failing(SalientKernel):
    """Replications 3 and 40 fail."""

    def run_block(self, model, rows, **settings):
        block = super().run_block(model, rows, **settings)
        block.faults[:] = np.isin(np.arange(block.first, block.first + len(rows)), (3, 40))
        return block

    def traceback_of(self, *_):
        return "made to fail"


def same(one, other):
    return all(
        np.array_equal(first[name], second[name], equal_nan=True)
        for first, second in ((one.outcomes, other.outcomes), (one.paths, other.paths))
        for name in {**first, **second}
    )


@pytest.mark.parametrize("theatre", THEATRES)
@pytest.mark.parametrize("kernel", [SalientKernel, Failing])
def test_an_opened_result_is_the_run_that_was_stored(tmp_path, theatre, kernel):
    scenarios = [load(name) for name in THEATRES[theatre]]
    originals = compare(scenarios, replications=N, seed=4, out=tmp_path, logs=3, kernel=kernel())
    by_name = {one.run.name: one for one in stored(tmp_path)}
    opened = [reopen(by_name[scenario.name]) for scenario in scenarios]
    for one, original in zip(opened, originals, strict=True):
        assert same(one, original)
        assert summarise(one) == summarise(original)
        assert one.failures == original.failures
        assert one.loaded.hash == one.hash == original.hash
        assert one.replications == original.replications
        assert one.loaded.scenario == original.loaded.scenario
    assert differences(*opened) == differences(*originals)


def test_a_result_without_paths_opens_without_them(tmp_path):
    run(load("tutorial/baseline"), replications=5, out=tmp_path, paths=False)
    assert reopen(stored(tmp_path)[0]).paths == {}


def test_a_result_of_another_version_opens_as_far_as_it_is_known(tmp_path):
    fake(tmp_path)
    fewer = FakeKernel(results_version=2)
    fewer.outcomes = fewer.outcomes[:2]
    opened = reopen(stored(tmp_path, kernel=fewer)[0], kernel=fewer)
    assert list(opened.outcomes) == ["foothold_ended", "area"]


def test_a_scenario_that_this_version_cannot_read_is_a_sentence(tmp_path):
    folder = run(load("tutorial/baseline"), replications=5, out=tmp_path).folder
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["scenario"]["text"] += "no_such_value: 3\n"
    (folder / "manifest.json").write_text(json.dumps(sealed(manifest)))
    with pytest.raises(StorageError, match=r"this version cannot read its scenario .*no_such_value.*run the scenario"):
        reopen(stored(tmp_path)[0])


def reseal(folder):
    """Write the hashes of the files as they are now into the manifest, as whoever changes a result on purpose would."""
    content = read(folder).whole
    for name, told in content["files"].items():
        file = folder / name
        told.update(size=file.stat().st_size, sha256=hashlib.sha256(file.read_bytes()).hexdigest())
    (folder / "manifest.json").write_text(json.dumps(sealed(content)))


def test_numbers_changed_by_hand_do_not_open(tmp_path):
    first = fake(tmp_path)
    changed = {**first.outcomes, "area": first.outcomes["area"] + 1.0}
    identity = {"seed": 1, "hash": first.hash}
    parquet.write_outcomes(first.folder / "outcomes.parquet", identity, changed, FakeKernel().outcomes, {})
    with pytest.raises(StorageError, match=r"outcomes\.parquet (was changed|has grown|is cut short)"):
        reopen(stored(tmp_path, kernel=FakeKernel())[0], kernel=FakeKernel())
    reseal(first.folder)
    with pytest.raises(StorageError, match="does not hold the numbers"):
        reopen(stored(tmp_path, kernel=FakeKernel())[0], kernel=FakeKernel())


def test_too_few_rows_do_not_open(tmp_path):
    first = fake(tmp_path)
    fewer = {name: values[:10] for name, values in first.outcomes.items()}
    identity = {"seed": 1, "hash": first.hash}
    parquet.write_outcomes(first.folder / "outcomes.parquet", identity, fewer, FakeKernel().outcomes, {})
    reseal(first.folder)
    with pytest.raises(StorageError, match=f"does not hold the {N} runs"):
        reopen(stored(tmp_path, kernel=FakeKernel())[0], kernel=FakeKernel())


def test_a_result_deleted_meanwhile_is_a_sentence(tmp_path):
    [one] = fakes(tmp_path)
    shutil.rmtree(one.folder)
    with pytest.raises(StorageError, match="not there any more"):
        reopen(one, kernel=FakeKernel())


@pytest.mark.parametrize("name", ["outcomes.parquet", "paths.parquet"])
def test_random_damage_opens_unharmed_or_is_a_sentence(tmp_path, name):
    [one] = fakes(tmp_path)
    original = reopen(one, kernel=FakeKernel())
    whole = (one.folder / name).read_bytes()
    luck = random.Random(7)
    refused = damaged = 0
    for _ in range(150):
        harmed = bytearray(whole)
        for _ in range(luck.choice([1, 4, 40])):
            harmed[luck.randrange(4, len(whole) - 4)] = luck.randrange(256)
        (one.folder / name).write_bytes(bytes(harmed))
        damaged += bytes(harmed) != whole
        try:
            assert same(reopen(one, kernel=FakeKernel()), original)
        except StorageError:
            refused += 1
    assert refused == damaged > 100
