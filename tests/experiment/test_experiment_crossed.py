"""Replications crossed: which draw each corner takes, that corner 0 is the plain run, and that no order matters."""

import numpy as np
import pytest
from fake_kernel import FakeKernel, FakeLoaded

from sim.errors import InputError
from sim.experiment.crossed import CHANCE, CORNERS, DESIGNS, FORM, PARAMETER, TWIN, crossed
from sim.experiment.design.unit_cube import uniforms

PARTS = {PARAMETER: 0, CHANCE: 7, FORM: 3}
SLOTS = {"law": 3}


class Watched(FakeKernel):
    """Keeps the rows and the seed of each block."""

    def run_block(self, model, rows, *, seed, first, **more):
        self.seen = [*getattr(self, "seen", []), (seed, rows.copy())]
        return super().run_block(model, rows, seed=seed, first=first, **more)


def both_draws(n: int) -> list[np.ndarray]:
    return [
        uniforms(seed, 0, n, {0, 3, 7}, width=12, chance={7}, design=design)
        for seed, design in zip((5, 5 ^ TWIN), DESIGNS, strict=True)
    ]


def test_each_corner_takes_its_parts_from_the_seed_or_from_its_twin() -> None:
    kernel = Watched()
    crossed(FakeLoaded(), ["area"], SLOTS, replications=6, seed=5, workers=1, kernel=kernel)
    draws = both_draws(6)
    assert len(kernel.seen) == CORNERS
    for corner, (seed, rows) in enumerate(kernel.seen):
        assert seed == (5 ^ TWIN if corner & CHANCE else 5)
        for part, column in PARTS.items():
            assert np.array_equal(rows[:, column], draws[bool(corner & part)][:, column])


def test_draws_of_seed_and_twin_have_nothing_in_common() -> None:
    one, other = both_draws(4096)
    for column in (0, 3, 7):
        assert abs(np.corrcoef(one[:, column], other[:, column])[0, 1]) < 0.05


def test_it_does_not_depend_on_threads_or_chunks() -> None:
    one, other = (
        crossed(FakeLoaded(), ["area"], SLOTS, replications=300, workers=n, kernel=FakeKernel()) for n in (1, 3)
    )
    assert np.array_equal(one.outcomes["area"], other.outcomes["area"])


def test_a_day_that_never_comes_counts_as_the_horizon_and_a_failure_as_nothing() -> None:
    runs = crossed(FakeLoaded(), ["truce_day"], SLOTS, replications=50, kernel=FakeKernel(fails=frozenset({4})))
    assert np.flatnonzero(runs.failed).tolist() == [4]
    days = runs.outcomes["truce_day"]
    assert np.isnan(days[:, 4]).all()
    assert np.nanmax(days) <= runs.horizon_days
    assert np.isnan(days).sum() == CORNERS


@pytest.mark.parametrize(("name", "told"), [("ending", "is a category"), ("rain", "is no outcome")])
def test_what_has_no_variance_is_refused(name: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        crossed(FakeLoaded(), [name], SLOTS, replications=2, kernel=FakeKernel())
