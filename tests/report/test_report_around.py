"""What stands around an answer is true of the place it is about."""

import pytest

from sim.report.answered.around import INVENTED, OF_KURSK, lost_line, source_line, what_this_is
from sim.scenario.loading import load


@pytest.mark.parametrize(
    ("name", "said"),
    [("kursk/baseline", OF_KURSK), ("kursk-february/baseline", OF_KURSK), ("tutorial/baseline", INVENTED),
     ("avdiivka/baseline", "")],
)  # fmt: skip
def test_whose_territory_it_is_is_told_of_kursk_alone(name: str, said: str) -> None:
    text = what_this_is(load(name), str)
    assert [one for one in (OF_KURSK, INVENTED) if one in text] == ([said] if said else [])
    assert "  " not in text
    assert "relative to the foothold. " in text


def test_the_line_under_a_chart_has_its_day_in_words() -> None:
    """A date of figures broke in two at the end of a line."""
    assert source_line(load("kursk/baseline"), 2000, 1, "4").endswith("evidence published by 12 March 2025.")


def test_what_is_no_longer_held_is_the_scenarios_own_area_with_its_reason() -> None:
    """On a sweep of that very area the first stop had another."""
    said = "No longer held: {} ({}): 4 % of the peak of 896 km²: little more than the strip."
    assert lost_line(load("kursk/baseline"), str).startswith(said.format("35 km² or less", "judged"))
    wider = ". Where the border strip (10 to 60 km², most likely 30) is wider, part of it is gone too"
    assert lost_line(load("kursk/baseline"), str).endswith(f"1 km² beside it{wider}")
    assert wider not in lost_line(load("kursk/baseline", ["ground.strip_area_km2={uniform: [10, 30]}"]), str)
    assert lost_line(load("kursk/baseline"), str, reason=False) == "No longer held: 35 km² or less (judged)"
    drawn = load("kursk/baseline", ["ground.lost_below_km2={uniform: [30, 40]}"])
    assert lost_line(drawn, str).startswith("No longer held: about 35 km², drawn for each run, or less (")
    assert lost_line(load("tutorial/baseline"), str) == "No longer held: 25 km² or less (judged)"
