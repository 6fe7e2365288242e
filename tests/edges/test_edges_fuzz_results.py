"""Result folders harmed at random: each thing done with them is told or gives the numbers that were stored.

Thousands by a command: `python -m tests.edges.fuzz_results 2000 1`.
"""

import os

import pytest
from fuzz_results import fuzz, fuzz_the_model

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")


@pytest.fixture(autouse=True)
def _no_power_cuts(monkeypatch):
    """Nothing here cuts the power, and to wait for the disk took a quarter of the time."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.mark.slow(14)
def test_two_hundred_harmed_folders_are_told_or_equal():
    counts = fuzz(200, seed=8)
    for what in ("open", "verify", "rerun"):
        assert counts[f"{what}: told"] > 20
        assert counts[f"{what}: same"] > 5
    assert counts["delete: done"] > 5


def test_folders_of_the_real_model_are_too():
    counts = fuzz_the_model(12, seed=8)
    assert counts["verify: told"] > 3


def test_the_fuzzer_can_fail(monkeypatch):
    from sim.experiment.results import reopening
    from sim.experiment.store import soundness

    careful = soundness._harm
    monkeypatch.setattr(soundness, "_harm", lambda file, written, hashing: careful(file, written, False))
    monkeypatch.setattr(reopening, "_check", lambda *_: None)
    with pytest.raises(AssertionError, match=", number"):
        fuzz(100, seed=2)
