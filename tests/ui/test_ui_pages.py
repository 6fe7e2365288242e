"""The pages as a reader meets them, without a browser."""

import io
import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from sim.analysis.summary import summarise
from sim.cli.application import app as command_line
from sim.experiment.ensemble import run
from sim.scenario.loading import load
from sim.ui import answers, downloads, sidebar
from sim.ui.answers import Chosen, Request

APP = Path(__file__).parents[2] / "app.py"
TEMPO = "ground.tempo_start_shift=1"


def outlook(**query: str) -> AppTest:
    test = AppTest.from_file(str(APP), default_timeout=180)
    for key, value in query.items():
        test.query_params[key] = value
    return test.run()


def comparison(**query: str) -> AppTest:
    def script() -> None:
        from sim.ui.pages import compare

        compare.page()

    test = AppTest.from_function(script, default_timeout=180)
    for key, value in query.items():
        test.query_params[key] = value
    return test.run()


def findings(test: AppTest) -> list[str]:
    assert not test.exception
    assert not test.error
    return [test.title[0].value, *(header.value for header in test.main.header)]


def request(view: str, *scenarios: Chosen, seed: int = 1) -> Request:
    return Request(view, scenarios, seed, "light", answers.last_written())


def test_the_first_screen_answers_without_a_click() -> None:
    test = outlook()
    title, *charts = findings(test)
    assert title.startswith("A general truce takes effect within 90 days in ")
    assert len(charts) == 4
    assert len(test.metric) == 3


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


def test_cards_say_what_the_summary_says() -> None:
    test = outlook()
    outcomes = answers.quick_answer(request("outlook", Chosen("kursk/baseline"))).summaries[0]["outcomes"]
    shown = [metric.value for metric in test.metric]
    shares = [outcomes[name]["mean"] for name in ("truce_in_force", "foothold_ended")]
    assert shown[:2] == [f"about {round(10 * share)} of 10" for share in shares]
    assert shown[0] in test.title[0].value


@pytest.mark.parametrize(
    ("key", "value"), [("tempo", 1.0), ("strength", 110000), ("truce-days", 0), ("settlement", 0.0)]
)
def test_a_slider_changes_what_the_page_says(key: str, value: float) -> None:
    test = outlook()
    before = findings(test)
    test.slider(key=key).set_value(value).run()
    assert findings(test) != before
    assert "Reset 1 changed" in [button.label for button in test.button]


def test_reset_brings_the_scenario_back() -> None:
    test = outlook()
    before = findings(test)
    test.slider(key="tempo").set_value(1.0).run()
    next(button for button in test.button if button.label.startswith("Reset")).click().run()
    assert findings(test) == before
    assert test.slider(key="tempo").value == 0.0


def test_a_date_appears_with_the_policy_that_reads_it() -> None:
    test = outlook()
    assert "order" not in [slider.key for slider in test.slider]
    test.selectbox(key="policy").set_value("policy_date").run()
    assert not test.error
    assert "order" in [slider.key for slider in test.slider]


def test_any_other_value_can_be_asked_for() -> None:
    test = outlook()
    [label] = [name for name in test.multiselect(key="more").options if name.startswith("Long-run mean")]
    test.multiselect(key="more").set_value([label]).run()
    before = findings(test)
    test.slider(key="ground.tempo_mean").set_value(-3.0).run()
    assert findings(test) != before


def test_a_link_brings_its_inputs_and_a_bad_value_falls_back() -> None:
    assert outlook(tempo="1").slider(key="tempo").value == 1.0
    assert outlook(scenario="kursk/hold").selectbox(key="scenario").value == "kursk/hold"
    test = outlook(tempo="99", scenario="kursk/nowhere")
    assert findings(test) == findings(outlook())


@pytest.mark.parametrize("name", ["kursk/hold", "kursk/withdraw-now", "kursk/settlement-first", "tutorial/baseline"])
def test_other_scenarios_open(name: str) -> None:
    findings(outlook(scenario=name))


def test_the_comparison_names_the_difference() -> None:
    test = comparison()
    title, *charts = findings(test)
    assert " B" in title
    assert len(charts) == 9
    assert not test.info


def test_three_scenarios_and_changes_for_one_of_them() -> None:
    before = findings(comparison(c="kursk/undecided-hold"))
    assert len(before) == 14
    test = comparison(c="kursk/undecided-hold", only="only C", tempo="1")
    after = findings(test)
    assert [text for text in after if text.startswith("B:")] == [t for t in before if t.startswith("B:")]
    assert [text for text in after if text.startswith("C:")] != [t for t in before if t.startswith("C:")]


def test_a_comparison_stays_on_one_map() -> None:
    test = comparison(a="tutorial/baseline")
    findings(test)
    assert test.selectbox(key="b").value == "tutorial/leave-early"


def test_a_link_with_unknown_inputs_lists_them() -> None:
    test = outlook(tempo="1", weather="fine")
    findings(test)
    [warning] = test.warning
    assert "weather" in warning.value
    assert "tempo" not in warning.value


def test_two_equal_scenarios_are_pointed_out() -> None:
    test = comparison(b="kursk/undecided")
    findings(test)
    assert test.info


def test_the_limits_have_their_page() -> None:
    def script() -> None:
        from sim.ui.pages import about

        about.page()

    test = AppTest.from_function(script, default_timeout=60).run()
    assert "Civilians are not modelled" in " ".join(text.value for text in test.markdown)


def test_a_fault_is_a_sentence_and_not_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    outlook()

    def broken(wanted: Request) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr("sim.ui.refining.quick_answer", broken)
    test = outlook()
    assert not test.exception
    assert "could not be made" in test.error[0].value
    assert "planted" not in test.error[0].value


def test_the_tuned_file_gives_the_page_its_numbers_on_the_command_line(tmp_path: Path) -> None:
    tuned = Chosen("kursk/baseline", (TEMPO, "command.ordered_before_start={bernoulli: [0.5]}"))
    shown = json.loads(downloads.as_json(answers.answer_to(request("outlook", tuned, seed=7), 100)))
    file = tmp_path / "mine.yaml"
    file.write_text(downloads.tuned_text(tuned, answers.last_written()), encoding="utf-8")
    flags = ["--replications", "100", "--seed", "7", "--json", "--out", str(tmp_path / "results")]
    result = CliRunner().invoke(command_line, ["run", str(file), *flags])
    assert json.loads(result.stdout)["outcomes"] == shown["outcomes"]


def test_the_comparison_in_json_is_that_of_the_command_line(tmp_path: Path) -> None:
    names = ["kursk/undecided", "kursk/undecided-hold"]
    shown = json.loads(downloads.as_json(answers.answer_to(request("compare", *map(Chosen, names)), 100)))
    flags = ["--replications", "100", "--seed", "1", "--json", "--out", str(tmp_path / "results")]
    result = CliRunner().invoke(command_line, ["compare", *names, *flags])
    assert json.loads(result.stdout) == shown


def test_downloaded_runs_are_the_runs_shown() -> None:
    pandas = pytest.importorskip("pandas")
    answer = answers.quick_answer(request("compare", *map(Chosen, sidebar.COMPARE_DEFAULT)))
    table = pandas.read_csv(io.StringIO(downloads.as_csv(answer)))
    assert len(table) == 2 * answer.replications
    share = table[table.name == answer.names[1]].foothold_ended.mean()
    assert share == pytest.approx(answer.summaries[1]["outcomes"]["foothold_ended"]["mean"])


def test_what_is_shown_is_what_the_experiment_gives() -> None:
    answer = answers.quick_answer(request("outlook", Chosen("kursk/hold", (TEMPO,))))
    same = summarise(run(load("kursk/hold", [TEMPO]), replications=answer.replications, seed=1))
    assert same["outcomes"] == answer.summaries[0]["outcomes"]
