"""The page Runs lists what is kept, whatever its state, and says what can be done with what is selected."""

import json
import os
import shutil
from pathlib import Path

import pytest

from sim.experiment.running.running import run
from sim.experiment.store.recorded import sealed
from sim.report import stored_runs
from sim.report.words.markdown import plain
from sim.scenario.loading import load
from tests.ui.kept_runs import (
    KURSK,
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
