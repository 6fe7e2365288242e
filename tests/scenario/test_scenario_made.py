"""A theatre by rule: the numbers of the rule by hand, nothing read after the first day, and a scenario that loads."""

import datetime
import math

import pytest
from made_up_place import ORIGIN, series_in

from sim.errors import InputError
from sim.scenario.cut_off import check_as_of
from sim.scenario.loading import from_documents
from sim.scenario.made.by_rule import theatre_by_rule
from sim.scenario.made.cells import Place, n_cells
from sim.scenario.made.origin import origin_of
from sim.scenario.made.priors import groups_of, priors_of, priors_without
from sim.scenario.values.distributions import Basis


@pytest.fixture
def made(tmp_path):
    """A function that makes a theatre on 1 May 2030 from a table like that of `made_up_place`."""
    return lambda fit=None, places=(), **what: theatre_by_rule(
        series_in(tmp_path, **what), "Hill", ORIGIN, fit=fit, places=places
    )


def loaded(made):
    return from_documents("hill", made.scenario, made.theatre, made.sources)


# What was known


def test_losses_are_those_of_the_last_7_and_14_days(made):
    origin = made().origin
    assert origin.held_km2 == 270.0  # 300 less 30 days of 1 km²
    assert (origin.loss_7_km2, origin.loss_14_km2) == (7.0, 14.0)
    assert (origin.loss_28_km2, origin.still_days) == (28.0, 0)


def test_ground_regained_is_a_negative_loss_and_loads(made):
    grown = made(held=lambda day: 200.0 + day)
    assert grown.origin.loss_14_km2 == -14.0
    assert loaded(grown).scenario.ground.loss_14_days_km2.value == -14.0


def test_what_is_published_later_is_not_read(made):
    late = made(lag=3).origin
    assert late.seen == datetime.date(2030, 4, 28)
    assert late.public == ORIGIN
    assert late.held_km2 == 273.0


def test_a_corrupted_later_row_changes_nothing(made):
    assert made().scenario == made(held=lambda day: 300.0 - day if day <= 30 else 1.0).scenario


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ({"days": 3}, "the last map before 2030-05-01 is of 2030-04-03, more than 28 days old"),
        ({"held": lambda day: 0.4}, "held_km2 = 0.4 on 2030-05-01 is below 1 km², so the ground is gone already"),
    ],
)
def test_a_place_that_cannot_be_made_is_refused_with_what_to_do(made, what, words):
    if "days" in what:
        with pytest.raises(InputError, match="choose an earlier --origin or add observations"):
            made(days=2)
        return
    with pytest.raises(InputError) as caught:
        made(**what)
    assert words in str(caught.value)


def test_a_fortnight_of_maps_is_needed(tmp_path):
    with pytest.raises(InputError, match=r"choose --origin 2030-04-15 or later, or add earlier observations"):
        origin_of(series_in(tmp_path), "2030-04-14")


# The rule by hand


@pytest.mark.parametrize(("held", "cells"), [(20.0, 4), (60.0, 4), (150.0, 10), (172.2, 11), (5421.3, 40)])
def test_a_cell_is_about_15_km2(held, cells):
    assert n_cells(held) == cells


def test_cells_lie_evenly_to_the_depth_the_farthest_first(made):
    depths = [row["depth_km"] for row in made(held=lambda day: 60.0, depth="8").theatre["settlements"]]
    assert depths == [7.0, 5.0, 3.0, 1.0]


def test_without_a_depth_it_is_that_of_a_square(made):
    assert made(held=lambda day: 100.0, depth="").theatre["routes"][0]["length_inside_km"] == 10.0


@pytest.mark.parametrize(
    ("clear", "state"), [("5", "open"), ("4.99", "under_fire"), ("0", "under_fire"), ("", "open")]
)
def test_the_road_is_as_near_as_the_attacker(made, clear, state):
    assert made(clear=clear).scenario["supply"]["routes"]["supply_road"]["start_state"]["value"] == state


def test_the_pace_goes_by_the_ground_held(made):
    ground = made(fit="pockets").scenario["ground"]
    assert ground["tempo_form"]["value"] == "per_area"
    mean, sd = priors_of("pockets").level
    assert ground["tempo_mean"]["normal"] == [round(mean + math.log(270.0 / 40.0), 3), sd]
    assert ground["quiet_loss_km2_per_day"]["value"] == 0.081  # .0003 of 270 km²
    assert ground["lost_below_km2"]["value"] == 10.8  # 4 % of it


def test_the_loss_expected_is_a_share_of_the_ground_whatever_the_front(made):
    """By the model's law: front x exp(tempo), which the mean of the fit makes area x exp(level)."""
    for front in ("8", "40", "90"):
        ground = made(fit="boxes", front=front).scenario["ground"]
        loss = ground["front_length_km"]["value"] * math.exp(ground["tempo_mean"]["normal"][0])
        assert loss == pytest.approx(270.0 * math.exp(priors_of("boxes").level[0]), rel=1e-3)


@pytest.mark.parametrize(
    ("neck", "town", "state"), [("0", "defender", "cut"), ("0", "attacker", "open"), ("1", "defender", "open")]
)
def test_only_a_held_town_without_a_way_out_is_cut_off(made, neck, town, state):
    assert made(neck=neck, state=town).scenario["supply"]["routes"]["supply_road"]["start_state"]["value"] == state


def test_a_stretch_of_a_front_is_neither_ordered_to_leave_nor_cut_off(made):
    front, pocket = made(neck="", clear="").scenario, made().scenario
    assert [front["command"]["hazard_per_day"]["value"], front["supply"]["cut_hazard_per_day"]["value"]] == [0, 0]
    assert pocket["command"]["hazard_per_day"]["value"] == 0.0025
    assert pocket["command"]["hazard_under_fire"]["normal"] == [0, 0.5]  # either way: the record supports no size


def test_strengths_are_wide_and_the_pace_is_that_of_day_0(made):
    scenario = made().scenario
    assert scenario["holder"]["people_persons"]["lognormal"] == [6000, 0.6]  # 150 for each of 40 km
    assert scenario["attacker"]["people_persons"]["lognormal"] == [30000, 0.6]
    assert scenario["ground"]["densities_of_day_0"]["value"] is True
    short = made(front="2").scenario
    assert short["holder"]["people_persons"]["lognormal"] == [1500, 0.6]  # at least 10 km are manned


def test_a_front_that_was_not_seen_is_twice_the_root_of_the_area(made):
    front = made(held=lambda day: 100.0, front="").scenario["ground"]["front_length_km"]
    assert (front["value"], front["basis"]) == (20.0, "judgement")


@pytest.mark.parametrize(("state", "lost"), [("defender", 0), ("attacker", 1), ("contested", [0.5]), ("", 0)])
def test_the_main_settlement_is_as_seen(made, state, lost):
    value = made(state=state).scenario["ground"]["main_settlement_lost_at_start"]
    assert value.get("bernoulli", value.get("value")) == lost


def test_bounds_of_the_area_make_a_triangle(tmp_path):
    from sim.scenario.observed.reading import read_series

    rows = [f"2030-04-{day:02},held_km2,{100 - day},{90 - day},{120 - day}" for day in range(1, 21)]
    file = tmp_path / "long.csv"
    file.write_text("\n".join(["date,quantity,value,low,high", *rows]) + "\n", encoding="utf-8")
    made = theatre_by_rule(read_series(file), "Hill", "2030-04-20")
    assert made.scenario["ground"]["held_area_km2"]["triangular"] == [70.0, 80.0, 100.0]


# Which fit


@pytest.mark.parametrize(
    ("lost", "neck", "fit"),
    [(0.0, "3", "boxes"), (0.04, "12", "boxes"), (0.04, "9", "pockets"), (0.009, "9", "boxes"), (0.06, "25", "pockets"),
     (0.06, "", "boxes"), (0.04, "", "boxes"), (-0.5, "3", "boxes")],
)  # fmt: skip
def test_only_a_pocket_that_collapses_takes_the_fit_on_pockets(made, lost, neck, fit):
    chosen = made(held=lambda day: 1000.0 * (1.0 if day < 20 else 1.0 - lost), neck=neck)
    assert chosen.fit.name == fit
    assert chosen.fit.source in chosen.scenario["ground"]["tempo_mean"]["source"]
    assert chosen.origin.fell_from == (datetime.date(2030, 4, 29) if fit == "pockets" else None)


def test_a_pocket_goes_on_counting_as_one_that_collapses_in_a_quiet_week(made):
    steps = made(held=lambda day: 1000.0 if day < 5 else 900.0, days=60)
    assert steps.origin.fell_from is None  # the step is older than the four weeks of maps the rule asks for
    late = made(held=lambda day: 1000.0 if day < 16 else 900.0, days=60)
    assert (late.fit.name, late.origin.still_days) == ("pockets", 14)


def test_stillness_and_who_moved_last_are_told_to_a_fit_that_asks(made):
    ground = made(held=lambda day: 200.0 + min(day, 10)).scenario["ground"]
    assert (ground["still_days"]["value"], ground["loss_28_days_km2"]["value"]) == (20, -8.0)
    assert ground["advance_form"]["value"] == "spells"
    assert "still_days" not in made(fit="pockets").scenario["ground"]


def test_a_fit_without_a_group_has_numbers_of_its_own_and_the_whole_elsewhere():
    whole, without = priors_of("pockets"), priors_without("pockets", "avdiivka")
    assert whole.level != without.level
    assert whole.values["tempo_sd"] != without.values["tempo_sd"]
    assert priors_without("pockets", "somewhere") == whole
    assert priors_without("boxes", "avdiivka") == priors_of("boxes")
    assert set(groups_of("pockets")) == {"avdiivka", "bakhmut", "kharkiv_2022", "kursk", "south_donetsk"}


def test_boxes_expect_less_loss_than_pockets():
    """Of the boxes' spells a part brings ground, and the level is lower: selection."""
    assert priors_of("boxes").level[0] < priors_of("pockets").level[0]
    assert priors_of("boxes").values["tempo_start_noise"] == {"normal": [0.0, 0.8]}
    with pytest.raises(InputError, match="--fit boxs: there is no such fit; did you mean 'boxes'"):
        priors_of("boxs")


# A scenario


def test_what_is_made_loads_without_a_file_and_without_talks(made):
    scenario = loaded(made())
    assert scenario.warnings == ()
    assert not scenario.scenario.talks.proposals
    assert scenario.scenario.horizon_days == 28


def test_every_value_that_is_written_has_a_source_and_a_basis(made):
    result = made()
    sections = [*result.scenario["ground"].values(), *result.scenario["holder"].values()]
    assert all(value["source"] and value["basis"] in list(Basis) for value in sections)
    assert all(row["source"] and row["basis"] for row in result.theatre["settlements"])


def test_the_observations_were_public_on_the_first_day(made):
    result = made(lag=1)
    (source,) = result.sources.values()
    assert source.published == ORIGIN
    fitted = loaded(result)
    for name in list(fitted.sources):
        if name not in result.sources:
            fitted.sources.pop(name)
    check_as_of(fitted, ORIGIN)


def test_settlements_of_the_user_replace_the_cells(made):
    places = (Place("Near", 2.0), Place("Far", 9.0, main=True, built_up_share=0.4))
    theatre = made(places=places).theatre
    assert [row["name"] for row in theatre["settlements"]] == ["Far", "Near"]
    assert theatre["main_settlement"] == "Far"
    assert theatre["settlements"][0]["source"] == "user"
