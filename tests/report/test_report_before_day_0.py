"""Scenarios of different pasts are not compared in silence: an order before day 0 is told wherever numbers are."""

from __future__ import annotations

import pytest

from sim.experiment.running.running import compare
from sim.model.outcomes import ORDERED_DAY
from sim.report.answered.answer import Answered, Asked
from sim.report.brief import parts
from sim.report.brief.content import Length, Text
from sim.report.brief.writing import brief_of
from sim.report.comparison.before_day_0 import (
    another_past,
    shares_of,
    with_one_past,
    with_the_command,
)
from sim.report.terminal import tables
from sim.scenario.loading import load
from tests.called import salient

ORDERED = "command.ordered_before_start"
NAMES = ("kursk/undecided", "kursk/withdraw-now", "kursk/hold")
TOLD = (
    "Another past: an order to leave was already given before day 0 in no run of {}, in 75 of 100 runs of {}; "
    "every difference may hold some of this past."
)


@pytest.mark.parametrize(
    ("shares", "told"),
    [
        ({"A": 0.0, "B": 0.75, "C": 0.75}, "in no run of A, in 75 of 100 runs of B and C;"),
        ({"A": 0.75, "B": 0.0, "C": 1.0, "D": 0.0}, "in 75 of 100 runs of A, in no run of B and D, in every run of C;"),
        ({"A": 0.0, "B": 0.001}, "in no run of A, in fewer than 1 of 100 runs of B;"),
    ],
)
def test_each_past_is_told_with_the_scenarios_that_have_it(shares: dict[str, float], told: str) -> None:
    assert told in another_past(shares)
    assert f"--set {ORDERED}=0 " in with_the_command(another_past(shares))


def test_one_past_needs_no_word() -> None:
    assert another_past({"A": 0.75, "B": 0.75}) == another_past({}) == with_the_command("") == ""


@pytest.mark.parametrize(
    ("value", "share"),
    [("0", 0.0), ("1", 1.0), ("{bernoulli: [0.4]}", 0.4), ("{uniform: [0, 1]}", 0.5), ("{uniform: [0.4, 0.6]}", 0.5)],
)
def test_the_share_is_that_of_the_runs_that_have_the_order(value: str, share: float) -> None:
    """As the model reads a value, from a half on; each is held against the orders of day 0 that runs have."""
    loaded = load("tutorial/baseline", [f"{ORDERED}={value}", "command.policy=access_hazard", "horizon_days=5"])
    assert shares_of({"A": loaded})["A"] == pytest.approx(share, abs=0.001)
    [made] = compare([loaded], replications=256, seed=1)
    assert (made.outcomes[ORDERED_DAY] < 0.0).mean() == pytest.approx(share, abs=0.02)


def test_with_one_past_nothing_of_it_is_left_in_the_changes() -> None:
    changes = with_one_past((f"{ORDERED}={{bernoulli: [0.5]}}", "horizon_days=60"))
    assert changes == ("horizon_days=60", f"{ORDERED}=0")
    assert another_past(shares_of({name: load(name, changes) for name in NAMES})) == ""


def answer(*changes: str) -> Answered:
    ensembles = compare([load(name, [*changes]) for name in NAMES], replications=30, seed=1)
    return Answered(Asked(tuple(one.loaded for one in ensembles), 1, "4"), ensembles)


def texts(length: Length, *changes: str) -> list[str]:
    first = brief_of(answer(*changes), length, parts.Origin("salient report")).sections[0]
    return [block.text.replace("**", "") for block in first.blocks if isinstance(block, Text)]


def test_a_brief_tells_it_with_what_is_compared_a_minister_without_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "charts", lambda *_: ())
    told = TOLD.format("A", "B and C")
    assert texts(Length.minister)[-1] == told
    assert texts(Length.analyst)[-1] == with_the_command(told)
    assert not any("day 0" in text for text in texts(Length.minister, f"{ORDERED}=0"))


def test_the_command_line_prints_it_before_any_difference(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = salient(capsys, "compare", *NAMES, "--replications", 30, "--quiet", "--set", "horizon_days=20")
    assert code == 0
    printed = " ".join(out.split())
    assert printed.startswith(TOLD.format("kursk/undecided", "kursk/withdraw-now and kursk/hold"))
    assert printed.index(f"--set {ORDERED}=0") < printed.index(" against ")


def test_a_comparison_kept_without_it_is_printed_all_the_same() -> None:
    """JSON of an earlier version does not have the shares."""
    found = answer("horizon_days=20")
    content = {"runs": [*found.summaries], "differences": dict(zip(NAMES[1:], found.differences, strict=True))}
    assert tables.comparison_table(content)
