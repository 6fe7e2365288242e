"""One to four stored results as the page Runs shows them: the answer in words and pictures, and what to take along."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from sim.errors import SalientError
from sim.experiment.results.listing import Stored, StoredRun
from sim.experiment.results.notes import Notes
from sim.experiment.store.plain_files import plain_bytes
from sim.experiment.store.recorded import MANIFEST, OUTCOMES
from sim.language.saying import say, spoken
from sim.report import stored_runs
from sim.report.answered import compared
from sim.report.drawing.palette import LETTERS
from sim.report.words.markdown import plain, shown
from sim.session.answers import stored as kept
from sim.session.answers.answers import Answer
from sim.session.answers.taking_along import folders_as_brief
from sim.session.inputs.address import Choice
from sim.session.inputs.sizes import STAGES
from sim.ui import acts, navigation, page_state
from sim.ui.pages.runs import remarks
from sim.ui.parts import downloads, panels, views

STILL_WORKS = spoken(
    "The other results are not affected; go back to the list and choose another one, or run the scenario again."
)
DOWNLOADS_FAIL = spoken("The charts are not affected; go back to the list and open the result again.")
NOT_KNOWN_THEN = spoken("The version that made this result may not have known some outcomes. ")
BELOW = spoken("What stands below is not affected.")
BYTES = "application/octet-stream"
OF_SUBJECTS = ("show", "day", "run", "with")  # what subjects of a comparison put into the address
WIDTH_OF_CHOICE = 420  # pixels


def draw(selected: Sequence[Stored], complaints: Sequence[str], root: Path) -> None:
    """The view of the results, or why they cannot be shown, with the way back to the list."""
    st.button(say("All results"), icon=":material/arrow_back:", type="tertiary", **acts.pressed(_close))
    with panels.guarded(say("This view"), say(STILL_WORKS)):
        try:
            answer = kept.answer_of(selected, panels.theme())
        except SalientError as fault:
            alone = len(selected) == 1
            st.title(say("This result cannot be opened" if alone else "These results cannot be compared"))
            st.error(f"{plain(str(fault))}. {say(STILL_WORKS)}")
            return
        _view(answer, selected, complaints, root)


def _close() -> None:
    for key in (*OF_SUBJECTS, kept.OPEN):
        page_state.set_extra(key, None)


def _view(answer: Answer, selected: Sequence[Stored], complaints: Sequence[str], root: Path) -> None:
    runs = [result.run for result in selected if result.run is not None]
    st.title(_finding(answer, selected))
    panels.warn_of_address(complaints)
    _identities(selected, remarks.read(root))
    _warn_of_other_version(selected, runs)
    unchecked = stored_runs.unchecked_sentence(runs)
    if unchecked:
        st.info(plain(unchecked))
    panels.what_this_is(answer.request.loaded()[0])
    panels.warn_of_failures(answer)
    panels.warn_of_few(answer)
    empty = [one for one in answer.results if len(one.failures) == one.replications]
    for one in empty:
        st.error(plain(stored_runs.all_failed_sentence(one.name, one.failures)))
    if not empty:
        _charts(answer, selected, say(NOT_KNOWN_THEN) if any(run.stale for run in runs) else "")
    _take_along(selected)


def _charts(answer: Answer, selected: Sequence[Stored], reason: str) -> None:
    """Cards and charts of one result, or charts of several against their base."""
    if len(selected) == 1:
        with panels.guarded(say("The cards"), f"{reason}{say(BELOW)}"):
            views.cards(answer)
            _where(answer)
        with panels.guarded(say("These charts"), f"{reason}{say(BELOW)}"):
            views.of_one(answer)
        return
    _base(selected)
    with panels.guarded(say("These charts"), f"{reason}{say(BELOW)}"):
        scenarios = dict(zip(LETTERS, answer.request.loaded(), strict=False))
        panels.warn_of_the_past(scenarios)
        views.of_several(answer, scenarios)


def _where(answer: Answer) -> None:
    """The way to the map and to single runs, where this version makes the very same ones."""
    if answer.request.replayable:
        within = answer.request.within_reach()
        query = page_state.link(Choice(within.scenarios, within.seed, within.runs))
        navigation.link("timeline", say("See where, and in what order: map and single runs"), query)


def _finding(answer: Answer, selected: Sequence[Stored]) -> str:
    """The answer in words; where another version had no such outcome, what was opened."""
    try:
        return compared.comparison_headline(answer)
    except KeyError:
        return ", ".join(plain(stored_runs.title(result)) for result in selected)


def _identities(selected: Sequence[Stored], known: Notes) -> None:
    """Which results these are, a line each, with the note that a reader wrote."""
    letters = [f"**{letter}**: " for letter in LETTERS[: len(selected)]] if len(selected) > 1 else [""]
    lines = [
        f"{letter}**{plain(stored_runs.title(result))}** ({plain(stored_runs.details(result))})"
        f"{plain(stored_runs.noted(known.of(result.name)))}"
        for letter, result in zip(letters, selected, strict=True)
    ]
    st.markdown("  \n".join(lines))


def _warn_of_other_version(selected: Sequence[Stored], runs: Sequence[StoredRun]) -> None:
    """Say that another version made these, and offer the same scenarios, seed and number of runs with this one."""
    warning = stored_runs.stale_sentence(runs)
    if not warning:
        return
    st.warning(plain(warning))
    scenarios = [chosen for chosen in map(kept.to_run_again, selected) if chosen is not None]
    if len(scenarios) == len(selected):
        choice = Choice(tuple(scenarios), runs[0].seed, min(runs[0].replications, STAGES[-1]))
        page = "outlook" if len(scenarios) == 1 else page_state.COMPARE
        navigation.link(page, say("Run again with this version"), page_state.link(choice))


def _base(selected: Sequence[Stored]) -> None:
    """Which result the others are set against; choosing another makes it A."""
    names = [result.name for result in selected]
    titles = {
        result.name: f"{letter}: {shown(stored_runs.title(result))}"
        for letter, result in zip(LETTERS, selected, strict=False)
    }
    st.selectbox(
        say("The others are set against"),
        names,
        0,
        format_func=titles.__getitem__,
        width=WIDTH_OF_CHOICE,
        **page_state.listened(
            page_state.controlled("base of stored results", names[0]), partial(_rebase, tuple(selected))
        ),
    )


def _rebase(selected: tuple[Stored, ...], first: str) -> None:
    page_state.set_extra(kept.OPEN, kept.address_of(sorted(selected, key=lambda result: result.name != first)))


def _take_along(selected: Sequence[Stored]) -> None:
    """The files of each result as they stand on disk, its scenario, and the command that repeats it."""
    with st.expander(say("Take it along: a brief, files, scenario, the command that repeats it")):
        st.write(say("A brief to hand on: what is stored on one page for a minister, or on up to four for an analyst."))
        downloads.briefs(partial(folders_as_brief, [result.folder for result in selected]))
        for letter, result in zip(LETTERS, selected, strict=False):
            with panels.guarded(say("These downloads"), say(DOWNLOADS_FAIL)):
                _files(result, f" {letter}" if len(selected) > 1 else "")
        st.write(say("This runs a result again from its manifest and compares every number."))
        commands = "\n".join(stored_runs.verify_command(result) for result in selected)
        st.code(commands, language=None, wrap_lines=True)


def _files(result: Stored, mark: str) -> None:
    with st.container(horizontal=True):
        manifest = say("Manifest{mark} (JSON)", mark=mark)
        _button(manifest, f"{result.name}.json", "application/json", _content(result, MANIFEST))
        _button(say("Runs{mark} (Parquet)", mark=mark), f"{result.name}.parquet", BYTES, _content(result, OUTCOMES))
        _button(say("Runs{mark} (CSV)", mark=mark), f"{result.name}.csv", "text/csv", lambda: kept.as_csv(result))
        for number, (name, make) in enumerate(kept.scenario_files(result).items()):
            kind = say("Scenario" if number == 0 else "Map")
            _button(say("{kind}{mark} (YAML)", kind=kind, mark=mark), name, "application/yaml", make)


def _content(result: Stored, name: str) -> Callable[[], bytes]:
    return lambda: plain_bytes(result.folder / name)


def _button(label: str, name: str, mime: str, make: Callable[[], str | bytes]) -> None:
    st.download_button(label, make, name, mime, key=f"take {label} {name}", on_click="ignore")
