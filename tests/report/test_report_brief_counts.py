"""A brief says over which runs, and of which scenario, it counts."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pytest

from sim.experiment.running.running import compare
from sim.report.answered import tables
from sim.report.answered.answer import Answered, Asked
from sim.report.brief import parts
from sim.report.brief.content import Length
from sim.scenario.loading import load
from sim.ui.parts import rival_laws

SCENARIOS = ("kursk/undecided", "kursk/undecided-withdraw-now")


@cache
def answer(n: int = 2) -> Answered:
    ensembles = compare([load(name) for name in SCENARIOS[:n]], replications=300, seed=1)
    return Answered(Asked(tuple(one.loaded for one in ensembles), 1, "4"), ensembles)


def test_levels_and_differences_of_all_outcomes_are_over_the_runs_that_the_note_says() -> None:
    """0.22, 0.31 and (+0.03) stood in one row without a word: a difference is over fewer runs than its levels."""
    found, name = answer(), "exit_loss_share"
    first, second = (one.outcomes[name] for one in found.results)
    both = ~np.isnan(first) & ~np.isnan(second)
    assert both.sum() < (~np.isnan(second)).sum()
    assert found.summaries[1]["outcomes"][name]["mean"] == pytest.approx(np.nanmean(second))
    assert found.differences[0][name]["mean"] == pytest.approx((second - first)[both].mean())
    assert tables.EACH_FOR_ITSELF in parts.outcomes_table(answer()).note
    assert tables.EACH_FOR_ITSELF not in parts.outcomes_table(answer(1)).note


def test_the_day_of_a_half_is_of_all_runs() -> None:
    """Elsewhere a half is of the runs in which it comes."""
    days = answer().results[0].outcomes["foothold_ended_day"]
    entry = answer().summaries[0]["outcomes"]["foothold_ended_day"]
    assert entry["share"] < 0.9
    assert (days <= entry["p50"]).mean() == pytest.approx(0.5, abs=0.01)
    cells = [cell for row in parts.outcomes_table(answer()).rows for cell in row[1:]]
    assert any(f"in half of all by day {round(entry['p50'])}" in cell for cell in cells)


def test_an_analyst_is_told_of_which_scenario_values_are_counted() -> None:
    """Of 382 values, it said, above a list of sources whose values add to 384."""
    several, alone = answer(), answer(1)
    [one, *_] = parts.counts(several, Length.analyst)
    assert one.startswith("In A: of 3")
    assert parts.OWN_LAWS in parts.counts(several, Length.analyst)
    assert parts.bases_table(several).caption.startswith("In A: ")
    told, _ = parts.source_points(several)
    assert told.endswith(parts.MOST_OF_ANY)
    assert parts.MOST_OF_ANY not in parts.source_points(alone)[0]
    sources = sum(int(re.findall(r"\d+", line)[-1]) for line in parts.source_points(alone)[1].lines)
    assert parts.counts(alone, Length.analyst)[0].startswith(f"Of {sources} values")
    assert not any("In A" in line for line in parts.counts(alone, Length.minister))


def test_a_minister_is_sent_to_the_words_that_the_app_has() -> None:
    assert rival_laws.LABEL.partition(":")[0] in parts.OWN_LAWS_IN_APP
