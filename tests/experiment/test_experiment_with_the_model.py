"""The same promises with the real model and engine, on the small tutorial scenario."""

import json
import os
import shlex
from pathlib import Path

import numpy as np
import pytest

from sim.experiment.kernel import SalientKernel
from sim.experiment.replay import replay
from sim.experiment.results.verify import verify
from sim.experiment.running.running import compare, run
from sim.scenario.loading import load


@pytest.fixture(scope="module")
def tutorial():
    return load("tutorial/baseline")


def equal(one, other):
    return all(
        np.array_equal(first[name], second[name], equal_nan=True)
        for first, second in ((one.outcomes, other.outcomes), (one.paths, other.paths))
        for name in first
    )


def test_both_executors_give_the_same_ensemble(tutorial):
    compiled = run(tutorial, replications=24, executor="compiled", logs=3)
    simpy = run(tutorial, replications=24, executor="simpy", logs=3, workers=2)
    assert equal(compiled, simpy)
    assert np.array_equal(compiled.events, simpy.events)


def test_workers_do_not_matter_to_the_compiled_engine(tutorial):
    assert equal(run(tutorial, replications=500, workers=1), run(tutorial, replications=500, workers=4))


def test_a_stored_run_is_read_again_and_verified(tutorial, tmp_path):
    first = run(tutorial, replications=200, logs=2, out=tmp_path)
    again = run(tutorial, replications=200, logs=2, out=tmp_path)
    assert again.manifest["timings"]["replications_computed"] == 0
    assert equal(first, again)
    assert np.array_equal(first.events, again.events)
    report = verify(first.folder)
    assert report.equal, str(report)


def test_a_stored_log_goes_on_with_computed_ones(tutorial, tmp_path):
    run(tutorial, replications=50, logs=20, out=tmp_path)
    longer = run(tutorial, replications=120, logs=10, out=tmp_path)
    assert np.array_equal(longer.events, run(tutorial, replications=120, logs=10).events)


def test_the_manifest_holds_the_whole_scenario(tutorial, tmp_path):
    folder = run(tutorial, replications=20, out=tmp_path).folder
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    again = SalientKernel().load_described(manifest["scenario"])
    assert again.hash == tutorial.hash == manifest["hash"]


def test_a_changed_scenario_has_a_result_of_its_own(tutorial, tmp_path):
    other = load("tutorial/baseline", ["horizon_days=30"])
    first, second = compare([tutorial, other], replications=20, out=tmp_path)
    assert first.folder != second.folder
    assert first.paths["held_area_km2"].shape[1] != second.paths["held_area_km2"].shape[1]


def test_a_failing_replication_says_how_to_repeat_it_with_its_changes(tutorial):
    class Failing(SalientKernel):
        def run_block(self, model, rows, **settings):
            block = super().run_block(model, rows, **settings)
            block.faults[:] = np.arange(block.first, block.first + len(rows)) == 7
            return block

    changed = load("tutorial/baseline", ["horizon_days=30"])
    [failure] = run(changed, replications=20, seed=3, kernel=Failing()).failures
    command = "salient replay tutorial/baseline --replication 7 --seed 3 --set horizon_days=30"
    assert shlex.split(failure.command) == shlex.split(command)
    assert failure.traceback


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads the memory in use from /proc")
def test_repeated_runs_do_not_grow_memory(tutorial):
    def megabytes_in_use():
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    for seed in range(5):
        run(tutorial, replications=200, seed=seed, paths=False, workers=2)
    before = megabytes_in_use()
    for seed in range(50):
        run(tutorial, replications=200, seed=seed, paths=False, workers=2)
    assert megabytes_in_use() - before < 20


def test_a_replay_has_the_outcomes_and_the_paths_of_its_row(tutorial):
    ensemble, one = run(tutorial, replications=20, seed=3), replay(tutorial, replication=17, seed=3)
    assert one.outcomes["area_end_km2"] == ensemble.outcomes["area_end_km2"][17]
    assert set(one.paths) == set(ensemble.paths)
    assert all(np.array_equal(one.paths[name], days[17]) for name, days in ensemble.paths.items())
    assert "paths" not in one.as_json()
