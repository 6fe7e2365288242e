"""Sentences on what goes with an answer: as precise as the runs allow, even-handed, readable."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from made_up_draws import draws, luck, value
from synthetic_ensembles import Ensemble

from sim.analysis.drivers import drivers, drivers_of
from sim.experiment.design.drawn import DrawnValue, drawn_values
from sim.experiment.running.running import run
from sim.report.outlook import first_screen
from sim.report.outlook.drivers import NOTE, Told, told, value_name
from sim.report.words.measures import level
from sim.report.words.value_catalogue import CATALOGUE, Never, said_of, subject
from sim.scenario.loading import load
from sim.scenario.schema.columns import COLUMNS
from sim.scenario.values.distributions import Distribution

AT = level({"km2": 35.0, "drawn": False})
ANSWERS = ("foothold_ended", "truce_in_force", "holder_casualties", "attacker_casualties", "area_end_km2")


def tell(n: int, values: list[DrawnValue], high: float, low: float, outcome: str = "foothold_ended") -> Told:
    drawn = draws(n, values)
    chance = low + (high - low) * (drawn.positions[:, 0] > 0.5)
    return told(drivers_of((luck(n) < chance).astype(float), drawn, outcome, "share"), AT, "by day 90")


def test_few_runs_speak_of_ten_and_many_of_a_hundred() -> None:
    assert tell(200, [value("ground.tempo_mean")], 0.9, 0.2).unknown == (
        "Where the attacker's long-run tempo is in its highest third (1.9 km² per day and km or more), the foothold "
        "is no longer held (35 km² or less) by day 90 in about 9 of 10 futures; in its lowest third (1.4 km² per day "
        "and km or less), in about 2 of 10; over all futures, in about 6 of 10.",
    )
    [line] = tell(4000, [value("ground.tempo_mean")], 0.6, 0.4).unknown
    assert re.search(r"in (5\d|6\d) of 100 futures; in its lowest third \(.*\), in (3\d|4\d) of 100; over all ", line)
    assert re.search(r"over all futures, in (4|5)\d of 100\.$", line)


def test_all_and_none_are_said_as_such() -> None:
    [line] = tell(400, [value("ground.tempo_mean")], 1.0, 0.0).unknown
    assert re.search(r"in all 1\d\d futures; in its lowest third \(.*\), in none of 1\d\d; over all ", line)


def test_a_small_but_clear_difference_does_not_read_as_none() -> None:
    for n in (1000, 2000, 4000):
        for line in tell(n, [value("ground.tempo_mean")], 0.5, 0.4).unknown:
            often, rarely, _ = re.findall(r"\d+ of \d+", line) or ("", " ", "")
            assert often != rarely


def test_the_foothold_is_told_first_with_luck_and_others_only_where_something_stands_out() -> None:
    """The pace drives the foothold, luck too; a truce comes by chance; the exchange drives the people."""
    drawn = draws(1600, [value("pace"), value("luck", kind="chance"), value("exchange")])
    pace, chance, exchange = drawn.positions.T
    outcomes = {
        "foothold_ended": (luck(1600) < 0.1 + 0.4 * pace + 0.4 * chance).astype(float),
        "truce_in_force": (luck(1600, 2) < 0.3).astype(float),
        "holder_casualties": 1000.0 + 900.0 * exchange + luck(1600, 3),
    }
    foothold, by_luck, people = first_screen.driver_lines(Ensemble("made/up", outcomes), drawn)
    highest, held = "is in its highest third (0.67 or more), ", "the foothold is no longer held (35 km² or less)"
    assert foothold.startswith(f"Where “pace” {highest}{held}")
    assert by_luck.startswith(f"The luck of a run: where “luck” {highest}{held}")
    assert people.startswith(f"Where “exchange” {highest}half of the futures see at least 1,")
    calm = {**outcomes, "foothold_ended": outcomes["truce_in_force"]}
    nothing, people = first_screen.driver_lines(Ensemble("made/up", calm), drawn)
    assert nothing == "No single drawn value stands out from chance in 1,600 runs."
    assert people.startswith("Where “exchange” is")


def test_values_of_few_options_are_told_by_option() -> None:
    order = value("command.ordered_before_start", Distribution("bernoulli", (0.5,)))
    assert tell(400, [order], 0.9, 0.2, "truce_in_force").unknown[0].startswith(
        "Where an order to leave was given before day 0, a general truce takes effect by day 90 in "
    )
    plain = value("truce.something", Distribution("bernoulli", (0.5,)))
    assert re.match(r"Where “.*” is yes, the foothold .*; where it is no, in", tell(400, [plain], 0.9, 0.2).unknown[0])
    road = value("supply.routes.paved_road.start_state", Distribution("choice", (0.0, 1.0, 1.0)), "parameter",
                 ("open", "under_fire", "cut"))
    [line] = tell(400, [road], 0.9, 0.2).unknown
    assert line.startswith("Where the paved road is cut on day 0, ")
    assert "; where it is under fire, in " in line


def test_with_no_driver_it_says_so_without_a_note() -> None:
    quiet = tell(200, [value("ground.tempo_mean")], 0.5, 0.5)
    assert quiet.unknown == ("No single drawn value stands out from chance in 200 runs.",)
    drawn = draws(200, [value("ground.tempo_mean")])
    assert told(drivers_of(np.ones(200), drawn, "foothold_ended", "share")).unknown == (
        "This comes out alike in all 200 runs, whatever is drawn.",
    )
    fixed = draws(200, [value("ground.tempo_mean", Distribution("bernoulli", (0.0,)))])
    assert "No value varies" in told(drivers_of(np.arange(200) % 2.0, fixed, "foothold_ended", "share")).unknown[0]
    few = np.where(np.arange(200) < 30, np.arange(200) % 2.0, np.nan)
    assert told(drivers_of(few, drawn, "foothold_ended", "share")).unknown == (
        "30 runs are too few to tell what goes with this.",
    )
    nothing = np.full(200, np.nan)
    assert "no run" in told(drivers_of(nothing, drawn, "area_end_km2", "amount")).unknown[0]


def test_luck_stands_apart_and_the_note_goes_with_what_is_told() -> None:
    made = tell(400, [value("withdrawal.duration_days", kind="chance")], 0.9, 0.2)
    assert made.unknown == ("No single value that is not known stands out from chance in 400 runs.",)
    assert made.luck[0].startswith("Where the length of the move out is in its highest third (0.67 or more), ")
    assert made.note == NOTE


def test_thirds_end_where_the_draws_do_in_the_units_of_the_reader() -> None:
    """A third and two thirds of the way from 10 to 40 km²; of a normal logarithm ±0.4307 σ, as tables have it."""
    known = {leaf.path: leaf for leaf in load("kursk/undecided").leaves()}

    def line(path: str, drawn: Distribution) -> str:
        one = DrawnValue(replace(known[path], quantity=drawn), drawn)
        found = tell(400, [one], 0.9, 0.2)
        return (*found.unknown, *found.luck)[-1]

    area = line("ground.strip_area_km2", Distribution("uniform", (10.0, 40.0)))
    assert "highest third (30 km² or more)" in area
    assert "lowest third (20 km² or less)" in area
    assert "highest third (20 % or more)" in line("withdrawal.orderly_loss", Distribution("uniform", (0.0, 0.3)))
    tempo = line("ground.tempo_start_noise", Distribution("normal", (0.0, 1.0)))
    assert "highest third (1.5 times or more)" in tempo
    assert "lowest third (0.65 times or less)" in tempo
    day = line("command.order_day", Distribution("uniform", (1.0, 20.0)))  # 1 and two thirds of 19
    assert "highest third (day 14 or later)" in day
    assert "lowest third (day 7.3 or earlier)" in day
    even = line("ground.tempo_start_noise", Distribution("uniform", (-0.002, 2.0)))
    assert "lowest third (1.9 times or less)" in even


def test_a_third_has_no_end_where_many_draws_are_alike_or_both_ends_read_alike() -> None:
    known = {leaf.path: leaf for leaf in load("kursk/undecided").leaves()}
    cut = Distribution("normal", (0.0, 1.0), clip=(0.0, 10.0))  # half of the draws are 0
    close = Distribution("uniform", (10000.0, 10040.0))
    for path, drawn in (("ground.power_exponent", cut), ("holder.people_persons", close)):
        one = DrawnValue(replace(known[path], quantity=drawn), drawn)
        [line] = tell(400, [one], 0.9, 0.2).unknown
        assert " is in its highest third, " in line
        assert "; in its lowest third, " in line


def test_areas_are_told_to_ten_where_that_tells_them_apart() -> None:
    drawn = draws(600, [value("ground.tempo_mean")])
    areas = 100.0 - 50.0 * drawn.positions[:, 0] + 20.0 * luck(600)
    [line] = told(drivers_of(areas, drawn, "area_end_km2", "amount")).unknown
    assert "in which ground is held keep at least 70 km²; in its lowest third (" in line
    assert "km or less), at least 100 km²; over all" in line
    close = 60.0 - 3.0 * drawn.positions[:, 0] + 2.0 * luck(600)
    [line] = told(drivers_of(close, drawn, "area_end_km2", "amount")).unknown
    much, little, _ = re.findall(r"(\d+) km²[;.]", line)
    assert int(much) < int(little)


@pytest.mark.parametrize("name", ["kursk/baseline", "kursk/hold", "tutorial/baseline"])
def test_shipped_scenarios_are_told_in_decent_words(name: str) -> None:
    loaded = load(name)
    result, drawn = run(loaded, replications=500, seed=1, paths=False), drawn_values(loaded, seed=1, replications=500)
    for outcome in ANSWERS:
        among = result.outcomes["area_end_km2"] > 35.0 if outcome == "area_end_km2" else None
        made = told(drivers(result, drawn, outcome, among))
        for line in made.unknown + made.luck:
            assert not re.search(r"\b(win|lose|losses|enemy|best|nan|None)\b|_", line), line
            assert line.endswith(".")


@pytest.mark.parametrize("name", ["kursk/baseline", "tutorial/baseline"])
def test_every_drawn_value_has_a_name_of_its_own(name: str) -> None:
    names = [value_name(drawn.leaf) for drawn in drawn_values(load(name), seed=1, replications=1).values]
    assert len(set(names)) == len(names)
    assert not any("_" in name for name in names)


def test_every_entry_of_the_catalogue_is_of_values_that_exist() -> None:
    entries = [said_of(path) for path in COLUMNS]
    assert all(any(entry is said for entry in entries) for said in CATALOGUE.values())


def test_an_entry_says_both_of_yes_and_no_and_a_subject_fits_into_a_sentence() -> None:
    for path in COLUMNS:
        said, noun = said_of(path), subject(path)
        assert bool(said.yes) == bool(said.no), path
        assert not noun or noun.startswith("the "), path
        assert not re.search(r"[{}*_]", noun), path
    assert subject("talks.holder.clock_mu") == "the usual time until the holder's government accepts"
    assert subject("talks.attacker.clock_mu") == "the usual time until the attacker's government accepts"


def test_what_stands_for_none_is_of_the_proposal_and_not_of_a_move_with_the_same_unit() -> None:
    assert said_of("talks.proposals.3.duration_days").never == Never(0.0, "No end date")
    assert said_of("withdrawal.duration_days").never is None


def test_the_words_load_nothing_heavy() -> None:
    code = (
        "import sys, sim.report.outlook.drivers;"
        "print({'pandas', 'altair', 'scipy', 'numba', 'streamlit', 'vl_convert'} & set(sys.modules))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "set()"
