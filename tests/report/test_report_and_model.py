"""What the charts and sentences rely on exists in the model; importing them loads nothing heavy."""

from __future__ import annotations

import re
import subprocess
import sys

from sim.analysis import incidence
from sim.model.outcomes import OUTCOMES, SERIES
from sim.report.drawing import frames
from sim.report.words import outcomes as outcome_names

RELIED_ON = {
    "truce_in_force": "share",
    "truce_day": "day",
    "truce_with_ground": "share",
    "foothold_ended": "share",
    "foothold_ended_day": "day",
    "below_50_km2_day": "day",
    "below_20_km2_day": "day",
    "below_10_km2_day": "day",
    "ground_gone_day": "day",
    "first_event": "category",
    "area_end_km2": "amount",
    "area_at_truce_km2": "amount",
    "attacker_casualties": "amount",
    "holder_casualties": "amount",
    "exit_mode": "category",
}


def test_the_model_has_every_outcome_the_report_relies_on():
    kinds = {outcome.name: outcome.kind for outcome in OUTCOMES}
    assert {name: kinds.get(name) for name in RELIED_ON} == RELIED_ON
    assert outcome_names.NAMES.keys() | outcome_names.HELD_NAMES.keys() == kinds.keys()


def test_every_outcome_has_a_name_of_its_own_in_humane_words():
    names = {outcome.name: outcome_names.label(outcome.name) for outcome in OUTCOMES}
    assert len(set(names.values())) == len(names)
    for name, text in names.items():
        assert text[0].isupper(), name
        assert not re.search(r"[_:]|\b(lost|losses|casualties|true|min|exit|enemy)\b", text), name
    for outcome in OUTCOMES:
        labels = [outcome_names.value_label(value) for value in outcome.categories]
        assert len(set(labels)) == len(labels)
        assert not any("_" in text for text in labels)


def test_categories_and_paths_have_the_names_the_charts_use():
    categories = {outcome.name: outcome.categories for outcome in OUTCOMES}
    assert categories["first_event"] == incidence.FIRST_EVENTS
    assert set(categories["exit_mode"]) == set(frames.EXIT_MODES) - {"stayed"}
    paths = {path.name for path in SERIES}
    assert {incidence.HELD_AREA_PATH, "acceptance_30d_holder", "acceptance_30d_attacker"} <= paths


def test_tables_and_summaries_load_nothing_heavy():
    code = (
        "import sys, sim.report.terminal.tables, sim.report.words.numbers, sim.report.charts, sim.analysis.comparison;"
        "print({'pandas', 'altair', 'scipy', 'numba', 'streamlit', 'vl_convert'} & set(sys.modules))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "set()"
