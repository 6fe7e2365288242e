"""Whatever is wrong with a scenario: one line with file, line and column, and never a traceback."""

import contextlib
import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from invented_theatre import replaced

from sim.errors import InputError
from sim.scenario.files.documents import parse, parse_value
from sim.scenario.loading import load

HEAD = "extends: base.yaml\n"


def message(folder, text, *sets):
    (folder / "mine.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load("mine.yaml", sets)
    assert "\n" not in str(caught.value)
    return str(caught.value)


WRONG = {
    "unknown section": ("suply: {}\n", "mine.yaml:2:1: unknown key 'suply'; did you mean 'supply'?"),
    "unknown key": (
        "supply:\n  stok_days: 3\n",
        "mine.yaml:3:3: unknown key 'supply.stok_days'; did you mean",
    ),
    "unknown key of an entry": (
        "talks: {proposals: {a: {kid: general}}}\n",
        "unknown key 'talks.proposals.a.kid'; did you mean 'kind'?",
    ),
    "unknown route": (
        "supply: {routes: {fort: {}}}\n",
        "mine.yaml:2:19: supply.routes.fort is no route of the theatre; did",
    ),
    "a section that is a number": ("supply: 3\n", "mine.yaml:2:1: supply = 3 must be a section"),
    "a section that is a list": ("talks: {proposals: [a]}\n", "talks.proposals = ['a'] must be a section"),
    "out of bounds": (
        "supply:\n    stock_days: -3\n",
        "mine.yaml:3:5: supply.stock_days = -3 is below 0 days (",
    ),
    "plain out of bounds": (
        "horizon_days: 900\n",
        "mine.yaml:2:1: horizon_days = 900 is above 365 (Days from day 0 that are simulated); give 1 to 365",
    ),
    "no date": (
        "start: 20200201\n",
        "mine.yaml:2:1: start = 20200201 is no date (The first day, day 0); write it as 2025-03-12",
    ),
    "impossible date": ("start: 2020-13-45\n", "mine.yaml:2:8: 2020-13-45 is no date (month must be in 1..12)"),
    "number as title": (
        "title: 5\n",
        "mine.yaml:2:1: title = 5 is not text (What the scenario is called); put it in quotes",
    ),
    "duplicate key": (
        "supply:\n  stock_days: 3\n  stock_days: 4\n",
        "mine.yaml:4:3: the key 'stock_days' appears twice",
    ),
    "duplicate key at the top": ("extends: base.yaml\n", "mine.yaml:2:1: the key 'extends' appears twice"),
    "open bracket": (
        "supply:\n  stock_days: [3\ntalks: {}\n",
        "mine.yaml:4:6: broken YAML: expected ',' or ']'",
    ),
    "tab": ("supply:\n\tstock_days: 3\n", "any token; indent with spaces, not tabs"),
    "two documents": ("---\ntitle: b\n", "mine.yaml:2:1: broken YAML: but found another document"),
    "control character": (
        "title: a\x00b\n",
        "mine.yaml:2:9: broken YAML: special characters are not allowed",
    ),
    "tag": ("title: !!python/name:os.system x\n", "YAML tags are not understood"),
    "an alias of itself": ("supply: &a {stock_days: *a}\n", "mine.yaml:2:"),
    "deep nesting": ("supply: " + "[" * 60 + "]" * 60 + "\n", "nested too deeply"),
    "deep nesting by many brackets": ("supply: " + "[" * 5000 + "\n", "mine.yaml:2:50: is nested too deeply; write"),
    "deep nesting by mappings": ("supply: " + "{a: " * 5000 + "\n", "is nested too deeply; write it flatter"),
    "deep nesting by dashes": ("supply:\n" + "- " * 5000 + "\n", "mine.yaml:3:81: is nested too deeply"),
    "half a character": ('title: "\\uD800"\n', "mine.yaml:2:8: holds an escape of half a character; write"),
    "half a character in a key": ('"a\\uDFFF": 1\n"a\\uDFFF": 1\n', "mine.yaml:2:1: holds an escape of half"),
    "start at the end of time": (
        "start: 9999-12-31\n",
        "mine.yaml:2:1: start = 9999-12-31 is not in the years 1900 to 2200; give a day",
    ),
    "start before all records": ("start: '0001-01-01'\n", "mine.yaml:2:1: start = 0001-01-01 is not in the years"),
    "unknown source": (
        "supply:\n  stock_days: {value: 3, source: map-2002}\n",
        "mine.yaml:3:3: supply.stock_days cites the unknown source 'map-2002'; did",
    ),
    "five proposals": (
        "talks: {proposals: {a: {}, b: {}, c: {}, d: {}, e: {}}}\n",
        "mine.yaml:2:9: talks.proposals has 6 entries, more than 4",
    ),
    "full stop in a name": (
        "talks: {proposals: {a.b: {}}}\n",
        "mine.yaml:2:21: the name 'a.b' holds a full stop; write 'a_b'",
    ),
    "a picture in a name": (
        "talks: {proposals: {'a`![x](http://example.org)': {}}}\n",
        "mine.yaml:2:21: the name 'a`![x](http://example.org)' holds a full stop; write 'a_x_http_example_org'",
    ),
    "an equals sign in a name": (
        "talks: {proposals: {a=b: {}}}\n",
        "mine.yaml:2:21: the name 'a=b' holds signs other than letters, digits, _, - and spaces within; write 'a_b'",
    ),
    "an empty name": ("talks: {proposals: {'': {}}}\n", "mine.yaml:2:21: the name '' holds signs other than"),
    "a sign in the name of a route": ("supply: {routes: {'fo`rd': {}}}\n", "mine.yaml:2:19: the name 'fo`rd' holds"),
    "missing theatre": ("theatre: nowhere.yaml\n", "mine.yaml:2:1: nowhere.yaml: no such file"),
    "theatre that is no text": ("theatre: 3\n", "mine.yaml:2:1: theatre = 3 is no path"),
    "number as key": ("5: 3\n", "mine.yaml:2:1: unknown key '5'"),
}


def multiplied(levels, times):
    """A text whose aliases stand for times ^ levels values."""
    lines = ["a0: &a0 1"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * times)}]" for n in range(1, levels + 1)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("levels", [5, 6, 30])
def test_aliases_that_multiply_are_refused_before_they_take_memory(levels):
    with pytest.raises(InputError, match=r"^x\.yaml:6:\d+: holds more than 20,000 values, .*; write fewer"):
        parse(multiplied(levels, 10), "x.yaml")
    with pytest.raises(InputError, match="holds more than"):
        parse_value(multiplied(levels, 10), "x.yaml")


def test_merges_that_multiply_are_refused():
    lines = ["a0: &a0 {k0: 0}", *(f"a{n}: &a{n} {{<<: *a{n - 1}, k{n}: 0}}" for n in range(1, 2000))]
    with pytest.raises(InputError, match="holds more than"):
        parse("\n".join(lines), "x.yaml")


def test_some_aliases_are_fine():
    assert parse(multiplied(2, 3), "x.yaml").data["a2"] == [[1, 1, 1]] * 3


@pytest.mark.parametrize("case", WRONG)
def test_a_fault_in_a_file_is_told_with_its_place(folder, case):
    text, words = WRONG[case]
    assert words in message(folder, HEAD + text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "mine.yaml:1:1: the file is empty"),
        ("# only a comment\n", "mine.yaml:1:1: the file is empty"),
        ("- a\n", "mine.yaml:1:1: the file must hold `key: value` lines, not a list"),
        ("just words\n", "not a single value"),
        ("title: only\n", "mine.yaml:1:1: theatre is missing"),
        ("theatre: theatre.yaml\nstart: 2020-01-01\n", "mine.yaml:1:1: title is missing; add `title: …`"),
        ("extends: 3\n", "mine.yaml:1:1: extends = 3 is no path"),
        ("extends: bas.yaml\n", "mine.yaml:1:1: extends = bas.yaml: no such file or shipped scenario; did"),
        ("extends: kursk/baselin\n", "did you mean 'kursk/baseline'?"),
    ],
)
def test_a_file_that_is_no_scenario_is_refused(folder, text, words):
    assert words in message(folder, text)


def test_a_circle_of_extends_is_told_where_it_closes(folder):
    (folder / "one.yaml").write_text("title: a\nextends: two.yaml\n")
    (folder / "two.yaml").write_text("extends: one.yaml\n")
    with pytest.raises(InputError) as caught:
        load("one.yaml")
    circle = r"two.yaml:1:1: extends = one.yaml goes in a circle \(one.yaml -> two.yaml -> one.yaml\)"
    assert re.match(circle, str(caught.value))


def test_a_file_that_extends_itself_is_a_circle(folder):
    assert "goes in a circle" in message(folder, "extends: mine.yaml\n")


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("bas.yaml", "bas.yaml: no such file or shipped scenario; did you mean 'base.yaml'?"),
        ("kursk/basline", "did you mean 'kursk/baseline'?"),
        (".", "is a folder"),
        ("", "name is empty"),
        ("x" * 5000, "is no path"),
        ("a\0b", "a"),
    ],
)
def test_a_reference_to_nothing_names_the_nearest(folder, reference, words):
    with pytest.raises(InputError) as caught:
        load(reference)
    assert words in str(caught.value)


def test_a_file_that_is_not_utf8_is_refused(folder):
    (folder / "latin.yaml").write_bytes(b"title: \xe9\n")
    with pytest.raises(InputError, match="not UTF-8"):
        load("latin.yaml")


def test_an_absolute_path_outside_the_current_folder_is_shown_as_given(folder, monkeypatch):
    (folder / "elsewhere").mkdir()
    monkeypatch.chdir(folder / "elsewhere")
    replaced(folder, "base.yaml", "horizon_days: 60", "horizon_days: 0")
    with pytest.raises(InputError) as caught:
        load(folder / "base.yaml")
    assert str(caught.value).startswith(f"{folder}/base.yaml:5:1: horizon_days = 0 is below 1")
    with pytest.raises(InputError) as caught:
        load("../base.yaml")
    assert str(caught.value).startswith("../base.yaml:5:1: ")


SETS = {
    "supply.stock_days=-3": "--set supply.stock_days=-3: supply.stock_days = -3 is below 0 days",
    "supply.stok_days=3": "unknown path 'supply.stok_days'; did you mean 'supply.stock_days'?",
    "stock_days=3": "did you mean 'supply.stock_days'?",
    "talks.proposals.frist.kind=general": "did you mean 'talks.proposals.first.kind'?",
    "supply.routes.brigde.start_state=cut": "did you mean 'supply.routes.bridge.start_state'?",
    "qqqq=3": "unknown path 'qqqq'; `salient check` lists every path",
    "supply=3": "supply is a section; name a value: routes,",
    "supply.stock_days.value=3": "supply.stock_days is a single value",
    "supply.stock_days": "write path=value",
    "=3": "write path=value",
    "supply.stock_days=": "has an empty value",
    "supply.stock_days=[": "the value is broken YAML",
    "supply.stock_days={normal: [3, -1]}": "sd must be above 0",
    "supply.stock_days={value: 3, source: nobody}": "cites the unknown source 'nobody'",
    "horizon_days=900": "horizon_days = 900 is above 365",
    "theatre=nowhere.yaml": "nowhere.yaml: no such file",
    "ground.held_area_km2=500": "settlements.area_km2 add up to 120 km², but ground.held_area_km2 = 500 km²",
}


@pytest.mark.parametrize("text", SETS)
def test_a_fault_in_a_set_value_names_the_option(folder, text):
    with pytest.raises(InputError) as caught:
        load("base.yaml", [text])
    assert SETS[text] in str(caught.value)
    if not text.startswith("ground"):
        assert str(caught.value).startswith(f"--set {text}: ")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example("a: &x 1\nb: &x 2")
@example("&a [*a]")
@example("? {a: b}\n: c")
@example("%YAML 3.0\n---\na: b")
@example("a: !!binary x")
@example("a: !!timestamp x")
@example("a: 1e999999999")
@example("<<: 3")
@given(st.text(alphabet=st.sampled_from("ab:-{}[],&*!|>'\"%@#?\n \t0129.~<"), max_size=40))
def test_no_text_at_all_breaks_the_reader(text):
    with contextlib.suppress(InputError):
        parse(text, "any.yaml")


def test_a_text_that_was_read_under_another_name_has_places_of_its_own() -> None:
    text = "start: 2025-03-12\nsupply:\n  stock_days: 4\n"
    first, second = parse(text, "one.yaml"), parse(text, "two.yaml")
    assert (first.data, first.places.keys()) == (second.data, second.places.keys())
    assert [str(one.place(("supply", "stock_days"))) for one in (first, second)] == ["one.yaml:3:3", "two.yaml:3:3"]
    assert parse(text + "# more\n", "two.yaml").place(("start",)).line == 1
