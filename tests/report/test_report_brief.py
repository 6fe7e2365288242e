"""A brief holds the numbers of the answer, keeps to its pages, and can be read by eye, by ear and in grey."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from sim.errors import ExtraMissing, SalientError
from sim.experiment.running.running import compare
from sim.report.answered import compared, kept, pictures
from sim.report.answered.answer import Answered, Asked
from sim.report.brief import files, parts, pdf, word
from sim.report.brief.content import Brief, Chart, Length, Table
from sim.report.brief.page import page
from sim.report.brief.writing import brief_of
from sim.report.drawing import still
from sim.report.words.measures import level
from sim.report.words.outcomes import COMPARED, label, row_label
from sim.scenario.loading import load

SCENARIOS = ("kursk/undecided", "kursk/undecided-withdraw-now")
COMMAND = "salient report kursk/undecided --out brief.html"
ORIGIN = parts.Origin(COMMAND)
NUMBER = re.compile(r"[−+]?\d[\d,]*(?:\.\d+)?")


PICTURES: dict[tuple[str, str], bytes] = {}


def drawn_once(specs: Sequence[Any], form: still.Form, scale: float = still.SCALE) -> list[bytes]:
    """Each picture is drawn once for all tests here: a process that draws takes most of a second."""
    keys = [(json.dumps(one), form) for one in specs]
    wanted = [key for key in dict.fromkeys(keys) if key not in PICTURES]
    found = still.drawn([json.loads(spec) for spec, _ in wanted], form, scale) if wanted else []
    PICTURES.update(zip(wanted, found, strict=True))
    return [PICTURES[key] for key in keys]


@pytest.fixture(autouse=True)
def sparing(monkeypatch: pytest.MonkeyPatch) -> None:
    for writer in ("page", "word"):
        monkeypatch.setattr(f"sim.report.brief.{writer}.drawn", drawn_once)


@cache
def answer(n: int = 2) -> Answered:
    ensembles = compare([load(name) for name in SCENARIOS[:n]], replications=300, seed=1)
    return Answered(Asked(tuple(one.loaded for one in ensembles), 1, "4"), ensembles)


@cache
def brief(length: Length, n: int = 2) -> Brief:
    return brief_of(answer(n), length, ORIGIN)


@cache
def text(length: Length, n: int = 2) -> str:
    return page(brief(length, n))


def tables(found: Brief) -> dict[str, Table]:
    return {one.heading: block for one in found.sections for block in one.blocks if isinstance(block, Table)}


def said(cell: str) -> float:
    """The first number of a cell."""
    [first, *_] = NUMBER.findall(cell)
    return float(first.replace("−", "-").replace(",", ""))


def last_place(cell: str) -> float:
    """What the last digit of the first number of a cell counts, the noughts behind it rounded away."""
    [first, *_] = NUMBER.findall(cell)
    digits = first.strip("−+").replace(",", "")
    if "." in digits:
        return float(10.0 ** -len(digits.partition(".")[2]))
    return float(10.0 ** (len(digits) - len(digits.rstrip("0")))) if digits.strip("0") else 1.0


def agrees(cell: str, number: float) -> bool:
    return abs(said(cell) - number) <= 0.5 * last_place(cell) + 1e-9


def test_levels_and_differences_are_those_of_the_summaries() -> None:
    found, (base, other) = answer(), answer().summaries
    rows = {name: cells for name, *cells in tables(brief(Length.minister))["Levels and differences"].rows}
    assert len(rows) == 2 + len(COMPARED)
    for name in COMPARED:
        cells, change = rows[label(name)], found.differences[0][name]
        levels = [one["outcomes"][name]["mean"] for one in (base, other)]
        for cell, number in zip(cells, [*levels, change["mean"]], strict=True):
            assert agrees(cell, number), (name, cell, number)
        low, high = (float(end.replace("−", "-").replace(",", "")) for end in NUMBER.findall(cells[2])[-2:])
        assert low <= said(cells[2]) <= high
        assert (low > 0 or high < 0) == (change["low"] > 0 or change["high"] < 0)
    first = base["outcomes"]["first_event"]["share"]
    [ended] = [cells for name, cells in rows.items() if name.startswith("What comes first: no longer held")]
    assert said(ended[0]) == round(100 * first["foothold_ended"])


@pytest.mark.parametrize(
    ("interval", "said"),
    [("+3 to +9", "(+6)"), ("−9 to −3", "(+6)"), ("−3 to +9", ""), ("", ""), ("1 pair, too few to tell", "")],
)
def test_of_many_scenarios_only_clear_changes_stand_in_the_table(interval: str, said: str) -> None:
    assert parts._clear_change({"B less A": "+6", "B less A, 95%": interval}, "B") == said


def test_every_outcome_is_told_or_named_as_never() -> None:
    found, table = answer(), tables(brief(Length.analyst))["All outcomes"]
    told = "\n".join([*(row[0] for row in table.rows), table.note])
    for name, entry in found.summaries[0]["outcomes"].items():
        at = level(found.summaries[0]["lost_below"])
        values = entry["share"] if entry["kind"] == "category" else ()
        heads = [row_label(f"{name}: {one}", at) for one in values] or [label(name, at)]
        assert all(head in told for head in heads), name
    amounts = {row[0]: row for row in table.rows}
    row = amounts[label("holder_lost")]
    entry = found.summaries[1]["outcomes"]["holder_lost"]
    assert agrees(row[2], entry["mean"])
    low, high = (float(one.replace(",", "")) for one in NUMBER.findall(row[2])[-2:])
    assert low == pytest.approx(entry["p05"], rel=0.06)
    assert high == pytest.approx(entry["p95"], rel=0.06)


def test_days_stand_with_the_event_that_they_are_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the event comes in no run, its days were hung on the row before, or on none."""

    def row(outcome: str, level: str, days: str = "") -> dict[str, str]:
        told = {"A": level, "A, uncertainty": "", "B": level, "B, uncertainty": "", "B less A": days}
        return {"outcome": outcome, **told, "B less A, 95%": "", "B less A, direction": ""}

    never, until = "in no run", parts.DAYS_UNTIL
    rows = [row("truce", never), row(until, "", "3"), row("loss", "5%"), row(until, "", "2"), row("end", never)]
    rows.append(row(until, ""))
    monkeypatch.setattr(parts, "outcome_rows", lambda *_: rows)
    monkeypatch.setattr(parts, "_difference", lambda row, _: row["B less A"])
    monkeypatch.setattr(parts, "_outcome", lambda row, _: (row["outcome"], "whole"))
    table = parts.outcomes_table(answer())
    assert table.rows == (("loss", "whole; days until then 2"),)
    assert "truce; end" in table.note


def test_the_words_are_those_of_the_app() -> None:
    found = brief(Length.analyst)
    assert found.title == f"{compared.headline_alone(answer())}."
    sentences = [line for one in found.sections for block in one.blocks for line in getattr(block, "lines", ())]
    assert set(compared.findings(answer())["B"]) <= set(sentences)
    assert {f"In A: {one[:1].lower()}{one[1:]}" for one in answer().drivers} <= set(sentences)
    for chart in found.charts:
        assert chart.title in {pictures.draw(name, answer()).title for name in NAMES}
    assert COMMAND in text(Length.analyst)
    assert all(one.hash in text(Length.minister) for one in answer().results)


NAMES = ("curves_foothold_ended", "people_holder_casualties", "curves_truce", "pairs_holder_casualties:B")


def test_one_scenario_has_its_four_numbers_and_two_charts() -> None:
    found = brief(Length.minister, 1)
    assert [row[0] for row in tables(found)["The answer"].rows][1] == "Truce first"
    assert len(found.charts) == 2
    assert "Civilians are not modelled" in text(Length.minister, 1)


@cache
def laid_out(length: Length, n: int) -> bytes:
    if pdf.missing():
        pytest.skip(pdf.missing())
    return pdf.pdf(brief(length, n))


@pytest.mark.parametrize(("length", "n"), [(Length.minister, 1), (Length.analyst, 2)])
def test_a_pdf_keeps_to_its_pages_and_is_tagged(length: Length, n: int) -> None:
    made = laid_out(length, n)
    reader = PdfReader(io.BytesIO(made))
    root: Any = reader.trailer["/Root"]
    assert len(reader.pages) == {Length.minister: 1, Length.analyst: 4}[length]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert reader.metadata is not None
    assert reader.metadata.title == brief(length, n).title
    assert reader.metadata.creation_date is None
    told = " ".join(one.extract_text() for one in reader.pages)
    assert " ".join(brief(length, n).title.split()[:6]) in " ".join(told.split())
    assert made.count(b"/Alt") >= len(brief(length, n).charts) or b"/ObjStm" in made


def test_the_same_answer_gives_the_same_bytes() -> None:
    again = brief_of(Answered(answer(1).request, answer(1).results), Length.minister, ORIGIN)
    assert page(again) == text(Length.minister, 1)
    assert word.docx(again) == word.docx(brief(Length.minister, 1))
    charts = zip(again.charts, brief(Length.minister, 1).charts, strict=True)
    twice = [spec for pair in charts for spec in (one.specs["light"] for one in pair)]
    first, same, *_ = still.drawn(twice, "svg")
    assert first == same
    before = laid_out(Length.minister, 1)
    assert pdf.pdf(again) == before


class Read(HTMLParser):
    """What a page loads, and its headings."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        known = dict(attrs)
        self.loads += [str(known[name]) for name in ("src", "href", "xlink:href") if name in known]
        self.ids += [str(known["id"])] if "id" in known else []


def test_a_page_loads_nothing_and_names_each_thing_once() -> None:
    read = Read()
    read.feed(text(Length.analyst))
    assert not [one for one in read.loads if not one.startswith("#")]
    assert "script" not in read.tags
    assert "link" not in read.tags
    assert len(read.ids) == len(set(read.ids))
    assert read.tags.count("h1") == 1
    assert read.tags.count("svg") == 2 * len(brief(Length.analyst).charts)


def test_what_others_wrote_is_text_on_the_page() -> None:
    loaded = load("kursk/hold")
    title = "<script>alert(1)</script> **mine** & yours"
    named = replace(loaded, scenario=loaded.scenario.model_copy(update={"title": title, "summary": ""}))
    [results] = compare([loaded], replications=20, seed=1)
    made = page(brief_of(Answered(Asked((named,), 1, "4"), [results]), Length.minister, ORIGIN))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in made
    assert "<script" not in made
    assert "<strong>mine" not in made


def test_few_and_foreign_runs_are_told_before_any_number() -> None:
    [results] = compare([load("kursk/hold")], replications=5, seed=1)
    origin = parts.Origin(COMMAND, ("This result was made by another version: NumPy 1, now 2.",), told_drivers=False)
    found = brief_of(Answered(Asked((load("kursk/hold"),), 1, "3"), [results]), Length.analyst, origin)
    warned = [getattr(block, "text", "") for block in found.sections[0].blocks]
    assert warned[:2] == ["**Only 5 runs: too few to tell.**", f"**{origin.warnings[0]}**"]
    assert parts.NOT_TOLD in page(replace(found, sections=tuple(one for one in found.sections if not charted(one))))


def charted(section: Any) -> bool:
    return any(isinstance(block, Chart) for block in section.blocks)


# Word


@cache
def written() -> bytes:
    return word.docx(brief(Length.minister))


def test_a_finding_that_is_longer_than_word_takes_as_a_title_is_whole_on_the_page() -> None:
    long = "With B, fewer people of the holder killed or wounded; " * 8
    found = docx.Document(io.BytesIO(word.docx(replace(brief(Length.minister), title=long, kicker=long))))
    assert len(found.core_properties.title) <= 255
    assert found.core_properties.title.endswith("…")
    assert any(one.text.strip() == long.strip() for one in found.paragraphs)


def test_a_word_document_has_headings_heads_of_tables_and_words_behind_pictures() -> None:
    found = docx.Document(io.BytesIO(written()))
    styles = [one.style.name for one in found.paragraphs]
    assert styles.count("Title") == 1
    assert styles.count("Heading 1") == len(brief(Length.minister).sections)
    assert all(one.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for one in found.tables)
    pictures_there = found.inline_shapes
    assert len(pictures_there) == 2
    assert all(one._inline.docPr.get("descr") for one in pictures_there)
    assert found.core_properties.language == "en-GB"
    assert found.core_properties.title == brief(Length.minister).title
    with zipfile.ZipFile(io.BytesIO(written())) as archive:
        assert {one.date_time for one in archive.infolist()} == {word.NO_TIME}


def of_a_question(length: Length) -> Brief:
    """Three scenarios that are those of a declared question, with its finding and its note."""
    talks = load("kursk/baseline", ["talks.attacker.show_probability=1", "talks.attacker.show_days=21"])
    return of_all([load("kursk/baseline"), load("kursk/advance-stalls"), talks], length)


def of_all(loaded: Sequence[Any], length: Length) -> Brief:
    ensembles = compare(loaded, replications=100, seed=1)
    return brief_of(Answered(Asked(tuple(one.loaded for one in ensembles), 1, "4"), ensembles), length, ORIGIN)


def test_a_question_is_pictured_by_what_its_finding_tells() -> None:
    """A page whose title told of all people lost had a picture of those killed or wounded, which did not differ."""
    made = of_a_question(Length.minister)
    assert "What if Russia stalls for three weeks" in page(made)
    ended, people = made.charts
    assert ended.title.startswith("The foothold is no longer held")
    assert people.title.startswith("People of the holder killed, wounded, captured or missing")
    rows = tables(made)["Levels and differences"].rows
    assert [name.split(" (")[0] for name, *_ in rows[:3]] == [
        "No longer held at any time", "People of the holder killed, wounded, captured or missing",
        "A general truce takes effect at any time",
    ]  # fmt: skip
    assert len(rows) == 6
    assert escape(parts.OWN_LAWS_IN_APP) in page(made)
    assert "salient compare" not in page(made)


def test_a_word_document_opens_in_libreoffice_on_one_page(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice here; on Debian: apt install libreoffice-writer-nogui")
    (tmp_path / "brief.docx").write_bytes(written())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    (tmp_path / "question.docx").write_bytes(word.docx(of_a_question(Length.minister)))
    most = [load(f"kursk/{name}") for name in ("undecided", "withdraw-now", "hold", "baseline")]  # of two pasts
    (tmp_path / "pasts.docx").write_bytes(word.docx(of_all(most, Length.minister)))
    documents = [tmp_path / f"{name}.docx" for name in ("brief", "question", "pasts")]
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, *documents]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    reader = PdfReader(tmp_path / "brief.pdf")
    told = " ".join(" ".join(one.extract_text() for one in reader.pages).split())
    assert {len(PdfReader(one.with_suffix(".pdf")).pages) for one in documents} == {1}
    for name, *cells in tables(brief(Length.minister))["Levels and differences"].rows:
        assert name.split()[0] in told
        assert all(cell.split(" (")[0].replace("mean ", "") in told for cell in cells), cells


# what is missing


def test_what_is_not_installed_is_told_with_the_way_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (word, pdf):
        monkeypatch.setattr(module, "find_spec", lambda name: None)
    assert "pip install 'salient-sim[report]'" in files.KINDS[".docx"].missing()
    assert "pip install 'salient-sim[report]'" in files.KINDS[".pdf"].missing()
    assert files.KINDS[".html"].missing() == ""
    with pytest.raises(ExtraMissing, match="salient-sim"):
        word.docx(brief(Length.minister))


def test_without_pango_its_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    assert "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in pdf.missing()


def test_a_scenario_without_a_finished_run_has_no_brief() -> None:
    found = answer(1)
    empty = Answered(found.request, found.results)
    none = {**found.summaries[0], "failures": found.replications}
    empty.__dict__["summaries"] = (none,)
    with pytest.raises(SalientError, match="no run of kursk/undecided could be finished"):
        brief_of(empty, Length.minister, ORIGIN)


# from folders


def test_result_folders_give_the_brief_of_their_runs(tmp_path: Path) -> None:
    compare([load(name, ["horizon_days=30"]) for name in SCENARIOS], replications=40, seed=3, out=tmp_path)
    folders = sorted(tmp_path.iterdir(), key=lambda one: "withdraw" in one.name)
    found = kept.answer_of(folders)
    ensembles = compare([load(name, ["horizon_days=30"]) for name in SCENARIOS], replications=40, seed=3)
    assert found.told_drivers
    assert not found.warnings
    assert found.answer.names == tuple(f"{name}, tuned" for name in SCENARIOS)
    assert found.answer.differences[0]["holder_lost"] == Answered(
        Asked(tuple(one.loaded for one in ensembles), 3, "4"), ensembles
    ).differences[0]["holder_lost"]
    lines = parts.scenario_lines(found.answer, 4)
    assert "Changed: Horizon days = 30." in "".join(getattr(lines, "lines", ()))
    titles = parts.source_points(found.answer)[1].lines
    assert titles
    assert not any(one.startswith("Set by you") for one in titles)
