"""One run of two scenarios side by side on Compare, without a browser."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from sim.experiment.replay import replay
from sim.report.timeline.frames import event_rows
from sim.scenario.loading import load
from sim.ui.parts import views
from tests.ui.inputs import named
from tests.ui.kept_runs import button
from tests.ui.opened_pages import comparison

pytestmark = pytest.mark.usefixtures("prepared_app")
A, B = "kursk/undecided-hold", "kursk/undecided-withdraw-now"


def shown(**query: str) -> AppTest:
    test = comparison(**{"a": A, "b": B, "show": views.ONE_RUN} | query)
    assert not test.exception
    assert not test.error
    return test


def heading(test: AppTest) -> str:
    [found] = [one.value for one in test.main.header if one.value.startswith("Run ")]
    return str(found)


def logs(test: AppTest) -> list[list[tuple[str, str]]]:
    """What both tell, what A tells, what the other tells; the folded part of each goes on with it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for table in (table.value for table in test.table if "What happens" in table.value):
        rows = zip(table["Day"], table["What happens"], strict=True)
        found.setdefault(list(table)[-1], []).extend(rows)
    return [found[head] for head in ("What happens", "Day in B", "Day in A")]


def test_both_logs_are_those_of_the_runs_and_part_where_it_says() -> None:
    later = ("command.policy=policy_date", "command.order_day=6")
    test = shown(b=A, run="3", b__command__policy="policy_date", b__command__order_day="6")
    same, first, second = logs(test)
    assert heading(test) == "Run 3 is the same in A and B until day 6.0 (18 March 2025)"
    for sets, log in (((), [*same, *first]), (later, [*same, *second])):
        events = replay(load(A, sets), replication=3, seed=1).events
        told = [row.sentence for row in event_rows(events, date(2025, 3, 12)) if not row.small]
        assert [text for _, text in log] == told
    assert any("orders a withdrawal" in text for _, text in second)
    title = load(A).scenario.title  # of both: what was changed in B has no title of its own
    assert any(one.value.startswith(f"**A, {title}.**") for one in test.main.markdown)
    [head] = [one.value for one in test.main.markdown if one.value.startswith(f"**B, {title}, with ")]
    assert "Day of the withdrawal order = day 6 (18 March 2025)" in head
    assert not any("orders a withdrawal" in text for _, text in first)


def test_another_run_is_a_step_away_and_stands_in_the_address() -> None:
    test = shown()
    assert heading(test).startswith("Run 0 ")
    button(test, "Next run").click().run()
    assert heading(test).startswith("Run 1 ")
    assert test.query_params["run"] == "1"
    named(test.number_input, "compare-run").set_value(7).run()
    assert heading(test).startswith("Run 7 ")


def test_a_third_scenario_can_stand_beside_the_first() -> None:
    test = shown(c="kursk/undecided", run="2")
    named(test.selectbox, "compare-with").set_value("C").run()
    assert "in A and C" in heading(test)
    assert test.query_params["with"] == "C"


def test_two_scenarios_of_one_content_never_part() -> None:
    assert heading(shown(b=A, run="5")) == "Run 5 is the same in A and B to its end"
