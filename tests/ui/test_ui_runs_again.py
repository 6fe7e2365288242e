"""Stored results gone on with: maps and single runs where this version makes the same ones, and a brief of them."""

from pathlib import Path

import pytest

from sim.report.brief.content import Length
from sim.session.answers import stored as kept
from sim.session.answers.taking_along import folders_as_brief
from tests.drawn import drawn
from tests.ui.kept_runs import TUTORIAL, N, add, button, made_by_another_version, opening, quiet, said

pytestmark = pytest.mark.usefixtures("prepared_app")


def test_stored_results_have_maps_single_runs_and_briefs_where_this_version_makes_the_same(root: Path) -> None:
    both = add(root, *TUTORIAL)
    test = quiet(drawn("runs", {"open": kept.address_of(both), "show": "Map", "day": "5"}))
    assert [one.label for one in test.tabs if one.label in ("Map", "One run")] == ["Map", "One run"]
    maps = [header.value for header in test.main.header if "5" in header.value]
    assert [header[:2] for header in maps] == ["A:", "B:"]
    assert f"{N} runs, seed 1" in said(test)
    assert "Minister, one page (web page)" in [one.proto.label for one in test.get("download_button")]
    alone = quiet(drawn("runs", {"open": kept.address_of(both), "show": "One run", "run": "3"}))
    assert any("Run 3" in header.value for header in alone.main.header)
    button(alone, "All results").click().run()
    assert dict(alone.query_params) == {}


def test_results_of_another_version_are_not_made_again(root: Path) -> None:
    both = add(root, *TUTORIAL)
    made_by_another_version(both[1])
    assert not {"Map", "One run"} & {one.label for one in quiet(opening(*both)).tabs}


def test_a_brief_of_stored_results_names_their_folders_and_says_what_the_page_says(root: Path) -> None:
    both = add(root, *TUTORIAL)
    page = folders_as_brief([one.folder for one in both], Length.analyst, ".html").decode()
    assert f"salient report {both[0].folder} {both[1].folder} --out brief.html --length analyst" in page
    assert kept.answer_of(both, "light").request.loaded()[1].scenario.title in page
    assert f"{N} runs, seed 1" in page
