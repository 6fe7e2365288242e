"""What stands around an answer is true of the place it is about."""

import pytest

from sim.report.answered.around import INVENTED, OF_KURSK, source_line, what_this_is
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
