"""What goes out and comes in: scenario files, results, pictures; the command line gives the same numbers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pandas as pd
import pytest
from PIL import Image
from pypdf import PdfReader

from sim.cli import main
from sim.scenario.loading import load
from tests.browser.opening import MAIN, Opened, Opener

if TYPE_CHECKING:
    from playwright.sync_api import Locator

pytestmark = [pytest.mark.browser, pytest.mark.slow(6)]
DOWNLOADS = f'{MAIN} [data-testid="stDownloadButton"] button'
FEWEST_COLOURS = 8


def taken(page: Opened, button: Locator, folder: Path) -> Path:
    """A download, kept under the name it suggests."""
    download = page.download(button)
    file = folder / download.suggested_filename
    download.save_as(file)
    return file


def answer(capsys: pytest.CaptureFixture[str], command: str) -> Any:
    """What a command of the page prints as JSON."""
    program, *arguments = command.split()
    assert program == "salient"
    with pytest.raises(SystemExit) as end:
        main([*arguments, "--json"])
    assert not end.value.code
    return json.loads(capsys.readouterr().out)


NAMES = ("scenario", "base", "other", "hash")  # the same values in a file of another name have another hash
UNDER_NAMES = {"differences", "differs_in", "ordered_before", "starts", "longer"}


def numbers(content: Any) -> Any:
    """An answer without the scenarios' names, which are the files' names on the command line."""
    if isinstance(content, dict):
        return {key: numbers(value) for key, value in content.items() if key not in NAMES}
    return [numbers(value) for value in content] if isinstance(content, list) else content


def unnamed(content: dict[str, Any]) -> Any:
    """The same with what stands under the scenarios' names in their order instead."""
    for key in UNDER_NAMES & content.keys():
        content = {**content, key: list(content[key].values())}
    if "period" in content:
        content = {**content, "period": unnamed(content["period"])}
    return numbers(content)


@pytest.mark.parametrize(
    ("path", "letters"),
    [
        ("/?a=kursk/hold&a.ground.tempo_start_shift=0.7&a.attacker.people_persons=48000&seed=3&runs=200", "A"),
        ("/compare?a=kursk/undecided&b=kursk/hold&b.ground.tempo_start_shift=0.7&seed=7&runs=500", "AB"),
    ],
)
def test_the_command_line_gives_the_same_numbers(
    open_page: Opener,
    path: str,
    letters: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = open_page(path).done()
    page.expand("Take it along")
    command = page.page.locator(f"{MAIN} code", has_text=re.compile("^salient ")).first.inner_text()
    for letter in letters:
        taken(page, page.page.get_by_role("button", name=f"Scenario {letter} (YAML)"), tmp_path)
    summary = taken(page, page.page.get_by_role("button", name="Summary (JSON)"), tmp_path)
    monkeypatch.chdir(tmp_path)
    assert unnamed(answer(capsys, command)) == unnamed(json.loads(summary.read_text(encoding="utf-8")))


BROKEN = "extends: kursk/hold\ntitle: Mine\nground:\n  tempo_start_shift: fast\n"
GOOD = "extends: kursk/hold\ntitle: Sixty days of mine\nhorizon_days: 60\n"


def upload(page: Opened, text: str) -> None:
    content = {"name": "mine.yaml", "mimeType": "application/yaml", "buffer": text.encode()}
    page.page.locator('input[type="file"]').set_input_files(content)  # type: ignore[arg-type]


def test_a_broken_file_is_answered_with_its_line_and_column(open_page: Opener) -> None:
    page = open_page("/?runs=200").done()
    title = page.title
    page.expand("Upload")
    upload(page, BROKEN)
    page.page.get_by_text("mine.yaml:4:3").wait_for()
    page.page.get_by_text("The scenarios are as before").wait_for()
    assert page.done().title == title
    before = page.page.url
    upload(page, GOOD)
    page.follows(before)
    assert "60" in page.title
    page.page.get_by_text("Sixty days of mine").first.wait_for()
    assert page.page.get_by_text("mine.yaml:4:3").count() == 0
    assert open_page(page.path).done().title == page.title


def csv(file: Path) -> None:
    table = pd.read_csv(file)
    assert len(table)
    assert len(table.columns) > 1


def png(file: Path) -> None:
    with Image.open(file) as picture:
        picture.load()
        assert min(picture.size) > 200
        colours = picture.convert("RGB").getcolors(maxcolors=picture.width * picture.height) or []
    assert len(colours) > FEWEST_COLOURS


def parquet(file: Path) -> None:
    assert len(pd.read_parquet(file))


def readable_json(file: Path) -> None:
    assert json.loads(file.read_text(encoding="utf-8"))


def yaml(file: Path) -> None:
    assert load(file).scenario.title


def brief(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "Brannock" in text


def pdf(file: Path) -> None:
    assert 1 <= len(PdfReader(file).pages) <= 4


def word(file: Path) -> None:
    assert any("Brannock" in one.text for one in docx.Document(str(file)).paragraphs)


DATA = {".csv", ".png", ".parquet", ".json", ".yaml"}
READABLE: dict[str, Callable[[Path], None]] = {
    ".csv": csv,
    ".png": png,
    ".parquet": parquet,
    ".json": readable_json,
    ".yaml": yaml,
    ".html": brief,
    ".pdf": pdf,
    ".docx": word,
}


def all_downloads(page: Opened, folder: Path) -> set[str]:
    """Take everything that the page offers, in expanders and behind Download; say which kinds there were."""
    kinds = set()
    page.page.eval_on_selector_all(f"{MAIN} details:not([open]) summary", "all => all.forEach(one => one.click())")
    page.done()
    for button in page.page.locator(DOWNLOADS).all():
        kinds.add(read(taken(page, button, folder)))
    for popover in page.page.locator(MAIN).get_by_test_id("stPopoverButton").filter(has_text="Download").all():
        popover.click()
        inside = page.page.locator('[data-testid="stPopoverBody"] [data-testid="stDownloadButton"] button')
        inside.first.wait_for()
        page.done()  # buttons come one after the other
        for button in inside.all():
            kinds.add(read(taken(page, button, folder)))
        page.page.keyboard.press("Escape")
        inside.first.wait_for(state="hidden")
    return kinds


def read(file: Path) -> str:
    """Read a download as what its name says it is."""
    assert file.stat().st_size
    READABLE[file.suffix](file)
    return file.suffix


def chances_by_day(folder: Path) -> None:
    """Of seven places on 61 days."""
    assert len(pd.read_csv(folder / "chances-by-day.csv")) == 7 * 61


def one_run(folder: Path) -> None:
    """Of the run that was asked for, its events the same in both files."""
    told = json.loads((folder / "run-3-events.json").read_text(encoding="utf-8"))
    assert told["replication"] == 3
    assert len(pd.read_csv(folder / "run-3-events.csv")) == len(told["events"])


SAYING: dict[str, Callable[[Path], None]] = {
    "/timeline?a=tutorial/baseline": chances_by_day,
    "/timeline?a=tutorial/baseline&run=3": one_run,
}


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("/compare?a=tutorial/baseline&b=tutorial/leave-early&runs=200", set(READABLE)),
        ("/timeline?a=tutorial/baseline", {".csv", ".png"}),
        ("/timeline?a=tutorial/baseline&run=3", {".csv", ".json"}),
        ("/evidence", {".csv"}),
        ("/runs?open={stored}", DATA),
    ],
)
def test_every_download_can_be_read(
    open_page: Opener, results: Path, path: str, kinds: set[str], tmp_path: Path
) -> None:
    stored = ",".join(sorted(one.name for one in results.iterdir() if one.is_dir()))
    page = open_page(path.format(stored=stored)).done()
    assert all_downloads(page, tmp_path) >= kinds
    if path in SAYING:
        SAYING[path](tmp_path)
