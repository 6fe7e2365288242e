"""What a reader takes along: the tuned scenarios as files, the command that repeats the page, the results."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from sim.errors import SalientError
from sim.experiment.results.keeping import keep
from sim.experiment.store.permission import read_only
from sim.language.saying import say, spoken
from sim.report import stored_runs
from sim.report.answered.pictures import Picture
from sim.report.answered.questions import QuestionLike
from sim.report.brief.content import Length
from sim.report.brief.files import KINDS
from sim.report.drawing.palette import LETTERS
from sim.report.drawing.specs import Spec
from sim.report.drawing.still import png, still
from sim.report.words.markdown import code, plain
from sim.report.words.numbers import counted
from sim.session.answers.answers import Answer, Request
from sim.session.answers.taking_along import as_brief, as_csv, as_json, as_parquet, command
from sim.session.inputs.address import Choice, folders_text
from sim.session.inputs.scenarios import Chosen
from sim.session.inputs.tuned import file_name, tuned_text
from sim.ui import navigation, page_state

if TYPE_CHECKING:
    import pandas as pd

TAKE_ALONG = "take-along"
BRIEFS = {Length.minister: spoken("Minister, one page"), Length.analyst: spoken("Analyst, four pages")}


def of_picture(picture: Picture, name: str, notes: str, theme: str) -> None:
    """The numbers and the picture of one chart, made only when they are asked for."""
    file = name.replace(":", "-").replace("_", "-").lower()
    with st.popover(say("Download"), type="tertiary"):
        _button(say("Data (CSV)"), f"{file}.csv", "text/csv", picture.as_csv, f"data-{name}")
        _button(say("Picture (PNG)"), f"{file}.png", "image/png", lambda: _png(picture, notes, theme), f"png-{name}")


def _png(picture: Picture, notes: str, theme: str) -> bytes:
    return png(still(picture.spec, picture.frame, picture.title, notes, theme))


def take_along(name: str, picture: Callable[[], Spec], data: Callable[[], pd.DataFrame]) -> None:
    """The numbers and the picture of one chart, made only when they are asked for."""
    with st.popover(say("Download"), type="tertiary"):
        files: tuple[tuple[str, str, str, Callable[[], str | bytes]], ...] = (
            (say("Data (CSV)"), "csv", "text/csv", lambda: str(data().to_csv(index=False))),
            (say("Picture (PNG)"), "png", "image/png", lambda: png(picture())),
        )
        for label, ending, mime, make in files:
            key = f"take-{ending}-{name.rstrip('0123456789')}"
            st.download_button(label, make, f"{name}.{ending}", mime, key=key, on_click="ignore")


def section(answer: Answer, question: QuestionLike | None = None) -> None:
    """The link, the files and the command, in an expander that is filled when it is opened."""
    label = say("Take it along: a brief, link, scenario files, results, the same on the command line")
    with st.expander(label, key=TAKE_ALONG, on_change="rerun") as part:
        if part.open:
            _take_along(answer, question)


def _take_along(answer: Answer, question: QuestionLike | None) -> None:
    st.write(say("A brief to hand on: this answer on one page for a minister, or on up to four for an analyst."))
    briefs(partial(as_brief, answer, question=question))
    st.write(say("This link shows the same numbers to others who run Salient on their machines."))
    choice = Choice(answer.request.scenarios, answer.request.seed, answer.request.runs)
    st.code(share_link(str(st.context.url or ""), page_state.link(choice)), language=None, wrap_lines=True)
    st.write(say("Each scenario as a file with just its changes; the command gives the same numbers."))
    with st.container(horizontal=True):
        for chosen, letter in zip(answer.request.scenarios, LETTERS, strict=False):
            _button(
                say("Scenario {letter} (YAML)", letter=letter),
                file_name(chosen, letter),
                "application/yaml",
                _tuned(chosen, answer.request),
                f"yaml-{letter}",
            )
    st.code(command(answer), language=None, wrap_lines=True)
    st.write(say("The results of {runs} as shown, a row a run.", runs=counted(answer.replications, "run")))
    with st.container(horizontal=True):
        _button(say("Summary (JSON)"), "summary.json", "application/json", lambda: as_json(answer), "json")
        _button(say("Runs (CSV)"), "runs.csv", "text/csv", lambda: as_csv(answer), "csv")
        for number, letter in enumerate(LETTERS[: len(answer.names)]):
            _button(
                say("Runs {letter} (Parquet)", letter=letter),
                f"runs-{letter.lower()}.parquet",
                "application/octet-stream",
                _parquet(answer, number),
                f"parquet-{letter}",
            )
    keep_button(lambda: answer)


def briefs(make: Callable[[Length, str], bytes]) -> None:
    """An answer on paper, at both lengths, in every kind of file that can be written here."""
    for length, label in BRIEFS.items():
        with st.container(horizontal=True):
            for end, kind in KINDS.items():
                _button(
                    f"{say(label)} ({say(kind.name)})",
                    f"brief-{length.value}{end}",
                    kind.mime,
                    partial(make, length, end),
                    f"brief-{length.value}{end}",
                    kind.missing(),
                )


def keep_button(make: Callable[[], Answer]) -> None:
    """Store the runs behind an answer where the command line stores them; say where, or why not."""
    if read_only():
        st.caption(say(stored_runs.READ_ONLY))
        return
    told = say(
        "Results kept are on the page Runs and open there again. One of more runs takes the place of one of the same "
        "scenario and seed, of which it holds every run."
    )
    if not st.button(say("Keep this result"), key="keep", help=told):
        return
    try:
        with st.spinner(say("Writing the results")):
            answer = make()
            kept = keep(answer.request.loaded(), replications=answer.replications, seed=answer.request.seed)
    except SalientError as fault:
        unaffected = say("What the page shows is not affected; the downloads above still work.")
        st.error(f"{plain(str(fault))}. {unaffected}")
        return
    st.success(say("Kept in {list}.", list=", ".join(code(str(one.folder)) for one in kept)))
    navigation.link("runs", say("Open what was kept"), {"open": folders_text([one.name for one in kept])})


def share_link(url: str, query: Mapping[str, str]) -> str:
    """The address of a page with everything that decides its numbers."""
    return f"{url.partition('?')[0]}?{urlencode(query)}"


def _tuned(chosen: Chosen, request: Request) -> Callable[[], str]:
    return lambda: tuned_text(chosen, request.written)


def _parquet(answer: Answer, number: int) -> Callable[[], bytes]:
    return lambda: as_parquet(answer, number)


def _button(label: str, name: str, mime: str, make: Callable[[], str | bytes], key: str, missing: str = "") -> None:
    """A download made only when it is asked for; where something is missing for it, a reader is told what."""
    st.download_button(
        label, make, name, mime, key=f"download-{key}", on_click="ignore", disabled=bool(missing), help=missing or None
    )
