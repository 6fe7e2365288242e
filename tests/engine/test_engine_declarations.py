"""The state is declared once: plain classes and flat memory are made from the same lines and hold the same."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from every_field import SIZES, named, numbered, read_and_negate
from numba import njit
from numba.core.errors import TypingError

from sim.engine import cache
from sim.engine.compiled.memory import Memory, layout_of
from sim.engine.compiled.views import world_on
from sim.model.one_world import World
from sim.model.world.fields import GIVEN, Field, State, lengths_of, number, numbers, whole, wholes
from sim.model.world.rules import Rules
from sim.model.world.state import Ground
from sim.scenario.schema.columns import COLUMNS

FIELDS = named()


def in_plain(world: World, words: str) -> np.ndarray:
    """A field of the plain world by the words that code reads it with."""
    found = world
    for name in words.split(".")[1:]:
        found = getattr(found, name)
    return np.asarray(found)


def test_each_field_begins_as_declared_in_both_executors() -> None:
    plain, memory, strangers = World(SIZES), Memory(World, SIZES), []
    for words, (owner, name, field) in FIELDS.items():
        expected = np.full(lengths_of(field, SIZES), 0 if field.start is GIVEN else field.start)
        for found in (in_plain(plain, words), memory.field(owner, name)):
            same_kind = found.dtype == (np.int64 if field.whole else np.float64)
            if not (same_kind and np.array_equal(found, expected, equal_nan=True)):
                strangers.append(words)
    assert strangers == []


def test_each_field_says_what_it_means() -> None:
    assert [words for words, (_, _, field) in FIELDS.items() if not field.about.strip()] == []


def test_no_two_fields_share_a_word() -> None:
    memory = Memory(World, SIZES)
    expected = numbered(memory)
    found = {words: memory.field(owner, name) for words, (owner, name, _) in FIELDS.items()}
    assert [words for words in FIELDS if not np.array_equal(found[words], expected[words])] == []
    assert list(memory.wholes[:3]) == list(SIZES.values())


@pytest.mark.slow(12)
def test_compiled_code_reads_and_writes_each_field_where_it_stands() -> None:
    memory = Memory(World, SIZES)
    expected = numbered(memory)
    total = sum(array.size for array in expected.values())
    out = np.zeros(total)
    assert read_and_negate(memory.words, out) == total
    assert np.array_equal(out, np.arange(1, total + 1))
    found = {words: memory.field(owner, name) for words, (owner, name, _) in FIELDS.items()}
    assert [words for words in FIELDS if not np.array_equal(found[words], -expected[words])] == []


def test_what_begins_anew_is_all_that_has_a_start_and_nothing_that_was_given() -> None:
    memory = Memory(World, SIZES)
    fresh = memory.fresh.copy()
    expected = numbered(memory)
    memory.words[memory.layout.start : memory.end] = fresh
    for words, (owner, name, field) in FIELDS.items():
        kept = expected[words] if field.start is GIVEN else np.full_like(memory.field(owner, name), field.start)
        assert np.array_equal(memory.field(owner, name), kept, equal_nan=True), words


def test_a_row_of_parameters_is_read_alike_by_both_executors() -> None:
    row = np.arange(len(COLUMNS)) + 0.5
    rules, memory = Rules({}), Memory(World, SIZES)
    rules.fill(row.tolist())
    start = memory.layout.row
    memory.words[start : start + len(row)] = row
    for name in Rules.fields:
        assert np.array_equal(getattr(rules, name), memory.field(Rules, name)), name
    assert sorted(np.concatenate([np.ravel(getattr(rules, name)) for name in Rules.fields])) == row.tolist()


def test_an_array_of_rules_at_uneven_distances_is_refused() -> None:
    class Uneven(State):
        odd = Field(False, (3,), GIVEN, "some.path", (0, 1, 5))

    with pytest.raises(ValueError, match=r"some\.path.*equal distances"):
        layout_of(Uneven)


@pytest.mark.parametrize("shape", [(3, 3, 3), (3, "settlements")])
def test_a_shape_that_the_memory_cannot_hold_is_refused(shape: tuple) -> None:
    with pytest.raises(ValueError, match="one or two axes"):
        numbers(*shape, about="")


def test_a_toy_has_its_start_after_a_reset_and_keeps_what_was_given() -> None:
    class Toy(State):
        level = number(1.5, about="a level")
        count = whole(-1, about="a count")
        heights = numbers(2, about="heights")
        marks = wholes(3, start=GIVEN, about="marks")

    toy = Toy({})
    toy.level, toy.count = 9.0, 9
    toy.heights[:] = 9.0
    heights = toy.heights
    toy.give({"marks": [1, 2, 3]})
    toy.begin_anew()
    assert (toy.level, toy.count, toy.heights.tolist(), toy.marks.tolist()) == (1.5, -1, [0.0, 0.0], [1, 2, 3])
    assert toy.heights is heights
    assert type(toy.count) is int


@njit
def fill_stretches(block, first, last):
    """Slices of one axis and of two."""
    world = world_on(block)
    world.ground.area[first:last] = 2.0
    world.ground.day_gain[:] = 3
    world.talks.answer[first:last, 1:] = 4
    world.series[:, :] = 5.0


@pytest.mark.parametrize(("first", "last"), [(0, 7), (2, 5), (5, 2), (-3, -1), (3, 100)])
def test_numbers_put_into_a_slice_land_as_in_numpy(first: int, last: int) -> None:
    memory, plain = Memory(World, SIZES), World(SIZES)
    fill_stretches(memory.words, first, last)
    plain.ground.area[first:last] = 2.0
    plain.ground.day_gain[:] = 3
    plain.talks.answer[first:last, 1:] = 4
    plain.series[:, :] = 5.0
    for words, (owner, name, _) in FIELDS.items():
        assert np.array_equal(memory.field(owner, name), in_plain(plain, words), equal_nan=True), words


@njit
def step_through(block):
    world_on(block).ground.area[::2] = 1.0


@njit
def read_what_is_not_declared(block):
    return world_on(block).ground.nothing


@pytest.mark.parametrize("play", [step_through, read_what_is_not_declared])
def test_what_memory_does_not_know_is_no_code(play) -> None:
    with pytest.raises(TypingError):
        play(Memory(World, SIZES).words)


def run(script: Path, **variables: str) -> str:
    done = subprocess.run(
        [sys.executable, script], env={**os.environ, **variables}, capture_output=True, text=True, timeout=250
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_is_read_or_written_outside_a_field_raises_under_bounds_checks() -> None:
    report = json.loads(run(Path(__file__).with_name("written_outside.py"), NUMBA_BOUNDSCHECK="1"))
    outside = "index is out of bounds"
    assert len(report) == 5
    assert {tuple(found) for found in report.values()} == {("nothing", "nothing", outside, outside)}


TOY = """
import numpy as np
from numba import njit
from sim.engine.compiled.memory import Memory
from sim.engine.compiled.views import world_on
from sim.model.world.state import Ground
from sim.model.one_world import World

sizes = {"settlements": 2, "routes": 1, "days": 3}
plain, memory = World(sizes), Memory(World, sizes)

def play(world):
    world.ground.toy[1] += world.ground.toy[0]

@njit
def play_compiled(words):
    world = world_on(words)
    world.ground.toy[1] += world.ground.toy[0]

play(plain)
play_compiled(memory.words)
print(plain.ground.toy.tolist(), memory.field(Ground, "toy").tolist())
plain.reset(1, 0)
print(plain.ground.toy.tolist())
"""


def test_a_field_added_in_one_line_is_known_to_both_executors(tmp_path: Path) -> None:
    shutil.copytree(cache.ROOT, tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__", "ui", "session"))
    state = tmp_path / "sim/model/world/state.py"
    text = state.read_text()
    held = next(line for line in text.splitlines() if line.startswith("    held = "))
    state.write_text(text.replace(held, held + '\n    toy = numbers(2, start=3.0, about="a toy")'))
    script = tmp_path / "toy.py"
    script.write_text(TOY)
    assert run(script, PYTHONPATH=str(tmp_path)).splitlines() == ["[3.0, 6.0] [3.0, 6.0]", "[3.0, 3.0]"]
    assert "toy" not in Ground.fields
