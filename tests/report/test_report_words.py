"""Sentences: what they say at the edges, how they round, and which words they never use."""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import pytest
from synthetic_ensembles import CATALOGUE, Failure, ensemble

from sim.analysis.comparison import differences
from sim.analysis.summary import summarise
from sim.report import charts
from sim.report.outlook import first_screen as outlook
from sim.report.terminal import words as terminal_words
from sim.report.words import changes
from sim.report.words import numbers as words


def share(mean: float, n: int = 1000, reach: float = 0.02) -> dict:
    ends = {"low": max(0.0, mean - reach), "high": min(1.0, mean + reach)}
    return {"kind": "share", "mean": mean, "n": n, "se": reach / 2, **ends}


def change(mean: float, se: float, equal: float = 0.5) -> dict:
    ends = {"low": mean - 2 * se, "high": mean + 2 * se}
    return {"mean": mean, "se": se, **ends, "p_greater": 0.3, "p_equal": equal, "n_pairs": 1000}


def first(truce: float, ended: float, n: int = 1000, reach: float = 0.02) -> dict:
    shares = {"truce": truce, "foothold_ended": ended, "neither": 1 - truce - ended}
    entries = {name: share(mean, n, reach) for name, mean in shares.items()}
    ends = {end: {name: entry[end] for name, entry in entries.items()} for end in ("low", "high")}
    return {"kind": "category", "n": n, "share": shares, **ends}


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (share(0.61), "61 of 100 futures"),
        (share(0.614, reach=0.08), "about 6 of 10 futures"),
        (share(0.03, n=30, reach=0.08), "fewer than 1 of 10 futures"),
        (share(0.002), "fewer than 1 of 100 futures"),
        (share(0.998), "more than 99 of 100 futures"),
        (share(0.0), "none of 1,000 futures (below about 3 in 1,000)"),
        (share(1.0), "all 1,000 futures"),
    ],
)
def test_frequencies_are_as_fine_as_the_runs_support(entry, text):
    assert words.frequency(entry) == text


@pytest.mark.parametrize("whole", [10, 100])
@pytest.mark.parametrize("n", [20, 60, 200, 400, 1000])
def test_what_is_neither_nothing_nor_all_never_reads_as_such(n, whole):
    assert [words.of_whole(share, whole) for share in (0.0, 1.0)] == [f"0 of {whole}", f"{whole} of {whole}"]
    assert [words.percent(share) for share in (0.0, 1.0)] == ["0%", "100%"]
    for k in range(1, n):
        assert words.of_whole(k / n, whole) not in (f"0 of {whole}", f"{whole} of {whole}"), k
        assert words.percent(k / n) not in ("0%", "100%"), k


def test_shares_on_the_edge_between_two_numbers():
    assert words.of_100(1 / 200) == "fewer than 1 of 100"
    assert words.of_100(199 / 200) == "more than 99 of 100"
    assert (words.percent(1 / 200), words.percent(199 / 200)) == ("under 1%", "over 99%")
    assert words.frequency(share(3 / 60, n=60, reach=0.07)) == "fewer than 1 of 10 futures"
    assert words.frequency(share(57 / 60, n=60, reach=0.07)) == "more than 9 of 10 futures"


@pytest.mark.parametrize(
    ("value", "error", "text"),
    [(7243, 0, "7,200"), (87, 0, "87"), (4.4, 0, "4"), (0, 0, "0"), (-930, 0, "−930"), (934, 64, "900")],
)
def test_people_have_two_digits_and_never_more_than_the_error_supports(value, error, text):
    assert words.people(value, error) == text


def test_areas_are_rounded_to_ten_and_never_to_a_false_zero():
    assert words.area(87.0) == "90 km²"
    assert words.area(3.0) == "under 5 km²"
    assert words.area_range(63.0, 108.0) == "60 to 110 km²"
    assert words.area_range(62.0, 58.0) == "about 60 km²"


def test_amounts_of_any_size_keep_two_digits():
    assert words.amount(0.0534) == "0.053"
    assert words.amount(14.4, "km2") == "14 km²"
    assert words.amount(4321.0, "people", 80.0) == "4,300 people"
    assert words.amount(0.0) == "0"
    assert words.amount(0.14, "persons") == "0 people"


def test_the_minus_is_a_minus_and_zero_has_no_sign():
    assert words.signed(-5.2) == "−5"
    assert words.signed(5.2) == "+5"
    assert words.signed(-0.3) == "0"
    assert words.plain(-1234.0) == "−1,234"


def test_a_day_has_its_date():
    start = date(2025, 3, 12)
    assert words.calendar_day(start, 30) == "day 30 (11 April 2025)"
    assert [words.whole_day(day) for day in (-1.5, -0.5, 0.49, 0.5, 1.5, 2.5)] == [-1, 0, 0, 1, 2, 3]
    for half in range(-3, 60):
        assert words.calendar_date(start, half / 2) in words.calendar_day(start, half / 2)
        assert words.calendar_day(start, half / 2).startswith(f"day {words.plain(words.whole_day(half / 2))} (")


def test_first_events_say_both_shares_and_their_edges():
    def title(entry, horizon):
        return words.first_events_title(entry, horizon, "35 km² or less")

    lost = "the foothold no longer held (35 km² or less) first in"
    assert title(first(0.07, 0.7), 90) == f"By day 90: a general truce first in 7 of 100, {lost} 70 of 100"
    assert title(first(0.17, 0.64, n=100, reach=0.1), 90) == (
        f"By day 90: a general truce first in about 2 of 10, {lost} about 6 of 10"
    )
    assert "a general truce first in none of 1,000" in title(first(0.0, 0.7), 90)
    assert title(first(1.0, 0.0), 90) == "By day 90: a general truce first in all 1,000 futures"
    assert title(first(0.0, 1.0), 90).endswith(f"{lost} all 1,000 futures")
    assert "neither" in title(first(0.0, 0.0), 90)
    nothing = {key: dict.fromkeys(("truce", "foothold_ended", "neither")) for key in ("share", "low", "high")}
    assert title({"kind": "category", "n": 0, **nothing}, 90) == "By day 90: no run"


@pytest.mark.parametrize("n", [60, 150, 1000])
@pytest.mark.parametrize("settings", [{}, {"truce": 0.0}, {"truce": 1.0, "pace": 0.0001}])
def test_a_share_has_one_value_in_headline_card_and_titles(n, settings):
    made = ensemble(n=n, **settings)
    summary = summarise(made, CATALOGUE)
    summary["outcomes"].setdefault("ground_gone_day", summary["outcomes"]["foothold_ended_day"])
    entry = summary["outcomes"]["first_event"]
    known = {event: words.value_entry(entry, event) for event in ("truce", "foothold_ended")}
    cards = outlook.cards(made, summary, date(2025, 3, 12), 35.0)
    assert [card.value for card in cards[:2]] == [words.often(known["foothold_ended"]), words.often(known["truce"])]
    titles = (outlook.headline(summary), words.first_events_title(entry, 90, "35 km² or less"))
    for event, one in known.items():
        assert words.accepted_title({"A": words.often(one)}, 90).endswith(f": {words.often(one)}")
        assert all(words.often(one) in title for title in titles) or 0.0 in (one["mean"], 1.0 - one["mean"]), event


def test_the_card_of_the_ground_tells_every_level_that_is_known():
    made = ensemble()
    summary = summarise(made, CATALOGUE)
    day = summary["outcomes"]["foothold_ended_day"]
    shares = {"below_50_km2_day": 0.8, "below_20_km2_day": 0.5, "ground_gone_day": 0.2}
    summary["outcomes"] |= {name: {**day, "share": share} for name, share in shares.items()}
    note = outlook.cards(made, summary, date(2025, 3, 12), 35.0)[2].note
    told = ("50 km² or less in 80 of 100", "20 km² or less in 50 of 100", "1 km² or less in 20 of 100")
    assert note.endswith(f"; at some time {', '.join(told)}")


def test_the_cards_keep_events_and_sides_apart():
    made = ensemble()
    summary = summarise(made, CATALOGUE)
    summary["outcomes"].setdefault("ground_gone_day", summary["outcomes"]["foothold_ended_day"])
    ended, truce, _, people = outlook.cards(made, summary, date(2025, 3, 12), 35.0)
    at_all = {name: words.often(summary["outcomes"][name]) for name in ("foothold_ended", "truce_in_force")}
    assert len(set(at_all.values())) == 2
    assert ended.note.endswith(f"First or not, at any time by day 90: {at_all['foothold_ended']}")
    assert truce.note.endswith(f"First or not, at any time by day 90: {at_all['truce_in_force']}")
    holder, attacker = (
        words.people_range(*np.quantile(made.outcomes[f"{side}_casualties"], [0.25, 0.75]))
        for side in ("holder", "attacker")
    )
    first = made.outcomes["first_event"]
    for card, code, column in ((truce, 0.0, "truce_day"), (ended, 1.0, "foothold_ended_day")):
        low, half, high = np.quantile(made.outcomes[column][first == code], [0.25, 0.5, 0.75])
        by = words.calendar_day(date(2025, 3, 12), half)
        spread = f"the middle half on days {words.whole_day(low)} to {words.whole_day(high)}"
        assert f"of these, half by {by}, {spread}; 95% simulation interval " in card.note
    assert (people.label, people.value) == ("People of the holder", holder)
    assert people.note.endswith(f"of the attacker, killed or wounded, {attacker}")
    lost = made.outcomes["holder_lost"]
    both = f"{words.people_range(*np.quantile(lost, [0.25, 0.75]))}, on average {words.people(lost.mean())}"
    assert f"with those captured or missing, {both};" in people.note


def test_ground_held_has_a_range_only_where_it_is_held():
    assert words.area_title(share(0.3), 35.0, 58.0, 107.0, 90) == (
        "More than 35 km² is held at day 90 in 30 of 100 futures; there, 60 to 110 km² in the middle half"
    )
    none = words.area_title(share(0.0), 20.0, None, None, 90)
    assert none.startswith("More than 20 km² is held at day 90 in none of")


def test_titles_of_people():
    assert words.people_title(2340, 18633) == (
        "Half of futures see between 2,300 and 19,000 people killed or wounded"
    )
    assert "about 100 people" in words.people_title(100, 101)
    assert words.people_title(0, 0.2).startswith("At least half of futures see no people")


def test_acceptance_says_when_half_of_it_has_come():
    assert words.acceptance_title("attacker", share(0.18), 12.4, 90).endswith(
        "half of acceptances come by day 12"
    )
    assert words.acceptance_title("holder", share(1.0), -1.0, 90).endswith("come before the start")
    assert "none of" in words.acceptance_title("attacker", share(0.0), None, 90)
    assert words.accepted_title({"A": "18 of 100", "B": "30 of 100"}, 90) == (
        "Accepted by day 90: 18 of 100 in A, 30 of 100 in B"
    )


@pytest.mark.parametrize("truce", [0.0, 0.17, 1.0])
@pytest.mark.parametrize("pace", [0.0001, 0.035, 0.5])
def test_the_answer_agrees_with_the_summary_whatever_happens(truce, pace):
    summary = summarise(ensemble(n=200, truce=truce, pace=pace), CATALOGUE)
    text = " ".join(terminal_words.answer_lines(summary))
    assert "nan" not in text.lower()
    assert words.frequency(summary["outcomes"]["foothold_ended"], "simulated runs") in text


def test_where_every_run_failed_there_is_no_answer():
    summary = summarise(ensemble("mine", n=40, failures=tuple(map(Failure, range(40)))), CATALOGUE)
    assert terminal_words.answer_lines(summary) == ["None of 40 runs could be finished, so there is no answer."]
    whole = summarise(ensemble(n=40), CATALOGUE)
    assert terminal_words.pairs_lines(whole, summary) == [
        "No run of mine could be finished, so there is nothing to compare."
    ]
    some = summarise(ensemble("mine", n=40, failures=(Failure(3),)), CATALOGUE)
    told = "Of 40 runs each, 1 of mine failed; only whole pairs are compared."
    assert terminal_words.pairs_lines(whole, some) == [told]


def test_nine_runs_in_ten_lie_between_the_marks_told():
    made = ensemble()
    lines = terminal_words.answer_lines(summarise(made, CATALOGUE))
    marks = {side: np.quantile(made.outcomes[f"{side}_casualties"], [0.05, 0.95]) for side in ("attacker", "holder")}
    told = "; ".join(f"{side} {words.people(low)} to {words.people(high)}" for side, (low, high) in marks.items())
    assert f"People killed or wounded, 9 runs in 10: {told}." in lines


def test_comparison_lines_name_the_other():
    made = differences(ensemble(), ensemble("b", harm=1.3), CATALOGUE)
    first, second = (summarise(one, CATALOGUE) for one in (ensemble("a"), ensemble("b", harm=1.3)))
    *events, line, _, _ = terminal_words.comparison_lines(first, second, made)
    assert re.fullmatch(
        r"With b, about [\d,]+ more people of the holder killed or wounded \(on average [\d,]+ → [\d,]+\)\.", line
    )
    assert all("foothold" in event and "35 km²" in event for event in events)


def test_people_lost_per_extra_day_of_staying_are_told_where_both_differ():
    lost = {"mean": -720.0, "se": 40.0, "low": -800.0, "high": -640.0, "n_pairs": 1000}
    days = {"mean": -28.0, "se": 1.0, "low": -30.0, "high": -26.0, "n_pairs": 1000}
    changes = {"holder_lost": lost, "withdrawal_done_day": {"restricted_mean_days": days}}
    line = terminal_words.staying_line(changes)
    assert "about 26 more people of the holder killed, wounded or captured for each extra day" in line
    unclear = {"holder_lost": lost | {"high": 5.0}, "withdrawal_done_day": {"restricted_mean_days": days}}
    assert terminal_words.staying_line(unclear) == ""
    part = {"mean": -0.4, "se": 0.05, "low": -0.5, "high": -0.3, "n_pairs": 1000}
    assert terminal_words.staying_line(changes | {"withdrawal_done_day": {"restricted_mean_days": part}}) == ""


def test_the_source_of_a_chart():
    assert words.source_line(1000, 1, "0.1.0", "12 March 2025") == (
        "1,000 runs, seed 1, model 0.1.0, evidence published by 12 March 2025."
    )


def test_no_chart_is_described_as_if_somebody_won():
    text = " ".join([*charts.ALT.values(), *charts.HOW_TO_READ.values()])
    assert len(text) > 500
    banned = r"\b(win|wins|won|lose|loses|lost|enemy|enemies|liberat\w+|victor\w+|defeat\w*|best|worst)\b"
    assert re.findall(banned, text, flags=re.IGNORECASE) == []


@pytest.mark.parametrize(
    ("low", "high", "more", "equal", "said"),
    [
        (0.5, 1.5, 0.8, 0.0, "more"),
        (-1.5, -0.5, 0.1, 0.1, "fewer"),
        (-0.5, 0.5, 0.5, 0.0, "no clear difference"),
        (-0.5, 0.5, 0.8, 0.0, "no clear difference; more in 80 of 100 pairs"),
        (-44.0, 40.0, 0.38, 0.0, "no clear difference; fewer in 62 of 100 pairs"),
        (0.5, 1.5, 0.5, 0.0, "more on average"),
        (0.5, 1.5, 0.2, 0.0, "more on average; fewer in 80 of 100 pairs"),
        (0.0, 0.0, 0.0, 1.0, "the same in all pairs"),
    ],
)
def test_a_direction_is_that_of_the_interval_and_most_pairs_stand_apart(low, high, more, equal, said):
    entry = {"mean": (low + high) / 2, "low": low, "high": high, "p_greater": more, "p_equal": equal, "n_pairs": 400}
    assert changes.direction(entry) == said
    by_share = {"more": "more often", "fewer": "less often", "the same in all pairs": said}
    assert changes.share_direction(entry) == by_share.get(said.partition(" on")[0], "no clear difference")
