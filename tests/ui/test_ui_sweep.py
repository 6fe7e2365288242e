"""Sweep as a reader meets it: an input chosen, three curves, an address that holds both."""

import re
from typing import Any

import pytest

from sim.session.answers.sweeps import MOST_TOLD
from sim.ui.pages import sweep
from tests.drawn import drawn
from tests.ui.inputs import named
from tests.ui.opened_pages import findings

pytestmark = pytest.mark.usefixtures("prepared_app")
PRESSURE = "talks.attacker.pressure_credibility"
OPENED = (sweep.AS_TABLE, sweep.TAKE_ALONG)


def swept(*opened: str, **query: str) -> Any:
    return drawn("sweep", {"a": "tutorial/baseline", "runs": "60", **query}, opened)


def test_three_curves_under_a_finding() -> None:
    test = swept(along=PRESSURE)
    title, *charts = findings(test)
    assert title.startswith("Pressure on the attacker's government")
    assert len(charts) == MOST_TOLD
    assert all("at 0 %" in one and "at 100 %" in one for one in charts)
    area = re.search(r"\((.* km² or less)\)", charts[1])
    assert area is not None
    assert f"No longer held at any time ({area[1]})" in named(test.multiselect, "tell").options


def test_another_input_and_fewer_outcomes_stand_in_the_address() -> None:
    test = swept()
    before = findings(test)
    named(test.selectbox, "along").set_value(PRESSURE).run()
    assert test.query_params["along"] in (PRESSURE, [PRESSURE])
    assert findings(test) != before
    named(test.multiselect, "tell").set_value(["truce_in_force"]).run()
    assert test.query_params["tell"] in ("truce_in_force", ["truce_in_force"])
    assert len(findings(test)) == 2


def test_what_is_taken_along_repeats_it() -> None:
    test = swept(*OPENED, along="command.order_day", seed="3")
    link, commands = [one.value for one in test.main.code]
    assert "along=command.order_day" in link
    assert len(commands.splitlines()) == len(test.main.dataframe[0].value) == 7
    assert all("--seed 3" in line and "command.order_day=" in line for line in commands.splitlines())


def test_what_there_is_not_is_named() -> None:
    test = swept(along="talks.attacker.presure_credibility", tell="truce_in_force,weather")
    said = " ".join(one.value for one in test.main.warning).replace("\\", "")
    assert "did you mean 'talks.attacker.pressure_credibility'?" in said
    assert "tell = weather is not on offer" in said
    assert len(findings(test)) == 2


def said_of_inputs(**query: str) -> list[str]:
    return [one.value for one in swept(a="kursk/undecided", **query).sidebar.caption]


def test_the_inputs_say_what_is_moved_and_what_that_decides() -> None:
    told = said_of_inputs(along="command.order_day")
    assert sum("the day of the order, and on that day the withdrawal is ordered" in one for one in told) == 1
    told = said_of_inputs(along=PRESSURE)
    [moved] = [one for one in told if "This page moves it along its range" in one]
    assert moved.startswith("In the scenario: 0 to 100 %")
    assert not any("the day of the order" in one for one in told)


def test_an_input_is_without_effect_where_it_acts_at_no_stop() -> None:
    idle = "Without effect here: the staff does not judge day by day here."
    assert idle in said_of_inputs(along="command.order_day", **{"a.command.hope_of_truce": "0.5"})
    assert idle not in said_of_inputs(along=PRESSURE, **{"a.command.hope_of_truce": "0.5"})
    pressed = said_of_inputs(along=PRESSURE, **{"a.talks.attacker.pressure_effect": "0.5"})  # idle at the first stop
    assert not any("there is no pressure on this government" in one for one in pressed)
