"""What a page shows is kept, taken along and gone on with."""

import errno
import io
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sim.analysis.summary import summarise
from sim.experiment.results.listing import stored
from sim.experiment.running.running import run
from sim.scenario.loading import load
from sim.session.answers import stored as kept
from sim.ui.parts import downloads
from tests.drawn import drawn
from tests.ui.kept_runs import (
    N,
    button,
    quiet,
)

pytestmark = pytest.mark.usefixtures("prepared_app")


def keeping() -> AppTest:
    """What a page with an answer of two scenarios offers to take along, its button to keep them included."""

    def script() -> None:
        from sim.session.answers import answers
        from sim.session.inputs.scenarios import Chosen, last_written
        from sim.ui.parts import downloads

        both = (Chosen("tutorial/baseline", ("horizon_days=30",)), Chosen("tutorial/leave-early"))
        downloads.section(answers.best_answer(answers.Request(both, 3, 200, "light", last_written())))

    return drawn(script, opened=[downloads.TAKE_ALONG])


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


def test_a_page_offers_briefs_of_both_lengths_and_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.report.brief.word.find_spec", lambda name: None)
    monkeypatch.setattr("sim.report.brief.pdf._weasyprint", lambda: None)
    offered = {one.proto.label: one.proto for one in keeping().get("download_button")}
    for label in ("Minister, one page", "Analyst, four pages"):
        kinds = [offered[f"{label} ({kind})"] for kind in ("web page", "Word", "PDF")]
        assert [one.disabled for one in kinds] == [False, True, False]
        assert "pip install 'salient-sim[report]'" in kinds[1].help


def test_a_full_disk_keeps_nothing_and_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("sim.experiment.store.parquet.write_paths", full)
    test = button(keeping(), "Keep this result").click().run()
    assert not test.exception
    assert "No space left on device" in test.error[0].value
    assert [file for file in root.iterdir() if not file.name.startswith(".")] == []


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
