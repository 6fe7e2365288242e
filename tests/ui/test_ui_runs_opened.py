"""Results opened and compared on the page Runs, with the numbers they were stored with; faults as sentences."""

import os
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sim.analysis.comparison import differences
from sim.analysis.summary import summarise
from sim.experiment.kernel import SalientKernel
from sim.experiment.results.listing import Stored, stored
from sim.experiment.running.running import compare, run
from sim.report.answered import compared
from sim.report.outlook.drivers import NOTE
from sim.scenario.files.shipped import scenario_folder
from sim.scenario.loading import load
from sim.session.answers import stored as kept
from tests.drawn import drawn
from tests.ui.kept_runs import (
    KURSK,
    TUTORIAL,
    Failing,
    N,
    add,
    button,
    made_by_another_version,
    opening,
    quiet,
    runs,
    said,
    select,
)

pytestmark = pytest.mark.usefixtures("prepared_app")


@pytest.mark.parametrize("name", ["kursk/withdraw-now", "tutorial/baseline"])
@pytest.mark.parametrize("kernel", [SalientKernel, Failing])
def test_an_opened_result_answers_with_the_numbers_it_was_stored_with(
    root: Path, name: str, kernel: type[SalientKernel]
) -> None:
    [one] = add(root, name, kernel=kernel())
    original = summarise(run(load(name), replications=N, kernel=kernel()))
    answer = kept.answer_of([one], "light")
    assert answer.summaries[0] == original
    test = select(runs(), one)
    button(test, "Open").click().run()
    assert kept.address_of([one]) in test.query_params["open"]
    assert quiet(test).title[0].value == compared.comparison_headline(answer)
    assert len(test.main.header) >= 4
    assert ("2 of 60 runs" in said(test)) == (kernel is Failing)
    assert f"salient verify {one.folder}" in [code.value for code in test.code]
    button(test, "All results").click().run()
    assert quiet(test).title[0].value == "1 result is kept, made by this version"
    assert "open" not in test.query_params


@pytest.mark.parametrize("names", [KURSK[:2], KURSK[:3], KURSK, TUTORIAL])
def test_results_are_compared_run_by_run(root: Path, names: tuple[str, ...]) -> None:
    results = add(root, *names)
    first, *others = compare([load(name) for name in names], replications=N)
    answer = kept.answer_of(results, "light")
    assert answer.differences == tuple(differences(first, other) for other in others)
    test = quiet(opening(*results))
    assert test.title[0].value == compared.comparison_headline(answer)
    for letter, result in zip("ABCD", results, strict=False):
        assert f"**{letter}**: **{result.run.title}**" in said(test)


def test_the_oldest_is_the_base_until_another_is_chosen(root: Path) -> None:
    first, second = add(root, *TUTORIAL)
    os.utime(first.folder / "manifest.json", ns=(10**18, 10**18))
    test = select(runs(), first, second)
    button(test, "Compare").click().run()
    before = quiet(test).title[0].value
    assert test.selectbox[0].value == first.name
    test.selectbox[0].select(second.name).run()
    assert test.selectbox[0].value == second.name
    assert kept.address_of([second, first]) in test.query_params["open"]
    assert quiet(test).title[0].value != before


def test_a_result_in_which_every_run_failed_says_so(root: Path) -> None:
    [one] = add(root, "tutorial/baseline", n=5, kernel=Failing(range(5)))
    test = opening(one)
    assert not test.exception
    assert test.title[0].value == "No run of this scenario could be finished"
    [error] = test.error
    assert error.value.startswith("None of 5 runs of tutorial/baseline could be finished: ")
    assert "salient replay tutorial/baseline --replication 0 --seed 1" in error.value
    assert f"salient verify {one.folder}" in [code.value for code in test.code]


def test_the_same_scenario_with_other_values_gets_a_letter(root: Path) -> None:
    both = [load("tutorial/baseline", [f"ground.tempo_start_shift={shift}"]) for shift in (0.5, 1)]
    compare(both, replications=N, out=root)
    answer = kept.answer_of(stored(root), "light")
    assert answer.names == ("tutorial/baseline, tuned (A)", "tutorial/baseline, tuned (B)")


def test_a_link_names_folders_and_never_paths(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    [outside] = add(elsewhere, "tutorial/baseline")
    [one] = add(root, "tutorial/leave-early")
    for link in (str(outside.folder), f"..%2F{elsewhere.name}%2F{outside.name}", os.path.relpath(outside.folder, root)):
        test = quiet(runs(open=link))
        assert test.title[0].value == "1 result is kept, made by this version"
        assert "it may have been deleted" in test.warning[0].value
    test = quiet(runs(open=f"{one.name},nothing-of-the-kind"))
    assert "There is no result nothing-of-the-kind here" in said(test)
    assert len(test.main.header) >= 4


def test_a_result_of_another_version_opens_with_a_warning(root: Path) -> None:
    [one] = add(root, "tutorial/baseline")
    made_by_another_version(one)
    test = quiet(opening(one))
    assert "This result was made by another version: NumPy 1.0, now " in test.warning[0].value
    assert not any(kept.answer_of(stored(root), "light").picture(name).shows_runs for name in ("area", "people"))
    assert len(test.main.header) >= 4


EVIDENCE = "See every value with its source"
DRIVEN = "What drives it is not told for results of another version or design."
WITH_RUNS = ("area", "people", "acceptance_days")


@pytest.mark.parametrize("other", ["version", "design"])
def test_runs_that_would_go_otherwise_are_not_replayed_and_not_explained(root: Path, other: str) -> None:
    run(load("tutorial/baseline"), replications=N, out=root, design="random" if other == "design" else "sobol")
    if other == "version":
        made_by_another_version(stored(root)[0])
    [one] = stored(root)
    assert one.current == (other == "design")
    answer = kept.answer_of([one], "light")
    assert not any(answer.picture(name).shows_runs for name in WITH_RUNS)
    test = quiet(opening(one))
    assert DRIVEN in said(test)
    assert NOTE not in said(test)


def test_runs_of_this_version_are_replayed_and_explained(root: Path) -> None:
    [one] = add(root, "tutorial/baseline")
    assert all(kept.answer_of([one], "light").picture(name).shows_runs for name in WITH_RUNS)
    test = quiet(opening(one))
    assert DRIVEN not in said(test)
    assert NOTE in said(test)


def test_a_result_on_a_map_of_its_own_opens_without_links(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    mine = tmp_path_factory.mktemp("mine")
    shipped = scenario_folder() / "theatres" / "tutorial.yaml"
    text = shipped.read_text(encoding="utf-8").replace("name: ", "name: Other ", 1)
    (mine / "other.yaml").write_text(text, encoding="utf-8")
    scenario = "title: Mine\nextends: tutorial/baseline\ntheatre: other.yaml\n"
    (mine / "mine.yaml").write_text(scenario, encoding="utf-8")
    run(load(mine / "mine.yaml"), replications=N, out=root)
    [one] = stored(root)
    assert kept.to_run_again(one) is None
    answer = kept.answer_of([one], "light")
    assert not answer.request.linked
    assert not any(answer.picture(name).shows_runs for name in WITH_RUNS)
    test = quiet(in_the_app(one))
    assert NOTE in said(test)
    assert EVIDENCE not in links(test)
    [other] = add(root, "tutorial/baseline", seed=2)
    assert EVIDENCE in links(quiet(in_the_app(other)))


def links(test: AppTest) -> list[str]:
    return [one.proto.label for one in test.get("page_link")]


def in_the_app(*results: Stored) -> AppTest:
    """The page Runs among pages to link to."""

    def script() -> None:
        import streamlit as st

        from sim.ui import navigation
        from sim.ui.pages import evidence
        from sim.ui.pages.runs import runs

        pages = {"runs": ("Runs", runs.page), "evidence": ("Evidence", evidence.page)}
        st.navigation(navigation.register(pages)).run()

    return drawn(script, {"open": kept.address_of(results)})


@pytest.mark.parametrize("name", ["outcomes.parquet", "paths.parquet"])
def test_damage_inside_a_file_is_a_sentence(root: Path, name: str) -> None:
    [one] = add(root, "tutorial/baseline")
    content = bytearray((one.folder / name).read_bytes())
    content[4:2000] = bytes(1996)
    (one.folder / name).write_bytes(bytes(content))
    test = opening(one)
    assert not test.exception
    assert test.title[0].value == "This result cannot be opened"
    assert "is damaged" in test.error[0].value
    assert "The other results are not affected" in test.error[0].value


def test_a_result_deleted_by_another_session_is_a_sentence(root: Path) -> None:
    [one] = add(root, "tutorial/baseline")
    test = select(runs(), one)
    shutil.rmtree(one.folder)
    button(test, "Open").click().run()
    assert test.title[0].value == "No results are kept yet"
    assert "it may have been deleted" in quiet(test).warning[0].value
