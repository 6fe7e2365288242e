"""Map and timeline as a reader meets it, without a browser: both theatres, links, steps, runs that fail."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import ButtonGroup

from sim.analysis.notable import notable_runs
from sim.analysis.settlements import chances_by_day, states_by_event
from sim.experiment.replay import replay
from sim.experiment.running.running import run
from sim.report.map import words as map_words
from sim.scenario.loading import load
from sim.session.answers import replays
from sim.session.inputs import uploads
from sim.session.inputs.scenarios import Chosen, last_written
from sim.ui.pages.timeline import all_runs, one_run, timeline
from tests.drawn import drawn
from tests.ui.inputs import named

pytestmark = pytest.mark.usefixtures("prepared_app")

KURSK, TUTORIAL = "kursk/baseline", "tutorial/baseline"
RUNS = 500
HOLD = {"a": "kursk/hold", "seed": "1", "runs": str(RUNS)}


def opened(**query: str) -> AppTest:
    """The page with its tables open."""
    return drawn("timeline", query, (all_runs.AS_TABLE, one_run.AS_TABLE))


def title(test: AppTest) -> str:
    assert not test.exception
    assert not test.error
    return str(test.title[0].value)


def pressed(test: AppTest, label: str) -> AppTest:
    [button] = [one for one in test.button if one.label == label]
    assert not button.disabled
    return button.click().run()


def said(test: AppTest) -> str:
    return " ".join(text.value for text in [*test.markdown, *test.caption])


def address(test: AppTest, key: str) -> str | None:
    values = test.query_params.get(key)
    return values[0] if isinstance(values, list) else values


@pytest.fixture
def _fresh() -> Any:
    """Nothing kept from tests before, and nothing left for those after."""
    replays.overview.cache_clear()
    replays.one_run.cache_clear()
    yield
    replays.overview.cache_clear()
    replays.one_run.cache_clear()


@pytest.mark.parametrize(("name", "n", "date"), [(KURSK, 11, "11 April 2025"), (TUTORIAL, 7, "31 May 2030")])
def test_the_page_opens_with_its_finding(name: str, n: int, date: str) -> None:
    test = opened(a=name)
    assert title(test).startswith(f"Day 30 ({date}): ")
    assert f" of {n} settlements stay with the holder in most runs" in title(test)
    assert len(test.main.header) == 1
    assert "imply no position" in said(test)
    assert "Civilians are not modelled" in said(test)
    assert "2,000 runs, seed 1" in said(test)


def test_the_title_says_what_the_experiment_gives() -> None:
    chances = chances_by_day(run(load(KURSK), replications=RUNS, seed=4, logs=RUNS))
    for day in (0, 17, 90):
        k, even, _ = chances.standing(day)
        told = title(opened(a=KURSK, seed="4", day=str(day), runs=str(RUNS)))
        assert f"{k or 'none'} of 11 settlements" in told
        assert told.endswith(("runs", f"; {even} is even", f"; {even} are even"))


def test_the_day_slider_moves_the_finding_and_the_address() -> None:
    test = opened(a=KURSK)
    before = title(test)
    named(test.slider, "timeline-day").set_value(70).run()
    assert title(test).startswith("Day 70 (21 May 2025): ")
    assert title(test) != before
    assert address(test, "day") == "70"


def test_a_day_in_a_link_is_shown_and_a_bad_one_is_told() -> None:
    assert title(opened(a=KURSK, day="55")).startswith("Day 55 ")
    test = opened(a=TUTORIAL, day="70")
    assert title(test).startswith("Day 30 ")
    assert "day = 70 is no whole number from 0 to 60" in test.warning[0].value


def test_an_assumption_changes_the_map() -> None:
    stays, goes = (title(opened(a=KURSK, **{"a.ground.tempo_start_shift": shift})) for shift in ("-3", "3"))
    assert stays != goes


def test_the_table_of_the_day_lists_every_settlement() -> None:
    test = opened(a=KURSK)
    [table] = test.dataframe
    assert set(table.value.place) == {place.name for place in load(KURSK).theatre.settlements}


# one run


@pytest.mark.parametrize("name", ["kursk/hold", TUTORIAL])
def test_a_link_with_a_run_shows_that_run(name: str) -> None:
    test = opened(a=name, seed="1", run="17")
    assert title(test).startswith("Run 17: ")
    events = replay(load(name), replication=17, seed=1).events
    assert list(test.dataframe[0].value["what happens"]) == [event["text"] for event in events]
    assert test.code[0].value == f"salient replay {name} --replication 17 --seed 1"


def test_an_uploaded_scenario_is_replayed_by_its_file() -> None:
    text = "title: Mine\nextends: kursk/hold\nground:\n  tempo_start_shift: 0.5\n"
    test = opened(a="mine", run="3", **{"a.file": uploads.encoded(text)})
    assert title(test).startswith("Run 3: ")
    assert test.code[0].value == "salient replay a-mine.yaml --replication 3 --seed 1"
    tuned = opened(a="kursk/hold", run="3", **{"a.ground.tempo_start_shift": "0.5"})
    assert title(tuned) == title(test)
    assert tuned.code[0].value.endswith("--seed 1 --set ground.tempo_start_shift=0.5")


def switch_of(test: AppTest) -> ButtonGroup[str]:
    """Of all runs or one; the sidebar has controls of this kind too."""
    [switch] = test.main.segmented_control
    return switch


def test_the_switch_leads_to_the_typical_run_and_back() -> None:
    typical = notable_runs(run(load("kursk/hold"), replications=RUNS, seed=1))[0].replication
    test = opened(**HOLD, day="12")
    switch = switch_of(test)
    switch.set_value(timeline.ONE_RUN).run()
    assert title(test).startswith(f"Run {typical}: ")
    assert address(test, "run") == str(typical)
    switch = switch_of(test)
    switch.set_value(timeline.ALL_RUNS).run()
    assert title(test).startswith("Day 12 ")
    assert address(test, "run") is None


def test_runs_worth_a_look_are_a_button_each() -> None:
    test = opened(**HOLD, run="17")
    found = notable_runs(run(load("kursk/hold"), replications=RUNS, seed=1))
    for one, label in zip(found, ("Typical", "Earliest truce", "Latest end"), strict=True):
        pressed(test, f"{label}: run {one.replication}")
        assert title(test).startswith(f"Run {one.replication}: ")
        assert label in said(test)


def test_runs_are_chosen_by_number_next_previous_and_at_random() -> None:
    test = opened(**HOLD, run="0")
    assert next(one for one in test.button if one.label == "Previous run").disabled
    pressed(test, "Next run")
    assert title(test).startswith("Run 1: ")
    named(test.number_input, "timeline-run").set_value(30).run()
    assert title(test).startswith("Run 30: ")
    pressed(test, "Previous run")
    assert title(test).startswith("Run 29: ")
    pressed(test, "Random run")
    assert 0 <= int(address(test, "run") or -1) < RUNS


def test_steps_go_through_the_events() -> None:
    test = opened(**HOLD, run="17")
    log = replay(load("kursk/hold"), replication=17, seed=1).events
    large = [event["text"] for event in log if event["kind"] not in ("weather", "gain", "violations")]
    headers = [test.main.header[0].value]
    assert next(one for one in test.button if one.label == "First").disabled
    for _ in range(3):
        pressed(test, "Next")
        headers.append(test.main.header[0].value)
    assert headers == large[:4]
    pressed(test, "Previous")
    assert test.main.header[0].value == large[2]
    pressed(test, "Last")
    assert test.main.header[0].value == large[-1]
    assert f"Event {len(large)} of {len(large)}" in said(test)
    assert next(one for one in test.button if one.label == "Next").disabled
    pressed(test, "First")
    assert test.main.header[0].value == large[0]


def test_small_events_are_shown_when_asked_for() -> None:
    test = opened(**HOLD, run="17")
    named(test.toggle, "timeline-small").set_value(True).run()
    n = len(replay(load("kursk/hold"), replication=17, seed=1).events)
    assert f"Event 1 of {n}" in said(test)
    assert address(test, "small") == "1"


def test_a_link_to_an_event_shows_it_and_the_map_as_of_it() -> None:
    theatre = load("kursk/hold").theatre
    log = replay(load("kursk/hold"), replication=17, seed=1).events
    settled = np.array([not place.open_ground for place in theatre.settlements])
    lines = [map_words.states_line(states[settled]) for states in states_by_event(log, theatre)]
    large = [at for at, event in enumerate(log, start=1) if event["kind"] not in ("weather", "gain", "violations")]
    number = next(at for at in large if lines[at] != lines[at - 1])
    test = opened(**HOLD, run="17", event=str(number))
    assert test.main.header[0].value == log[number - 1]["text"]
    assert f"After this event {lines[number]}." in said(test)


def test_a_bad_run_in_a_link_is_told() -> None:
    test = opened(**HOLD, run="seventeen")
    assert "run = seventeen is no whole number" in test.warning[0].value
    assert title(test).startswith("Run ")


# faults


def failing(number: int) -> Any:
    whole = replay

    def broken(loaded: Any, *, replication: int, seed: int) -> Any:
        found = whole(loaded, replication=replication, seed=seed)
        if replication != number:
            return found
        return replace(found, failure="delay is not a number", outcomes=dict.fromkeys(found.outcomes))

    return broken


@pytest.mark.usefixtures("_fresh")
def test_a_run_that_fails_is_a_sentence_and_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replays, "replay", failing(17))
    test = opened(**HOLD, run="17")
    assert title(test) == "Run 17 failed and has no outcome"
    assert "stopped with a fault: delay is not a number" in said(test)
    assert test.code[0].value == "salient replay kursk/hold --replication 17 --seed 1"
    pressed(test, "Next run")
    assert title(test).startswith("Run 18: ")


@pytest.mark.usefixtures("_fresh")
@pytest.mark.parametrize("failed", [3, RUNS])
def test_failed_runs_are_told_and_left_out(monkeypatch: pytest.MonkeyPatch, failed: int) -> None:
    from sim.experiment.failures import Failure

    def some_fail(loaded: Any, **settings: Any) -> Any:
        ensemble = run(loaded, **settings)
        values = {name: kept.copy() for name, kept in ensemble.outcomes.items()}
        for kept in values.values():
            kept[:failed] = np.nan
        failures = tuple(Failure(number, 1, 7, "delay is not a number", None, "") for number in range(failed))
        return replace(ensemble, outcomes=values, failures=failures)

    monkeypatch.setattr(replays, "run", some_fail)
    test = opened(**HOLD)
    assert "settlements stay" in title(test) or title(test).endswith("no run ended without failure")
    assert f"{failed} of {RUNS} runs failed" in test.warning[0].value
    if failed == RUNS:
        assert title(test).endswith("no run ended without failure")
        assert "nothing to draw" in said(test)


@pytest.mark.usefixtures("_fresh")
def test_no_run_worth_a_look_is_said_and_cannot_be_pressed() -> None:
    never = {"a.talks.attacker.open_probability": "0"}
    test = opened(**HOLD, run="0", **never)
    title(test)
    [button] = [one for one in test.button if one.label == "Earliest truce: none"]
    assert button.disabled
    assert f"no general truce takes effect in {RUNS} runs" in said(test)


@pytest.mark.usefixtures("_fresh")
@pytest.mark.parametrize("name", ["kursk/hold", TUTORIAL])
def test_a_truce_at_once_is_told_in_both_theatres(name: str) -> None:
    proposal = next(iter(load(name).scenario.talks.proposals))
    at_once = {
        "a.talks.attacker.accepts_on_day": "1",
        "a.talks.holder.accepts_on_day": "1",
        "a.truce.never_in_force": "0",
        "a.truce.lag_days": "0",
        f"a.talks.proposals.{proposal}.duration_days": "0",
    }
    test = opened(a=name, run="3", **at_once)
    assert "a general truce enters into force on day" in title(test)
    assert not test.warning


@pytest.mark.usefixtures("_fresh")
def test_a_fault_is_a_sentence_and_not_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def planted(*_: Any) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(replays, "SettlementDays", planted)
    test = opened(**HOLD)
    assert not test.exception
    assert "could not be made" in test.error[0].value
    assert "planted" not in test.error[0].value


# what is kept


@pytest.mark.usefixtures("_fresh")
def test_a_step_in_time_computes_nothing_anew() -> None:
    test = opened(**HOLD)
    for day in range(31, 36):
        named(test.slider, "timeline-day").set_value(day).run()
    assert replays.overview.cache_info().misses == 1


def test_what_is_taken_along_is_what_is_shown() -> None:
    overview = replays.overview(Chosen("kursk/hold"), 1, RUNS, last_written())
    one = replays.one_run(Chosen("kursk/hold"), 1, 17, last_written())
    told = json.loads(one_run.as_json(one))
    assert told["events"] == list(replay(load("kursk/hold"), replication=17, seed=1).events)
    assert told["replication"] == 17
    assert one_run.as_csv(one).count("\n") == len(one.rows) + 1
    assert overview.chances.n == RUNS


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("17", 17), ("-1", None), ("1.5", None), ("", None), ("²", None), ("9" * 12, None)]
)
def test_numbers_of_an_address_are_read_with_care(text: str, number: int | None) -> None:
    assert replays.whole(text, 0, 99) == number
