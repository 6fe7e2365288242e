"""A brief in a browser: accessible in both themes, without anything from elsewhere, on one page of A4."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from sim.experiment.running.running import compare
from sim.report.answered.answer import Answered, Asked
from sim.report.brief.content import Length
from sim.report.brief.page import page
from sim.report.brief.parts import Origin
from sim.report.brief.writing import brief_of
from sim.scenario.loading import load
from tests.browser.axe import violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
SHOWN = "() => [...document.querySelectorAll('svg')].filter(one => one.getBoundingClientRect().height > 50).length"
PHONE = {"width": 390, "height": 844}
FOUR = [
    (f"kursk/{name}", ())
    for name in ("undecided", "undecided-withdraw-when-road-cut", "ceasefire-accepted-promptly", "talks-for-show")
]
SHOW = ("talks.attacker.show_probability=1", "talks.attacker.show_days=21")
QUESTION = [("kursk/baseline", ()), ("kursk/advance-stalls", ()), ("kursk/baseline", SHOW)]


def test_a_brief_is_accessible_loads_nothing_and_prints_on_one_page(browser: Browser, tmp_path: Path) -> None:
    ensembles = compare([load(name) for name in ("kursk/undecided", "kursk/hold")], replications=100, seed=1)
    answer = Answered(Asked(tuple(one.loaded for one in ensembles), 1, "4"), ensembles)
    brief = brief_of(answer, Length.minister, Origin("salient report kursk/undecided kursk/hold --out brief.html"))
    file = tmp_path / "brief.html"
    file.write_text(page(brief), encoding="utf-8")
    tab = browser.new_page(viewport=PHONE)
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(file.as_uri())
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)
        assert not violations(tab), scheme
        assert tab.evaluate(SHOWN) == len(brief.charts), scheme
        assert tab.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), scheme
    printed = PdfReader(io.BytesIO(tab.pdf(prefer_css_page_size=True)))
    tab.close()
    assert asked == [file.as_uri()]
    assert len(printed.pages) == Length.minister.pages


@pytest.mark.parametrize("scenarios", [QUESTION, FOUR], ids=["a question", "four"])
def test_a_brief_of_more_scenarios_keeps_to_its_pages_in_print(
    browser: Browser, scenarios: list[tuple[str, tuple[str, ...]]]
) -> None:
    """Those of three, and of every question, took a second page."""
    ensembles = compare([load(name, sets) for name, sets in scenarios], replications=500, seed=1)
    answer = Answered(Asked(tuple(one.loaded for one in ensembles), 1, "4"), ensembles)
    tab = browser.new_page()
    for length in Length:
        tab.set_content(page(brief_of(answer, length, Origin("salient report kursk/undecided --out brief.html"))))
        assert len(PdfReader(io.BytesIO(tab.pdf(prefer_css_page_size=True))).pages) <= length.pages, length
    tab.close()
