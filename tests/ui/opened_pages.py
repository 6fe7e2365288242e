"""Outlook and Compare as a reader meets them, with their expanders open, and what they say."""


from streamlit.testing.v1 import AppTest

from sim.session.answers.answers import Answer, Request, best_answer
from sim.session.inputs import scenarios as worlds
from sim.session.inputs import sizes
from sim.session.inputs.scenarios import Chosen
from sim.ui.parts import downloads, views
from tests.drawn import WHOLE, drawn

TEMPO, TEMPO_PATH = "ground.tempo_start_shift=1", "ground.tempo_start_shift"
EXPANDERS = (views.AS_TABLE, downloads.TAKE_ALONG)


def outlook(**query: str) -> AppTest:
    return drawn(WHOLE, _dotted(query), EXPANDERS)


def comparison(**query: str) -> AppTest:
    return drawn("compare", _dotted(query), EXPANDERS)


def _dotted(query: dict[str, str]) -> dict[str, str]:
    """Names of Python as those of an address."""
    return {key.replace("__", "."): value for key, value in query.items()}


def findings(test: AppTest) -> list[str]:
    assert not test.exception
    assert not test.error
    return [test.title[0].value, *(header.value for header in test.main.header)]


def unescaped(text: str) -> str:
    return text.replace("\\", "")


def request(*scenarios: Chosen, seed: int = 1, runs: int = sizes.QUICK) -> Request:
    return Request(scenarios, seed, runs, "light", worlds.last_written())


def answer(*scenarios: Chosen, seed: int = 1, runs: int = sizes.QUICK) -> Answer:
    return best_answer(request(*scenarios, seed=seed, runs=runs))
