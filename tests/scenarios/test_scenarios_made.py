"""The shipped theatre that `salient new` made: the command makes it again, and nothing seen later is in it."""

from datetime import date
from pathlib import Path

import pytest

from sim.scenario.files.shipped import PACKAGE, scenario_folder
from sim.scenario.loading import load
from tests.called import salient

ROOT = Path(__file__).parents[2]
NAME, ORIGIN = "avdiivka", date(2024, 1, 15)
FILES = (f"{NAME}/baseline.yaml", f"{NAME}/sources.yaml", f"theatres/{NAME}.yaml")
SEEN = PACKAGE / "data" / "avdiivka.csv"


def made_again(capsys: pytest.CaptureFixture[str], observations: Path, folder: Path) -> list[str]:
    """The texts of the files that the command of docs/your-own-case.md writes from these observations."""
    source = load(f"{NAME}/baseline").sources[f"observations-{NAME}"]
    code, _, err = salient(
        capsys, "new", NAME, "--observations", observations, "--origin", ORIGIN, "--place", "Avdiivka",
        "--holder", "Ukraine", "--attacker", "Russia", "--publisher", source.publisher, "--out", folder, "--no-look",
    )  # fmt: skip
    assert (code, err) == (0, "")
    return [(folder / file).read_text(encoding="utf-8") for file in FILES]


def test_the_command_alone_makes_what_is_shipped(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    shipped = [(scenario_folder() / file).read_text(encoding="utf-8") for file in FILES]
    assert made_again(capsys, SEEN, tmp_path) == shipped


def test_nothing_that_was_seen_later_is_in_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    header, *rows = SEEN.read_text(encoding="utf-8").splitlines()
    earlier = [row for row in rows if row[:10] <= str(ORIGIN)]
    (tmp_path / "cut").mkdir()
    cut = tmp_path / "cut" / SEEN.name
    cut.write_text("\n".join([header, *earlier]) + "\n", encoding="utf-8")
    assert len(earlier) < len(rows)
    one, other = made_again(capsys, cut, tmp_path), made_again(capsys, SEEN, tmp_path / "cut")
    assert [text.replace("../cut/", "") for text in one] == other  # but for where the map finds its table


def test_its_observations_were_public_and_nobody_talks() -> None:
    loaded = load(f"{NAME}/baseline")
    assert loaded.sources[f"observations-{NAME}"].published == ORIGIN
    assert not loaded.scenario.talks.proposals
    assert loaded.warnings == ()
