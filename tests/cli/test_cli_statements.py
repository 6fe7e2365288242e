"""`check --model`: what is said of any world, tried, shown again, and refused where it is asked for wrongly."""

import json
from pathlib import Path

import pytest

from sim.experiment.statements import statements
from tests.called import salient

TRUE, FALSE = "people-never-come-back", "a-fiction"


@pytest.fixture
def with_a_fiction(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One statement of the shipped ones, and one that is false in every world."""
    file = tmp_path / "checks.yaml"
    text = f"{TRUE}:\n  says: It holds.\n  expect: 1\n{FALSE}:\n  says: It does not.\n  other: {{}}\n  expect: 1 > 2\n"
    file.write_text(text, encoding="utf-8")
    found = statements.read_statements(file)
    monkeypatch.setattr(statements, "shipped_statements", lambda: found)


def test_a_statement_that_holds_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = salient(capsys, "check", "--model", "--statement", TRUE, "--worlds", 20)
    assert code == 0
    assert "1 statement, 0 of which do not hold" in out


@pytest.mark.usefixtures("with_a_fiction")
def test_one_that_fails_is_told_with_the_command_that_shows_a_world(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = salient(capsys, "check", "--model", "--worlds", 5, "--seed", 3)
    assert code == 1
    assert f"salient check --model --statement {FALSE} --seed 3 --world 0" in " ".join(out.split())
    code, out, _ = salient(capsys, "check", "--model", "--worlds", 5, "--json")
    told = {one["name"]: one for one in json.loads(out)["statements"]}
    assert code == 1
    assert (told[TRUE]["holds"], told[FALSE]["holds"], told[FALSE]["fails"]) == (True, False, 5)


@pytest.mark.usefixtures("with_a_fiction")
def test_a_world_is_shown_again_beside_its_twin(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("check", "--model", "--statement", FALSE, "--world", 2)
    code, out, _ = salient(capsys, *asked)
    assert code == 0
    assert "World 2: It does not. It does NOT hold." in out
    assert "area_end_km2" in out
    code, out, _ = salient(capsys, *asked, "--json")
    one, other = json.loads(out)["outcomes"]["holder_casualties"]
    assert one == other > 0.0


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--model", "--statement", "people-never-come-bak"), "did you mean 'people-never-come-back'?"),
        (("--model", "--world", 1), "name it with --statement"),
        (("--model", "kursk/hold"), "leave out SCENARIO"),
        (("kursk/hold", "--world", 1), "add --model"),
        ((), "name a scenario"),
    ],
)
def test_what_is_asked_wrongly_is_refused(
    capsys: pytest.CaptureFixture[str], asked: tuple[object, ...], told: str
) -> None:
    code, out, err = salient(capsys, "check", *asked)
    assert code != 0
    assert not out
    assert told in err
