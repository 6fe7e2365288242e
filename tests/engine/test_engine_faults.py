"""What goes wrong is found by both executors, with the same number, and costs no other replication."""

import numpy as np
import pytest
from scripted_processes import (
    ENDLESS_GROUND,
    FEW_STEPS,
    FILL_LOG,
    LOSE_PEOPLE,
    NO_NUMBER,
    NOTHING,
    OVERDRAW,
    Script,
    play_both,
)

from sim.engine import faults
from sim.engine.faults import fault_message
from sim.engine.plain_blocks import traceback_of
from sim.engine.replication import run_block
from sim.engine.theatre import model_of
from sim.experiment.design.unit_cube import uniforms
from sim.model.world.events import LOG_CAPACITY
from sim.model.world.parameters import P, fill, plan
from sim.scenario.loading import load
from sim.scenario.schema.columns import COLUMNS

FAILING = 2
LOADED = load("tutorial/baseline")
MODEL = model_of(LOADED)


def rows_with(path: str, value: float) -> np.ndarray:
    """Five rows of the tutorial; the third has a value that no scenario may have."""
    made = plan(LOADED)
    rows = fill(made, uniforms(1, 0, 5, made.varying.tolist(), width=P))
    rows[FAILING, COLUMNS.index(path)] = value
    return rows


# planted in processes


@pytest.mark.slow
@pytest.mark.parametrize("delay", [-1.0, -1e-12, np.nan])
def test_a_delay_that_is_negative_or_no_number_is_a_fault(delay: float) -> None:
    played = play_both(Script({3: [(NOTHING, 2.0), (NOTHING, delay)]}))
    assert (played.fault, played.steps) == (faults.BAD_DELAY, 17)


def test_resumptions_are_capped() -> None:
    played = play_both(Script().for_ever(5, NOTHING, 0.001))
    assert (played.fault, played.steps) == (faults.TOO_MANY_STEPS, FEW_STEPS + 1)


def test_the_real_cap_is_far_above_what_a_year_takes() -> None:
    assert faults.MOST_STEPS >= 100_000


def test_resumptions_at_one_instant_are_capped() -> None:
    played = play_both(Script({1: [(NOTHING, 4.0)]}).for_ever(5, NOTHING, 0.0))
    assert played.fault == faults.STUCK_INSTANT
    assert played.log[-1, 0] == 0.0


def test_two_processes_that_wake_each_other_for_ever_are_stopped() -> None:
    script = Script().for_ever(5, 6.0, 50.0).for_ever(6, 5.0, 50.0)
    assert play_both(script).fault == faults.STUCK_INSTANT


def test_a_full_log_is_a_fault_and_nothing_is_written_beyond_it() -> None:
    played = play_both(Script({11: [(NOTHING, 1.0), (FILL_LOG, 1.0)]}))
    assert played.fault == faults.LOG_FULL
    assert played.entries > len(played.log) == LOG_CAPACITY


@pytest.mark.parametrize(
    ("action", "fault"),
    [
        (NO_NUMBER, faults.NOT_FINITE),
        (OVERDRAW, faults.NOT_FINITE),
        (ENDLESS_GROUND, faults.NOT_FINITE),
        (LOSE_PEOPLE, faults.LOST_PEOPLE),
    ],
)
def test_an_end_state_that_cannot_be_is_a_fault(action: int, fault: int) -> None:
    assert play_both(Script({0: [(action, 1.0)]})).fault == fault


def test_a_script_without_fault_is_fine() -> None:
    assert play_both(Script({0: [(NOTHING, 1.0)]})).fault == faults.FINE


# planted in rows of parameters


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("weather.clear_spell_days", -5.0, faults.BAD_DELAY),
        ("weather.clear_spell_days", np.nan, faults.NO_NUMBER),
        ("command.policy", np.nan, faults.NO_NUMBER),
        ("supply.stock_days", np.nan, faults.NO_NUMBER),
        ("supply.road_load_t", 0.0, faults.RAISED),
        ("ground.tempo_half_life_days", 0.0, faults.RAISED),
    ],
)
def test_both_executors_tell_the_same_fault(path: str, value: float, fault: int) -> None:
    rows = rows_with(path, value)
    slow, fast = (
        run_block(MODEL, rows, seed=1, first=0, executor=executor, logs=5) for executor in ("simpy", "compiled")
    )
    assert slow.faults.tolist() == [0, 0, fault, 0, 0]
    assert np.isnan(slow.outcomes[FAILING]).all()
    for part in ("faults", "steps", "outcomes", "paths", "events"):
        assert getattr(slow, part).tobytes() == getattr(fast, part).tobytes(), part


@pytest.mark.parametrize("executor", ["simpy", "compiled"])
def test_a_failing_replication_leaves_the_others_as_they_were(executor: str) -> None:
    failing = run_block(MODEL, rows_with("supply.road_load_t", 0.0), seed=1, first=0, executor=executor)
    whole = run_block(MODEL, rows_with("supply.road_load_t", 2.5), seed=1, first=0, executor=executor)
    others = [0, 1, 3, 4]
    assert failing.outcomes[others].tobytes() == whole.outcomes[others].tobytes()
    assert failing.paths[others].tobytes() == whole.paths[others].tobytes()


def test_its_traceback_shows_the_line() -> None:
    row = rows_with("supply.road_load_t", 0.0)[FAILING]
    text = traceback_of(MODEL, row, seed=1, replication=FAILING)
    assert "supply.py" in text
    assert "ZeroDivisionError" in text or "FloatingPointError" in text


def test_the_traceback_of_a_bad_delay_says_what_was_asked() -> None:
    row = rows_with("weather.clear_spell_days", -5.0)[FAILING]
    assert "negative time" in traceback_of(MODEL, row, seed=1, replication=FAILING)


def test_every_fault_has_words() -> None:
    codes = [faults.FINE, faults.BAD_DELAY, faults.TOO_MANY_STEPS, faults.STUCK_INSTANT, faults.LOG_FULL]
    codes += [faults.NOT_FINITE, faults.LOST_PEOPLE, faults.RAISED, faults.NO_NUMBER, faults.OWN_FAILED]
    assert len({fault_message(code) for code in codes}) == len(codes)
