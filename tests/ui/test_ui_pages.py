"""Outlook and Compare as a reader meets them, without a browser."""

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from sim.analysis.summary import summarise
from sim.cli.application import app as command_line
from sim.experiment.failures import Failure
from sim.experiment.running.running import run
from sim.report.outlook import first_screen as outlook_words
from sim.scenario.loading import load
from sim.session.answers import answers, taking_along
from sim.session.answers.answers import Answer, Request, best_answer
from sim.session.answers.shelf import Results, Shelf
from sim.session.inputs import scenarios as worlds
from sim.session.inputs import sizes, uploads
from sim.session.inputs.scenarios import Chosen
from sim.ui import page_state
from sim.ui.inputs import sidebar
from sim.ui.parts import downloads, views
from tests.ui.inputs import named

APP = Path(__file__).parents[2] / "app.py"
TEMPO, TEMPO_PATH = "ground.tempo_start_shift=1", "ground.tempo_start_shift"
SECONDS = 180
NO_TRUCE = {"talks.attacker.open_probability": "0"}
ALL_TRUCES = {
    "talks.attacker.accepts_on_day": "1",
    "talks.holder.accepts_on_day": "1",
    "truce.never_in_force": "0",
    "truce.lag_days": "0",
}


def outlook(**query: str) -> AppTest:
    return opened(AppTest.from_file(str(APP), default_timeout=SECONDS), query)


def comparison(**query: str) -> AppTest:
    def script() -> None:
        from sim.ui.pages import compare

        compare.page()

    return opened(AppTest.from_function(script, default_timeout=SECONDS), query)


def opened(test: AppTest, query: dict[str, str]) -> AppTest:
    """The page with its expanders open."""
    for part in (views.AS_TABLE, downloads.TAKE_ALONG):
        test.session_state[part] = True
    for key, value in query.items():
        test.query_params[key.replace("__", ".")] = value
    return test.run()


def unescaped(text: str) -> str:
    return text.replace("\\", "")


def findings(test: AppTest) -> list[str]:
    assert not test.exception
    assert not test.error
    return [test.title[0].value, *(header.value for header in test.main.header)]


def slider(test: AppTest, path: str, page: str = "outlook-A") -> object:
    return named(test.select_slider, f"{page}-{path}")


def request(*scenarios: Chosen, seed: int = 1, runs: int = sizes.QUICK) -> Request:
    return Request(scenarios, seed, runs, "light", worlds.last_written())


def answer(*scenarios: Chosen, seed: int = 1, runs: int = sizes.QUICK) -> Answer:
    return best_answer(request(*scenarios, seed=seed, runs=runs))


def test_the_first_screen_answers_without_a_click() -> None:
    test = outlook()
    title, *charts = findings(test)
    assert title.startswith("The foothold is no longer held (35 km² or less) first in ")
    assert len(charts) == 6  # two of words, four of charts
    assert len(test.metric) == 4


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
        ("talks.proposals.0.duration_days", 60.0),
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


def test_a_moved_range_stays_a_range_until_it_is_made_one_value() -> None:
    test = outlook(seed="3")
    named(test.select_slider, "outlook-A-attacker.people_persons").set_value(70000.0).run()
    assert test.query_params["a.attacker.people_persons"] in (
        "{triangular: [60000, 70000, 77000]}", ["{triangular: [60000, 70000, 77000]}"],
    )  # fmt: skip
    assert any("range shifted" in text.value for text in test.sidebar.markdown)
    drawn = findings(test)
    named(test.toggle, "outlook-A-attacker.people_persons-fixed").set_value(True).run()
    assert test.query_params["a.attacker.people_persons"] in ("70000", ["70000"])
    assert any("70,000 people in every run" in text.value for text in test.sidebar.markdown)
    assert findings(test) != drawn
    named(test.toggle, "outlook-A-attacker.people_persons-fixed").set_value(False).run()
    assert findings(test) == drawn


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


@pytest.mark.parametrize("map_name", ["kursk", "tutorial"])
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_one_to_four_scenarios_of_either_map(map_name: str, count: int) -> None:
    names = [name for name in worlds.names(worlds.last_written()) if name.startswith(map_name)]
    names = (names * 2)[:count]
    tempo = {f"{letter}__ground__tempo_start_shift": "0.5" for letter in "abcd"[3:count]}
    query = dict(zip("abcd", names, strict=False)) | tempo
    charts = {**views.charts_by_subject(count), views.ALL: ["what differs", "all outcomes"]}
    for subject in charts if count in (1, 4) else (views.FIRST, views.PEOPLE):
        title, *drawn = findings(comparison(**query, show=subject))
        assert title
        assert len(drawn) == len(charts[subject]) + (count - 1 if count > 2 else 0)


def test_the_comparison_names_the_difference() -> None:
    test = comparison()
    title, *_ = findings(test)
    assert " B" in title
    assert not test.info
    assert any("of 100 pairs" in text.value for text in test.main.markdown)


def test_a_control_is_for_one_scenario_and_stays_with_it() -> None:
    test = comparison(c="kursk/undecided-hold", a="kursk/undecided", b="kursk/undecided-withdraw-now", tune="c")
    named(test.select_slider, f"compare-C-{TEMPO_PATH}").set_value(2.0).run()
    assert float(test.query_params["c.ground.tempo_start_shift"]) == pytest.approx(math.log(2.0))
    named(test.segmented_control, "tune").set_value("B").run()
    assert named(test.select_slider, f"compare-B-{TEMPO_PATH}").value == 1.0
    named(test.segmented_control, "tune").set_value("C").run()
    assert named(test.select_slider, f"compare-C-{TEMPO_PATH}").value == 2.0
    findings(test)


def test_scenarios_come_and_go() -> None:
    test = comparison()
    named(test.selectbox, "compare-scenario-2").set_value("kursk/hold").run()
    assert len(test.selectbox) >= 4
    named(test.selectbox, "compare-scenario-1").set_value(sidebar.NOBODY).run()
    assert test.query_params["b"] == "kursk/hold"
    named(test.selectbox, "compare-scenario-0").set_value("tutorial/baseline").run()
    findings(test)
    assert named(test.selectbox, "compare-scenario-1").value.startswith("tutorial/")


def test_two_equal_scenarios_are_pointed_out() -> None:
    test = comparison(a="kursk/undecided", b="kursk/undecided")
    findings(test)
    assert test.info


def test_an_uploaded_file_takes_its_place_and_a_broken_one_is_told() -> None:
    test = comparison()
    good = "title: Mine\nextends: kursk/hold\nground:\n  tempo_mean: -3.5\n"
    test.file_uploader[0].upload("mine.yaml", good.encode(), "application/yaml").run()
    findings(test)
    assert test.query_params["b"] == "mine"
    assert uploads.decoded(test.query_params["b.file"]) == good
    test.file_uploader[0].upload("bad.yaml", good.replace("-3.5", "maybe").encode(), "application/yaml").run()
    [error] = test.error
    assert "bad.yaml:4:3: ground.tempo_mean" in unescaped(error.value)
    assert test.query_params["b"] == "mine"


@pytest.mark.parametrize("broken", [False, True], ids=["too extreme", "what nobody foresaw"])
def test_an_upload_that_cannot_be_read_leaves_the_page(broken: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    test = comparison()
    before = [chosen.value for chosen in test.selectbox]
    assert test.file_uploader[0].proto.max_upload_size_mb == 1
    assert "at most 200,000 characters" in test.file_uploader[0].label
    content = "extends: kursk/hold\ncommand: {policy: {choice: {hold: 1e308, access_hazard: 1e308}}}\n"
    with monkeypatch.context() as patched:
        if broken:
            patched.setattr(uploads, "text_of", lambda *_: 1 / 0)
        test.file_uploader[0].upload("mine.yaml", content.encode(), "application/yaml").run()
    assert not test.exception
    assert [chosen.value for chosen in test.selectbox] == before
    [told] = [error.value for error in test.error]
    assert ("ZeroDivisionError" if broken else "mine.yaml:2:20: command.policy") in told.replace("\\", "")
    assert "The scenarios are as before" in told


def test_texts_of_an_uploaded_file_bring_no_picture_and_no_link() -> None:
    evil = "![seen](http://example.org/seen.png)"
    note = "{value: -3.5, note: '" + evil + "'}"
    text = f"title: '{evil}'\nsummary: '{evil} [click](http://example.org)'\nextends: kursk/hold\n"
    text += f"ground:\n  tempo_mean: {note}\nsides: {{holder: '{evil}', attacker: 'B {evil}'}}\n"
    query = {"a": "mine", "a.file": uploads.encoded(text)}
    for test in (outlook(**query), comparison(**query, b="mine", **{"b.file": uploads.encoded(text)})):
        findings(test)
        said = [*test.markdown, *test.caption, *test.title, *test.header, *test.warning]
        assert any("seen" in one.value for one in said)
        assert [one.value for one in said if "![seen" in one.value or "[click]" in one.value] == []


def test_what_is_odd_in_a_scenario_is_told_beside_it_and_a_contradiction_is_refused() -> None:
    text = "extends: kursk/hold\nattacker:\n  stall_factor: 0.2\n"
    for test in (outlook(a="mine", **{"a.file": uploads.encoded(text)}),
                 comparison(a="kursk/hold", b="mine", **{"b.file": uploads.encoded(text)})):  # fmt: skip
        findings(test)
        [told] = [unescaped(one.value) for one in test.sidebar.warning]
        assert told == (
            "mine.yaml:3:3: attacker.stall_factor = 0.2 with attacker.stall_days = 0 days (by default): "
            "a stall of 0 days changes nothing"
        )
    test = comparison()
    bad = text.replace("attacker:\n  stall_factor: 0.2", "ground:\n  loss_7_days_km2: 900")
    test.file_uploader[0].upload("bad.yaml", bad.encode(), "application/yaml").run()
    [error] = test.error
    assert unescaped(error.value).startswith("bad.yaml:3:3: ground.loss_7_days_km2 = 900 km² with ground.loss_14_days")


def test_failing_runs_are_said_and_the_rest_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, frozenset({3, 17}))
    for test in (outlook(), *(comparison(show=subject) for subject in [*views.charts_by_subject(2), views.ALL])):
        findings(test)
        assert any("2 of 200 runs of" in warning.value for warning in test.warning)


def test_where_no_run_is_finished_the_page_says_so_and_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, frozenset(range(sizes.QUICK)))
    for test, scenarios in ((outlook(), 1), (comparison(), 2)):
        assert not test.exception
        assert len(test.error) == scenarios
        assert "None of 200 runs of" in test.error[0].value
        assert "salient replay" in test.error[0].value


def failing(monkeypatch: pytest.MonkeyPatch, fails: frozenset[int]) -> None:
    """Results of which some runs failed: no outcome, no path, a fault each."""
    whole = answers.simulate

    def partly(*arguments: Any, **named: Any) -> Results:
        results = whole(*arguments, **named)
        gone = np.isin(np.arange(results.replications), list(fails))
        faults = tuple(Failure(number, results.seed, 3, "planted", None, "salient replay") for number in sorted(fails))
        return replace(
            results,
            outcomes={name: np.where(gone, np.nan, values) for name, values in results.outcomes.items()},
            paths={name: np.where(gone[:, None], np.nan, days) for name, days in results.paths.items()},
            failures=faults,
        )

    monkeypatch.setattr(answers, "simulate", partly)
    monkeypatch.setattr(answers, "_answers", answers.Answers())
    monkeypatch.setattr("sim.ui.parts.refining.best_answer", lambda request: best_answer(request, Shelf()))


@pytest.mark.parametrize("name", ["kursk/undecided", "tutorial/baseline"])
@pytest.mark.parametrize(("changes", "share"), [(NO_TRUCE, 0.0), (ALL_TRUCES, 1.0)])
def test_no_truce_and_all_truces_are_drawn(name: str, changes: dict[str, str], share: float) -> None:
    chosen = Chosen(name, tuple(f"{path}={value}" for path, value in changes.items()))
    assert answer(chosen).summaries[0]["outcomes"]["truce_in_force"]["mean"] == share
    query = {f"{letter}.{path}": value for letter in "ab" for path, value in changes.items()}
    for subject in views.charts_by_subject(2):
        findings(comparison(a=name, b=name, **query, show=subject))
    findings(outlook(a=name, **query))


def test_a_fault_is_a_sentence_and_not_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    outlook()

    def broken(wanted: Request) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr("sim.ui.parts.refining.best_answer", broken)
    test = outlook()
    assert not test.exception
    assert "could not be made" in test.error[0].value
    assert "planted" not in test.error[0].value


def test_the_tuned_file_gives_the_page_its_numbers_on_the_command_line(tmp_path: Path) -> None:
    moved = "attacker.people_persons={triangular: [60000, 70000, 77000]}"
    tuned = Chosen("kursk/baseline", (TEMPO, "command.ordered_before_start={bernoulli: [0.5]}", moved))
    shown = json.loads(taking_along.as_json(answer(tuned, seed=7, runs=100)))
    assert command_line_numbers(tmp_path, tuned) == shown["outcomes"]


def test_an_uploaded_and_tuned_file_gives_the_page_its_numbers_too(tmp_path: Path) -> None:
    text = "# mine\ntitle: Mine\nextends: kursk/hold\nground: {tempo_mean: -3.5}\n"
    tuned = Chosen("mine", (TEMPO,), text)
    shown = json.loads(taking_along.as_json(answer(tuned, seed=7, runs=100)))
    assert "# mine" in tuned.tuned_text(tuned, worlds.last_written())
    assert command_line_numbers(tmp_path, tuned) == shown["outcomes"]


def command_line_numbers(folder: Path, tuned: Chosen) -> object:
    file = folder / "mine.yaml"
    file.write_text(tuned.tuned_text(tuned, worlds.last_written()), encoding="utf-8")
    flags = ["--replications", "100", "--seed", "7", "--json", "--out", str(folder / "results")]
    result = CliRunner().invoke(command_line, ["run", str(file), *flags])
    return json.loads(result.stdout)["outcomes"]


def test_the_comparison_in_json_is_that_of_the_command_line(tmp_path: Path) -> None:
    names = ["kursk/undecided", "kursk/undecided-hold"]
    shown = json.loads(taking_along.as_json(answer(*map(Chosen, names), runs=100)))
    flags = ["--replications", "100", "--seed", "1", "--json", "--out", str(tmp_path / "results")]
    result = CliRunner().invoke(command_line, ["compare", *names, *flags])
    assert json.loads(result.stdout) == shown


def test_downloaded_runs_are_the_runs_shown() -> None:
    import io

    pandas = pytest.importorskip("pandas")
    shown = answer(*page_state.COMPARE_DEFAULT.scenarios)
    table = pandas.read_csv(io.StringIO(taking_along.as_csv(shown)))
    assert len(table) == 2 * shown.replications
    share = table[table.name == shown.names[1]].foothold_ended.mean()
    assert share == pytest.approx(shown.summaries[1]["outcomes"]["foothold_ended"]["mean"])


def test_what_is_shown_is_what_the_experiment_gives() -> None:
    shown = answer(Chosen("kursk/hold", (TEMPO,)))
    same = summarise(run(load("kursk/hold", [TEMPO]), replications=shown.replications, seed=1))
    assert same["outcomes"] == shown.summaries[0]["outcomes"]


def test_the_first_request_is_the_one_of_a_first_visitor() -> None:
    assert sidebar.first_request().scenarios == page_state.OUTLOOK_DEFAULT.scenarios


@pytest.mark.parametrize("share", [{"truce": 0.0, "foothold_ended": 0.0}, {"truce": 1.0, "foothold_ended": 0.0}])
def test_the_headline_of_none_and_all(share: dict[str, float]) -> None:
    entry = {"n": 200, "share": share, "low": dict.fromkeys(share, 0.0), "high": dict.fromkeys(share, 1.0)}
    text = outlook_words.headline({"horizon_days": 90, "outcomes": {"first_event": entry}})
    assert ("Neither" in text) == (share["truce"] == 0.0)
    assert ("all 200" in text) == (share["truce"] == 1.0)


def test_what_is_closed_is_not_drawn_until_it_is_opened() -> None:
    test = AppTest.from_file(str(APP), default_timeout=SECONDS).run()
    assert not test.exception
    assert (len(test.main.dataframe), len(test.main.code)) == (0, 0)
    opened_now = outlook()
    assert (len(opened_now.main.dataframe), len(opened_now.main.code)) == (1, 2)
