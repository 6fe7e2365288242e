"""The page Runs as a reader meets it: results listed, opened, compared, deleted after asking; faults as sentences."""

import errno
import io
import json
import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from sim.analysis.comparison import differences
from sim.analysis.summary import summarise
from sim.errors import StorageError
from sim.experiment.kernel import SalientKernel
from sim.experiment.results import removal
from sim.experiment.results.listing import Stored, stored
from sim.experiment.running.running import compare, run
from sim.experiment.store.recorded import sealed
from sim.report import stored_runs
from sim.report.outlook.drivers import NOTE
from sim.report.words.markdown import plain
from sim.scenario.files.shipped import scenario_folder
from sim.scenario.loading import load
from sim.session.answers import pictures
from sim.session.answers import stored as kept
from sim.ui.parts import downloads

N = 60
KURSK = ("kursk/undecided", "kursk/undecided-hold", "kursk/undecided-withdraw-now", "kursk/withdraw-now")
TUTORIAL = ("tutorial/baseline", "tutorial/leave-early")


class Failing(SalientKernel):
    """Some replications fail."""

    def __init__(self, which=(3, 40)):
        super().__init__()
        self.which = list(which)

    def run_block(self, model, rows, **settings):
        block = super().run_block(model, rows, **settings)
        block.faults[:] = np.isin(np.arange(block.first, block.first + len(rows)), self.which)
        return block


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SALIENT_RESULTS", str(tmp_path))
    return tmp_path


def add(root: Path, *names: str, seed: int = 1, n: int = N, kernel: SalientKernel | None = None) -> list[Stored]:
    """Store runs and list them in the order of the names."""
    compare([load(name) for name in names], replications=n, seed=seed, out=root, kernel=kernel)
    by_name = {one.run.name: one for one in stored(root) if one.run and one.run.seed == seed}
    return [by_name[name] for name in names]


def runs(**query: str) -> AppTest:
    def script() -> None:
        from sim.ui.pages.runs import runs

        runs.page()

    test = AppTest.from_function(script, default_timeout=180)
    for key, value in query.items():
        test.query_params[key] = value
    return test.run()


def said(test: AppTest) -> str:
    """All that stands on the page outside of charts."""
    kinds = (test.title, test.header, test.markdown, test.caption, test.info, test.warning, test.error, test.success)
    return "\n".join(one.value for kind in kinds for one in kind)


def quiet(test: AppTest) -> AppTest:
    assert not test.exception
    assert not test.error
    return test


def button(test: AppTest, label: str):
    [found] = [one for one in test.button if one.label == label]
    return found


def select(test: AppTest, *results: Stored) -> AppTest:
    for result in results:
        test.checkbox(key=f"select {result.name}").check()
    return test.run()


def opening(*results: Stored) -> AppTest:
    return runs(open=kept.address_of(results))


# the list


def test_without_results_the_page_says_what_makes_them(root: Path) -> None:
    test = quiet(runs())
    assert test.title[0].value == "No results are kept yet"
    assert "Keep this result" in said(test)
    assert test.code[0].value == f"salient run kursk/baseline --out {root}"


def test_each_result_is_a_line_with_its_runs_seed_time_and_size(root: Path) -> None:
    add(root, "kursk/hold")
    [one] = add(root, "tutorial/baseline", seed=7)
    test = quiet(runs())
    assert test.title[0].value == "2 results are kept, made by this version"
    labels = [box.label for box in test.checkbox]
    assert labels[0].startswith("**Brannock foothold (invented)**  \ntutorial/baseline · 60 runs · seed 7 · ")
    assert labels[0].endswith(stored_runs.size(one.size_bytes))
    assert labels[1].startswith("**Hold**")
    assert f"In the folder {plain(str(root))}, " in said(test)


def test_failed_runs_and_set_values_are_counted(root: Path) -> None:
    run(load("kursk/hold", ["ground.tempo_start_shift=1"]), replications=N, out=root, kernel=Failing())
    assert "kursk/hold, 1 value set · 60 runs (2 failed) · seed 1" in runs().checkbox[0].label


def test_a_result_of_another_version_says_so(root: Path) -> None:
    [one] = add(root, "tutorial/baseline")
    made_by_another_version(one)
    test = quiet(runs())
    assert test.title[0].value == "1 result is kept; none made by this version"
    assert ":orange-badge[made by another version]" in test.checkbox[0].label
    assert "NumPy 1.0, now " in test.checkbox[0].help


def made_by_another_version(one: Stored) -> None:
    manifest = json.loads((one.folder / "manifest.json").read_text())
    for versions in (manifest["versions"], manifest["key"]["provenance"]):
        versions["numpy"] = "1.0"
    (one.folder / "manifest.json").write_text(json.dumps(sealed(manifest)))


def test_a_damaged_result_is_listed_told_and_not_opened(root: Path) -> None:
    [one] = add(root, "tutorial/baseline")
    (one.folder / "outcomes.parquet").write_bytes(b"")
    test = runs()
    assert ":red-badge[damaged]" in test.checkbox[0].label
    select(quiet(test), one)
    assert "outcomes.parquet is cut short: 0 of " in said(test)
    assert button(test, "Open").disabled
    assert not button(test, "Delete…").disabled


@pytest.mark.parametrize("manifest", ["[" * 100_000, '{"scenario": {"text": null}}', "", None])
def test_one_bad_folder_leaves_the_page_and_the_other_results(root: Path, manifest: str | None) -> None:
    [bad], [good] = add(root, "tutorial/baseline"), add(root, "tutorial/baseline", seed=7)
    (bad.folder / "manifest.json").unlink()
    if manifest is None:
        os.mkfifo(bad.folder / "manifest.json")
    else:
        (bad.folder / "manifest.json").write_text(manifest)
    test = quiet(runs())
    assert len(test.checkbox) == 2
    select(test, bad)
    assert f"{plain(bad.name)} is damaged: manifest.json cannot be read as that of a run" in said(test)
    assert quiet(opening(good)).title[0].value != "This result cannot be opened"


def test_a_result_that_was_changed_says_so_instead_of_opening(root: Path) -> None:
    [one] = add(root, "tutorial/baseline")
    content = bytearray((one.folder / "paths.parquet").read_bytes())
    content[len(content) // 2] ^= 1
    (one.folder / "paths.parquet").write_bytes(content)
    test = opening(one)
    assert test.title[0].value == "This result cannot be opened"
    assert "paths.parquet was changed after it was written" in test.error[0].value


def test_a_result_from_before_files_were_hashed_opens_with_a_note(root: Path) -> None:
    [one] = add(root, "tutorial/baseline")
    manifest = json.loads((one.folder / "manifest.json").read_text())
    manifest = {name: value for name, value in manifest.items() if name not in ("files", "digest")}
    (one.folder / "manifest.json").write_text(json.dumps(manifest))
    test = quiet(opening(one))
    assert "it was written before results carried the hashes of their files" in test.info[0].value


def test_unfinished_runs_are_summed_up(root: Path) -> None:
    (root / ".kursk-hold-seed1-0123456789-partial-paths-20").mkdir()
    assert "1 unfinished run (`kursk-hold-seed1-0123456789`)" in said(quiet(runs()))


def test_many_results_can_be_filtered_and_shown_in_parts(root: Path) -> None:
    [one] = add(root, "tutorial/baseline")
    for number in range(30):
        shutil.copytree(one.folder, root / f"{one.name}-{number:02}")
    add(root, "kursk/hold")
    test = quiet(runs())
    assert len(test.checkbox) == 20
    button(test, "Show 12 more").click().run()
    assert len(test.checkbox) == 32
    test.text_input[0].set_value("KURSK seed").run()
    assert [box.label[:8] for box in quiet(test).checkbox] == ["**Hold**"]


def test_signs_of_markdown_in_a_title_are_shown_as_they_are(root: Path) -> None:
    [one] = add(root, "tutorial/baseline")
    manifest = json.loads((one.folder / "manifest.json").read_text())
    manifest["scenario"]["text"] = 'title: "![x](https://example.org/x.png) *y*"\n'
    (one.folder / "manifest.json").write_text(json.dumps(sealed(manifest)))
    assert "**!\\[x\\](https:\u2060//example.org/x.png) \\*y\\***" in quiet(runs()).checkbox[0].label


def test_a_folder_that_cannot_be_read_is_a_sentence(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "file").write_text("")
    monkeypatch.setenv("SALIENT_RESULTS", str(root / "file"))
    test = runs()
    assert not test.exception
    assert test.title[0].value == "The results cannot be listed"
    assert "make it readable. The other pages are not affected" in test.error[0].value


# selecting


def test_what_can_be_done_depends_on_what_is_selected(root: Path) -> None:
    results = add(root, *KURSK)
    test = quiet(runs())
    able = [not button(test, label).disabled for label in ("Open", "Compare", "Delete…")]
    assert able == [False, False, False]
    select(test, results[0])
    assert [not button(test, label).disabled for label in ("Open", "Compare", "Delete…")] == [True, False, True]
    select(test, *results[1:])
    assert [not button(test, label).disabled for label in ("Open", "Compare", "Delete…")] == [False, True, True]


@pytest.mark.parametrize(
    ("name", "seed", "n", "says"),
    [
        ("tutorial/baseline", 1, N, "stand on different maps"),
        ("kursk/undecided-hold", 2, N, "their luck differs, so runs cannot be paired; run "),
        ("kursk/undecided-hold", 1, 50, "run kursk/undecided-hold with 60 replications"),
    ],
)
def test_results_without_pairs_say_what_to_do(root: Path, name: str, seed: int, n: int, says: str) -> None:
    [one] = add(root, "kursk/undecided")
    [other] = add(root, name, seed=seed, n=n)
    test = select(runs(), one, other)
    assert button(test, "Compare").disabled
    assert says in quiet(test).warning[0].value
    assert says in opening(one, other).warning[0].value


# opening and comparing


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
    assert quiet(test).title[0].value == pictures.comparison_headline(answer)
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
    assert test.title[0].value == pictures.comparison_headline(answer)
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

    test = AppTest.from_function(script, default_timeout=180)
    test.query_params["open"] = kept.address_of(results)
    return test.run()


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


# other days


def comparison(**query: str) -> AppTest:
    def script() -> None:
        from sim.ui.pages import compare

        compare.page()

    test = AppTest.from_function(script, default_timeout=180)
    for key, value in query.items():
        test.query_params[key.replace("__", ".")] = value
    return test.run()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"b__horizon_days": "30"}, "A (tutorial/baseline) looks 60 days ahead, B (tutorial/baseline) 30 days"),
        ({"b__start": "2024-06-15"}, "B (tutorial/baseline) on 15 June 2024; run both from the same day."),
        (
            {"b__horizon_days": "30", "c": "tutorial/leave-early"},
            "B (tutorial/baseline) 30 days, C (tutorial/leave-early) 60 days; run all with the same horizon.",
        ),
    ],
)
def test_scenarios_of_other_days_are_not_compared_and_stay_chosen(changes: dict[str, str], says: str) -> None:
    test = quiet(comparison(a="tutorial/baseline", b="tutorial/baseline", **changes))
    assert test.title[0].value == "These scenarios do not look at the same days"
    [warning] = test.warning
    assert says in warning.value.replace("\\", "")
    assert "The inputs are kept" in warning.value
    assert not test.main.header
    assert not test.main.dataframe
    assert not test.main.metric
    assert test.selectbox(key="compare-scenario-1").value == "tutorial/baseline"


def test_the_same_days_again_are_compared_again() -> None:
    test = quiet(comparison(a="tutorial/baseline", b="tutorial/leave-early", b__horizon_days="30"))
    assert not test.main.header
    button(test, "Reset 1 changed").click().run()
    assert quiet(test).main.header


def test_other_days_that_are_the_same_in_all_are_compared() -> None:
    horizons = {"a__horizon_days": "30", "b__horizon_days": "30"}
    test = quiet(comparison(a="tutorial/baseline", b="tutorial/leave-early", **horizons))
    assert test.main.header


def test_results_that_start_on_other_days_are_not_compared(root: Path) -> None:
    add(root, "tutorial/baseline")
    run(load("tutorial/baseline", ["start=2024-06-15"]), replications=N, out=root)
    test = opening(*stored(root))
    assert not test.exception
    assert test.title[0].value == "These results cannot be compared"
    assert "15 June 2024" in test.error[0].value
    assert "run both from the same day. The other results" in test.error[0].value


# keeping what a page shows


def keeping() -> AppTest:
    """What a page with an answer of two scenarios offers to take along, its button to keep them included."""

    def script() -> None:
        from sim.session.answers import answers
        from sim.session.inputs.scenarios import Chosen, last_written
        from sim.ui.parts import downloads

        both = (Chosen("tutorial/baseline", ("horizon_days=30",)), Chosen("tutorial/leave-early"))
        downloads.section(answers.best_answer(answers.Request(both, 3, 200, "light", last_written())))

    test = AppTest.from_function(script, default_timeout=180)
    test.session_state[downloads.TAKE_ALONG] = True
    return test.run()


def test_what_a_page_shows_is_kept_and_opens_with_the_same_numbers(root: Path) -> None:
    test = keeping()
    assert list(root.iterdir()) == []
    test = quiet(button(test, "Keep this result").click().run())
    assert all(str(one.folder) in test.success[0].value for one in stored(root))
    by_name = {one.run.name: one for one in stored(root)}
    result = by_name["tutorial/baseline"]
    same = run(load("tutorial/baseline", ["horizon_days=30"]), replications=result.run.replications, seed=3)
    assert kept.answer_of([result], "light").summaries[0]["outcomes"] == summarise(same)["outcomes"]
    assert result.run.sets == ("horizon_days=30",)


def test_a_full_disk_keeps_nothing_and_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("sim.experiment.store.parquet.write_paths", full)
    test = button(keeping(), "Keep this result").click().run()
    assert not test.exception
    assert "No space left on device" in test.error[0].value
    assert [file for file in root.iterdir() if not file.name.startswith(".")] == []


# taking along


def test_files_of_a_stored_run_repeat_it_on_the_command_line(root: Path, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    tuned = load("kursk/hold", ["ground.tempo_start_shift=1"])
    original = run(tuned, replications=N, out=root)
    [one] = stored(root)
    [(name, make)] = kept.scenario_files(one).items()
    (tmp_path / name).write_text(make(), encoding="utf-8")
    assert summarise(run(load(tmp_path / name), replications=N))["outcomes"] == summarise(original)["outcomes"]
    table = pandas.read_csv(io.StringIO(kept.as_csv(one)))
    assert table.foothold_ended.mean() == original.outcomes["foothold_ended"].mean()


def test_a_stored_run_goes_on_in_the_app(root: Path) -> None:
    run(load("kursk/hold", ["ground.tempo_start_shift=1"]), replications=5, out=root)
    [one] = stored(root)
    again = kept.to_run_again(one)
    assert (again.name, again.sets, again.upload) == ("kursk/hold", ("ground.tempo_start_shift=1",), "")


def test_a_stored_run_of_a_file_goes_on_in_the_app_as_that_file(root: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("title: Mine\nextends: tutorial/baseline\nhorizon_days: 30\n", encoding="utf-8")
    run(load(tmp_path / "mine.yaml"), replications=5, out=root)
    again = kept.to_run_again(stored(root)[0])
    assert again.name == "mine"
    assert "horizon_days: 30" in again.upload


# deleting


def test_deleting_asks_first_and_cancel_keeps_the_result(root: Path) -> None:
    [one] = add(root, "tutorial/baseline")
    test = select(runs(), one)
    button(test, "Delete…").click().run()
    assert one.folder.exists()
    assert "Brannock foothold" in said(test)
    assert stored_runs.size(one.size_bytes) in said(test)
    button(test, "Cancel").click().run()
    assert one.folder.exists()
    assert len(quiet(test).checkbox) == 1


def test_several_results_are_deleted_at_once_after_asking(root: Path) -> None:
    first, second = add(root, *TUTORIAL)
    [left] = add(root, "tutorial/baseline", seed=2)
    test = select(runs(), first, second)
    button(test, "Delete…").click().run()
    button(test, "Delete").click().run()
    assert [one.name for one in stored(root)] == [left.name]
    assert "2 results are deleted" in quiet(test).success[0].value
    assert len(test.checkbox) == 1
    assert not test.run().success


def test_what_cannot_be_deleted_is_said_and_the_others_are_gone(root: Path) -> None:
    first, second = add(root, *TUTORIAL)
    test = select(runs(), first, second)
    button(test, "Delete…").click().run()
    (first.folder / "notes.txt").write_text("keep me")
    button(test, "Delete").click().run()
    assert [one.name for one in stored(root)] == [first.name]
    assert "holds notes.txt, which no run wrote" in test.error[0].value
    assert "is deleted" in test.success[0].value


def test_a_disk_that_refuses_is_a_sentence(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [one] = add(root, "tutorial/baseline")

    def refuse(*_: object) -> None:
        raise StorageError("planted: Permission denied")

    monkeypatch.setattr("sim.ui.pages.runs.runs.delete", refuse)
    assert removal.delete is not refuse
    test = select(runs(), one)
    button(test, "Delete…").click().run()
    button(test, "Delete").click().run()
    assert not test.exception
    assert "planted: Permission denied" in test.error[0].value
    assert one.folder.exists()
