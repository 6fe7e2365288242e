"""Loading scenarios: chains, overrides, what changed, and the way back to a file."""

import dataclasses
import math
import random

import numpy as np
import pytest
from invented_theatre import replaced

from sim.errors import InputError, StorageError
from sim.scenario.files import documents
from sim.scenario.files.documents import rewritten
from sim.scenario.files.shipped import scenario_folder, shipped_names
from sim.scenario.loading import canonical, load, restore, shortened, tuned, write_changes, write_tuned
from sim.scenario.schema.columns import COLUMNS
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.structure import slots
from sim.scenario.values.distributions import Distribution, Fixed, same_numbers
from tests.edges.scenario_mutations import mutated, shipped_texts


def numbers(loaded):
    return {leaf.path: leaf.quantity for leaf in loaded.leaves()}


def same(one, other):
    left, right = numbers(one), numbers(other)
    return left.keys() == right.keys() and all(same_numbers(left[path], right[path]) for path in left)


def test_a_file_is_loaded_with_its_map_and_sources(folder):
    loaded = load("base.yaml")
    assert (loaded.name, loaded.base, loaded.changed) == ("base", None, ())
    assert loaded.theatre.name == "Invented foothold"
    assert loaded.sources["map-2020"].title == "A map"
    assert loaded.scenario.ground.held_area_km2.arguments == (110.0, 120.0, 140.0)


def test_a_date_counts_from_the_start_of_the_scenario(folder):
    assert load("base.yaml").scenario.talks.proposals["first"].tabled_day.value == 4.0
    later = load("base.yaml", ["start=2020-02-03"])
    assert later.scenario.talks.proposals["first"].tabled_day.value == 2.0


def test_every_route_of_the_map_is_there_in_its_order(folder):
    replaced(folder, "base.yaml", "bridge: {start_state: under_fire}", "ford: {start_state: cut}")
    routes = load("base.yaml").scenario.supply.routes
    assert list(routes) == ["bridge", "ford"]
    assert routes["ford"].start_state.value == 2


def test_a_child_differs_from_its_base_in_what_it_says_and_nothing_else(folder):
    child, base = load("child.yaml"), load("base.yaml")
    assert child.base == "base"
    assert child.changed == ("supply.stock_days",)
    assert child.scenario.supply.stock_days == Fixed(1.0)
    assert child.hash != base.hash
    assert [leaf.path for leaf in child.leaves() if leaf.changed] == ["supply.stock_days"]


def test_what_a_child_has_of_its_base_is_validated_once_and_is_what_the_base_alone_has(folder):
    child, base = load("child.yaml"), load("base.yaml")
    assert child.base_scenario.talks is child.scenario.talks
    assert child.base_scenario.supply is not child.scenario.supply
    assert canonical(child.base_scenario) == base.text != child.text


def test_what_is_inherited_is_found_in_the_file_that_says_it(folder):
    child = load("child.yaml")
    assert str(child.place("supply.stock_days")) == "child.yaml:4:3"
    assert str(child.place("ground.held_area_km2")) == "base.yaml:7:3"


def test_a_chain_is_compared_with_its_far_end(folder):
    (folder / "grandchild.yaml").write_text("title: g\nextends: child\nhorizon_days: 30\n")
    found = load("grandchild.yaml")
    assert found.chain == ("grandchild", "child", "base")
    assert (found.base, found.changed) == ("base", ("supply.stock_days",))


def test_an_entry_set_to_null_is_taken_out_and_an_empty_section_changes_nothing(folder):
    (folder / "none.yaml").write_text("extends: base.yaml\ntalks:\n  proposals:\n    first:\nweather:\n")
    found = load("none.yaml")
    assert found.scenario.talks.proposals == {}
    assert found.changed == ()


def test_a_leaf_of_a_child_replaces_the_whole_leaf(folder):
    (folder / "leaf.yaml").write_text("extends: base.yaml\nground: {held_area_km2: {value: 120}}\n")
    assert load("leaf.yaml").scenario.ground.held_area_km2 == Fixed(120.0)


def test_a_set_value_wins_over_the_file_and_counts_as_a_change(folder):
    found = load("child.yaml", ["supply.stock_days={uniform: [1, 3]}", "supply.routes.ford.start_state=cut"])
    assert found.scenario.supply.stock_days == Distribution("uniform", (1.0, 3.0))
    assert set(found.changed) == {"supply.routes.ford.start_state", "supply.stock_days"}


def test_a_set_value_on_a_base_is_a_change_against_its_own_file(folder):
    found = load("base.yaml", ["supply.stock_days=2"])
    assert (found.base, found.changed) == (None, ("supply.stock_days",))


@pytest.mark.parametrize("name", shipped_names())
@pytest.mark.parametrize(
    "sets",
    [
        ["ground.tempo_start_shift=0.3"],
        ["horizon_days=60", "start=2025-03-14"],
        ["ground.tempo_start_shift=0"],
        ["command.order_day=12", "command.policy=policy_date"],
        ["talks.holder.open_probability={beta: [2, 3]}", "talks.holder.open_probability=1", "title=Another"],
        ["supply={stock_days: 4, demand_kg_per_person_day: {value: 12, source: judgement-salient}}"],
        ["talks.proposals={more: {kind: partial, tabled_day: 3}}"],
    ],
)
def test_values_put_over_what_is_loaded_give_what_loading_with_them_gives(name, sets):
    quick, slow = tuned(load(name), sets), load(name, sets)
    for field in dataclasses.fields(slow):
        assert getattr(quick, field.name) == getattr(slow, field.name), field.name


@pytest.mark.parametrize("name", shipped_names())
def test_an_entry_that_is_taken_out_of_what_is_loaded_is_gone(name):
    sets = [f"talks.proposals={{{entry}: null}}" for entry in load(name).scenario.talks.proposals]
    quick, slow = tuned(load(name), sets), load(name, sets)
    assert quick.scenario == slow.scenario
    assert quick.text == slow.text
    assert sets == [] or quick.text != load(name).text


@pytest.mark.parametrize(
    "sets",
    [
        ["supply.stock_days=-1"],
        ["supply.stok_days=1"],
        ["start=2025-03-14", "horizon_days=0"],
        ["start=never"],
        ["command.order_day=2025-13-01"],
        ["talks.proposals={more: 3}"],
        ["supply={stock_days: 4, stok_days: 5}", "ground.tempo_mean=maybe"],
        ["withdrawal.orderly_if_open=0.9", "withdrawal.pressed_if_open=0.9"],
        ["ground.held_area_km2={value: 140, source: nobody}"],
        ["ground.tempo_mean={normal: [1, 0]}"],
    ],
)
def test_what_is_refused_over_a_file_is_refused_over_what_is_loaded(sets):
    bare = load("kursk/withdraw-now")
    with pytest.raises(InputError) as slow:
        load("kursk/withdraw-now", sets)
    with pytest.raises(InputError) as quick:
        tuned(bare, sets)
    assert str(quick.value) == str(slow.value)


def test_only_what_is_touched_is_validated_again():
    bare = load("kursk/baseline")
    found = tuned(bare, ["supply.stock_days=3"])
    assert found.scenario.talks is bare.scenario.talks
    assert found.scenario.supply.routes == bare.scenario.supply.routes
    assert found.scenario.supply.stock_days.value == 3.0


def test_another_first_day_moves_the_days_that_are_dates():
    bare = load("kursk/withdraw-now")
    dated = "command.order_day=2025-03-20"
    one, other = tuned(bare, [dated]), tuned(bare, [dated, "start=2025-03-01"])
    moved = other.scenario.command.order_day.value - one.scenario.command.order_day.value
    assert moved == (one.scenario.start - other.scenario.start).days != 0
    again = shortened(one, 30)
    assert again.scenario.command == one.scenario.command


def test_another_map_put_over_what_is_loaded_is_read():
    invented = f"theatre={scenario_folder() / 'theatres' / 'tutorial.yaml'}"
    for sets in ([invented], ["ground.tempo_mean=maybe"]):
        with pytest.raises(InputError) as quick:
            tuned(load("kursk/hold"), sets)
        with pytest.raises(InputError) as slow:
            load("kursk/hold", sets)
        assert str(quick.value) == str(slow.value)


def test_the_last_set_value_of_a_path_counts(folder):
    found = load("base.yaml", ["supply.stock_days=2", "supply.stock_days=4"])
    assert found.scenario.supply.stock_days.value == 4.0


def test_the_hash_follows_numbers_and_map_and_not_the_place_of_the_file(folder):
    first = load("base.yaml")
    assert load(folder / "base.yaml").hash == first.hash
    assert load("base.yaml", ["supply.stock_days=4"]).hash != first.hash
    replaced(folder, "theatre.yaml", "length_inside_km: 6", "length_inside_km: 7")
    assert load("base.yaml").hash != first.hash


def test_a_changed_file_is_read_again(folder):
    load("base.yaml")
    replaced(folder, "base.yaml", "horizon_days: 60", "horizon_days: 5")
    assert load("base.yaml").scenario.horizon_days == 5


def test_the_texts_of_a_manifest_restore_the_scenario(folder):
    original = load("child.yaml", ["talks.proposals.first.lapse_day=null"])
    again = restore(original.name, original.text, original.theatre_text)
    assert again.hash == original.hash
    assert same(again, original)
    assert again.scenario.talks.proposals["first"].lapse_day.value == math.inf


@pytest.mark.parametrize("given", [None, "tuned.yaml", "deeper/tuned.yaml"])
def test_a_tuned_scenario_gives_the_same_numbers(folder, given):
    (folder / "deeper").mkdir()
    base = load("child.yaml", ["supply.routes.ford.start_state=cut"])
    changes = {
        "horizon_days": np.int64(30),
        "supply.stock_days": np.float64(2.5),
        "command.policy": "hold",
        "ground.held_area_km2": Distribution("triangular", (115.0, 120.0, 125.0)),
        "talks.proposals.first.lapse_day": None,
    }
    file = folder / given if given else None
    text = write_tuned(base, changes, file)
    if file is None:
        file = folder / "written.yaml"
        file.write_text(text, encoding="utf-8")
    again = load(file)
    assert "extends" in text
    assert same(
        again,
        load(
            "child.yaml",
            [
                "supply.routes.ford.start_state=cut",
                "horizon_days=30",
                "supply.stock_days=2.5",
                "command.policy=hold",
                "ground.held_area_km2={triangular: [115, 120, 125]}",
                "talks.proposals.first.lapse_day=null",
            ],
        ),
    )
    assert again.scenario.horizon_days == 30


def test_a_tuned_scenario_names_a_shipped_base(tmp_path):
    text = write_tuned(load("kursk/baseline"), {"horizon_days": 30}, tmp_path / "mine.yaml")
    assert "extends: kursk/baseline\n" in text
    assert load(tmp_path / "mine.yaml").base == "kursk/baseline"


def test_a_tuned_scenario_refuses_what_a_file_would_refuse(folder):
    base = load("base.yaml")
    with pytest.raises(InputError, match="below 0"):
        write_tuned(base, {"supply.stock_days": -1})
    with pytest.raises(InputError, match=r"did you mean 'supply.stock_days'\?"):
        write_tuned(base, {"supply.stok_days": 1})
    with pytest.raises(StorageError, match="cannot be written"):
        write_tuned(base, {"supply.stock_days": 1}, folder / "nowhere" / "mine.yaml")


def test_a_file_written_back_keeps_its_comments(folder):
    text = write_changes(
        folder / "copy.yaml", load("base.yaml"), {"supply.stock_days": 3, "weather.start": "mud"}
    )
    assert text.startswith("# An invented scenario.\n")
    assert "# from the map\n" in text
    assert "  stock_days: 3\n" in text
    copy = load("copy.yaml").scenario
    assert (copy.supply.stock_days.value, copy.weather.start.value) == (3.0, 2.0)
    assert rewritten(folder / "base.yaml", {}).count("\n") == (folder / "base.yaml").read_text().count("\n")


def test_a_path_wins_over_a_shipped_name(folder):
    (folder / "kursk").mkdir()
    text = (folder / "base.yaml").read_text().replace("theatre.yaml", "../theatre.yaml")
    (folder / "kursk" / "baseline").write_text(text)
    assert load("kursk/baseline").scenario.title == "Invented"


def test_every_shipped_scenario_loads_under_its_name():
    assert "kursk/baseline" in shipped_names()
    for name in shipped_names():
        loaded = load(name)
        assert loaded.name == name
        assert loaded.column_quantities().keys() == {leaf.declaration.column for leaf in loaded.leaves()}


def test_every_value_the_schema_can_hold_has_one_column():
    assert sorted(COLUMNS) == sorted(slot for slot, _ in slots(Scenario))


def test_leaves_know_their_column_unit_and_bounds():
    leaves = {leaf.path: leaf for leaf in load("kursk/baseline").leaves()}
    leaf = leaves["ground.held_area_km2"]
    assert leaf.declaration.path == COLUMNS[leaf.declaration.column] == "ground.held_area_km2"
    assert (leaf.declaration.unit, leaf.declaration.low) == ("km²", 1.0)
    track = leaves["supply.routes.dirt_tracks.start_state"]
    assert track.declaration.path == "supply.routes.1.start_state"


def test_what_is_asked_for_again_and_again_is_read_once_however_many_others_pass(folder, monkeypatch):
    texts, parse = [], documents.parse_any
    monkeypatch.setattr(documents, "parse_any", lambda text, shown: texts.append(text) or parse(text, shown))
    for number in range(documents.MOST_KEPT + 2):
        load("base.yaml")
        other = folder / f"other-{number}.yaml"
        other.write_text(f"title: {number}\n", encoding="utf-8")
        documents.read_document(other)
    base = (folder / "base.yaml").read_text(encoding="utf-8")
    assert texts.count(base) <= 1
    assert len(texts) >= documents.MOST_KEPT


COMMENTS = """\
# at the head

a: 1 # behind a value
# below it
b: &b
  # before an entry
  - 1
  # between entries

  - {x: 1, # inside braces
     y: 2}
c: # behind a key
  # and below
  d: |
    text # no comment

# between sections
e: >-
  folded


# after blank lines
? f
# before a colon
: [*b, # inside brackets
   2]
"g" : {<<: {p: 1}, q: 2} # behind braces
# at the end"""


def test_what_is_read_without_comments_is_what_is_read_with_them(monkeypatch):
    """A text with two faults may be told the other of them: with comments, one sign more is looked at beforehand."""
    luck, small = random.Random(20250312), [text for text in shipped_texts().values() if len(text) < 4000]
    texts = [text.decode() for text in small] + [COMMENTS] * 10
    texts += [mutated(luck.choice(texts).encode(), luck).decode(errors="replace") for _ in range(150)]
    found = []
    for form in (documents.reading_format, documents.yaml_format):
        monkeypatch.setattr(documents, "reading_format", form)
        found.append([read_or_refused(text) for text in texts])
    assert found[0] == found[1]
    assert found[0].count(None) > 10


def read_or_refused(text):
    try:
        document = documents._document(text, "x")
    except InputError:
        return None
    return repr(document)  # also tells 1 from 1.0 and from true
