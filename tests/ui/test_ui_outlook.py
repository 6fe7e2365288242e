"""Outlook as a reader meets it, without a browser: its answer, its controls, its links."""


from itertools import chain
from typing import Any

import pytest
import streamlit as st

from sim.report.outlook import first_screen as outlook_words
from sim.session.answers.answers import Answer
from sim.session.inputs.scenarios import Chosen
from sim.ui import page_state
from sim.ui.inputs import sidebar, widgets
from sim.ui.parts import views
from tests.drawn import WHOLE, drawn
from tests.ui.inputs import named
from tests.ui.opened_pages import TEMPO_PATH, answer, findings, outlook, unescaped

pytestmark = pytest.mark.usefixtures("prepared_app")


def test_the_first_screen_answers_without_a_click() -> None:
    test = outlook()
    title, *charts = findings(test)
    assert title.startswith("The foothold is no longer held (35 km² or less) first in ")
    assert len(charts) == 7  # what to ask next, two of words, four of charts
    assert len(test.metric) == 4


def test_all_charts_are_made_before_anything_of_the_answer_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    drawn_first = Answer.picture

    def picture(answer: Answer, name: str) -> Any:
        done.append(name)
        return drawn_first(answer, name)

    monkeypatch.setattr(Answer, "picture", picture)
    monkeypatch.setattr(st, "title", lambda _: done.append("title"))
    outlook()
    assert sorted(done[: done.index("title")]) == sorted(chain.from_iterable(views.ONE))


def test_the_first_screen_says_what_this_is_not() -> None:
    said = " ".join(text.value for text in outlook().markdown)
    for sentence in (
        "not a prediction",
        "relative to the foothold",
        "The attacker here is the state whose territory the foothold lies in",
        "the war began with its invasion",
        "imply no position",
        "Civilians are not modelled",
        "no tool for choosing targets",
    ):
        assert sentence in said


def test_the_answer_says_whose_it_is_and_what_is_no_longer_held_in_it() -> None:
    """A link to a sweep takes a scenario along, and its answer had stood there as if nothing had changed."""
    said = next(one.value for one in outlook().main.caption)
    assert said.startswith("The scenario: Kursk foothold, 12 March 2025. No longer held: 35 km² or less (judged): ")
    assert "the peak of 896 km²" in said
    test = outlook(a="kursk/undecided", **{f"a.{TEMPO_PATH}": "0.5"})
    said = next(one.value for one in test.main.caption)
    tempo = "Attacker's tempo on day 0 (times as fast) = 1.65 times"
    assert said.startswith(f"The scenario: No order has been given yet, with {tempo}. No longer held: 35 km² or less")


def test_title_cards_and_table_say_the_same() -> None:
    test = outlook()
    shown = answer(Chosen("kursk/baseline"))
    [first, truce, *_] = [metric.value for metric in test.metric]
    share = shown.summaries[0]["outcomes"]["first_event"]["share"]
    assert first == f"about {round(10 * share['foothold_ended'])} of 10"
    assert truce == f"{round(100 * share['truce'])} of 100"
    assert first in test.title[0].value
    assert truce in test.title[0].value


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (TEMPO_PATH, 2.0),
        ("attacker.people_persons", 110000.0),
        ("talks.proposals.0.duration_days", 10.0),
        ("talks.attacker.settlement_shift", 1.0),
    ],
)
def test_a_slider_changes_what_the_page_says(path: str, value: float) -> None:
    test = outlook()
    before = findings(test)
    named(test.select_slider, f"outlook-A-{path}").set_value(value).run()
    assert findings(test) != before
    assert "Reset 1 changed" in [button.label for button in test.button]
    assert any("Changed from base" in text.value for text in test.sidebar.markdown)
    assert test.query_params["a"] == "kursk/baseline"


def test_a_drawn_value_has_three_modes_in_the_address_and_the_list() -> None:
    test, slot = outlook(seed="3"), "attacker.people_persons"

    def mode() -> Any:
        return named(test.segmented_control, f"outlook-A-{slot}-mode")

    def stands() -> tuple[str, str | None]:
        return mode().value, one(test.query_params.get(f"a.{slot}"))

    def slider() -> Any:
        return named(test.select_slider, f"outlook-A-{slot}")

    def is_said_to_be_shifted() -> bool:
        return any(text.value.endswith(widgets.IS_SHIFTED) for text in test.sidebar.caption)

    own = findings(test)
    assert stands() == ("own", None)
    assert slider().help.endswith("At 60,000 people it is as in the scenario.")
    assert not is_said_to_be_shifted()
    slider().set_value(20000.0).run()
    assert is_said_to_be_shifted()
    assert stands() == ("shifted", "{triangular: [10000, 20000, 27000]}")
    assert any("range shifted" in text.value for text in test.sidebar.markdown)
    shifted = findings(test)
    mode().set_value("fixed").run()
    assert stands() == ("fixed", "20000")
    assert any("20,000 people in every run" in text.value for text in test.sidebar.markdown)
    assert not slider().help
    assert not is_said_to_be_shifted()
    assert findings(test) != shifted
    mode().set_value("shifted").run()
    assert findings(test) == shifted
    mode().set_value("own").run()
    assert (stands(), findings(test)) == (("own", None), own)


def test_a_range_shifted_by_nothing_is_the_scenarios_own() -> None:
    test, slot = outlook(seed="3"), "attacker.people_persons"
    own = findings(test)
    named(test.segmented_control, f"outlook-A-{slot}-mode").set_value("shifted").run()
    assert one(test.query_params[f"a.{slot}"]) == "{triangular: [50000, 60000, 67000]}"
    assert any("range shifted by nothing yet" in text.value for text in test.sidebar.markdown)
    assert findings(test) == [own[0], "What to ask next", *own[2:]]


def one(values: str | list[str] | None) -> str | None:
    """The value of a key that stands once in an address."""
    return values[-1] if isinstance(values, list) else values


def test_no_end_date_is_a_switch() -> None:
    test = outlook(seed="3")
    length = "talks.proposals.0.duration_days"
    named(test.toggle, f"outlook-A-{length}-never").set_value(True).run()
    assert test.query_params["a.talks.proposals.thirty_days.duration_days"] in ("0", ["0"])
    assert length not in str([one.key for one in test.select_slider])
    assert any("30 days → **no end date**" in text.value for text in test.sidebar.markdown)
    named(test.toggle, f"outlook-A-{length}-never").set_value(False).run()
    assert "a.talks.proposals.thirty_days.duration_days" not in test.query_params


def test_a_control_without_effect_says_why_and_cannot_be_moved() -> None:
    test = outlook(a="kursk/ceasefire-accepted-promptly", **{"a.talks.holder.accepts_on_day": "3"})
    assert not test.exception
    assert any(
        "Without effect here: the attacker's government accepts on a set day" in one.value
        for one in test.sidebar.caption
    )
    assert named(test.select_slider, "outlook-A-talks.attacker.pressure_credibility").disabled


def test_reset_brings_the_scenario_back() -> None:
    test = outlook()
    before = findings(test)
    for button in ("Reset 1 changed", "Reset 1"):
        named(test.select_slider, f"outlook-A-{TEMPO_PATH}").set_value(2.0).run()
        assert findings(test) != before
        next(one for one in test.button if one.label == button).click().run()
        assert findings(test) == before
        assert named(test.select_slider, f"outlook-A-{TEMPO_PATH}").value == 1.0


def test_reset_of_a_group_leaves_what_was_changed_in_others() -> None:
    test = outlook(a__ground__tempo_start_shift="0.7", a__attacker__people_persons="70000")
    next(one for one in test.button if one.key == "outlook-reset-forces").click().run()
    assert not test.exception
    assert {key for key in test.query_params if key.startswith("a.")} == {f"a.{TEMPO_PATH}"}
    assert named(test.select_slider, "outlook-A-attacker.people_persons").value == 60000.0


def test_what_was_changed_is_set_against_the_scenario_unchanged(monkeypatch: pytest.MonkeyPatch) -> None:
    links: dict[str, dict[str, str]] = {}
    monkeypatch.setattr("sim.ui.navigation.link", lambda page, label, query, **_: links.update({label: query}))
    assert not outlook(a__ground__tempo_start_shift="0.7").exception
    [query] = [query for label, query in links.items() if "What did your change move?" in label]
    assert (query["a"], query["b"]) == ("kursk/baseline", "kursk/baseline")
    assert {key for key in query if "." in key} == {f"b.{TEMPO_PATH}"}


def test_a_change_that_cannot_be_run_is_refused_with_a_sentence() -> None:
    test = outlook(a="tutorial/baseline")
    more = named(test.multiselect, "outlook-A-more-ground")
    [label] = [name for name in more.options if name.startswith("Ground firmly held on day 0")]
    more.set_value([label]).run()
    before = [test.title[0].value, *(header.value for header in test.main.header)]
    held = named(test.select_slider, "outlook-A-ground.held_area_km2")
    held.set_value(300.0).run()
    assert not test.exception
    assert "This change was not made" in test.error[0].value
    assert [test.title[0].value, *(header.value for header in test.main.header)] == before
    assert "This change was not made" in test.run().error[0].value  # it stands until something else is done
    named(test.select_slider, f"outlook-A-{TEMPO_PATH}").set_value(0.5).run()
    assert test.error == []


def test_a_date_appears_with_the_policy_that_reads_it() -> None:
    test = outlook()
    day = "outlook-A-command.order_day"
    assert day not in [slider.key for slider in test.slider]
    named(test.selectbox, "outlook-A-command.policy").set_value("policy_date").run()
    assert not test.error
    assert day in [slider.key for slider in test.slider]
    assert test.query_params["a.command.order_day"] == "2025-03-19"


def test_any_other_value_can_be_asked_for() -> None:
    test = outlook()
    more = named(test.multiselect, "outlook-A-more-ground")
    [label] = [name for name in more.options if name.startswith("Pace of loss over the long run")]
    more.set_value([label]).run()
    before = findings(test)
    mean = named(test.select_slider, "outlook-A-ground.tempo_mean")
    mean.set_value(0.05).run()
    assert findings(test) != before


def test_an_input_is_found_by_everyday_words_and_put_back_alone() -> None:
    test = outlook(a__attacker__people_persons="70000")
    before = findings(test)
    find = named(test.multiselect, "outlook-A-find")
    [option] = [text for text in find.options if "long-run tempo" in text]
    find.set_value(["ground.tempo_mean"]).run()
    assert "Pace of loss over the long run" in option
    assert not any("Pace of loss over the long run" in text
                   for text in named(test.multiselect, "outlook-A-more-ground").options)  # fmt: skip
    named(test.select_slider, "outlook-A-ground.tempo_mean").set_value(0.05).run()
    assert findings(test) != before
    [_, back] = [one for one in test.button if one.label == widgets.PUT_BACK][::-1]
    assert back.key == "outlook-A-ground.tempo_mean-back"
    back.click().run()
    assert findings(test) == before
    assert {key for key in test.query_params if key.startswith("a.")} == {"a.attacker.people_persons"}


def test_a_link_brings_its_inputs_and_what_it_cannot_bring_is_said() -> None:
    test = outlook(a="kursk/hold", a__ground__tempo_start_shift="1", seed="7")
    findings(test)
    assert named(test.selectbox, "outlook-scenario-0").value == "kursk/hold"
    assert named(test.select_slider, f"outlook-A-{TEMPO_PATH}").value == pytest.approx(2.71828, rel=1e-5)
    assert not test.warning
    test = outlook(a="kursk/nowhere", a__ground__tempo_start_shift="99", weather="fine")
    assert findings(test) == findings(outlook())
    [warning] = test.warning
    assert all(text in unescaped(warning.value) for text in ("kursk/nowhere", TEMPO_PATH, "weather"))


def test_a_link_of_another_model_says_so() -> None:
    [warning] = outlook(a="kursk/baseline", model="0-12345678").warning
    assert "another version of the model" in warning.value


@pytest.mark.parametrize("name", ["kursk/hold", "kursk/withdraw-now", "kursk/settlement-first", "tutorial/baseline"])
def test_other_scenarios_open(name: str) -> None:
    findings(outlook(a=name))


def test_the_first_request_is_the_one_of_a_first_visitor() -> None:
    assert sidebar.first_request().scenarios == page_state.OUTLOOK_DEFAULT.scenarios


@pytest.mark.parametrize("share", [{"truce": 0.0, "foothold_ended": 0.0}, {"truce": 1.0, "foothold_ended": 0.0}])
def test_the_headline_of_none_and_all(share: dict[str, float]) -> None:
    entry = {"n": 200, "share": share, "low": dict.fromkeys(share, 0.0), "high": dict.fromkeys(share, 1.0)}
    text = outlook_words.headline({"horizon_days": 90, "outcomes": {"first_event": entry}})
    assert ("Neither" in text) == (share["truce"] == 0.0)
    assert ("all 200" in text) == (share["truce"] == 1.0)


def test_what_is_closed_is_not_drawn_until_it_is_opened() -> None:
    test = drawn(WHOLE)
    assert not test.exception
    assert (len(test.main.dataframe), len(test.main.code)) == (0, 0)
    opened_now = outlook()
    assert (len(opened_now.main.dataframe), len(opened_now.main.code)) == (1, 2)
