"""Who owns an address and an input: this session, not what the browser still says of before."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sim.ui import page_state
from tests.ui.inputs import named
from tests.ui.opened_pages import TEMPO_PATH, outlook

pytestmark = pytest.mark.usefixtures("prepared_app")

SLIDER = f"outlook-A-{TEMPO_PATH}"
FAST = 4.0
FASTER = f"a.{TEMPO_PATH}"


def address(test: AppTest) -> dict[str, list[str]]:
    told = {key: test.query_params[key] for key in test.query_params}
    return {key: [values] if isinstance(values, str) else list(values) for key, values in told.items()}


def say(test: AppTest, query: dict[str, list[str]]) -> AppTest:
    """The next run as a browser asks for it that knows this address."""
    test.query_params.clear()
    test.query_params.update(query)
    return test


def tempo(test: AppTest) -> Any:
    return named(test.select_slider, SLIDER)


def test_an_address_that_was_replaced_is_late() -> None:
    test = outlook()
    before = address(test)
    tempo(test).set_value(FAST).run()
    after = address(test)
    assert FASTER in after
    say(test, before).run()
    assert address(test) == after
    assert tempo(test).value == FAST


def test_a_second_move_that_knows_only_the_first_address_keeps_the_first_move() -> None:
    test = outlook(seed="3")
    before = address(test)
    tempo(test).set_value(FAST).run()
    named(test.select_slider, "outlook-A-attacker.people_persons").set_value(120000.0)
    say(test, before).run()
    assert {FASTER, "a.attacker.people_persons"} <= set(address(test))


def test_going_back_is_no_late_address(monkeypatch: pytest.MonkeyPatch) -> None:
    test = outlook(seed="3")
    before = address(test)
    tempo(test).set_value(FAST).run()
    monkeypatch.setattr(page_state, "went_back", lambda: True)
    say(test, before).run()
    assert address(test) == before
    assert tempo(test).value != FAST


def test_a_new_link_is_no_late_address() -> None:
    test = outlook(seed="3")
    tempo(test).set_value(FAST).run()
    say(test, {"a": ["kursk/hold"]}).run()
    assert address(test) == {"a": ["kursk/hold"]}


def test_the_error_of_an_earlier_act_goes_with_the_next_one() -> None:
    test = outlook()
    bad = "title: Mine\nextends: kursk/hold\nground:\n  tempo_mean: maybe\n"
    test.file_uploader[0].upload("bad.yaml", bad.encode(), "application/yaml").run()
    assert ["tempo" in error.value for error in test.error] == [True]
    other = bad.replace("tempo_mean: maybe", "front_exponent: often")
    test.file_uploader[0].upload("other.yaml", other.encode(), "application/yaml").run()
    assert ["exponent" in error.value for error in test.error] == [True]
    tempo(test).set_value(FAST).run()
    assert not test.error


def test_what_is_said_of_an_input_that_was_set_from_elsewhere_is_unheard() -> None:
    test = AppTest.from_function(set_from_elsewhere)
    for _ in range(2):
        test.run()
    assert not test.exception
    assert test.session_state["heard"] == [("old, moved on", 1.5), ("new", 2.0)]


def set_from_elsewhere() -> None:
    import streamlit as st

    from sim.ui import page_state

    heard = st.session_state.setdefault("heard", [])
    run = st.session_state.setdefault("runs", []) + [1]
    st.session_state["runs"] = run
    key = page_state.controlled("one", float(len(run)))
    if len(run) == 2:
        st.session_state["one"] = 1.0  # where it stood, told late
        page_state.moved("one", lambda value: heard.append(("old", value)))
        st.session_state["one"] = 1.5
        page_state.moved("one", lambda value: heard.append(("old, moved on", value)))
    st.slider("One", 0.0, 5.0, float(len(run)), key=key)
    if len(run) == 2:
        page_state.moved(key, lambda value: heard.append(("new", value)))


def test_an_input_that_is_no_longer_drawn_is_unheard() -> None:
    test = AppTest.from_function(one_that_goes)
    for _ in range(2):
        test.run()
    assert not test.exception
    assert test.session_state["heard"] == ["stays"]


def one_that_goes() -> None:
    import streamlit as st

    from sim.ui import page_state

    heard = st.session_state.setdefault("heard", [])
    first = "first" not in st.session_state
    st.session_state["first"] = False
    page_state.current("outlook")
    for name in ("stays", "goes") if first else ("stays",):
        st.slider(name, 0.0, 5.0, 1.0, key=page_state.controlled(name, 1.0))
    page_state.all_drawn()
    if not first:
        for name in ("stays", "goes"):
            page_state.moved(name, lambda _, name=name: heard.append(name))
