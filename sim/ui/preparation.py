"""What happens once a server, before the first answer: the fast engine, the first answer, a quiet heap.

It goes on in a thread, so that pages without simulations open at once and the others say what they wait for.
"""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec

import streamlit as st

from sim.engine.cache import is_ready
from sim.language.saying import say, spoken
from sim.report.comparison.sweeps import sweep_form
from sim.session.answers.answers import Request, best_answer
from sim.session.background.refinery import refinery
from sim.session.inputs.address import Choice
from sim.session.inputs.questions import asked_of
from sim.ui.parts import views

log = logging.getLogger("salient.app")
PATIENCE = 4.0  # s; a server that need not compile is ready before
SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_TO_DRAW = 3.0  # the first visitor's browser needs the processor that refining would take
COLD_TITLE, WARM_TITLE = spoken("The fast engine is being compiled"), spoken("The model is being loaded")
COLD = spoken(
    "This happens only on the very first start on this machine and takes about half a minute, longer while the machine "
    "is busy. The page opens by itself when it is done. *Runs*, *Evidence* and *About and limits* work meanwhile."
)
WARM = spoken("This takes a few seconds. The page opens by itself when it is done.")


@dataclass
class Preparation:
    """The preparation of a server: whether it compiles, since when, when pages can be drawn, when all is read."""

    compiling: bool
    began: float = field(default_factory=time.monotonic)
    over: threading.Event = field(default_factory=threading.Event)
    looked_ahead: threading.Event = field(default_factory=threading.Event)

    def run(self, first: Request) -> None:
        """Compute the first answer; once its page had time to be drawn, what is below it and elsewhere, and refine."""
        background = refinery
        try:
            answer = best_answer(first)
            log.debug("the first answer has %d drivers", len(answer.drivers))
            for name in (name for row in views.ONE for name in row):
                answer.picture(name)
        except Exception:
            log.exception("preparing failed; pages will say what does not work")
        finally:
            _quieten()
            self.over.set()
        time.sleep(SECONDS_TO_DRAW)
        _look_ahead(first)
        self.looked_ahead.set()
        background.poll(first)


def _look_ahead(first: Request) -> None:
    """Read all scenarios, as the questions below the charts and the list in the sidebar do, and what a sweep draws.

    A visitor who comes before has them read after the first charts.
    """
    try:
        asked_of(Choice(first.scenarios, first.seed, first.runs))
        for percent in (True, False):  # of what a sweep tells first
            sweep_form(first.theme, percent, False)
    except Exception:
        log.exception("looking ahead failed; pages will say what does not work")
    _quieten()


def _quieten() -> None:
    """Put what is loaded out of the garbage collector's sight."""
    gc.collect()
    gc.freeze()


_begun: list[Preparation] = []
_beginning = threading.Lock()


def begun(first: Request) -> Preparation:
    """The preparation of this server, begun with the server or else by its first visitor."""
    with _beginning:
        if not _begun:
            _begun.append(Preparation(compiles()))
            threading.Thread(target=_begun[0].run, args=(first,), daemon=True).start()
    return _begun[0]


def compiles() -> bool:
    """Whether the engine must still be compiled for this machine."""
    try:
        return not is_ready() and find_spec("numba") is not None
    except ImportError:
        return False


def then(first: Request, draw: Callable[[], None]) -> None:
    """Draw a page that needs the engine once the server is prepared; until then say what it waits for."""
    preparation = begun(first)
    if preparation.over.wait(0.0 if preparation.compiling else PATIENCE):
        draw()
    else:
        _tell(preparation)


@st.fragment(run_every=SECONDS_BETWEEN_LOOKS)
def _tell(preparation: Preparation) -> None:
    if preparation.over.is_set():
        st.rerun()
    st.title(say(COLD_TITLE if preparation.compiling else WARM_TITLE))
    st.write(say(COLD) if preparation.compiling else say(WARM))
    st.caption(say("{seconds:.0f} s so far.", seconds=time.monotonic() - preparation.began))
