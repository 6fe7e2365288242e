"""Scenarios in Python: changed as `--set` changes them, and written so that they load to the same."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.errors import InputError, StorageError
from sim.notebook.scenario import SPELLINGS, Scenario
from sim.scenario.loading import load, restore

A = "kursk/undecided"
ENTRY = "supply.routes.main_road.start_state"


@pytest.fixture(scope="module")
def undecided() -> Scenario:
    return sim.load(A)


@pytest.fixture(scope="module")
def changed(undecided: Scenario) -> Scenario:
    people = sim.Distribution("triangular", (40000, 50000, 60000), evidence=undecided["ground.tempo_mean"].evidence)
    return undecided.with_(command__policy="policy_date", command__order_day=5, attacker__people_persons=people)


@pytest.mark.parametrize(
    ("path", "value", "text"),
    [
        ("command.order_day", 5, "5"),
        ("command.order_day", np.float64(5.5), "5.5"),
        ("command.order_day", float("inf"), "null"),
        ("command.order_day", None, "never"),
        ("command.order_day", date(2025, 3, 20), "2025-03-20"),
        ("command.policy", "hold", "hold"),
        ("command.breakout", False, "no"),
        ("supply.stock_days", {"triangular": [1, 2, 4]}, "{triangular: [1, 2, 4]}"),
        ("supply.stock_days", sim.Distribution("uniform", (1, 4)), "{uniform: [1, 4]}"),
        ("supply.stock_days", sim.Fixed(3), "3"),
        ("forms", "drawn", "drawn"),
        ("title", "Dusk: 'a' # b", '"Dusk: \'a\' # b"'),
    ],
)
def test_a_value_is_put_over_as_set_puts_it(undecided: Scenario, path: str, value: object, text: str) -> None:
    """The hash covers every value, source and remark."""
    there = load(A, [f"{path}={text}"])
    assert undecided.with_({path: value}).hash == there.hash
    assert undecided.with_(**{path.replace(".", "__"): value}).hash == there.hash


def test_changes_add_up_and_the_scenario_before_stays(undecided: Scenario, changed: Scenario) -> None:
    both = changed.with_(horizon_days=30).with_(command__order_day=7)
    assert isinstance(both, Scenario)
    assert (both["command.order_day"].mean(), both.scenario.horizon_days) == (7.0, 30)
    assert both.hash == load(A, both.sets).hash
    assert both.changed == load(A, both.sets).changed
    assert changed["command.order_day"].mean() == 5.0
    assert undecided.sets == ()


@pytest.mark.parametrize(
    ("path", "value", "text"),
    [
        ("command.order_day", -5, "-5"),
        ("command.order_dy", 5, "5"),
        ("command.policy", "leave", '"leave"'),
        ("supply.stock_days", {"triangular": [1, 2]}, '{"triangular": [1, 2]}'),
        ("supply.stock_days", {"value": 2, "source": "nobody-knows"}, '{"value": 2, "source": "nobody-knows"}'),
        ("command", 3, "3"),
        ("supply.stock_days", "many", '"many"'),
    ],
)
def test_what_set_refuses_is_refused_in_the_same_words(
    undecided: Scenario, path: str, value: object, text: str
) -> None:
    with pytest.raises(InputError) as by_set:
        load(A, [f"{path}={text}"])
    with pytest.raises(InputError) as by_python:
        undecided.with_({path: value})
    assert str(by_python.value) == str(by_set.value)


def test_a_path_that_is_no_text_is_told(undecided: Scenario) -> None:
    with pytest.raises(InputError, match=r"paths are texts such as 'command\.order_day'"):
        undecided.with_({5: 5})


def test_a_value_is_looked_up_with_its_evidence(undecided: Scenario) -> None:
    assert undecided["supply.demand_kg_per_person_day"].arguments == (8.0, 15.0, 30.0)
    assert "supply.stock_days" in undecided
    assert "supply" not in undecided
    with pytest.raises(KeyError, match=r"did you mean 'supply\.stock_days'"):
        undecided["supply.stock_dais"]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_what_is_written_loads_to_the_same_values_and_sources(
    changed: Scenario, spelling: str, tmp_path: Path
) -> None:
    there = sim.load(changed.write(tmp_path / "deep.yaml", spelling))
    assert there.hash == changed.hash
    assert there.changed == changed.changed
    assert there["attacker.people_persons"].evidence.source == changed["ground.tempo_mean"].evidence.source


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_file_of_ones_own_is_written_elsewhere_with_its_map_and_comments(
    spelling: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = sim.load("tutorial/baseline")
    (tmp_path / "maps").mkdir()
    map_ = tmp_path / "maps" / "hill.yaml"
    map_.write_text("# surveyed\n" + shipped.theatre_text.replace("name: ", "name: My ", 1), encoding="utf-8")
    own = tmp_path / "own.yaml"
    text = "extends: tutorial/baseline\n# my map\ntheatre: maps/hill.yaml\nhorizon_days: 20\n"
    own.write_text(text, encoding="utf-8")
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    mine = sim.load(own).with_(horizon_days=25)
    there = sim.load(mine.write("copy.yaml", spelling))
    assert (there.text.partition("theatre")[0], there.theatre_text) == (
        mine.text.partition("theatre")[0], mine.theatre_text,
    )  # fmt: skip
    assert there.scenario.horizon_days == 25
    assert ("# my map" in Path("copy.yaml").read_text(encoding="utf-8")) == (spelling == "file")


def test_one_that_has_no_file_is_written_whole(changed: Scenario, tmp_path: Path) -> None:
    kept = Scenario.of(restore("gone/away", changed.text, changed.theatre_text, changed.sources))
    assert sim.load(kept.write(tmp_path / "again.yaml")).hash == changed.hash
    assert kept.with_(horizon_days=30).scenario.horizon_days == 30


def test_what_cannot_be_written_is_told(changed: Scenario, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be written"):
        changed.write(tmp_path / "nowhere" / "x.yaml")
    with pytest.raises(InputError, match="spelling = 'short' is none; choose changes, file, whole"):
        changed.to_yaml("short")


def test_it_is_shown_in_a_few_lines_with_what_differs(changed: Scenario) -> None:
    shown = repr(changed)
    assert shown.startswith("kursk/undecided: No order has been given yet; 90 days from 2025-03-12\n4 values differ")
    assert "  command.order_day = 5 days" in shown
    assert len(repr(changed.with_(forms="drawn")).splitlines()) < 30
    page = changed._repr_html_()
    assert '<th scope="row">command.order_day</th><td>5 days</td>' in page


def test_every_value_is_a_row_and_two_scenarios_are_set_side_by_side(undecided: Scenario, changed: Scenario) -> None:
    frame = changed.to_frame()
    assert frame.loc["supply.demand_kg_per_person_day", "value"] == "triangular [8, 15, 30]"
    assert set(frame.index[frame["differs"]]) == set(changed.changed)
    against = changed.differs_from(undecided)
    assert list(against.index) == ["attacker.people_persons", "command.policy", "command.order_day"]
    assert list(against.loc["command.order_day"]) == ["5", "never"]


def test_evidence_may_be_told_in_plain_words_and_is_checked(undecided: Scenario) -> None:
    plain = sim.Fixed(3.0, sim.Evidence("user", "judgement", "a guess"))
    assert undecided.with_(supply__stock_days=plain)["supply.stock_days"].evidence.basis is sim.Basis.JUDGEMENT
    with pytest.raises(InputError, match="unknown basis 'hearsay'; basis is one of: article, reported"):
        undecided.with_(supply__stock_days=sim.Fixed(3.0, sim.Evidence("user", "hearsay")))
