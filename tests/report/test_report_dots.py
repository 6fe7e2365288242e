"""Quantile dots: fifty of them, in columns, each the dot of a run of its own."""

from __future__ import annotations

import numpy as np
import pytest

from sim.report.drawing.dots import column_width, dot_values, quantile_dots


def test_fifty_dots_whatever_the_number_of_runs():
    dots = quantile_dots(np.random.default_rng(1).lognormal(8, 1, 999))
    assert dots.place.size == dots.height.size == dots.run.size == 50
    assert dots.height.min() == 1
    assert quantile_dots(np.array([1.0, 2.0, np.nan])).place.size == 2
    assert quantile_dots(np.zeros(200)).place.tolist() == [0.0] * 50
    assert quantile_dots(np.zeros(200)).tallest == 50
    assert quantile_dots(np.full(3, np.nan)).tallest == 0.0


def test_a_dot_never_changes_its_side_of_zero():
    change = np.random.default_rng(3).normal(1.0, 4.0, 300)
    assert ((quantile_dots(change).place > 0) == (dot_values(change)[0] >= 0)).all()


@pytest.mark.parametrize("n", [1, 2, 7, 49, 50, 51, 64, 199, 1000])
def test_a_dot_is_the_quantile_and_its_run_the_nearest_value(n):
    values = np.random.default_rng(n).lognormal(3, 1, n)
    values[:: max(3, n // 4)] = np.nan
    present = np.sort(values[~np.isnan(values)])
    if not present.size:
        return
    dots, run = dot_values(values)
    k = min(50, present.size)
    assert dots == pytest.approx(np.quantile(present, (np.arange(k) + 0.5) / k))
    nearest = np.abs(present[:, None] - dots).min(axis=0)
    assert np.abs(values[run.astype(int)] - dots) == pytest.approx(nearest)
    assert len(set(run)) == k


def test_among_equal_values_no_run_has_two_dots_and_the_choice_is_always_the_same():
    values = np.repeat([0.0, 5.0], [150, 50])
    _, run = dot_values(values)
    assert len(set(run)) == 50
    assert (np.diff(run) > 0).all()
    assert dot_values(values.copy())[1].tolist() == run.tolist()


def test_columns_hold_all_groups_and_zero():
    assert column_width([np.array([3.0, 30.0]), np.array([6.0, 60.0])]) == 2.0
    assert column_width([np.empty(0)]) == 1.0
