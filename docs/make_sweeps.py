"""Sweep inputs in ten steps and say which behave: python -m docs.make_sweeps [PATH ...]

Each input of docs/sweeps.toml is set to ten values in turn, all else as drawn and with the same luck, so that steps
compare pair by pair. Judged are three things. An input that moves no outcome in any run is inert. One that moves the
mean of its outcome against the direction that its row expects, by over three standard errors of the paired
difference between neighbours, is no monotone one. A step that alone makes most of the whole change is a jump if, cut
into parts, one of them makes most of the step.
What fails is printed and stays in the table; `--check` leaves with 1 then and writes nothing.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from docs.sweep_figures import Points, figure, number
from sim.experiment.ensemble import Ensemble
from sim.experiment.running.running import compare
from sim.model.outcomes import OUTCOME_NAMES, OUTCOMES, RESULTS_VERSION
from sim.scenario.loading import load

HERE = Path(__file__).parent
SWEEPS, FOLDER = HERE / "sweeps.toml", HERE / "sweeps"
STEPS, REPLICATIONS, SEED = 10, 1_000, 1
SURE = 3.0  # standard errors
JUMP = 0.6  # of the whole change in one step of nine
PARTS = 6  # of a step that is looked at closely
ABOUT = {outcome.name: outcome.about for outcome in OUTCOMES}
SIGNS = {"up": 1.0, "down": -1.0}
FINE = "as it says"
INTRODUCTION = """# Sweeps: {inputs} inputs in {steps} steps

By `python -m docs.make_sweeps`: {replications:,} replications of seed {seed} a step, version {version} of the results.
The same luck at every step, so steps compare pair by pair. *Inert*: no outcome of any run moves. *Against its
direction*: a step moves the mean against what its row expects, by over {sure:g} standard errors of the paired
difference. *Jump*: one step of nine makes over {jump:.0%} of the whole change, and one of {parts} parts of it over
{jump:.0%} of the step; a steep but smooth beginning spreads over its parts.
Whether any input of the schema moves nothing at all is in [inert.md](inert.md). {fails}
"""


class Swept(NamedTuple):
    """A sweep with its values, the mean and error of its outcome at each, and what is to be said of it."""

    row: Mapping[str, Any]
    points: Points
    faults: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """What is wrong, or that it does as it says."""
        return "; ".join(self.faults) or FINE


def values_of(row: Mapping[str, Any]) -> list[float]:
    """The ten values, at equal distances or ratios."""
    low, high = map(float, row["over"])
    spaced = np.geomspace(low, high, STEPS) if row.get("geometric") else np.linspace(low, high, STEPS)
    return [float(f"{value:.4g}") for value in spaced]


def ensembles(row: Mapping[str, Any], values: Sequence[float], replications: int) -> list[Ensemble]:
    """The scenario at each value, with the same draws."""
    name, sets, spelled = row.get("scenario", "kursk/baseline"), row.get("sets", []), row.get("as", "VALUE")
    settings = [f"{row['path']}={spelled.replace('VALUE', repr(value))}" for value in values]
    loaded = [load(name, [*sets, setting]) for setting in settings]
    return compare(loaded, replications=replications, seed=SEED, paths=False)


def columns_of(row: Mapping[str, Any], steps: Sequence[Ensemble]) -> list[NDArray[Any]]:
    """The outcome of each run at each step."""
    return [np.asarray(step.outcomes[row["outcome"]], dtype=float) for step in steps]


def stays_whole(row: Mapping[str, Any], low: float, high: float, replications: int) -> bool:
    """Whether one part of a step makes most of its change, as a jump does and a steep slope does not."""
    values = [float(f"{value:.6g}") for value in np.linspace(low, high, PARTS + 1)]
    columns = columns_of(row, ensembles(row, values, replications))
    return largest_part([paired(before, after) for before, after in pairwise(columns)])[1] > JUMP


def swept(row: Mapping[str, Any], replications: int = REPLICATIONS) -> Swept:
    """Sweep one input and judge it."""
    values = values_of(row)
    steps = ensembles(row, values, replications)
    columns = columns_of(row, steps)
    points = [
        (value, float(np.nanmean(column)), standard_error(column))
        for value, column in zip(values, columns, strict=True)
    ]
    if all(alike(steps[0], step) for step in steps[1:]):
        return Swept(row, points, ("inert",))
    found = faults_of(columns, row["direction"])
    steepest = steep_step(columns)
    if steepest >= 0 and stays_whole(row, values[steepest], values[steepest + 1], replications):
        found.append(f"jump in step {steepest + 1}")
    return Swept(row, points, tuple(found))


def alike(one: Ensemble, other: Ensemble) -> bool:
    """Whether every outcome of every run is the same to the bit."""
    return all(
        np.array_equal(np.asarray(one.outcomes[name]), np.asarray(other.outcomes[name]), equal_nan=True)
        for name in OUTCOME_NAMES
    )


def standard_error(column: NDArray[Any]) -> float:
    """Standard error of a mean, of the runs that have a value."""
    there = column[~np.isnan(column)]
    return float(there.std() / np.sqrt(max(len(there), 1))) if len(there) else 0.0


def paired(before: NDArray[Any], after: NDArray[Any]) -> tuple[float, float]:
    """Mean of the paired difference and its standard error."""
    apart = after - before
    there = apart[~np.isnan(apart)]
    return (float(there.mean()), standard_error(apart)) if len(there) else (0.0, 0.0)


def faults_of(columns: Sequence[NDArray[Any]], direction: str) -> list[str]:
    """What is wrong with the steps of one outcome."""
    steps = [paired(before, after) for before, after in pairwise(columns)]
    whole, error = paired(columns[0], columns[-1])
    found = []
    if all(abs(apart) <= SURE * spread for apart, spread in [*steps, (whole, error)]):
        found.append("moves its outcome by less than can be seen")
    else:
        found += against(steps, SIGNS[direction])
    return found


def against(steps: Sequence[tuple[float, float]], sign: float) -> list[str]:
    """Steps that go the other way."""
    wrong = [i + 1 for i, (apart, error) in enumerate(steps) if sign * apart < -SURE * error]
    return [f"against its direction in step {', '.join(map(str, wrong))}"] if wrong else []


def largest_part(steps: Sequence[tuple[float, float]]) -> tuple[int, float]:
    """The step that changes most, and its share of all change."""
    change = sum(abs(apart) for apart, _ in steps)
    largest = max(range(len(steps)), key=lambda i: abs(steps[i][0]))
    return largest, abs(steps[largest][0]) / change if change else 0.0


def steep_step(columns: Sequence[NDArray[Any]]) -> int:
    """The step that makes most of the whole change, if one does and is more than luck; else -1."""
    steps = [paired(before, after) for before, after in pairwise(columns)]
    largest, share = largest_part(steps)
    apart, error = steps[largest]
    return largest if share > JUMP and abs(apart) > SURE * error else -1


def file_name(row: Mapping[str, Any]) -> str:
    """The file of a figure."""
    return f"{row['path'].replace('.', '-').replace('_', '-')}.svg"


def drawn(one: Swept) -> str:
    """The figure of a sweep."""
    scenario = one.row.get("scenario", "kursk/baseline")
    words = f"{one.row['path']} ({scenario})"
    return figure(ABOUT[one.row["outcome"]], one.verdict, words, one.points)


def table_row(one: Swept) -> str:
    """A sweep as a line of the table."""
    row, points = one.row, one.points
    way = f"{row['direction']}: {row['because']}"
    ends = f"{number(points[0][0])} to {number(points[-1][0])}"
    moved = f"{number(points[0][1])} to {number(points[-1][1])}"
    verdict = one.verdict if one.verdict == FINE else f"**{one.verdict}**"
    cells = (f"[`{row['path']}`]({file_name(row)})", ends, f"`{row['outcome']}`", moved, way, verdict)
    return f"| {' | '.join(cells)} |"


def page(found: Sequence[Swept]) -> str:
    """The table of all sweeps, those that fail first."""
    bad = [one for one in found if one.faults]
    fails = f"{len(bad)} of {len(found)} fail: they are listed first." if bad else "None fails."
    head = INTRODUCTION.format(
        inputs=len(found), steps=STEPS, replications=REPLICATIONS, seed=SEED, version=RESULTS_VERSION, sure=SURE,
        jump=JUMP, parts=PARTS, fails=fails,
    )  # fmt: skip
    rows = [table_row(one) for one in sorted(found, key=lambda one: not one.faults)]
    columns = "| input | from, to | outcome | its mean, at both ends | direction | verdict |\n|---|---|---|---|---|---|"
    return "\n".join([head, columns, *rows]) + "\n"


def rows() -> list[dict[str, Any]]:
    """The sweeps that are asked for in the file."""
    found: list[dict[str, Any]] = tomllib.loads(SWEEPS.read_text(encoding="utf-8"))["sweep"]
    return found


def write(found: Sequence[Swept]) -> None:
    """Write the figures and the table; figures of inputs that are swept no more go."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.svg"):
        old.unlink()
    for one in found:
        (FOLDER / file_name(one.row)).write_text(drawn(one), encoding="utf-8")
    (FOLDER / "README.md").write_text(page(found), encoding="utf-8")


def main() -> None:
    """Sweep, print a line each, and write the page unless only some are asked for or `--check` is."""
    parser = argparse.ArgumentParser(description="Sweep inputs in ten steps.")
    parser.add_argument("paths", nargs="*", help="these inputs alone; nothing is written")
    parser.add_argument("--check", action="store_true", help="write nothing; leave with 1 where an input fails")
    asked = parser.parse_args()
    found = []
    for row in rows():
        if not asked.paths or row["path"] in asked.paths:
            found.append(swept(row))
            print(f"{row['path']:<46} {found[-1].verdict}", flush=True)
    if not asked.paths and not asked.check:
        write(found)
    if asked.check and any(one.faults for one in found):
        sys.exit(1)


if __name__ == "__main__":
    main()
