"""Dated questions: what counts as having happened, what is refused, the hash, and scores against published ones."""

import datetime
import json
import math
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from sim.analysis.questions.answering import answer, loaded_for
from sim.analysis.questions.events import event_from
from sim.analysis.questions.frozen import canonical, frozen, hash_of, read_frozen, write_frozen
from sim.analysis.questions.reading import Question, read_questions
from sim.analysis.questions.scoring import read_outcomes, scored
from sim.errors import InputError

DOCS = Path(__file__).resolve().parents[2] / "docs"
START = datetime.date(2025, 3, 12)
DAYS = [0.5, 19.9, 20.0, 110.99, 111.0, math.inf, np.nan]  # day 20 is 1 April 2025, day 111 is 1 July
HELD = [29.9, 30.0, 30.9, 31.0, 91.0, np.nan, np.nan]


def ensemble() -> SimpleNamespace:
    outcomes = {"truce_day": np.array(DAYS), "truce_held_days": np.array(HELD)}
    failures = (SimpleNamespace(replication=6),)
    kept = {"horizon_days": 365}
    return SimpleNamespace(name="made up", outcomes=outcomes, failures=failures, manifest=kept, paths={})


@pytest.mark.parametrize(
    ("entry", "happened"),
    [
        ({"event": "truce_day", "from": "2025-04-01", "to": "2025-06-30"}, [0, 0, 1, 1, 0, 0]),
        ({"event": "truce_day", "to": "2025-03-31"}, [1, 1, 0, 0, 0, 0]),
        ({"event": "truce_day", "from": "2025-07-01"}, [0, 0, 0, 0, 1, 1]),  # or never
        ({"event": "truce_held_days", "at_least": 30, "below": 31}, [0, 1, 1, 0, 0, np.nan]),
        ({"event": "truce_held_days", "at_most": 30}, [1, 1, 0, 0, 0, np.nan]),
    ],
)
def test_a_day_belongs_to_the_window_of_its_date_and_never_to_one_without_an_end(
    entry: dict[str, object], happened: list[float]
) -> None:
    found = event_from(entry, "here").happened(ensemble(), START)
    assert np.array_equal(found, [*happened, np.nan], equal_nan=True)


def question(event: dict[str, object], condition: dict[str, object] | None = None) -> Question:
    own = event_from(condition, "here") if condition else None
    return Question("q", "", "", "kursk/undecided", (), event_from(event, "here"), own, (), {}, "here")


def test_a_condition_leaves_out_the_runs_that_do_not_meet_it() -> None:
    """Of the four from April on two lie in the window: a chance of 2/4, scored as 2.5 of 5."""
    later = {"event": "truce_day", "from": "2025-04-01"}
    told = answer(question({**later, "to": "2025-06-30"}, later), ensemble(), START)
    assert (told["n"], told["chance"], told["scored_as"]) == (4, 0.5, 0.5)
    assert told["low"] < 0.5 < told["high"]
    assert answer(question(later), ensemble(), START)["n"] == 6


def test_published_scores_of_the_crowds_are_found_again() -> None:
    """Resolved "not before 2026": RFI .204, .494; Glimt .265, .580; Metaculus .727, 1.347 (chances as published)."""
    asked = [one for one in read_questions(DOCS / "questions-2025.yaml") if one.of == "first-truce"]
    answers = [{"id": one.id, "of": one.of, "scored_as": 0.25, "crowd": one.crowd} for one in asked]
    came = {one.id: int(one.id == "truce-not-before-2026") for one in asked}
    scores = scored(answers, came)
    found = {row["who"]: (row["brier"], row["log"]) for row in scores["groups"]}
    assert found["RFI"] == pytest.approx((0.204, 0.494), abs=1e-3)
    assert found["Glimt"] == pytest.approx((0.265, 0.580), abs=1e-3)
    assert found["Metaculus"] == pytest.approx((0.727, 1.347), abs=1e-3)
    assert found["model"] == pytest.approx((3 * 0.0625 + 0.5625, math.log(4)))
    later = next(row for row in scores["means"] if row["asked"] == "2025-05-08" and row["who"] == "RFI")
    assert (later["n"], later["brier"]) == (1, pytest.approx(0.28 * 0.28))
    assert later["model_on_the_same"]["brier"] == pytest.approx(0.5625)


def test_what_is_not_wholly_resolved_has_no_common_score_and_a_wrong_certainty_no_log() -> None:
    answers = [{"id": one, "of": "x", "scored_as": 0.0, "crowd": ()} for one in ("a", "b")]
    assert scored(answers, {"a": 1})["groups"] == []
    assert scored(answers, {"a": 1})["means"][0] == {
        "who": "model", "asked": "", "n": 1, "brier": 1.0, "log": None, "model_on_the_same": {"brier": 1.0, "log": None}
    }  # fmt: skip


def test_the_hash_is_of_the_content_and_a_change_is_refused(tmp_path: Path) -> None:
    """SHA-256 of {"answers":[],"b":"\\u00b1"} by `printf '%s' … | sha256sum`."""
    content = {"b": "±", "answers": []}
    assert canonical(content) == '{"answers":[],"b":"\\u00b1"}'
    assert hash_of(content) == hash_of({"answers": [], "b": "±", "sha256": "other"})
    file = tmp_path / "kept.json"
    write_frozen(frozen(content), file)
    assert read_frozen(file)["sha256"] == hash_of(content)
    with pytest.raises(InputError, match="what is frozen stays"):
        write_frozen(frozen(content), file)
    file.write_text(json.dumps({**frozen(content), "b": "other"}), encoding="utf-8")
    with pytest.raises(InputError, match="was changed after it was frozen"):
        read_frozen(file)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("event: truce_dya\n    to: 2025-06-30", "event = 'truce_dya' cannot be asked for; did you mean 'truce_day'"),
        ("event: first_event\n    to: 2025-06-30", "is a category"),
        ("event: truce_day\n    at_least: 3", "truce_day is of kind day: give from or to and nothing else"),
        ("event: truce_day", "give from or to"),
        ("event: area_end_km2\n    to: 2025-06-30", "is of kind amount: give at_least or below or at_most"),
        ("event: truce_day\n    to: June", "to = 'June' is no date"),
        ("event: truce_day\n    from: 2025-06-30\n    to: 2025-06-01", "to = 2025-06-01 is before from = 2025-06-30"),
        ("event: area_end_km2\n    below: much", "below = 'much' is no number"),
        ("event: truce_day\n    to: 2025-06-30\n    wen: x", "wen is not known here"),
        ("event: truce_day\n    to: 2025-12-31", "q needs 295 days from 2025-03-12, and kursk/undecided has 90"),
        ("event: truce_day\n    to: 2025-04-01\n    crowd: [{who: a, asked: b, chance: 3, source: c}]", "outside 0"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_place(text: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "asked.yaml"
    file.write_text(f"questions:\n  - id: q\n    scenario: kursk/undecided\n    {text}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"asked\.yaml:2:5: ") as refused:
        loaded_for(read_questions(file))
    assert told in str(refused.value).replace(f"{file.parent}/", "")


def test_a_table_asks_the_same_as_a_document(tmp_path: Path) -> None:
    file, other = tmp_path / "asked.csv", tmp_path / "asked.yaml"
    file.write_text(
        "id,scenario,set,event,from,to,below,if_event,if_from\n"
        "a,kursk/hold,horizon_days=60; forms=drawn,truce_day,2025-04-01,2025-04-30,,truce_day,2025-03-20\n"
        "b,kursk/hold,,area_end_km2,,,35,,\n",
        encoding="utf-8",
    )
    other.write_text(
        "questions:\n"
        "  - {id: a, scenario: kursk/hold, set: [horizon_days=60, forms=drawn], event: truce_day, from: 2025-04-01, "
        "to: 2025-04-30, if: {event: truce_day, from: 2025-03-20}}\n"
        "  - {id: b, scenario: kursk/hold, event: area_end_km2, below: 35}\n",
        encoding="utf-8",
    )
    kept = ("id", "scenario", "sets", "event", "condition")
    one, two = ([[getattr(q, key) for key in kept] for q in read_questions(which)] for which in (file, other))
    assert one == two


def test_outcomes_are_of_questions_that_were_asked(tmp_path: Path) -> None:
    file = tmp_path / "came.csv"
    file.write_text("id,outcome,source\na,1,x\nb,,\n", encoding="utf-8")
    assert read_outcomes(file, ["a", "b"]) == {"a": 1}
    file.write_text("id,outcome\nc,1\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"came\.csv:2: id = 'c' was not asked"):
        read_outcomes(file, ["a", "b"])
    file.write_text("id,outcome\na,perhaps\n", encoding="utf-8")
    with pytest.raises(InputError, match="is neither 1 nor 0"):
        read_outcomes(file, ["a"])
