"""Nothing published after an origin reaches a forecast from it, and what was held back is counted."""

import datetime
from dataclasses import replace

import numpy as np
import pytest

from sim.analysis.hindcast.baselines import pools_of, rules
from sim.analysis.hindcast.forecasts import FULL, TEMPO_ONLY, Size, forecast
from sim.analysis.hindcast.origins import Case, given_cases, past_of
from sim.analysis.hindcast.running import hindcast
from sim.scenario.observed.series import ARRAYS

ORIGIN = datetime.date(2023, 11, 1)
SMALL = Size(members=40)


@pytest.fixture(scope="module")
def avdiivka() -> Case:
    return next(case for case in given_cases() if case.told.name == "avdiivka")


def with_series(case: Case, series) -> Case:
    return replace(case, told=replace(case.told, series=series))


def corrupted(series, origin):
    """The same series with every observation that was public only after the origin made wrong."""
    later = series.known_from > np.datetime64(origin)
    changed = {}
    for name in ARRAYS:
        values = getattr(series, name).copy()
        if values.dtype == np.float64:
            values[later] = 1.0 + 3.0 * np.arange(later.sum())
        changed[name] = values
    return replace(series, **changed)


@pytest.mark.parametrize("method", [TEMPO_ONLY, FULL])
def test_corrupting_what_was_published_later_changes_no_bit(avdiivka, method):
    other = with_series(avdiivka, corrupted(avdiivka.told.series, ORIGIN))
    before, after = (forecast(case, case.told.series, ORIGIN, method, SMALL) for case in (avdiivka, other))
    assert before.held_km2.tobytes() == after.held_km2.tobytes()
    assert before.ordered == after.ordered
    known = other.told.series.held_on("2023-12-01")
    assert known != avdiivka.told.series.held_on("2023-12-01")  # it was corrupted indeed


def test_no_simple_forecast_reads_what_was_published_later(avdiivka):
    paces = pools_of(given_cases()).paces_for("avdiivka")
    other = corrupted(avdiivka.told.series, ORIGIN)
    for name, rule in rules(*paces).items():
        before, after = (rule(past_of(one.as_of(ORIGIN), ORIGIN), 28) for one in (avdiivka.told.series, other))
        assert np.array_equal(before, after), name


def test_what_was_seen_before_and_published_after_is_left_out_and_counted(avdiivka):
    series = avdiivka.told.series
    published = np.where(series.dates == np.datetime64(ORIGIN), series.dates + 30, series.known_from)
    held = np.where(series.dates == np.datetime64(ORIGIN), 1.0, series.held_km2)
    planted = with_series(avdiivka, replace(series, published=published, held_km2=held))
    without = with_series(avdiivka, series.rows(series.dates != np.datetime64(ORIGIN)))
    told, plain = (forecast(case, case.told.series, ORIGIN, TEMPO_ONLY, SMALL) for case in (planted, without))
    assert told.held_km2.tobytes() == plain.held_km2.tobytes()
    [found] = hindcast([planted], [TEMPO_ONLY], replace(SMALL, members=8))
    assert found.held_back == 5  # by the origins of 1, 8, 15, 22 and 29 November; it was public on 1 December


def test_day_0_is_the_map_to_the_last_bit(avdiivka):
    still = replace(avdiivka, of="boxes")
    told = forecast(still, avdiivka.told.series, ORIGIN, TEMPO_ONLY, SMALL)
    assert (told.held_km2[0] == avdiivka.told.series.held_on(ORIGIN)).any()  # some maps show no loss within a week
