"""How long truces hold: a table made by hand, SciPy's estimate, and every edge with few or no truces."""

from __future__ import annotations

import subprocess
import sys
import warnings

import numpy as np
import pytest
from scipy import stats
from synthetic_ensembles import Ensemble, Failure

from sim.analysis.survival.truce_survival import (
    durability,
    end_dates,
    still_holding,
    told_day,
    truce_durability,
    violations_per_day,
)
from sim.model.outcomes import TRUCE_ENDS
from sim.model.recorder import SERIES

RUNNING, EXTENDED, SETTLED, EXPIRED, COLLAPSED = range(5)


def truces(held, ends, **more) -> Ensemble:
    """An ensemble whose runs have these days held (NaN: no truce), from day 10 on, with these ends."""
    held = np.asarray(held, dtype=float)
    outcomes = {
        "truce_day": np.where(np.isnan(held), np.nan, 10.0),
        "truce_held_days": held,
        "truce_end": np.asarray(ends, dtype=float),
        "violations_true": np.nan_to_num(held) * 3.0,
    }
    return Ensemble("truces", outcomes, **more)


def test_the_share_still_holding_is_the_product_by_hand():
    # 10 truces: one stops on day 2, two on day 4; one is cut off on day 5; one stops on day 6
    held = np.array([2.0, 4.0, 4.0, 5.0, 6.0, 9.0, 9.0, 9.0, 9.0, 9.0])
    stopped = np.array([1, 1, 1, 0, 1, 0, 0, 0, 0, 0], dtype=bool)
    curve = durability(held, stopped, 90)
    by_hand = {0: 1.0, 1: 1.0, 2: 9 / 10, 3: 9 / 10, 4: 9 / 10 * 7 / 9, 5: 7 / 10, 6: 7 / 10 * 5 / 6, 8: 7 / 12}
    assert {day: curve.share[day] for day in by_hand} == pytest.approx(by_hand)
    assert curve.watched[[0, 2, 4, 5, 6]].tolist() == [10, 10, 9, 7, 6]
    assert curve.days[-1] == 9
    assert curve.n == 10


def test_the_curve_takes_no_second_and_no_memory_of_scipy_stats():
    code = (
        "import sys, numpy as np\n"
        "from sim.analysis.survival.truce_survival import durability\n"
        "held = np.arange(30.0)\n"
        "assert durability(held, held < 20.0, 90).share[25] < 1.0\n"
        "print('scipy.special' in sys.modules, 'scipy.stats' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False"]


def test_greenwoods_band_by_hand():
    # after one of 10 and one of 9: variance of log(-log S) is (1/90 + 1/72) / log(0.8)^2
    held = np.array([1.0, 2.0, *[30.0] * 8])
    curve = durability(held, held < 30.0, 90)
    error = np.sqrt(1 / 90 + 1 / 72) / abs(np.log(0.8))
    low, high = (0.8 ** np.exp(sign * 1.959964 * error) for sign in (1, -1))
    assert (curve.share[2], curve.low[2], curve.high[2]) == pytest.approx((0.8, low, high), rel=1e-5)


@pytest.mark.parametrize("share_cut_off", [0.0, 0.3, 0.9])
@pytest.mark.parametrize("grid", [0.0, 0.25, 5.0], ids=["no ties", "some ties", "many ties"])
def test_it_is_the_estimate_of_scipy_on_every_day(grid, share_cut_off):
    luck = np.random.default_rng(4)
    lasting = luck.exponential(25.0, 80)
    watched = np.where(luck.random(80) < share_cut_off, luck.uniform(0.0, 90.0, 80), np.inf)
    held, stopped = np.minimum(lasting, watched), lasting <= watched
    held = held if not grid else np.ceil(held / grid) * grid
    curve = durability(held, stopped, 90)
    theirs = stats.ecdf(stats.CensoredData(uncensored=held[stopped], right=held[~stopped])).sf
    assert curve.share == pytest.approx(theirs.evaluate(curve.days), rel=1e-12)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # the band is undefined at 0 and 1
        band = theirs.confidence_interval(method="log-log")
    some = (curve.share > 0.0) & (curve.share < 1.0)
    assert curve.low[some] == pytest.approx(band.low.evaluate(curve.days)[some], rel=1e-12)
    assert curve.high[some] == pytest.approx(band.high.evaluate(curve.days)[some], rel=1e-12)
    assert (np.diff(curve.share) <= 0.0).all()
    assert ((curve.low <= curve.share) & (curve.share <= curve.high)).all()


def test_only_running_out_and_breaking_down_end_a_truce():
    assert TRUCE_ENDS == ("running", "extended", "settled", "expired", "collapsed")
    holding = truces([20.0] * 30, [RUNNING, EXTENDED, SETTLED] * 10)
    assert truce_durability(holding).share.tolist() == [1.0] * 21
    ending = truces([20.0] * 30, [EXPIRED, COLLAPSED] * 15)
    assert truce_durability(ending).share.tolist() == [1.0] * 20 + [0.0]


def test_where_none_or_all_have_stopped_the_rule_of_three_holds():
    curve = truce_durability(truces([20.0] * 30, [EXPIRED, COLLAPSED] * 15))
    assert curve.low[3] == pytest.approx(1.0 - (1.0 - 0.05 ** (1 / 30)))
    assert (curve.low[20], curve.high[20]) == pytest.approx((0.0, 1.0 - 0.05 ** (1 / 30)))


@pytest.mark.parametrize("n", [0, 1, 4])
def test_too_few_truces_make_no_curve(n):
    curve = truce_durability(truces([12.0] * n + [np.nan] * 3, [COLLAPSED] * n + [np.nan] * 3))
    assert curve.n == n
    assert curve.days.size == 0
    assert still_holding(curve, 7) is None


def test_a_failed_run_is_no_truce():
    made = truces([12.0] * 8, [COLLAPSED] * 8, failures=(Failure(0), Failure(7)))
    assert truce_durability(made).n == 6
    assert np.isnan(violations_per_day(made)[[0, 7]]).all()


def test_the_day_told_is_one_that_every_curve_reaches():
    long, short, none = (truce_durability(truces([days] * 9, [RUNNING] * 9)) for days in (60.0, 20.0, np.nan))
    assert told_day([long, none]) == 28
    assert told_day([long, short, none]) == 14
    assert told_day([none]) is None
    assert told_day([truce_durability(truces([3.0] * 9, [RUNNING] * 9))]) is None
    assert still_holding(long, 30) == {
        "kind": "share", "n": 9, "mean": 1.0, "low": pytest.approx(0.05 ** (1 / 9)), "high": 1.0,
    }  # fmt: skip


def test_violations_of_a_later_truce_are_not_those_of_the_first():
    series = np.zeros((2, 91))
    series[:, 11:15] = [4.0, 8.0, 12.0, 12.0]
    series[0, 15:] = 12.0
    series[1, 15:] = 500.0  # a second truce from day 15 on
    made = truces([3.0, 3.0, np.nan], [EXPIRED, EXPIRED, np.nan], paths={"violations_true": series})
    assert violations_per_day(made) == pytest.approx([4.0, 4.0, np.nan], nan_ok=True)


def test_without_the_series_all_violations_count_and_truces_of_hours_do_not():
    made = truces([4.0, 0.3, np.nan], [EXPIRED, COLLAPSED, np.nan])
    assert violations_per_day(made) == pytest.approx([3.0, np.nan, np.nan], nan_ok=True)


def test_the_model_keeps_the_series():
    assert "violations_true" in {series.name for series in SERIES}


@pytest.mark.parametrize(
    ("held", "ends", "day"),
    [
        ([30.0] * 6 + [12.0] * 9, [EXPIRED] * 6 + [COLLAPSED] * 9, 30),
        ([30.0] * 4 + [12.0] * 9, [EXPIRED] * 4 + [COLLAPSED] * 9, None),  # too few run out
        ([30.0] * 5 + [60.0] * 4, [EXPIRED] * 9, 30),
        ([30.0] * 5 + [60.0] * 3 + [14.0] * 4, [EXPIRED] * 12, None),  # no day on which half of them do
        ([29.5] * 5, [EXPIRED] * 5, 30),  # within the day that ends then
        ([30.0] * 9, [EXTENDED] * 9, None),
        ([np.nan] * 5, [np.nan] * 5, None),
    ],
)
def test_the_end_date_is_the_day_on_which_truces_run_out(held, ends, day):
    assert end_dates([truces(held, ends)])[:1] == (() if day is None else (day,))
    assert end_dates([truces([np.nan], [np.nan]), truces(held, ends)])[:1] == (() if day is None else (day,))


def test_extended_truces_have_an_end_date_of_their_own():
    held = [30.0] * 20 + [60.0] * 6 + [41.0] + [90.0] * 4
    assert end_dates([truces(held, [EXPIRED] * 31)]) == (30, 60)  # 4 on day 90 are too few
    assert end_dates([truces(held[:25], [EXPIRED] * 25)]) == (30, 60)
    assert end_dates([truces(held[:24], [EXPIRED] * 24)]) == (30,)
    assert end_dates([truces(held, [EXPIRED] * 20 + [COLLAPSED] * 11)]) == (30,)
