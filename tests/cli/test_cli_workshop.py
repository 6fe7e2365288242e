"""A future is played in rounds from its log, and nobody decides yesterday with what is known today."""

import json
import re
from pathlib import Path

import pytest

from sim.errors import InputError
from sim.experiment.replay import replay
from sim.experiment.workshop import play
from sim.scenario.loading import load
from sim.scenario.workshop import read_workshop
from tests.called import salient

DOCS = Path(__file__).parents[2] / "docs"
EXAMPLE = DOCS / "workshop-example.yaml"


def log(tmp_path: Path, *rounds: str, scenario: str = "kursk/undecided-hold") -> Path:
    file = tmp_path / "log.yaml"
    text = "".join(f"  - {one}\n" for one in rounds)
    file.write_text(f"scenario: {scenario}\nreplication: 3\nrounds:\n{text}", encoding="utf-8")
    return file


def test_the_rounds_of_the_example_are_one_future_cut_at_their_days() -> None:
    workshop = read_workshop(EXAMPLE)
    rounds = play(workshop)
    assert [(one.start, one.end) for one in rounds] == [(0, 3), (3, 7), (7, 14), (14, 30), (30, 60)]
    whole = replay(workshop.scenario(5), replication=3, seed=1)
    told = [event["time"] for event in whole.events if event["time"] < 60]
    assert [event["time"] for one in rounds for event in one.events] == told
    areas = [one.standing["held_area_km2"] for one in rounds]
    assert areas == [float(whole.paths["held_area_km2"][one.end]) for one in rounds]
    assert areas == sorted(areas, reverse=True)


def test_what_is_decided_acts_from_its_round_on(tmp_path: Path) -> None:
    leaving = "{until: 20, decisions: {holder: [command.policy=policy_date, command.order_day=4]}}"
    first, second = play(read_workshop(log(tmp_path, "until: 4", leaving)))
    _, stayed = play(read_workshop(log(tmp_path, "until: 4", "until: 20")))
    orders = [event["time"] for event in second.events if event["kind"] == "order"]
    assert orders == [4.0]
    assert not [event for event in stayed.events if event["kind"] == "order"]
    assert first.standing == play(read_workshop(log(tmp_path, "until: 4")))[0].standing
    same_day = replay(load("kursk/undecided-hold"), replication=3, seed=1)
    assert first.standing["held_area_km2"] == float(same_day.paths["held_area_km2"][4])


TOO_EARLY = ("command.policy=policy_date, command.order_day=2", "ground.tempo_start_shift=0.5")


@pytest.mark.parametrize("decision", TOO_EARLY)
def test_a_decision_that_changes_what_was_seen_is_refused(tmp_path: Path, decision: str) -> None:
    file = log(tmp_path, "until: 9", f"{{until: 20, decisions: {{holder: [{decision}]}}}}")
    with pytest.raises(InputError, match=r"log\.yaml:5:.*decided on day 9 changes what was seen before: on day"):
        play(read_workshop(file))


@pytest.mark.parametrize(
    ("rounds", "said"),
    [
        (["until: 9", "until: 9"], "until = 9 is not after the round before, which ends on day 9"),
        (["until: 900"], "until = 900 is after the scenario's last day; give at most 90"),
        (["until: 9, decides: {}"], "did you mean 'decisions'?"),
        (["until: 9, decisions: {holder: [command.polici=hold]}"], "did you mean 'command.policy'"),
        (["until: soon"], "is not a whole number"),
    ],
)
def test_what_is_wrong_in_a_log_is_told_with_its_place(tmp_path: Path, rounds: list[str], said: str) -> None:
    file = log(tmp_path, *(f"{{{one}}}" for one in rounds))
    with pytest.raises(InputError) as fault:
        play(read_workshop(file))
    assert re.match(r".*log\.yaml:\d+:\d+: ", str(fault.value))
    assert said in str(fault.value)


def test_the_command_tells_rounds_and_outlook(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = salient(capsys, "workshop", str(EXAMPLE), "--futures", "100", "--quiet")
    assert (code, err) == (0, "")
    told = " ".join(out.split())
    for words in (
        "Round 2, days 3 to 7",
        "holder decides: command.policy=policy_date, command.order_day=4",
        "Paved road: now cut",
        "On day 60: ground held",
        "whatever the luck (100 runs from day 0)",
    ):
        assert words in told
    code, out, _ = salient(capsys, "workshop", str(EXAMPLE), "--round", "2", "--futures", "0", "--json")
    content = json.loads(out)
    assert code == 0
    assert len(content["rounds"]) == 2
    assert content["outlook"] is None
    code, _, err = salient(capsys, "workshop", str(EXAMPLE), "--round", "9", "--futures", "0")
    assert code == 2
    assert "rounds 1 to 5" in err


def test_the_page_says_what_the_example_does() -> None:
    page = (DOCS / "workshop.md").read_text(encoding="utf-8")
    rounds = play(read_workshop(EXAMPLE))
    assert "on days 3, 7, 14, 30 and 60" in page
    events = {event["kind"]: event for one in reversed(rounds) for event in one.events}
    assert events["order"]["time"] == 4.0
    cut = next(event["time"] for one in rounds for event in one.events if "Paved road: now cut" in event["text"])
    assert 5.5 < cut < 6.5
    accepts = [event for one in rounds for event in one.events if "Russia accepts proposal 2" in event["text"]]
    assert [event["time"] for event in accepts] == [15.0]
    assert round(rounds[2].standing["held_area_km2"], -1) == 40
