"""What values owe each other: refused with both values and both lines, or told where only some draws break it."""

import json
import re
from pathlib import Path

import pytest

from sim.cli.application import main
from sim.errors import InputError
from sim.scenario.files.shipped import shipped_names
from sim.scenario.judging import refuse_contradictions
from sim.scenario.loading import load, restore, tuned
from sim.scenario.schema.relations import ODDITIES, RELATIONS
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.structure import slots
from sim.session.inputs import scenarios as worlds
from sim.session.inputs.scenarios import Chosen, loaded, oddities
from sim.session.inputs.uploads import read_upload

BASE = "tutorial/baseline"
TWO = "talks.proposals.thirty_days."
REFUSED = {
    "strip larger than what is held": (["ground.strip_area_km2=200"], "the border strip is part of the held area"),
    "strip larger in every draw": (["ground.strip_area_km2={uniform: [121, 140]}"], "the border strip is part of"),
    "lost from the start": (["ground.lost_below_km2=120"], "larger than the area at which it counts as lost"),
    "lost above what is held": (["ground.lost_below_km2=300"], "larger than the area at which it counts as lost"),
    "a pause that ends above its beginning": (["attacker.resume_loss_share=0.3"], "a pause ends at or below the share"),
    "more stock than room": (["supply.stock_days=20"], "the stock of day 0 fits into what can be stored"),
    "a date without a day": (["command.policy=policy_date"], "an order on a date needs the date"),
    "lapsed before it is tabled": ([f"{TWO}lapse_day=1"], "a proposal lapses after the day on which it is tabled"),
    "lapsed as it is tabled": ([f"{TWO}lapse_day=2"], "a proposal lapses after the day on which it is tabled"),
    "accepted before it is tabled": ([f"{TWO}holder_accepted_day=-1"], "accepts a proposal when it is tabled or later"),
    "accepted after it lapsed": (
        [f"{TWO}holder_accepted_day=9", f"{TWO}lapse_day=2030-05-06"], "accepts a proposal before it lapses",
    ),
    "chances above one": (["withdrawal.orderly_if_open=0.9"], "an orderly and of a pressed exit are at most 1"),
    "nothing to say": (
        [f"talks.holder.{word}_weight=0" for word in ("conditional", "refuse", "examine")],
        "one of the three first statements has a weight above 0",
    ),
    "half a class": ([f"{TWO}truce_class=1.5"], "is no whole number"),
    "half a round": (["talks.mediation.counter_rounds=1.5"], "is no whole number"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_values_that_contradict_each_other_are_refused(case: str) -> None:
    sets, sentence = REFUSED[case]
    for door in (
        lambda: load(BASE, sets), lambda: tuned(load(BASE), sets), lambda: loaded(Chosen(BASE, tuple(sets))),
    ):  # fmt: skip
        with pytest.raises(InputError) as caught:
            door()
        told = str(caught.value)
        assert sentence in told
        assert re.match(r"--set .*: |\S+:\d+:\d+: ", told)


def test_a_refusal_tells_both_values_and_both_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = f"extends: {BASE}\nground:\n  held_area_km2: 120\n  strip_area_km2: {{uniform: [130, 150]}}\n"
    Path("mine.yaml").write_text(text)
    with pytest.raises(InputError) as caught:
        load("mine.yaml")
    with pytest.raises(InputError) as uploaded:
        read_upload("mine.yaml", text.encode())
    assert str(caught.value) == str(uploaded.value) == (
        "mine.yaml:4:3: ground.strip_area_km2 = uniform [130, 150] km² with ground.held_area_km2 = 120 km² "
        "(mine.yaml:3:3): the border strip is part of the held area, so it is no larger; lower the strip or raise the "
        "area"
    )


def test_two_sides_of_one_name_are_refused() -> None:
    with pytest.raises(InputError, match=r"--set sides.attacker=Arvenia: .* give each side a name of its own"):
        load(BASE, ["sides.attacker=Arvenia"])


POSSIBLE = {
    "strip": ("ground.strip_area_km2={triangular: [100, 119, 140]}", "but in about 48 of 100 draws it is not so; then"),
    "most strips": ("ground.strip_area_km2={uniform: [100, 160]}", "in about 67 of 100 draws it is not so; then all"),
    "pause": ("attacker.resume_loss_share=0.1", "in about 33 of 100 draws it is not so; then the attacker pauses and"),
    "stock": ("supply.stock_capacity_days=10", "what does not fit is gone after the first day"),
    "lapse": (f"{TWO}lapse_day={{uniform: [1, 5]}}", "in about 25 of 100 draws it is not so; then the proposal is"),
    "policy": ("command.policy={choice: {policy_date: 1, hold: 3}}", "in about 25 of 100 draws it is not so; then"),
}  # fmt: skip


@pytest.mark.parametrize("case", POSSIBLE)
def test_what_only_some_draws_break_is_a_warning_with_how_many(case: str) -> None:
    text, words = POSSIBLE[case]
    found = load(BASE, [text])
    assert len(found.warnings) == 1
    assert words in found.warnings[0]
    assert f"--set {text}" in found.warnings[0]


ODD = {
    "order": (["command.policy=policy_date", "command.order_day=61"], "the order comes after the last day"),
    "tabled": ([f"{TWO}tabled_day=61"], "the proposal comes after the last day, so it is never tabled"),
    "accepts": (["talks.attacker.accepts_on_day=61"], "so this government never accepts"),
    "lapsed": ([f"{TWO}tabled_day=-9", f"{TWO}lapse_day=-2"], "has lapsed by day 0"),
    "factor alone": (["attacker.stall_factor=0.2"], "a stall of 0 days changes nothing"),
    "days alone": (["attacker.stall_days=9"], "a stall with the factor 1 changes nothing"),
    "allies": (["attacker.allied_share=0", "attacker.allied_withdrawal_day=3"], "no allied contingent that could"),
    "trigger": (["supply.stock_capacity_days=4", "supply.stock_days=1", "supply.stock_trigger_days=6"], "to calm the"),
    "tracks": (["weather.mud_track_capacity=0.9"], "mud harms a paved road more than a track"),
    "exits": (["withdrawal.orderly_loss=0.9", "withdrawal.pressed_loss=0.2"], "an orderly exit costs more people"),
    "weights": (["ground.tempo_weight_7_days=0.9"], "counts for more than the whole tempo"),
    "regained": (["ground.loss_7_days_km2=20"], "ground counts as regained in the week before"),
    "reliefs": (["talks.holder.rearming_relief=0.9"], "lift more than the whole delay"),
    "tails": (["ground.tempo_mean={normal: [-4, 20]}"], "in about 64 of 100 draws it lies beyond −16 to 3 ln"),
    "half rounds": (["talks.mediation.counter_rounds={uniform: [0, 2]}"], "counts as the higher one"),
}  # fmt: skip


@pytest.mark.parametrize("case", ODD)
def test_what_is_merely_odd_is_a_warning(case: str) -> None:
    sets, words = ODD[case]
    assert [warning for warning in load(BASE, sets).warnings if words in warning]


FINE = [
    ["attacker.resume_loss_share=0.3", "attacker.pauses=no"],
    ["ground.strip_area_km2=120"],
    ["ground.loss_7_days_km2=16"],
    [f"{TWO}tabled_day=null", f"{TWO}holder_accepted_day=3"],
    [f"{TWO}holder_accepted_day=2", f"{TWO}lapse_day=2030-05-04"],
    ["withdrawal.orderly_if_open=0.9", "withdrawal.pressed_if_open=0.1"],
    ["command.policy=policy_date", "command.order_day=60"],
    ["talks.holder.conditional_weight=0", "talks.holder.refuse_weight=0", "talks.holder.examine_weight=1"],
]


@pytest.mark.parametrize("sets", FINE)
def test_values_at_the_edge_of_a_relation_are_neither_refused_nor_told(sets: list[str]) -> None:
    assert load(BASE, sets).warnings == ()


@pytest.mark.parametrize("name", shipped_names())
def test_shipped_scenarios_keep_every_relation(name: str) -> None:
    assert load(name).warnings == ()


def test_a_stored_scenario_that_breaks_a_relation_can_still_be_read() -> None:
    good = load(BASE)
    text = good.text.replace('lost_below_km2: {"value": 25', 'lost_below_km2: {"value": 125')
    assert text != good.text
    old = restore("old", text, good.theatre_text)
    with pytest.raises(InputError, match="larger than the area at which it counts as lost"):
        refuse_contradictions(old.scenario, old.place)


def test_every_relation_names_fields_of_the_schema() -> None:
    known = {path for path, _ in slots(Scenario)}
    for rule in (*RELATIONS, *ODDITIES):
        fields = (*rule.fields, *([rule.only_if[0]] if rule.only_if else []))
        for field in fields:
            assert field.replace("proposals.*", "proposals.0").replace("talks.party", "talks.holder") in known


def test_the_documents_list_every_relation() -> None:
    text = (Path(__file__).parents[2] / "docs" / "scenario-files.md").read_text(encoding="utf-8")
    for relation in RELATIONS:
        assert relation.sentence in text
        assert relation.then in text
    for oddity in ODDITIES:
        assert oddity.sentence in text


def test_check_and_run_say_a_warning_once_and_end_well(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    odd = ["--set", "attacker.stall_factor=0.2"]
    few = ["--replications", "4", "--executor", "simpy", "--out", str(tmp_path / "results"), "--quiet"]
    for command in (["check", BASE, *odd], ["run", BASE, *odd, *few], ["compare", BASE, f"{BASE}", *odd, *few]):
        with pytest.raises(SystemExit) as ended:
            main([*command, "--json"])
        told = capsys.readouterr()
        assert ended.value.code in (0, None)
        assert told.err.count("salient: warning: ") == 1
        assert told.err.count("a stall of 0 days changes nothing") == 1
        json.loads(told.out)
    with pytest.raises(SystemExit):
        main(["check", BASE, *odd, "--json"])
    assert "a stall of 0 days" in json.loads(capsys.readouterr().out)["scenarios"][0]["warnings"][0]


def test_the_app_names_no_folder_of_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    worlds._tried.cache_clear()  # what was read in another folder is remembered with its path from there
    fresh = Chosen(BASE, ("ground.strip_area_km2={uniform: [100, 141]}",))
    [told] = oddities([fresh])
    assert "120 km² (tutorial/baseline.yaml:13:3)" in told
    with pytest.raises(InputError, match=r"120 km² \(tutorial/baseline.yaml:13:3\)"):
        loaded(Chosen(BASE, ("ground.strip_area_km2=201",)))
    text = f"extends: {BASE}\nattacker: {{stall_days: 3}}\n"
    assert oddities([Chosen("mine", upload=text)])[0].startswith("mine.yaml:2:12: attacker.stall_days = 3 days with")


def test_the_app_tells_what_is_odd_in_the_words_of_a_reader_who_wrote_no_option() -> None:
    tuned = Chosen(BASE, ("ground.strip_area_km2={uniform: [100, 140]}",))
    [told] = oddities([Chosen(BASE), tuned, tuned])
    assert told.startswith("ground.strip_area_km2 = uniform [100, 140] km² with ground.held_area_km2 = 120 km² (")
    assert oddities([Chosen(BASE), Chosen("nowhere")]) == ()


def test_a_map_without_ground_beyond_the_strip_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sim.scenario.files.shipped import scenario_folder

    monkeypatch.chdir(tmp_path)
    text = (scenario_folder() / "theatres" / "tutorial.yaml").read_text(encoding="utf-8")
    Path("map.yaml").write_text(text.replace("border_strip: false", "border_strip: true"), encoding="utf-8")
    Path("mine.yaml").write_text(f"extends: {BASE}\ntheatre: map.yaml\n")
    with pytest.raises(InputError, match=r"map.yaml:10:\d+: settlements.0.border_strip is true, as it is of"):
        load("mine.yaml")
