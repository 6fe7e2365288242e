"""Pieces that all pages share: a chart with its answer, a guard against faults, the lines on what this is."""

from __future__ import annotations

import copy
import logging
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import streamlit as st

from sim.errors import SalientError
from sim.model.outcomes import RESULTS_VERSION
from sim.report import words
from sim.scenario.loaded import Loaded
from sim.ui.answers import Answer
from sim.ui.pictures import Picture

log = logging.getLogger("salient.app")


def theme() -> str:
    """Light or dark, as the reader's browser shows the page."""
    return "dark" if st.context.theme.type == "dark" else "light"


@contextmanager
def guarded(what: str, instead: str) -> Iterator[None]:
    """A fault inside becomes one sentence: what failed and what to do; details go to the log."""
    try:
        yield
    except SalientError as fault:
        st.error(f"{what} could not be made: {fault} {instead}")
    except Exception:
        number = uuid.uuid4().hex[:8]
        log.exception("fault %s: %s", number, what)
        st.error(f"{what} could not be made. {instead} (Fault {number}; the details are in the server's log.)")


def chart(answer: Answer, name: str, letter: str = "") -> None:
    """One chart under its finding, with how to read it and where its numbers come from."""
    with guarded("This chart", "The numbers above are not affected; reload the page to try again."):
        picture: Picture = answer.pictures[name]
        st.header(f"{letter}: {picture.title}" if letter else picture.title)
        if picture.frame.empty:
            st.write("In no run is there anything to draw.")
        else:
            st.vega_lite_chart(
                picture.frame,
                copy.deepcopy(picture.spec),
                key=f"{answer.request.view}-{name}",
                alt=picture.alt,
                theme=None,
            )
        st.caption(f"{picture.how_to_read} {source_line(answer)}")


def source_line(answer: Answer) -> str:
    """Runs, seed and version behind the numbers."""
    return words.source_line(answer.replications, answer.request.seed, str(RESULTS_VERSION))


def what_this_is(scenario: Loaded) -> None:
    """The lines that stand on the first screen whatever the answer is."""
    sides, start = scenario.scenario.sides, scenario.scenario.start
    whose = INVENTED if scenario.name.startswith("tutorial/") else REAL
    st.markdown(
        "**Consequences of stated assumptions, not a prediction.** What could follow from "
        f"{start.day} {start:%B %Y}, in simulated futures. **Holder** ({sides.holder}) and **attacker** "
        f"({sides.attacker}) are relative to the foothold. {whose} The words imply no position. "
        "**Civilians are not modelled.** This is no tool for choosing targets or timing attacks."
    )


REAL = (
    "The attacker here is the state whose territory the foothold lies in; the war began with its invasion of the other."
)
INVENTED = "This theatre and its sides are invented."


def warn_of_unknown(inputs: Sequence[str]) -> None:
    """List what a link holds and this version does not know."""
    if inputs:
        st.warning(f"The link holds inputs that this version does not know and leaves out: {', '.join(inputs)}.")


def warn_of_failures(answer: Answer) -> None:
    """Say when runs failed and are in no number."""
    for summary in answer.summaries:
        if summary["failures"]:
            st.warning(
                f"{summary['failures']} of {summary['replications']} runs of {summary['scenario']} failed and are in "
                "no number here; the downloaded results name them and the command that repeats each."
            )


def scenarios_line(names: Mapping[str, Loaded]) -> None:
    """Which scenario stands behind each letter."""
    for letter, scenario in names.items():
        st.markdown(f"**{letter}** {scenario.scenario.title} (`{scenario.name}`). {scenario.scenario.summary}")
