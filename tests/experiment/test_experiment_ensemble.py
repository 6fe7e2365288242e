"""Ensembles: the same numbers whatever the workers, the chunks and the way there."""

import threading

import numpy as np
import pytest
from fake_kernel import HORIZON, FakeKernel, FakeLoaded

from sim.errors import InputError
from sim.experiment.ensemble import Interrupted
from sim.experiment.running import threads as workers
from sim.experiment.running.running import compare, run
from sim.experiment.store import records


def same(one, other):
    outcomes = all(np.array_equal(one.outcomes[k], other.outcomes[k], equal_nan=True) for k in one.outcomes)
    paths = all(np.array_equal(one.paths[k], other.paths[k], equal_nan=True) for k in one.paths)
    return (
        outcomes
        and paths
        and one.outcomes.keys() == other.outcomes.keys()
        and len(one.paths) == len(other.paths)
    )


@pytest.fixture(scope="module")
def thousand():
    return run(FakeLoaded(), replications=1000, workers=1, logs=3, kernel=FakeKernel())


def test_an_ensemble_names_what_it_holds(thousand):
    assert (thousand.name, thousand.seed, thousand.replications) == ("fake/baseline", 1, 1000)
    assert thousand.outcomes["area"].shape == (1000,)
    assert thousand.paths["stock"].shape == (1000, HORIZON + 1)
    assert thousand.manifest["replications"] == 1000
    assert thousand.folder is None


@pytest.mark.parametrize("n_workers", [2, 5])
def test_the_number_of_workers_does_not_matter(thousand, n_workers):
    kernel = FakeKernel(meeting=threading.Barrier(n_workers))
    assert same(run(FakeLoaded(), replications=1000, workers=n_workers, logs=3, kernel=kernel), thousand)
    assert len(kernel.threads) == n_workers


@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_the_size_of_chunks_does_not_matter(thousand, monkeypatch, size):
    monkeypatch.setattr(workers, "SMALLEST_CHUNK", size)
    monkeypatch.setattr(workers, "LARGEST_CHUNK", size)
    monkeypatch.setattr("sim.experiment.running.making.FIRST_CHUNK", size)
    kernel = FakeKernel()
    ensemble = run(FakeLoaded(), replications=1000, workers=2, logs=3, kernel=kernel)
    assert same(ensemble, thousand)
    assert np.array_equal(ensemble.events, thousand.events)
    assert max(last - first for first, last in kernel.ran) <= size


def test_a_shorter_ensemble_is_the_beginning_of_a_longer_one(thousand):
    shorter = run(FakeLoaded(), replications=100, kernel=FakeKernel())
    assert np.array_equal(shorter.outcomes["area"], thousand.outcomes["area"][:100])


def test_another_seed_gives_other_numbers(thousand):
    other = run(FakeLoaded(), replications=1000, seed=2, kernel=FakeKernel())
    assert not np.array_equal(other.outcomes["area"], thousand.outcomes["area"])


def test_compared_scenarios_have_the_same_draws():
    base, other = compare(
        [FakeLoaded(), FakeLoaded("fake/shifted", "ff", 0.25)], replications=200, kernel=FakeKernel()
    )
    assert np.allclose(other.outcomes["area"] - base.outcomes["area"], 0.25, atol=1e-12)


def test_logs_are_kept_of_the_first_replications_only(thousand):
    assert sorted(set(thousand.events["replication"])) == [0, 1, 2]
    assert run(FakeLoaded(), replications=10, kernel=FakeKernel()).events is None


def test_paths_of_the_first_replications_only_are_kept_in_memory(monkeypatch):
    monkeypatch.setattr(records, "KEPT_PATHS", 50)
    monkeypatch.setattr("sim.experiment.running.gathering.KEPT_PATHS", 50)
    monkeypatch.setattr("sim.experiment.running.running.KEPT_PATHS", 50)
    ensemble = run(FakeLoaded(), replications=200, kernel=FakeKernel())
    assert ensemble.paths["area"].shape == (50, HORIZON + 1)
    assert not np.isnan(ensemble.paths["area"]).any()


def test_paths_may_be_left_out():
    assert run(FakeLoaded(), replications=20, paths=False, kernel=FakeKernel()).paths == {}


def test_results_cannot_be_changed_by_accident(thousand):
    with pytest.raises(ValueError, match="read-only"):
        thousand.outcomes["area"][0] = 1.0


def test_a_failing_replication_is_a_row_with_all_it_takes_to_repeat_it():
    ensemble = run(FakeLoaded(), replications=100, seed=9, kernel=FakeKernel(fails=frozenset({17, 40})))
    first, second = ensemble.failures
    assert (first.replication, second.replication) == (17, 40)
    assert (first.seed, first.code, first.message) == (9, 3, "fault 3: a delay is not a number")
    assert first.command == "salient replay fake/baseline --replication 17 --seed 9"
    assert first.traceback.startswith("Traceback of replication 17")
    assert ensemble.manifest["failures"] == 2
    assert all(np.isnan(values[[17, 40]]).all() for values in ensemble.outcomes.values())
    assert np.isnan(ensemble.paths["area"][17]).all()
    assert not np.isnan(np.delete(ensemble.outcomes["area"], [17, 40])).any()


def test_only_the_first_failures_are_repeated_for_a_traceback():
    failures = run(FakeLoaded(), replications=100, kernel=FakeKernel(fails=frozenset(range(100)))).failures
    assert len(failures) == 100
    assert [failure.traceback is None for failure in failures] == [False] * 20 + [True] * 80


def test_progress_counts_up_to_the_total_of_all_scenarios():
    seen = []
    compare(
        [FakeLoaded(), FakeLoaded("b")],
        replications=300,
        kernel=FakeKernel(),
        progress=lambda *step: seen.append(step),
    )
    assert seen == sorted(seen)
    assert seen[-1] == (600, 600)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"replications": 0}, "replications = 0 is below 1"),
        ({"seed": -1}, "seed = -1 is outside"),
        ({"executor": "gpu"}, "executor = gpu does not exist"),
        ({"replications": 5, "precision": "0.1"}, "exclude each other"),
        ({"workers": 0}, "workers = 0 is below 1"),
    ],
)
def test_settings_that_make_no_sense_are_refused_in_one_line(settings, sentence):
    with pytest.raises(InputError, match=sentence) as caught:
        run(FakeLoaded(), kernel=FakeKernel(), **settings)
    assert "\n" not in str(caught.value)


def test_ctrl_c_without_a_folder_hands_over_what_is_done(thousand):
    with pytest.raises(Interrupted) as caught:
        run(FakeLoaded(), replications=1000, workers=1, kernel=FakeKernel(interrupt_at=500))
    [partial] = caught.value.partial
    assert caught.value.exit_code == 130
    assert 0 < partial.replications <= 500
    assert np.array_equal(partial.outcomes["area"], thousand.outcomes["area"][: partial.replications])
