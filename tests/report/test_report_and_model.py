"""What the charts and sentences rely on exists in the model; importing them loads nothing heavy."""

from __future__ import annotations

import re
import subprocess
import sys

from sim.model.outcomes import OUTCOMES
from sim.model.recorder import HELD_BY_DAY, SERIES, VIOLATIONS_BY_DAY
from sim.report.drawing import frames
from sim.report.words import outcomes as words_of_outcomes

WHOLE = {"share", "amount", "category", "day"}
LEFT = re.compile(r"[_:]|\b(lost|losses|casualties|true|min|exit|enemy)\b")  # what heads of rows do without


def test_every_outcome_has_a_head_of_its_own_in_humane_words():
    names = {outcome.name: words_of_outcomes.label(outcome.name) for outcome in OUTCOMES}
    assert len(set(names.values())) == len(names)
    for name, text in names.items():
        assert text[0].isupper(), name
        assert not LEFT.search(text), name
    for outcome in OUTCOMES:
        assert outcome.about, outcome.name
        labels = [words_of_outcomes.value_label(value) for value in outcome.categories]
        assert len(set(labels)) == len(labels)
        assert not any("_" in text for text in labels)


def test_an_entry_is_whole_and_says_the_same_as_its_kind():
    assert {outcome.kind for outcome in OUTCOMES} == WHOLE
    for outcome in OUTCOMES:
        assert bool(outcome.categories) == (outcome.kind == "category"), outcome.name
        assert {*outcome.value_words, *outcome.value_told} <= set(outcome.categories), outcome.name
        told = words_of_outcomes.told(outcome.name, when="by day 90")
        assert told[:1] == told[:1].lower(), outcome.name
        assert not re.search(r"[_{}]", told), outcome.name
        assert told or not (outcome.compared or outcome.drivers), outcome.name
        assert outcome.kind in ("share", "amount") or not outcome.drivers, outcome.name


def test_a_value_of_two_categories_is_called_the_same():
    said = [(value, text) for outcome in OUTCOMES for value, text in outcome.value_words.items()]
    assert len(dict(said)) == len(set(said))


def test_places_in_a_selection_are_of_one_outcome_each():
    for place in ("in_comparison", "compared"):
        taken = sorted(getattr(outcome, place) for outcome in OUTCOMES if getattr(outcome, place))
        assert taken == list(range(1, len(taken) + 1)), place


def test_what_pages_and_the_terminal_lead_with():
    assert words_of_outcomes.IN_COMPARISON == (
        "first_event", "truce_in_force", "truce_held_a_week", "truce_with_ground", "foothold_ended", "area_end_km2",
        "attacker_casualties", "holder_casualties", "holder_captured", "holder_lost", "exit_lost", "people_cut_off",
        "withdrawal_ordered_day", "withdrawal_done_day",
    )
    people = ("holder_casualties", "attacker_casualties", "holder_captured")
    assert people == words_of_outcomes.COMPARED_PEOPLE
    assert (*people, "area_end_km2") == words_of_outcomes.COMPARED
    assert words_of_outcomes.DRIVEN == {"foothold_ended": 2, "truce_in_force": 1, "holder_casualties": 1}
    assert list(words_of_outcomes.LEVELS) == ["50 km²", "20 km²", "10 km²", "1 km²"]


def test_every_series_says_what_it_is_and_in_which_unit():
    assert len({series.about for series in SERIES}) == len(SERIES)
    for series in SERIES:
        assert series.unit, series.name
        assert series.about[0].isupper(), series.name


def test_categories_and_paths_have_the_names_the_charts_use():
    categories = {outcome.name: outcome.categories for outcome in OUTCOMES}
    assert set(categories["exit_mode"]) == set(frames.WAYS_OUT) - {"stayed"}
    paths = {path.name for path in SERIES}
    assert {HELD_BY_DAY, VIOLATIONS_BY_DAY, "acceptance_30d_holder", "acceptance_30d_attacker"} <= paths


def test_tables_and_summaries_load_nothing_heavy():
    code = (
        "import sys, sim.report.terminal.tables, sim.report.words.numbers, sim.report.charts, sim.analysis.comparison;"
        "print({'pandas', 'altair', 'scipy', 'numba', 'streamlit', 'vl_convert'} & set(sys.modules))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "set()"
