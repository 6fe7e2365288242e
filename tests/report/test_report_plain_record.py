"""The track record in plain sentences: what was asked and what came out, as the tables have it."""

import pytest

from sim.report.hindcast import names, plainly, record, talks, words
from sim.report.hindcast.record import track_record

TOLD = track_record()


@pytest.mark.parametrize(("skill", "told"), [
    (0.14, "14% smaller"), (-0.138, "14% larger"), (0.004, "as large"), (-0.001, "as large"),
])  # fmt: skip
def test_skill_is_told_as_an_error_that_is_smaller_or_larger(skill: float, told: str) -> None:
    assert words.smaller(skill) == told


def test_an_error_is_told_against_each_forecast_that_was_to_be_beaten_by_its_name() -> None:
    rows = [{"reference": name} for name in ("e_ar_boxes", "a_persistence", "e_ar_boxes")]
    assert words.against(rows, ["2% smaller at 7 days", "as large at 14 days", "1% larger at 28 days"]) == (
        "against that of “recent pace, by boxes”, 2% smaller at 7 days and 1% larger at 28 days; against that of "
        "“no change (persistence)”, as large at 14 days"
    )


@pytest.mark.parametrize(("what", "least", "most", "value", "told"), [
    ("boxes, 7 days: geometric skill", 0.1, None, 0.08, ("at least 10% smaller", "8% smaller", "missed by 2 points")),
    ("boxes, 7 days: 5 % bound of it", 0.0, None, -0.02, ("no larger", "2% larger", "missed by 2 points")),
    ("boxes, 7 days: geometric skill", -0.05, None, -0.06, ("at most 5% larger", "6% larger", "missed by 1 point")),
    ("boxes, 7 days: geometric skill", 0.15, None, 0.148,
     ("at least 15% smaller", "15% smaller", "missed by under 1 point")),
    ("boxes, 7 days: 90 % coverage", 0.8, 0.97, 0.7, ("80% to 97%", "70%", "missed by 10 points")),
    ("boxes: groups that do worse", None, 1.0, 2.0, ("at most 1", "2", "missed by 1")),
])  # fmt: skip
def test_a_bar_says_what_its_numbers_count_in(
    what: str, least: float | None, most: float | None, value: float, told: tuple[str, ...]
) -> None:
    gap = max((least or value) - value if least != 0.0 else -value, value - (most or value))
    bar = {"what": what, "least": least, "most": most, "value": value, "met": False, "missed_by": gap}
    assert next(words.bar_rows([bar])) == (what, *told)


def test_every_bar_that_is_missed_has_a_line_with_what_was_wanted() -> None:
    skill = {"low": -0.3, "high": 0.05, "arithmetic": 0.2}
    row = {"method": "tempo_only", "horizon_days": 14, "skill": skill, "reference": "a_persistence"}
    panel = {"name": "boxes", "about": "all of them", "table": [row]}
    bars = [
        {"what": "boxes, 14 days: geometric skill", "value": -0.2, "least": 0.1, "most": None, "met": False},
        {"what": "boxes, 7 days: 90 % coverage", "value": 0.7, "least": 0.8, "most": 0.97, "met": False},
        {"what": "boxes, 28 days: geometric skill", "value": 0.2, "least": 0.1, "most": None, "met": True},
    ]
    assert list(plainly.missed_lines({"panels": [panel], "bars": bars})) == [
        "boxes (all of them), 14 days ahead: against that of the better simple forecast the error was 20% larger, "
        "where at least 10% smaller was wanted. The better one is “no change (persistence)”. With groups of cases "
        "drawn anew, 9 times in 10 between 30% larger and 5% smaller; over all of them together 20% smaller, which a "
        "few collapses decide.",
        "boxes, 7 days: 90 % coverage: 70%, where 80% to 97% was wanted.",
    ]
    assert len(list(plainly.missed_lines(TOLD))) == sum(not bar["met"] for bar in TOLD["bars"])


def test_a_case_says_how_many_maps_lay_in_the_light_band() -> None:
    horizons = [{"truth_km2": km2, "quantiles_km2": [10.0, 20.0, 30.0, 40.0, 50.0]} for km2 in (5.0, 10.0, 30.0, 51.0)]
    told = {"forecasts": [{"case": "x", "horizons": horizons}, {"case": "y", "horizons": horizons}]}
    line = plainly.fans_line(told, "x")
    assert "Of 4 maps that followed in this case, 2 lay within the light band; about 4, 9 in 10," in line


@pytest.mark.parametrize(("case", "origins", "called"), [
    ("velyka_novosilka", ["2024-11-05", "2025-02-18"], "Velyka Novosilka, 2024-25"),
    ("vuhledar", ["2024-07-02", "2024-10-29"], "Vuhledar, 2024"),
    ("kursk_march_2025", ["2025-03-01", "2025-03-31"], "Kursk, March 2025"),
    ("lyman_2022", ["2022-09-12"], "Lyman, September 2022"),
])  # fmt: skip
def test_a_case_is_called_by_its_place_and_when(case: str, origins: list[str], called: str) -> None:
    assert names.case_name([{"case": case, "origin": origin} for origin in origins]) == called


def test_a_group_is_called_by_its_place_or_its_cell() -> None:
    assert names.group_name("south_donetsk") == "South Donetsk"
    assert names.group_name("g_u_xm05yp02_20230407") == "grid cell −5, 2, from 7 April 2023"
    assert names.group_name("g_u_xp04yp06_20230901c") == "grid cell 4, 6, from 1 September 2023"
    assert not [win for win in TOLD["wins_of_references"] if "_" in names.group_name(win["group"])]


def test_the_cases_of_a_theatre_come_first_and_nothing_is_lost() -> None:
    first, second, *others = record.drawn_cases(TOLD, "kursk")
    assert (first, second) == ("kursk", "kursk_march_2025")
    assert sorted([first, second, *others]) == sorted({one["case"] for one in TOLD["forecasts"]})
    assert record.drawn_cases(TOLD, "nowhere") == record.drawn_cases(TOLD)


def test_the_chart_of_a_case_has_its_name() -> None:
    assert record.fan_rows(TOLD, "kursk")[0] == {"part": "name", "name": "Kursk, 2024-25"}


def test_every_set_of_windows_says_how_close_and_how_often_its_ranges_hold() -> None:
    lines = list(plainly.skill_lines(TOLD))
    for line, panel in zip(lines, TOLD["panels"], strict=True):
        rows = [row for row in panel["table"] if row["method"] == "tempo_only"]
        assert line.startswith(f"{panel['name']} ({panel['about']}): ")
        reliable = plainly.reliability_line(panel)
        for row in rows:
            assert f"{words.smaller(row['skill']['geometric'])} at {row['horizon_days']} days" in line
            assert f"{row['coverage_90']:.0%} at {row['horizon_days']} days" in reliable


def test_groups_that_a_simple_forecast_wins_are_counted_among_all() -> None:
    wins = [win for win in TOLD["wins_of_references"] if win["panel"] == "boxes"]
    groups = next(panel["groups"] for panel in TOLD["panels"] if panel["name"] == "boxes")
    assert plainly.wins_line(TOLD, wins).startswith(f"In {len(wins)} of {groups} groups of cases")


def test_the_full_model_stands_beside_what_was_wanted_of_it() -> None:
    bars = [bar for bar in TOLD["bars"] if "over the tempo alone" in bar["what"]]
    line = plainly.full_line(TOLD)
    assert line.count("(wanted: at most 3% larger)") == len(bars) > 0
    assert all(words.smaller(bar["value"]) in line for bar in bars)
    assert words.percent(bars[0]["least"]) == "−3"


def test_each_part_of_the_talks_is_told_as_its_table_has_it() -> None:
    told = talks.talks_record()
    offers, truces, world, one_offer = plainly.talks_lines(told)
    _, _, accepted, interval, clock, *_ = next(row for row in talks.offer_rows(told) if row[0] == plainly.THIS_WAR)
    low, high = interval.split(" to ")
    assert f"{accepted} were accepted as offered within 30 days" in offers
    assert f"(95% interval {low} to {high}); the model's clock gives such offers {clock}." in offers
    _, n, least, most, *_ = next(row for row in talks.length_rows(told) if row[0] == "30 days")
    assert f"Of {n} truces that came of offers, {least.split()[0]} to {most.split()[0]} were" in truces
    joined, lasting = (next(iter(talks.world_rows(told[part]))) for part in ("joined", "not_failed"))
    assert f"{joined[2]} of one-sided first offers were joined by day 30, {joined[4]}" in world
    assert f"{lasting[5]} of truces had not failed by day 90, {lasting[7]}" in world
    says = {row[0]: row[1] for row in talks.baseline_rows(told)}
    assert f"in {says['first answer within 3 days: any answer']} of runs" in one_offer
    assert one_offer.endswith(f"in {float(says['accepted by day 30'].rstrip('%')):.0f}%.")
