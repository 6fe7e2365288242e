"""What a copy of the package with a toy of each kind shows of them, told as JSON: python added_things.py

Run in the copy's folder, with a cache of its own: everything is asked as a user asks, so that what is not wired is
not seen.
"""

import contextlib
import io
import json
from pathlib import Path

from streamlit.testing.v1 import AppTest

SCENARIO = "tutorial/baseline"
CHOSEN = "attrition.form=by_rumour"
SECONDS = 300.0


def said(*arguments: str) -> str:
    """What a command prints."""
    from sim.cli import main

    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.suppress(SystemExit):
        main([*arguments, "--set", CHOSEN])
    return printed.getvalue()


def page(name: str, *opened: str, **query: str) -> str:
    """What a page of the app says in text and tables."""
    test = AppTest.from_function(_page, default_timeout=SECONDS, args=(name,))
    for part in opened:
        test.session_state[part] = True
    for key, value in {"a": SCENARIO, "a.attrition.form": "by_rumour", "runs": "100", **query}.items():
        test.query_params[key] = value
    test.run()
    assert not test.exception, test.exception
    texts = [element.value for kind in ("title", "header", "markdown") for element in getattr(test, kind)]
    tables = [element.value.to_csv() for kind in ("dataframe", "table") for element in getattr(test, kind)]
    return "\n".join(map(str, [*texts, *tables]))


def _page(name: str) -> None:
    from sim.ui.main import PAGES

    PAGES[name][1]()


def both_executors() -> dict[str, object]:
    """One outcome, one series and the events of the toys by each executor, and whether all bits agree."""
    from sim.experiment.replay import replay
    from sim.scenario.loading import load

    one, other = (replay(load(SCENARIO, [CHOSEN]), replication=3, seed=1, executor=name) for name in EXECUTORS)
    same = (one.outcomes, one.events) == (other.outcomes, other.events)
    same &= all(one.paths[name].tobytes() == other.paths[name].tobytes() for name in one.paths)
    return {
        "same": same,
        "outcome": [one.outcomes["rumours"], other.outcomes["rumours"]],
        "series": [float(run.paths["rumours_so_far"][-1]) for run in (one, other)],
        "acted": [event["process"] for event in one.events if event["kind"] == "rumour"],
        "losses": one.outcomes["attacker_casualties"],
    }


EXECUTORS = ("compiled", "simpy")

if __name__ == "__main__":
    from docs.make_model_map import whole_map
    from sim.session.background.refinery import refinery
    from sim.ui.pages.timeline import one_run
    from sim.ui.parts import views

    refinery.end()  # first answers are enough
    shown = {
        "executors": both_executors(),
        "check": said("check", SCENARIO),
        "run": said("run", SCENARIO, "--replications", "20", "--seed", "1"),
        "replay": said("replay", SCENARIO, "--replication", "3", "--seed", "1"),
        "outlook": page("outlook", views.AS_TABLE),
        "timeline": page("timeline", one_run.AS_TABLE, run="3"),
        "evidence": page("evidence"),
        "map": whole_map(),
    }
    Path("shown.json").write_text(json.dumps(shown), encoding="utf-8")
