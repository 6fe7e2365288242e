"""Values that change nothing in a scenario: what is said to be without effect changes no run in any digit."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from sim.scenario.acting import ACTS, why_little_effect, why_without_effect
from sim.scenario.loaded import LoadedScenario
from sim.scenario.loading import load, tuned
from sim.scenario.schema.columns import COLUMNS
from sim.session.answers.shelf import simulate
from sim.session.inputs import controls
from sim.session.inputs.controls import MAIN, Standing, Value

RUNS = 40
ENOUGH = 600  # pressure on a government that has accepted acts on new demands alone: in 1 run of 60
WITH_CONTROLS = (
    "kursk/baseline",
    "kursk/settlement-first",
    "kursk/ceasefire-with-conditions",
    "kursk/withdraw-now",
    "tutorial/baseline",
)
CASES = (
    ("kursk/baseline", ()),
    ("kursk/hold", ()),
    ("kursk/ceasefire-accepted-promptly", ("talks.holder.accepts_on_day=3",)),
    ("tutorial/baseline", ("attrition.form=tempo_elastic", "truce.form=donbas", "attacker.pauses=no")),
    ("kursk/withdraw-now", ("attrition.form=fitted_1914_82", "truce.form=world_hazards")),
    ("avdiivka/baseline", ()),  # nobody talks
)


@cache
def bits(scenario: LoadedScenario, runs: int = RUNS) -> bytes:
    results = simulate(scenario, 1, runs)
    return b"".join(
        np.ascontiguousarray(values).tobytes()
        for kind in (results.outcomes, results.paths) for _, values in sorted(kind.items())
    )  # fmt: skip


def extremes(slot: str, scenario: LoadedScenario) -> list[str]:
    """The value at its ends, as `--set` takes it."""
    declaration = controls.leaves_by_slot(scenario)[slot].declaration
    return list(declaration.options or ()) or [f"{end:.12g}" for end in (declaration.low, declaration.high)]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "sets"), CASES)
def test_what_is_said_to_be_without_effect_changes_nothing(name: str, sets: tuple[str, ...]) -> None:
    bare = load(name)
    here = tuned(bare, sets) if sets else bare
    idle = [slot for slot in controls.leaves_by_slot(here) if why_without_effect(here, slot)]
    assert len(idle) >= 15
    leaves, before = controls.leaves_by_slot(here), bits(here)
    both = [
        tuple(f"{leaves[slot].path}={extremes(slot, here)[place]}" for slot in idle if slot in ACTS)
        for place in (0, -1)
    ]
    for changes in both:
        assert bits(tuned(bare, (*sets, *_that_stay_idle(bare, sets, changes)))) == before
    for slot in idle[::6]:
        for value in extremes(slot, here):
            assert bits(tuned(bare, (*sets, f"{leaves[slot].path}={value}"))) == before, slot


def _that_stay_idle(bare: LoadedScenario, sets: tuple[str, ...], changes: tuple[str, ...]) -> list[str]:
    """Changes of idle values that together leave all of them idle: some pairs act together only."""
    slots = {leaf.path: slot for slot, leaf in controls.leaves_by_slot(bare).items()}

    def idle(changes: list[str]) -> bool:
        tried = tuned(bare, (*sets, *changes))
        return all(why_without_effect(tried, slots[one.partition("=")[0]]) for one in changes)

    def with_more(taken: list[str], more: list[str]) -> list[str]:
        """All of them where that leaves all idle, else those of each half that do."""
        if not more or idle([*taken, *more]):
            return [*taken, *more]
        if len(more) == 1:
            return taken
        half = len(more) // 2
        return with_more(with_more(taken, more[:half]), more[half:])

    return with_more([], list(changes))


@pytest.mark.parametrize("name", WITH_CONTROLS)
def test_a_main_control_that_may_act_changes_something(name: str) -> None:
    bare = load(name)
    for main in MAIN:
        control = controls.control_of(controls.leaves_by_slot(bare)[main.slot], bare)
        if why_without_effect(bare, main.slot) or control.kind == "date":
            continue
        stops = control.stops(control.mark) if control.kind == "slider" else control.options[1:]
        values: list[Value] = [stop for stop in (stops[0], stops[-1]) if stop != control.mark]
        values += [None] if control.never is not None and control.mark is not None else []
        changed = [controls.with_value((), control, Standing(value, fixed=control.drawn)) for value in values]
        others = [tuned(bare, sets) for sets in changed if sets]
        assert any(bits(one, runs) != bits(bare, runs) for runs in (RUNS, ENOUGH) for one in others), main.slot


def test_pressure_on_a_government_that_accepts_on_a_set_day_says_why_it_changes_nothing() -> None:
    here = load("kursk/ceasefire-accepted-promptly", ["talks.holder.accepts_on_day=3"])
    assert "accepts on a set day" in why_without_effect(here, "talks.attacker.pressure_credibility")
    assert why_without_effect(load("kursk/baseline"), "talks.attacker.pressure_credibility") == ""


def test_pressure_on_a_government_that_has_accepted_says_that_it_acts_in_few_runs() -> None:
    assert "few runs" in why_little_effect(load("kursk/baseline"), "talks.holder.pressure_credibility")
    assert why_little_effect(load("kursk/ceasefire-with-conditions"), "talks.holder.pressure_credibility") == ""
    assert why_little_effect(load("kursk/baseline"), "talks.attacker.pressure_credibility") == ""


def test_a_hazard_of_fire_acts_on_roads_that_open_again_where_few_are_left_to_fire() -> None:
    fire = "supply.fire_hazard_per_day"
    closed = [f"supply.routes.{route}.start_state=under_fire" for route in ("paved_road", "dirt_tracks")]
    assert "few runs" in why_little_effect(load("kursk/undecided", closed), fire)
    assert why_little_effect(load("kursk/undecided", [closed[0].replace("under_fire", "open"), closed[1]]), fire) == ""
    few = load("kursk/undecided", [*closed, "attacker.people_persons=250"])
    assert why_without_effect(few, fire) == ""
    assert bits(few) != bits(tuned(few, [f"{fire}=0"]))


def test_a_government_has_accepted_only_when_it_has_accepted_all_that_is_to_be_tabled(tmp_path: Path) -> None:
    later = [f"talks.proposals.thirty_days.holder_accepted_day={day}" for day in (-1, 4)]
    told = [why_little_effect(load("kursk/baseline", [one]), "talks.holder.pressure_credibility") for one in later]
    assert ["few runs" in text for text in told] == [True, False]
    file = tmp_path / "two.yaml"
    file.write_text("extends: kursk/baseline\ntalks: {proposals: {later: {tabled_day: 5}}}\n", encoding="utf-8")
    assert why_little_effect(load(file), "talks.holder.pressure_credibility") == ""


@pytest.mark.parametrize(
    ("change", "slot", "why"),
    [
        ("talks.attacker.pressure_credibility=0", "talks.attacker.pressure_effect", "there is no pressure on"),
        ("talks.attacker.pressure_effect=0", "talks.attacker.pressure_credibility", "pressure has no effect on"),
        ("command.policy=hold", "command.hazard_per_day", "the staff does not judge day by day here"),
        ("truce.form=donbas", "truce.world_mu", "durability is as world-wide in no run"),
    ],
)
def test_what_keeps_a_value_from_acting_is_told_and_only_then(change: str, slot: str, why: str) -> None:
    assert why_without_effect(load("kursk/baseline", [change]), slot).startswith(why)
    assert why not in why_without_effect(load("kursk/baseline"), slot)


def test_a_length_that_no_government_accepts_says_that_only_no_end_date_acts() -> None:
    assert "no end date" in why_little_effect(load("kursk/settlement-first"), "talks.proposals.0.duration_days")
    assert why_little_effect(load("kursk/baseline"), "talks.proposals.0.duration_days") == ""


def test_every_condition_is_about_a_value_of_the_schema() -> None:
    assert set(ACTS) <= set(COLUMNS)
