"""A difference in one sentence: on average and in most pairs, from what to what, for all amounts and days."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from synthetic_ensembles import CATALOGUE, Ensemble, Failure, ensemble

from sim.analysis.comparison import difference, differences
from sim.analysis.summary import summarise
from sim.model.outcomes import OUTCOMES
from sim.report.comparison import words as comparison_words
from sim.report.comparison.levels import measured
from sim.report.terminal import words as terminal_words
from sim.report.words import changes as change_words
from sim.report.words.changes import Measured, change_title, majority_sign, mean_sign
from sim.scenario.differing import differing_paths, only_the_decision
from sim.scenario.loading import load

DECLARED = {outcome.name: outcome for outcome in OUTCOMES}
TOLD = sorted(name for name in DECLARED if measured(name) is not None)
WHAT = Measured("people cut off")


def entry_of(name: str, change: np.ndarray, level: float = 40.0) -> dict:
    """The entry of an outcome that differs so, pair by pair, from a level."""
    base = np.full(change.size, level)
    first, second = (Ensemble(one, {name: values}) for one, values in (("a", base), ("b", base + change)))
    entry = difference(first, second, DECLARED[name])
    return entry["restricted_mean_days"] if entry["kind"] == "day" else entry


def changes(more: float, size: float, fewer: float, small: float, n: int = 1600) -> np.ndarray:
    """So many shares of pairs with `size` more and `small` less, the others equal, in an order of chance."""
    counts = round(more * n), round(fewer * n)
    values = np.concatenate([np.full(counts[0], size), np.full(counts[1], -small), np.zeros(n - sum(counts))])
    return np.random.Generator(np.random.Philox(key=5)).permutation(values)


RARE_AND_LARGE = changes(0.3, 20.0, 0.6, 2.0)
FEW_MORE, ALL_FEWER = changes(0.2, 3.0, 0.02, 3.0), changes(0.0, 1.0, 0.9, 5.0)


# mean and majority


@pytest.mark.parametrize("name", TOLD)
def test_where_mean_and_majority_disagree_one_sentence_says_both(name: str) -> None:
    what = measured(name)
    entry = entry_of(name, RARE_AND_LARGE)
    assert (mean_sign(entry), majority_sign(entry)) == (1, -1)
    title = change_title(entry, what)
    assert f"{what.less} " in title or f" {what.less} " in title
    assert re.search(r"in most pairs, but about (5|4\.8) ", title)
    assert f"{what.more} on average" in title
    assert title.endswith("differ by more")


def whole_entry(name: str, change: np.ndarray) -> dict:
    """The whole entry of an outcome, as `differences` has it."""
    entry = entry_of(name, change)
    return {"restricted_mean_days": entry} if DECLARED[name].kind == "day" else entry


def test_the_sentence_of_the_case_that_was_seen() -> None:
    entry = entry_of("holder_captured", changes(0.3, 900.0, 0.61, 80.0), 4200.0)
    assert change_title(entry, Measured("people of the holder captured or missing")) == (
        "With B, fewer people of the holder captured or missing in most pairs, but about 220 more on average (4,200 → "
        "4,420): the pairs with more differ by more"
    )
    assert comparison_words.how_often("holder_captured", entry) == (
        "Fewer in 61 of 100 pairs, more in 30, equal in 9."
    )


@pytest.mark.parametrize(
    ("change", "signs", "text"),
    [
        (FEW_MORE, (1, 1), "With B, about 1 more person cut off (on average 40 → 41)"),
        (ALL_FEWER, (-1, -1), "With B, about 4 fewer people cut off (on average 40 → 36)"),
        (changes(0.3, 10.0, 0.3, 2.0), (1, 0), "on average (40 → 42), but not clearly in most pairs that differ"),
        (changes(0.1, 9.0, 0.3, 3.0), (0, -1), "With B, fewer people cut off in most pairs that differ, but no clear"),
        (changes(0.3, 2.0, 0.3, 2.0), (0, 0), "No clear difference between A and B: people cut off (on average 40 in"),
        (changes(0.0, 1.0, 0.0, 1.0), (0, 0), "No difference between A and B in any of 1,600 pairs: people cut off"),
    ],
    ids=["both more", "both fewer", "only the mean", "only most pairs", "neither", "equal"],
)
def test_what_is_clear_is_decided_by_the_pairs(change: np.ndarray, signs: tuple[int, int], text: str) -> None:
    entry = entry_of("people_cut_off", change)
    assert (mean_sign(entry), majority_sign(entry)) == signs
    assert text in change_title(entry, WHAT)


@pytest.mark.parametrize("n", [1, 2, 19])
@pytest.mark.parametrize("apart", [0.0, 0.01], ids=["alike", "apart"])
def test_few_pairs_say_neither(n: int, apart: float) -> None:
    entry = entry_of("people_cut_off", 7.0 + apart * np.arange(n))
    assert (mean_sign(entry), majority_sign(entry)) == (0, 0)
    title = change_title(entry, WHAT)
    assert title.startswith(f"{n} pair{'s' if n > 1 else ''} of A and B, too few to tell a difference: people cut off")


def test_pairs_are_counted_whether_or_not_the_mean_is_clear() -> None:
    alike = entry_of("holder_casualties", changes(0.32, 10.0, 0.3, 10.0))
    assert (mean_sign(alike), majority_sign(alike)) == (0, 0)
    told = comparison_words.how_often("holder_casualties", alike)
    assert told == "More in 32 of 100 pairs, fewer in 30, equal in 38."
    clear = entry_of("holder_casualties", ALL_FEWER)
    assert comparison_words.how_often("holder_casualties", clear).startswith("Fewer in 90 of 100 pairs, more in ")


# from what to what


@pytest.mark.parametrize(
    ("mean", "error", "told"),
    [
        (-934.0, 5.0, "about 930"),
        (-934.0, 64.0, "about 900"),
        (7243.0, 300.0, "about 7,200"),
        (41.0, 12.0, "about 40"),
        (1.2, 0.2, "about 1"),
    ],
)
def test_a_size_has_two_digits_and_no_more_than_its_error_supports(mean: float, error: float, told: str) -> None:
    ends = {"low": mean - 1.96 * error, "high": mean + 1.96 * error}
    assert change_words.size_text({"mean": mean, "se": error, **ends, "n_pairs": 1600}, WHAT) == told


@pytest.mark.parametrize("name", TOLD)
@pytest.mark.parametrize("change", [RARE_AND_LARGE, FEW_MORE, ALL_FEWER], ids=["rare", "few", "all"])
def test_each_sentence_has_the_levels_of_both(name: str, change: np.ndarray) -> None:
    entry = entry_of(name, change)
    assert entry["base"] == pytest.approx(40.0)
    assert entry["other"] - entry["base"] == pytest.approx(entry["mean"])
    what = measured(name)
    told, unit = change_title(entry, what), change_words.unit_of(entry, what)
    [(first, second)] = re.findall(r"(\d+(?:\.\d)?) → (?:day )?(\d+(?:\.\d)?)", told)
    assert float(first) == pytest.approx(entry["base"], abs=unit / 2)
    assert float(second) == pytest.approx(entry["other"], abs=unit)
    [size] = re.findall(r"(?:about|under) ([\d.]+)", told)
    assert float(size) == pytest.approx(abs(float(second) - float(first)))


@pytest.mark.parametrize("change", [[1500.0, 600.0], [4000.0, -1000.0, -2900.0], [-3.0, 900.0, 20.0, -700.0] * 8])
def test_levels_of_what_is_not_clear_are_read_as_in_a_table(change: list[float]) -> None:
    """Not "0 in both", and the same where they are the same to ten people."""
    entry = entry_of("holder_casualties", np.array(change), 2000.0)
    told = change_title(entry, measured("holder_casualties"))
    assert "lear" in told or "too few" in told
    second = round(entry["other"], -1)
    assert (f"2,000 → {second:,.0f}" if second != 2000.0 else "2,000 in both") in told


def test_levels_are_over_the_pairs_and_not_over_all_runs() -> None:
    base, other = ensemble(n=300, failures=(Failure(3), Failure(9))), ensemble("b", n=300, harm=1.4)
    entry = differences(base, other, CATALOGUE)["holder_casualties"]
    kept = np.delete(other.outcomes["holder_casualties"], [3, 9])
    assert entry["other"] == pytest.approx(kept.mean())
    assert entry["other"] - entry["base"] == pytest.approx(entry["mean"])


def test_a_share_is_told_from_what_to_what_and_finer_where_both_read_alike() -> None:
    def share(mean: float, n: int = 2000, reach: float = 0.01) -> dict:
        return {"kind": "share", "mean": mean, "n": n, "low": max(0.0, mean - reach), "high": min(1.0, mean + reach)}

    def entry(base: float, other: float, n: int = 2000) -> dict:
        mean = other - base
        ends = {"low": mean - 0.001, "high": mean + 0.001, "se": 0.0005}
        return {"mean": mean, "base": base, "other": other, "p_equal": 0.5, "p_greater": 0.3, "n_pairs": n, **ends}

    def told(base: float, other: float, **settings: float) -> str:
        shares = share(base, **settings), share(other, **settings)
        return change_words.share_title(entry(base, other), "a truce holds", shares)

    assert told(0.69, 0.55) == "With B, a truce holds in fewer futures (69 → 55 of 100)"
    assert told(0.0, 0.12) == "With B, a truce holds in more futures (none of 2,000 → 12 of 100)"
    assert told(0.0, 1.0) == "With B, a truce holds in more futures (none of 2,000 → all 2,000)"
    assert told(0.082, 0.084) == "With B, a truce holds in more futures (8.2 → 8.4 of 100)"
    assert told(0.0974, 0.1334) == "With B, a truce holds in more futures (9.7 → 13.3 of 100)"  # a table has +3.6 pt
    assert told(0.1374, 0.1734, reach=0.1) == "With B, a truce holds in more futures (about 1 → about 2 of 10)"
    assert told(0.69, 0.52, reach=0.1) == "With B, a truce holds in fewer futures (about 7 → about 5 of 10)"
    assert told(0.3, 0.3005) == "No clear difference between A and B: a truce holds (30 of 100 in both)"


# equal scenarios


def test_a_scenario_set_against_itself_is_one_sentence() -> None:
    base, same = ensemble("a"), ensemble("b")
    made = differences(base, same, CATALOGUE)
    told = "a and b are the same: no outcome differs in any of 400 pairs"
    assert change_words.same_title(made, "a", "b", equal=True) == told
    summaries = (summarise(base, CATALOGUE), summarise(same, CATALOGUE))
    assert terminal_words.comparison_lines(*summaries, made) == [f"{told}."]
    one = replace(same, outcomes={**same.outcomes, "holder_captured": same.outcomes["holder_captured"] + 1.0})
    assert change_words.same_title(differences(base, one, CATALOGUE), equal=False) == ""


@pytest.mark.parametrize("name", TOLD)
def test_what_is_equal_in_every_pair_is_said_once(name: str) -> None:
    entry = whole_entry(name, np.zeros(200))
    text = comparison_words.finding(measured(name), entry)
    assert text.count("in any of 200 pairs") == 1
    assert text.endswith("in both).")
    assert text.count(". ") == 0


# each extra day of staying

LOST = {"mean": -720.0, "se": 40.0, "low": -800.0, "high": -640.0, "n_pairs": 1000}
DAYS = {"mean": -28.0, "se": 1.0, "low": -30.0, "high": -26.0, "n_pairs": 1000}


@pytest.mark.parametrize(
    ("base", "other", "expected"),
    [
        ("kursk/undecided", "kursk/undecided-withdraw-now", True),
        ("kursk/undecided", "kursk/undecided-hold", True),
        ("kursk/baseline", "kursk/hold", True),
        ("kursk/undecided", "kursk/hold", False),  # one past has no order before day 0
        ("kursk/baseline", "kursk/advance-stalls", False),
        ("kursk/hold", "kursk/no-pressure", False),
        ("kursk/baseline", "kursk/baseline", False),
        ("kursk/baseline", "tutorial/baseline", False),
    ],
)
def test_days_of_staying_are_counted_only_between_decisions(base: str, other: str, expected: bool) -> None:
    paths = differing_paths(load(base), load(other))
    assert only_the_decision(paths) == expected
    changed = {"holder_lost": {"kind": "amount", **LOST}, "withdrawal_done_day": {"restricted_mean_days": DAYS}}
    assert "each extra day of staying" in terminal_words.staying_line(changed)


def test_what_differs_is_read_off_the_values_and_not_off_names_or_sources() -> None:
    base = load("kursk/undecided")
    told_otherwise = load("kursk/undecided", ["command.policy=access_hazard"])
    assert differing_paths(base, told_otherwise) == ()
    both = load("kursk/undecided", ["command.policy=hold", "attacker.stall_days=3"])
    assert set(differing_paths(base, both)) == {"command.policy", "attacker.stall_days"}
    assert not only_the_decision(differing_paths(base, both))
    assert not only_the_decision(differing_paths(base, load("kursk/undecided", ["command.breakout=no"])))
