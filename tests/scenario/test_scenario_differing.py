"""In what scenarios differ: values, the map, the sources of their own, and the days that they look ahead."""

import datetime

from invented_theatre import replaced

from sim.scenario.differing import differing_paths, only_the_decision
from sim.scenario.loading import load
from sim.scenario.periods import common_period, over


def test_values_and_the_map_that_differ_are_named(folder):
    base, child = load("base.yaml"), load("child.yaml")
    assert differing_paths(base, base) == ()
    assert differing_paths(base, child) == ("supply.stock_days",)
    text = (folder / "theatre.yaml").read_text(encoding="utf-8")
    (folder / "other.yaml").write_text(text.replace("capacity_t_per_day: 300", "capacity_t_per_day: 200"))
    replaced(folder, "child.yaml", "extends: base.yaml", "extends: base.yaml\ntheatre: other.yaml")
    other = load("child.yaml")
    assert differing_paths(base, other) == ("supply.stock_days", "theatre")
    assert (other.theatre.routes[0].capacity_t_per_day, other.hash) != (300.0, child.hash)


def test_a_map_alone_makes_another_scenario(folder):
    before = load("base.yaml")
    replaced(folder, "theatre.yaml", "length_inside_km: 8", "length_inside_km: 9")
    after = load("base.yaml")
    assert differing_paths(before, after) == ("theatre",)
    assert before.text == after.text
    assert before.hash != after.hash


def test_a_map_that_is_only_named_in_another_way_does_not_differ(folder):
    replaced(folder, "child.yaml", "extends: base.yaml", f"extends: base.yaml\ntheatre: {folder / 'theatre.yaml'}")
    assert differing_paths(load("base.yaml"), load("child.yaml")) == ("supply.stock_days",)


def test_only_the_decision_differs_where_every_value_that_does_is_one_of_command():
    assert only_the_decision(["command.policy", "command.order_day"])
    assert not only_the_decision(["command.policy", "supply.stock_days"])
    assert not only_the_decision(["command.policy", "command.breakout"])
    assert not only_the_decision(["command.policy", "command.ordered_before_start"])
    assert not only_the_decision([])


def test_a_source_of_ones_own_replaces_a_shipped_one_of_its_id(folder):
    with (folder / "sources.yaml").open("a", encoding="utf-8") as file:
        file.write("judgement-salient:\n  title: My own judgement\n  published: 2020-01-01\n")
    found = load("base.yaml").sources["judgement-salient"]
    assert (found.title, found.published) == ("My own judgement", datetime.date(2020, 1, 1))


def test_scenarios_are_compared_over_the_days_that_all_of_them_have(folder):
    three = [load("base.yaml", [f"horizon_days={days}"]) for days in (60, 30, 90)]
    period = common_period(three, ("A", "B", "C"))
    assert (period.horizon_days, dict(period.longer)) == (30, {"A": 60, "C": 90})
    assert [one.scenario.horizon_days for one in over(period, three)] == [30, 30, 30]
    alone = "A alone looks 60 days ahead, C alone looks 90 days ahead"
    assert period.note == f"Compared over 30 days, the shortest of their periods; {alone}."
    later = [load("base.yaml"), load("base.yaml", ["start=2020-02-03"])]
    told = common_period(later, ("A", "B"))
    assert "A on 1 February 2020, B on 3 February 2020" in told.note
    assert told.longer == {}
