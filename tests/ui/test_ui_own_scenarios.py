"""A reader's own scenario: named in the page, kept, opened again, compared, taken along, deleted after asking."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sim.errors import InputError
from sim.experiment.results.own_scenarios import keep_file, own_files
from sim.scenario.loading import load
from sim.session.inputs.own.composed import composed, name_of
from sim.session.inputs.own.kept import own_scenarios
from sim.session.inputs.scenarios import Chosen, loaded
from sim.session.inputs.uploads import encoded
from sim.ui.pages.runs import own
from tests.drawn import drawn
from tests.ui.kept_runs import button, quiet, said

pytestmark = pytest.mark.usefixtures("prepared_app")
SETS = ("ground.tempo_start_shift=0.7", "horizon_days=30", "attacker.people_persons={triangular: [30, 50, 60]}")
TUNED = Chosen("tutorial/baseline", SETS)


def numbers(one: Chosen) -> dict[str, object]:
    return {leaf.path: leaf.quantity.value if hasattr(leaf.quantity, "value") else
            (leaf.quantity.form, leaf.quantity.arguments) for leaf in loaded(one).leaves()}  # fmt: skip


def test_an_own_scenario_has_the_same_numbers_with_title_note_and_sources(tmp_path: Path) -> None:
    mine = composed(TUNED, " Faster,\nfor *now* ", "Why: a test", "Our staff.")
    (tmp_path / "mine.yaml").write_text(mine.upload, encoding="utf-8")
    read = load(tmp_path / "mine.yaml")  # as the command line takes it
    assert numbers(mine) == numbers(TUNED)
    assert (read.scenario.title, read.scenario.summary) == ("Faster, for *now*", "Why: a test")
    assert read.scenario.horizon_days == 30
    evidence = {leaf.path: leaf.quantity.evidence for leaf in read.leaves() if leaf.quantity.evidence.source == "user"}
    assert list(evidence) == ["ground.tempo_start_shift", "attacker.people_persons"]
    was = {leaf.path: leaf.quantity for leaf in load("tutorial/baseline").leaves()}["ground.tempo_start_shift"]
    assert evidence["ground.tempo_start_shift"].note == f"Our staff. tutorial/baseline has {was.value:g}"


def test_changes_over_an_own_scenario_go_into_its_text_and_leave_its_comments() -> None:
    first = composed(TUNED, "First")
    assert loaded(first).scenario.summary.startswith(f"{loaded(TUNED.bare).scenario.title} (tutorial/baseline) with ")
    commented = Chosen(first.name, ("ground.tempo_start_shift=0.2",), f"# mine\n{first.upload}")
    second = composed(commented, "Second", "better")
    assert second.upload.startswith("# mine\n")
    assert numbers(second) == numbers(commented)
    assert (second.name, loaded(second).scenario.title) == ("second", "Second")


@pytest.mark.parametrize(
    ("title", "note", "says"),
    [
        (" ", "", "no title"),
        ("t" * 121, "", "title has 121 letters; write at most 120"),
        ("t", "n" * 1001, "note has 1,001"),
    ],
)
def test_a_title_or_note_that_cannot_be_is_told(title: str, note: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        composed(TUNED, title, note)


def test_a_title_in_any_alphabet_has_a_name_of_its_own() -> None:
    assert name_of("Leave by day 5!") == "leave-by-day-5"
    assert name_of("Вихід") != name_of("Вихiд")
    assert all(one.startswith("scenario-") for one in map(name_of, ("Вихід", "撤退")))


def page(**query: str) -> AppTest:
    """The sidebar's part alone, beside the choice that it changes."""

    def script() -> None:
        import streamlit as st

        from sim.ui import acts, page_state
        from sim.ui.inputs import own_scenario, sidebar

        acts.catch_up()
        page_state.arrive("outlook")
        choice = page_state.current("outlook").choice
        st.title(choice.scenarios[0].name)
        sidebar._scenario("outlook", choice, 0, "Scenario")
        own_scenario.section("outlook", 0, choice.scenarios[0])

    return drawn(script, {key.replace("__", "."): value for key, value in query.items()})


def fill(test: AppTest, title: str, pressed: str) -> AppTest:
    next(one for one in test.text_input if one.label == "Title").set_value(title)
    next(one for one in test.text_area if one.label == "Note").set_value("to look at")
    return button(test, pressed).click().run()


FASTER = {"a": "tutorial/baseline", "a__ground.tempo_start_shift": "0.7"}


def test_a_scenario_that_is_named_stands_in_the_address_alone(root: Path) -> None:
    test = quiet(fill(page(**FASTER), "Faster now", "Name it"))
    assert test.title[0].value == "faster-now"
    assert test.query_params["a"] == "faster-now"
    assert "a.ground.tempo_start_shift" not in test.query_params
    assert test.selectbox[0].value == "faster-now"
    assert list(root.iterdir()) == []


def test_a_kept_scenario_is_offered_to_others_and_replaced_only_after_asking(root: Path) -> None:
    test = quiet(fill(page(**FASTER), "Faster now", "Keep it"))
    [first] = own_files(root)
    assert "tempo_start_shift: {value: 0.7" in first.text
    assert test.code[-1].value == f"salient run {root / 'scenarios' / 'faster-now.yaml'}"
    others = fill(page(a="tutorial/baseline", **{"a__ground.tempo_start_shift": "0.1"}), "Faster, now", "Keep it")
    assert others.selectbox[0].options[0] == "Faster now (faster-now)"
    assert "A scenario is kept under this name already: **Faster now**" in others.warning[0].value
    assert own_files(root) == (first,)
    quiet(button(others, "Replace it").click().run())
    [second] = own_files(root)
    assert "tempo_start_shift: {value: 0.1" in second.text
    assert others.query_params["a.file"] == encoded(second.text)


def test_where_nothing_may_be_written_the_address_serves(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SALIENT_READ_ONLY", "1")
    test = page(**FASTER)
    assert [one.label for one in test.button] == ["Name it"]
    assert quiet(fill(test, "Faster now", "Name it")).title[0].value == "faster-now"
    assert list(root.iterdir()) == []


def test_own_scenarios_are_listed_and_deleted_after_asking(root: Path) -> None:
    mine = [composed(TUNED, title, "a *note*") for title in ("First", "Second")]
    for one in mine:
        keep_file(root, one.name, one.upload)
    keep_file(root, "broken", "extends: /etc/passwd\n")
    assert {one.title for one in own_scenarios(root) if one.fault} == {"broken"}
    test = quiet(drawn("runs", {}, [own.LIST]))
    assert {one.label.split("**")[1] for one in test.checkbox} == {"First", "Second", "broken"}
    test.checkbox(key="select own first").check()
    test.checkbox(key="select own broken").check().run()
    assert {one.proto.label for one in test.get("download_button")} == {"broken.yaml", "first.yaml"}
    test.button(key="delete own").click().run()
    assert len(own_files(root)) == 3
    test.button(key="confirm deletion of own").click().run()
    assert [one.name for one in own_files(root)] == ["second"]
    assert "“First” is deleted." in said(test)
