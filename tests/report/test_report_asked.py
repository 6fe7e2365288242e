"""The line of a question: levels side by side, short, with what does not clearly differ."""

import re

import pytest
from synthetic_ensembles import CATALOGUE, ensemble

from sim.analysis.comparison import differences
from sim.analysis.summary import summarise
from sim.report.outlook.asked import _in_short, _what_differs, finding, moved_most, title

CLEAR = {"low": 0.1, "high": 0.2, "n_pairs": 500, "p_equal": 0.2}
UNCLEAR = {"low": -0.1, "high": 0.2, "n_pairs": 500, "p_equal": 0.2}
AMOUNT = {"mean": 310.0, "se": 30.0, "low": 250.0, "high": 370.0, "n_pairs": 500, "p_equal": 0.2, "unit": "persons"}
SHARE = {"mean": -0.04, "se": 0.01, "low": -0.06, "high": -0.02, "n_pairs": 500, "p_equal": 0.9}
SAME = {"low": 0.0, "high": 0.0, "n_pairs": 500, "p_equal": 1.0}


@pytest.mark.parametrize(
    ("levels", "changes", "told"),
    [
        (["3,900", "4,200", "4,300"], [CLEAR, CLEAR], "now, 3,900; later, 4,200; never, 4,300"),
        (["3,900", "4,200", "3,950"], [CLEAR, UNCLEAR],
         "now, 3,900; later, 4,200; never, 3,950 (no clear difference)"),
        (["10 of 100", "13 of 100", "more than 99 of 100"], [CLEAR, CLEAR],
         "now, 10 of 100; later, 13; never, more than 99"),
        (["none of 500", "3 of 100"], [CLEAR], "now, none of 500; later, 3 of 100"),
        (["3,900", "3,910", "3,950"], [UNCLEAR, UNCLEAR],
         "now, 3,900; later, 3,910; never, 3,950 (no clear difference in any)"),
        (["3,600", "3,600"], [UNCLEAR], "3,600 in each (no clear difference)"),
        (["3,600", "3,600"], [CLEAR], "3,600 in each"),
        (["3,600", "3,610"], [UNCLEAR], "now, 3,600; later, 3,610 (no clear difference)"),
        (["3,600", "3,600"], [SAME], "3,600 in each (no difference in any pair)"),
    ],
)  # fmt: skip
def test_levels_stand_side_by_side(levels, changes, told):
    assert _in_short(levels, ("now", "later", "never")[: len(levels)], changes) == told


LITTLE = AMOUNT | {"mean": -2.0, "low": -44.0, "high": 40.0, "se": 21.0}


@pytest.mark.parametrize(
    ("name", "changes", "told"),
    [
        ("holder_lost", [AMOUNT], "later, +310 (95%: +250 to +370)"),
        ("holder_lost", [AMOUNT, AMOUNT], "later, +310 (95%: +250 to +370); never, +310 (+250 to +370)"),
        ("holder_lost", [AMOUNT, LITTLE], "later, +310 (95%: +250 to +370); never, no clear difference"),
        ("holder_lost", [LITTLE], "no clear difference (95%: −44 to +40)"),
        ("holder_lost", [LITTLE, LITTLE], "no clear difference (95%: later, −44 to +40; never, −44 to +40)"),
        ("holder_lost", [AMOUNT | SAME | {"mean": 0.0}], "no difference in any pair"),
        ("holder_lost", [AMOUNT, AMOUNT | SAME | {"mean": 0.0}],
         "later, +310 (95%: +250 to +370); never, no difference in any pair"),
        ("foothold_ended", [SHARE], "later, −4.0 pt (95%: −6.0 to −2.0)"),
        ("foothold_ended", [SHARE, SHARE], "later, −4.0 pt (95%: −6.0 to −2.0); never, −4.0 (−6.0 to −2.0)"),
        ("foothold_ended", [SHARE | {"mean": 0.002, "low": -0.01, "high": 0.014}],
         "no clear difference (95%: −1.0 to +1.4 pt)"),
        ("area_end_km2", [AMOUNT | {"mean": 0.1, "low": -0.2, "high": 0.4, "se": 0.15, "unit": "km2"}],
         "no clear difference (95%: −0.20 to +0.40 km²)"),
        ("holder_lost", [AMOUNT, AMOUNT | {"mean": None, "low": None}],
         "later, +310 (95%: +250 to +370); never, no pair"),
    ],
)  # fmt: skip
def test_a_title_has_each_difference_with_its_interval(name, changes, told):
    assert _what_differs(name, ("later", "never")[: len(changes)], changes) == told


def test_a_finding_tells_amounts_shares_and_what_becomes_of_truces():
    made = [ensemble(n=400), ensemble("b", n=400, truce=0.6, harm=1.5)]
    summaries = [summarise(one, CATALOGUE) for one in made]
    changes = [differences(*made, CATALOGUE)]
    text = finding(("holder_casualties", "truce_in_force", "truce_end"), ("as it is", "at once"), summaries, changes)
    people, truces, ends = text.split(". ")
    assert people.startswith("People of the holder killed or wounded by day 90, on average: as it is, ")
    assert truces.startswith("A general truce takes effect at any time by day 90: as it is, ")
    assert ends.startswith("Of truces at once, ")
    assert ends.endswith("still hold then.")
    short = title("holder_casualties", ("as it is", "at once"), summaries, changes)
    assert re.match(r"People of the holder killed or wounded: as it is, [\d,]+; at once, \+", short)
    level = short.partition("as it is, ")[2].partition(";")[0]
    assert f"on average: as it is, {level}; at once, " in text, "one number, in the title as under it"
    assert " (95%: +" in short
    none = [summarise(ensemble(n=40, truce=0.0), CATALOGUE)] * 2
    assert finding(("truce_end",), ("as it is", "at once"), none, []) == "No truce comes at once."


def test_what_moved_most_is_told_with_both_levels_the_largest_first():
    made = [ensemble(n=400), ensemble("b", n=400, truce=0.6, harm=1.5)]
    summaries, changes = [summarise(one, CATALOGUE) for one in made], differences(*made, CATALOGUE)
    text = moved_most(summaries, changes, {"holder_casualties": -0.2, "truce_in_force": 1.4})
    assert text.startswith("Most: a general truce takes effect at any time by day 90 ")
    assert text.count(" → ") == 2
    assert "; people of the holder killed or wounded by day 90, on average " in text
    same = differences(made[0], made[0], CATALOGUE)
    assert moved_most([summaries[0]] * 2, same, {"truce_in_force": 0.0}) == (
        "Nothing that is clear in any main outcome."
    )
