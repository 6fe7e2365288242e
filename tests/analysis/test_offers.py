"""Offers of truces on record: counted by hand, against the intervals and curves of scipy; no bar."""

from __future__ import annotations

import csv
import math

import numpy as np
import pytest

from docs import make_skill, skill_talks
from docs.verified import truces
from sim.analysis.skill import offers
from sim.report.hindcast import talks

RECORD = offers.offers()


def test_what_no_source_was_read_for_is_blank_and_counted() -> None:
    rows = list(csv.DictReader(offers.FILE.read_text(encoding="utf-8").splitlines()))
    for row in rows:
        given = [name for name, value in row.items() if value and name not in ("id", "not_read")]
        assert not given if row["not_read"] == offers.ALL else row["source"], row["id"]
        assert row["not_read"] in ("", offers.ALL) or not row[row["not_read"]]
    assert offers.left_out()["coded"] == 23
    assert len(RECORD) == 23 - len(offers.left_out()["rows"])


def test_counts_are_those_made_by_hand() -> None:
    """2023-25: Ukraine took four of six, Russia one of five; three answers were to what came into force."""
    found = {row["group"]: row for row in offers.shares(RECORD)}
    by = {name: (row["accepted"]["k"], row["accepted"]["n"]) for name, row in found.items()}
    assert by["of these, answered by Ukraine"] == (4, 6)
    assert by["of these, answered by Russia"] == (1, 5)
    assert by["offers of 2023-25"] == (5, 11)
    assert found["offers of 2023-25"]["in_force"]["k"] == 3
    assert by["all"] == (14, 20)  # nine agreed texts, all accepted
    lags = offers.lags(RECORD)
    assert (lags["n"], lags["within"]["0"]["k"], lags["longest"]) == (10, 7, 7)


def test_intervals_are_those_of_scipy() -> None:
    from scipy.stats import binomtest

    for row in offers.shares(RECORD):
        for told in (row["accepted"], row["in_force"]):
            low, high = binomtest(told["k"], told["n"]).proportion_ci(0.95, "wilson")
            assert (told["low"], told["high"]) == pytest.approx((low, high), abs=1e-9)


def test_a_truce_counts_once_and_one_without_a_day_of_its_end_is_bounded_by_the_next_text() -> None:
    ran = {one.truce: one for one in offers.durations(RECORD)}
    assert len(ran) == 11
    assert (ran["energy-2025"].days, ran["june-2014"].days, ran["easter-2025"].days) == (30.0, 7.0, 2.0)
    assert ran["minsk-1"] == offers.Ran("minsk-1", 160.0, ended=False, bounded=True)  # 5 September to 12 February
    assert math.isinf(ran["july-2020"].days)
    by_day = {row["day"]: (row["least"]["k"], row["most"]["k"]) for row in offers.still_in_force([*ran.values()])}
    assert by_day == {7: (1, 9), 30: (0, 8), 90: (0, 7), 180: (0, 6)}


def test_the_longest_reading_is_the_curve_of_scipy() -> None:
    from scipy.stats import CensoredData, ecdf

    ran = offers.durations(RECORD)
    days = np.array([min(one.days, 180.0) for one in ran])
    ended = np.array([one.bounded and one.days <= 180.0 for one in ran])
    curve = ecdf(CensoredData(days[ended], right=days[~ended])).sf
    band = curve.confidence_interval(method="log-log")
    for row in offers.longest_reading(ran):
        assert row["share"] == pytest.approx(float(curve.evaluate(row["day"])), abs=1e-9)
        low, high = (float(end.evaluate(row["day"])) for end in (band.low, band.high))
        assert (row["low"], row["high"]) == pytest.approx((low, high), abs=1e-6)


def test_strata_are_those_of_v7_and_the_packaged_numbers_those_of_now() -> None:
    """One declaration, two documents: numbers made again equal what is packaged (python -m docs.make_skill --page)."""
    told = talks.talks_record()
    assert {one["stratum"]: one["n"] for one in told["not_failed"]} == {
        name: row[3] for name, row in truces.OBSERVED.items()
    }
    assert told == skill_talks.content()
    assert talks.FILE.read_text(encoding="utf-8") == make_skill.numbers_text(told)


def test_the_page_says_that_no_bar_is_set_and_what_was_left_out() -> None:
    text = make_skill.PAGE.read_text(encoding="utf-8")
    part = text.partition(f"## {talks.TITLE}")[2].partition("\n## ")[0]
    assert talks.INTRODUCTION in part
    assert "2 (numbers 11 and 12) rest on memory alone" in part
    assert "| offers of 2023-25 | 11 | 5 of 11 | 21% to 72% |" in part
    heads = (talks.WORLD_HEADS, talks.OFFER_HEADS, talks.LENGTH_HEADS, talks.BASELINE_HEADS, talks.LISTED_HEADS)
    assert all(len(set(names)) == len(names) for names in heads)
