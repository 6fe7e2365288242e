"""What a reader does comes through, at whatever moment the browser asks for something else."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner import RerunException
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.testing.v1 import AppTest

from sim.ui.server import replies

pytestmark = pytest.mark.usefixtures("prepared_app")
MOST_TOUCHES = 200
INTERNAL = "$$STREAMLIT_INTERNAL"
FOUR = ("kursk/undecided", "kursk/undecided-hold", "kursk/hold", "kursk/withdraw-now")


class Interruption:
    """A newer request that comes in at one touch of the session's state, counted from a change of an input."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.touches, self.at, self.counting = 0, 0, False
        self.told = urlencode(dict(zip("abcd", FOUR, strict=True)))  # the address as the browser knows it
        for name in ("__getitem__", "__setitem__", "__contains__", "query_params"):
            monkeypatch.setattr(SafeSessionState, name, self._touching(getattr(SafeSessionState, name)))
        usual = SafeSessionState.on_script_will_rerun

        def changed(state: SafeSessionState, *args: Any, **others: Any) -> None:
            self.counting = True
            usual(state, *args, **others)

        monkeypatch.setattr(SafeSessionState, "on_script_will_rerun", changed)

    def _touching(self, usual: Callable[..., Any]) -> Callable[..., Any]:
        def touch(state: SafeSessionState, *args: Any) -> Any:
            if self.counting and INTERNAL not in str(args):  # those come when the page is over
                self.touches += 1
                if self.touches == self.at:
                    raise RerunException(RerunData(query_string=self.told))
            return usual(state, *args)

        return touch


def page() -> None:
    from dataclasses import replace

    import streamlit as st

    from sim.ui import acts, page_state
    from sim.ui.page_state import COMPARE

    def without_the_last(_: object = None) -> None:
        page_state.put(COMPARE, lambda choice: replace(choice, scenarios=choice.scenarios[:-1]))

    acts.catch_up()
    scenarios = page_state.current(COMPARE).choice.scenarios
    st.toggle("Fewer", **page_state.listened(page_state.controlled("fewer", False), without_the_last))
    st.button("Fewer", **acts.pressed(without_the_last))
    st.text(",".join(one.name for one in scenarios))


def toggled(test: AppTest) -> None:
    test.toggle[0].set_value(True).run()


def pressed(test: AppTest) -> None:
    test.button[0].click().run()


@pytest.mark.parametrize("do", [toggled, pressed])
def test_an_act_is_done_once_wherever_it_is_interrupted(
    do: Callable[[AppTest], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    interruption = Interruption(monkeypatch)
    for touch in range(1, MOST_TOUCHES):
        test = AppTest.from_function(page)
        for letter, name in zip("abcd", FOUR, strict=True):
            test.query_params[letter] = name
        interruption.at = 0
        test.run()
        assert test.text[0].value == ",".join(FOUR)
        interruption.touches, interruption.at, interruption.counting = 0, touch, False
        do(test)
        assert not test.exception
        assert test.text[0].value == ",".join(FOUR[:3]), touch
        if interruption.touches < touch:
            break
    assert 10 < touch < MOST_TOUCHES - 1


def test_a_reply_to_the_browser_outlives_the_beginning_of_a_run() -> None:
    reply, drawn = ForwardMsg(), ForwardMsg()
    reply.file_urls_response.response_id = "where to put a file"
    drawn.delta.new_element.text.body = "of the run before"
    for fragments in (None, ["a fragment"]):
        queue = ForwardMsgQueue()
        replies.keep()
        for message in (drawn, reply):
            queue.enqueue(message)
        queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=fragments)
        assert queue.flush().count(reply) == 1
        assert queue.is_empty()
        queue.enqueue(reply)
        queue.clear()
        assert queue.is_empty()
