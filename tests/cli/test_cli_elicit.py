"""`salient elicit`: what people say, as a line that a scenario takes."""

import json
from pathlib import Path

import pytest

from sim.scenario.loading import load
from tests.called import salient

Captured = pytest.CaptureFixture[str]


def test_the_line_it_prints_is_taken_by_a_scenario(capsys: Captured, tmp_path: Path) -> None:
    code, out, _ = salient(capsys, "elicit", "5000,7000,9000", "4000,6000,12000", "--low", "0", "--json")
    assert code == 0
    file = tmp_path / "mine.yaml"
    line = json.loads(out)["write"]
    file.write_text(f"title: Mine\nextends: tutorial/baseline\nholder:\n  people_persons: {line}\n", encoding="utf-8")
    people = load(file).scenario.holder.people_persons
    assert people.evidence.source == "user"
    assert people.evidence.note == "Elicited of 2 people at 25, 50, 75 %: 5000, 7000, 9000; 4000, 6000, 12000"
    assert people.quantile(0.5) == pytest.approx(6600, rel=0.05)


def test_a_table_shows_each_person_and_the_pool(capsys: Captured) -> None:
    _, out, _ = salient(capsys, "elicit", "30,40,50", "20,25,35", "--low", "0", "--high", "100")
    assert "person 2, weight 0.5" in out
    assert "all together" in out
    assert "{lognormal: [31.75, 0.4759], truncate: [null, 100], source: user" in out


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (("a,b,c",), "VALUES a,b,c: write numbers with commas between them, such as 25,30,40"),
        (("1,2,inf",), "VALUES 1,2,inf: write finite numbers"),
        (("1,2",), "1, 2: 2 values for 3 levels"),
    ],
)
def test_what_is_no_judgement_is_refused_in_a_line(capsys: Captured, said: tuple[str, ...], words: str) -> None:
    code, out, err = salient(capsys, "elicit", *said)
    assert (code, out) == (2, "")
    assert words in err
