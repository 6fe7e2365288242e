"""What a reader takes along: the tuned scenarios as files, the command that repeats the page, the results."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from sim.analysis.comparison import side_by_side
from sim.errors import SalientError
from sim.experiment import parquet
from sim.experiment.keeping import keep
from sim.experiment.permission import read_only
from sim.model.outcomes import OUTCOMES
from sim.report import stored_runs
from sim.report.markdown import code, plain
from sim.report.palette import LETTERS
from sim.report.still import png, still
from sim.report.words import counted
from sim.scenario import tuning
from sim.scenario.documents import rewritten
from sim.scenario.loading import write_tuned
from sim.scenario.overrides import assignments
from sim.scenario.periods import common_period
from sim.ui import navigation, state, uploads
from sim.ui.address import Choice, folders_text
from sim.ui.answers import Answer, Request
from sim.ui.pictures import Picture
from sim.ui.worlds import Chosen, loaded

TAKE_ALONG = "take-along"


def tuned_text(chosen: Chosen, written: float) -> str:
    """A scenario file: one that extends the shipped scenario by the changes, or the uploaded one with them in place."""
    scenario = loaded(chosen, written)
    if not chosen.upload:
        unchanged = tuning.tuned_text(scenario.scenario.title, chosen.name, ())
        return write_tuned(scenario, {}) if chosen.sets else unchanged
    if not chosen.sets:
        return chosen.upload
    file = uploads.file_of(chosen.name, chosen.upload)
    return rewritten(file, {change.path: change.value for change in assignments(chosen.sets)})


def file_name(chosen: Chosen, letter: str) -> str:
    """A name for the scenario's file that tells A, B and C apart."""
    return f"{letter.lower()}-{chosen.name.rsplit('/', 1)[-1]}{'-tuned' if chosen.sets else ''}.yaml"


def command(answer: Answer) -> str:
    """The command that gives the same numbers; tuned scenarios are the files offered beside it."""
    names = [
        file_name(chosen, letter) if chosen.sets or chosen.upload else chosen.name
        for chosen, letter in zip(answer.request.scenarios, LETTERS, strict=False)
    ]
    verb = "compare" if len(names) > 1 else "run"
    return f"salient {verb} {' '.join(names)} --replications {answer.replications} --seed {answer.request.seed}"


def as_json(answer: Answer) -> str:
    """The summaries as `salient run --json` and `salient compare --json` print them."""
    content: dict[str, Any] = answer.summaries[0]
    if len(answer.summaries) > 1:
        others = dict(zip(answer.names[1:], answer.differences, strict=True))
        period = common_period(answer.request.loaded(), answer.names)
        content = side_by_side(answer.request.loaded(), answer.summaries, others, period)
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)


def as_parquet(answer: Answer, number: int) -> bytes:
    """One scenario's runs, a row a replication, as the result folder has them."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "outcomes.parquet"
        results = answer.results[number]
        identity = {"seed": results.seed, "hash": results.hash}
        failures = {failure.replication: failure.as_json() for failure in results.failures}
        parquet.write_outcomes(file, identity, results.outcomes, OUTCOMES, failures)
        return file.read_bytes()


def as_csv(answer: Answer) -> str:
    """The runs of all scenarios, a row a scenario and replication."""
    import io

    import pandas as pd

    tables = []
    for number, name in enumerate(answer.names):
        table = pd.read_parquet(io.BytesIO(as_parquet(answer, number)))
        table.insert(0, "name", name)
        tables.append(table)
    return str(pd.concat(tables, ignore_index=True).to_csv(index=False))


def of_picture(picture: Picture, name: str, notes: str, theme: str) -> None:
    """The numbers and the picture of one chart, made only when they are asked for."""
    file = name.replace(":", "-").replace("_", "-").lower()
    with st.popover("Download", type="tertiary"):
        _button("Data (CSV)", f"{file}.csv", "text/csv", lambda: picture.frame.to_csv(index=False), f"data-{name}")
        _button("Picture (PNG)", f"{file}.png", "image/png", lambda: _png(picture, notes, theme), f"png-{name}")


def _png(picture: Picture, notes: str, theme: str) -> bytes:
    return png(still(picture.spec, picture.frame, picture.title, notes, theme))


def section(answer: Answer) -> None:
    """The link, the files and the command, in an expander that is filled when it is opened."""
    label = "Take it along: link, scenario files, results, the same on the command line"
    with st.expander(label, key=TAKE_ALONG, on_change="rerun") as part:
        if part.open:
            _take_along(answer)


def _take_along(answer: Answer) -> None:
    st.write("This link shows the same numbers to others who run Salient on their machines.")
    choice = Choice(answer.request.scenarios, answer.request.seed, answer.request.runs)
    st.code(share_link(str(st.context.url or ""), state.link(choice)), language=None, wrap_lines=True)
    st.write("Each scenario as a file with just its changes; the command gives the same numbers.")
    with st.container(horizontal=True):
        for chosen, letter in zip(answer.request.scenarios, LETTERS, strict=False):
            _button(
                f"Scenario {letter} (YAML)",
                file_name(chosen, letter),
                "application/yaml",
                _tuned(chosen, answer.request),
                f"yaml-{letter}",
            )
    st.code(command(answer), language=None, wrap_lines=True)
    st.write(f"The results of {counted(answer.replications, 'run')} as shown, a row a run.")
    with st.container(horizontal=True):
        _button("Summary (JSON)", "summary.json", "application/json", lambda: as_json(answer), "json")
        _button("Runs (CSV)", "runs.csv", "text/csv", lambda: as_csv(answer), "csv")
        for number, letter in enumerate(LETTERS[: len(answer.names)]):
            _button(
                f"Runs {letter} (Parquet)",
                f"runs-{letter.lower()}.parquet",
                "application/octet-stream",
                _parquet(answer, number),
                f"parquet-{letter}",
            )
    _keep(answer)


def _keep(answer: Answer) -> None:
    """Store the runs behind the page where the command line stores them; say where, or why not."""
    if read_only():
        st.caption(stored_runs.READ_ONLY)
        return
    if not st.button("Keep this result", key="keep", help="Results kept are on the page Runs and open there again."):
        return
    try:
        with st.spinner("Writing the results"):
            kept = keep(answer.request.loaded(), replications=answer.replications, seed=answer.request.seed)
    except SalientError as fault:
        st.error(f"{plain(str(fault))}. What the page shows is not affected; the downloads above still work.")
        return
    st.success(f"Kept in {', '.join(code(str(one.folder)) for one in kept)}.")
    navigation.link("runs", "Open what was kept", {"open": folders_text([one.name for one in kept])})


def share_link(url: str, query: Mapping[str, str]) -> str:
    """The address of a page with everything that decides its numbers."""
    return f"{url.partition('?')[0]}?{urlencode(query)}"


def _tuned(chosen: Chosen, request: Request) -> Callable[[], str]:
    return lambda: tuned_text(chosen, request.written)


def _parquet(answer: Answer, number: int) -> Callable[[], bytes]:
    return lambda: as_parquet(answer, number)


def _button(label: str, name: str, mime: str, make: Callable[[], str | bytes], key: str) -> None:
    """A download made only when it is asked for."""
    st.download_button(label, make, name, mime, key=f"download-{key}", on_click="ignore")
