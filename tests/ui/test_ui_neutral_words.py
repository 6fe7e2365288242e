"""Nothing that a reader meets ranks people or celebrates: on the pages with answers, and on the terminal."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli.application import app
from sim.ui.parts import views
from tests.drawn import drawn
from tests.ui.opened_pages import comparison, outlook

pytestmark = pytest.mark.usefixtures("prepared_app")
RANKS = re.compile(
    r"\b(win|wins|won|lose|loses|lost|enemy|enemies|liberat\w+|victor\w+|defeat\w*|best|worst)\b", re.IGNORECASE
)
PAIRS = (("kursk/undecided", "kursk/withdraw-now"), ("kursk/hold", "kursk/hold"), ("tutorial/baseline",) * 2)


def neutral(texts: list[str]) -> None:
    assert sum(map(len, texts)) > 200
    assert [text for text in texts if RANKS.search(text)] == []


@pytest.mark.parametrize("pair", PAIRS, ids=["kursk", "unlike", "alike"])
def test_pages_are_neutral(pair: tuple[str, str]) -> None:
    first, second = pair
    shown = [comparison(a=first, b=second, show=subject) for subject in (*views.charts_by_subject(2), views.ALL)]
    timelines = [drawn("timeline", query) for query in ({"a": first}, {"a": first, "run": "3"})]
    for page in (outlook(a=second), *shown, *timelines):
        assert not page.exception
        main = page.main
        said = [one.value for one in (*main.title, *main.header, *main.caption, *main.markdown, *main.info)]
        neutral([*said, *(f"{one.label} {one.value}" for one in main.metric)])


@pytest.mark.parametrize("pair", PAIRS[:1] + PAIRS[2:], ids=["kursk", "alike"])
def test_the_terminal_is_neutral(pair: tuple[str, str], tmp_path: Path) -> None:
    for arguments in (["compare", *pair], ["run", pair[0]]):
        done = CliRunner().invoke(app, [*arguments, "--replications", "100", "--out", str(tmp_path)])
        assert done.exit_code == 0, done.output
        neutral([done.stdout])


def test_a_ranking_word_is_seen() -> None:
    with pytest.raises(AssertionError):
        neutral(["Nobody is told who " + "won " * 60])
