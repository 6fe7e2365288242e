"""What a reader brings and changes: the last of two changes holds, days are those of the start, uploads stay apart."""

from __future__ import annotations

import datetime
import threading
import time
from pathlib import Path

import pytest
from made_up_answers import request

from sim.errors import InputError
from sim.experiment.results.listing import Stored
from sim.scenario.loaded import LoadedScenario
from sim.scenario.loading import load
from sim.session.answers import stored
from sim.session.background.lookers import Readers
from sim.session.background.refinery import Changed, Job, refine
from sim.session.inputs import changes, scenarios, sizes, uploads
from sim.session.inputs.controls import Standing, control_of, leaves_by_slot, stands_at
from sim.session.inputs.scenarios import Chosen, last_written, loaded, own_names
from sim.session.inputs.tuned import file_name

BASELINE = load("kursk/baseline")


def test_of_two_changes_of_one_value_the_last_holds() -> None:
    strength = control_of(leaves_by_slot(BASELINE)["attacker.people_persons"], BASELINE)
    sets = ("attacker.people_persons=50000", "attacker.people_persons=80000")
    assert stands_at(strength, sets) == Standing(80000.0, fixed=True)
    assert loaded(Chosen("kursk/baseline", sets)).scenario.attacker.people_persons.mean() == 80000.0


def test_a_day_is_told_with_the_date_of_the_start_the_reader_chose() -> None:
    sets = ("start=2025-03-20", "command.policy=policy_date", "command.order_day=10")
    told = {line.partition(":")[0]: line for line in changes.in_words(Chosen("kursk/baseline", sets))}
    assert told["Start"] == "Start: 12 March 2025 → **20 March 2025**"
    assert told["Day of the withdrawal order"].endswith("never → **day 10 (30 March 2025)**")


def test_uploads_of_one_name_stay_apart() -> None:
    texts = [f"title: Mine\nextends: kursk/hold\nhorizon_days: {days}\n" for days in (30, 40)]
    found = [loaded(Chosen("mine", upload=text)).scenario.horizon_days for text in (*texts, texts[0])]
    assert found == [30, 40, 30]


@pytest.mark.parametrize(
    "line", ["extends: ../../elsewhere.yaml", "extends: /etc/passwd", "extends: kursk/hold\ntheatre: /etc/passwd"]
)
def test_an_upload_reads_no_file_of_this_machine(line: str) -> None:
    with pytest.raises(InputError, match="uploaded file can"):
        uploads.load_upload("mine", f"title: Mine\n{line}\n")


def test_a_file_to_take_along_has_the_letter_of_its_scenario() -> None:
    assert file_name(Chosen("kursk/hold", ("horizon_days=60",)), "C") == "c-hold-tuned.yaml"
    assert file_name(Chosen("kursk/hold"), "A") == "a-hold.yaml"
    twice = [Chosen("kursk/hold"), Chosen("kursk/hold"), Chosen("kursk/hold", ("horizon_days=60",))]
    assert own_names(twice) == ["kursk/hold (A)", "kursk/hold (B)", "kursk/hold, tuned"]


def test_who_looked_last_comes_first_and_only_current_looks_are_held() -> None:
    readers = Readers()
    for reader, name in (("one", "kursk/hold"), ("two", "kursk/undecided"), ("one", "kursk/baseline")):
        readers.note(reader, request(Chosen(name)), ready=True)
    assert [look.request.scenarios[0].name for look in readers.newest_first()] == ["kursk/baseline", "kursk/undecided"]
    hashes = {loaded(Chosen(name)).hash for name in ("kursk/baseline", "kursk/undecided")}
    assert readers.keys() == {(one, 42, False) for one in hashes}


@pytest.mark.parametrize(
    ("at_hand", "runs", "following"),
    [(0, 2000, 500), (200, 2000, 500), (500, 2000, 2000), (2000, 2000, None), (200, 450, 450), (2000, 9999, 8000)],
)
def test_a_page_goes_by_stages_to_the_runs_asked_for(
    monkeypatch: pytest.MonkeyPatch, at_hand: int, runs: int, following: int | None
) -> None:
    monkeypatch.setattr(sizes, "executor", lambda: "compiled")
    assert sizes.next_size(at_hand, runs) == following


def test_a_scenario_that_was_edited_since_is_not_refined() -> None:
    with pytest.raises(Changed, match="kursk/hold"):
        refine(Job(Chosen("kursk/hold"), "the hash of before", 1, 5, last_written()))


def test_a_link_to_results_tells_those_that_are_gone() -> None:
    kept = [Stored(Path(f"/results/{name}"), None, datetime.datetime.now(), 1, (), ()) for name in ("one", "two")]
    wanted = stored.named_in("two,three,..%2Fone", kept[1:])
    assert [result.name for result in wanted.results] == ["two"]
    assert [told.split(";")[0] for told in wanted.complaints] == [
        "There is no result three here", "There is no result ../one here",
    ]  # fmt: skip
    assert stored.named_in(None, kept) == stored.Wanted()


def test_a_first_look_at_the_stops_of_a_sweep_has_fewer_runs_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "executor", lambda: "compiled")
    assert [sizes.quick_size(scenarios) for scenarios in (1, 4, 7)] == [200, 200, 100]
    monkeypatch.setattr(sizes, "executor", lambda: "simpy")
    assert sizes.quick_size(7) == sizes.QUICK_SIMPY


def test_readers_who_ask_at_once_have_a_scenario_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, chosen = scenarios._read, Chosen("kursk/baseline", ("attacker.people_persons=51234",))
    read, all_there = [], threading.Barrier(3)

    def slowly(one: Chosen, written: float) -> LoadedScenario:
        read.append(one)
        time.sleep(0.05)  # others would begin meanwhile
        return reading(one, written)

    def ask() -> None:
        all_there.wait()
        loaded(chosen)

    loaded(chosen.bare)
    monkeypatch.setattr(scenarios, "_read", slowly)
    readers = [threading.Thread(target=ask) for _ in range(3)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert read == [chosen]
