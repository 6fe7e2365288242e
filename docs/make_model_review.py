"""Make the table of what a reviewer did not believe, before and now: python -m docs.make_model_review

Each row of docs/model_review.toml says what was wrong, the number before, and what is measured now: an expression over
outcomes of a scenario with some values changed, 1,000 replications of seed 1, or a count of the row's test. Headline
numbers of the baseline under the version before stand beside those of today; docs/model_review holds a note a row, by
hand.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from sim.experiment.ensemble import Ensemble
from sim.experiment.running.running import run
from sim.model.outcomes import RESULTS_VERSION
from sim.scenario.loading import load
from tests.model.review import counts

HERE = Path(__file__).parent
ROWS, NOTES, PAGE = HERE / "model_review.toml", HERE / "model_review", HERE / "model-review.md"
NOTES_ARE_OLD = """Each note was written when its row was mended and is not made anew: its numbers are of that day,
those of today stand in the table."""
REPLICATIONS, SEED = 1_000, 1
NOBODY_DAYS = 14
INTRODUCTION = """# What a reviewer did not believe, before and now

By `python -m docs.make_model_review`: {replications:,} replications of seed {seed}, version {version} of the results.
Numbers before are those of version 1; each row is a test in `tests/model/review/`, and sentences
about any world are in [scenarios/checks.yaml](../scenarios/checks.yaml).
"""


def measured(row: Mapping[str, Any]) -> float:
    """The number of a row as the model gives it now: over an ensemble, or counted as its test does."""
    if "counted" in row:
        return float(getattr(counts, row["counted"])())
    return MEASURES[row["measure"]](ensemble_of(row["scenario"], *row.get("sets", [])), row)


@cache
def ensemble_of(scenario: str, *sets: str) -> Ensemble:
    """The runs of a scenario with some values changed, once for all rows that measure them."""
    return run(load(scenario, sets), replications=REPLICATIONS, seed=SEED)


def number(row: str) -> int:
    """Place of a row in the review: 12 of A12, or of its note a12."""
    return int(row[1:])


def mean(ensemble: Ensemble, row: Mapping[str, Any]) -> float:
    """Mean of an outcome; of a yes or no its share."""
    return float(np.nanmean(ensemble.outcomes[row["outcome"]]))


def median(ensemble: Ensemble, row: Mapping[str, Any]) -> float:
    """Median of an outcome."""
    return float(np.nanmedian(ensemble.outcomes[row["outcome"]]))


def over(ensemble: Ensemble, row: Mapping[str, Any]) -> float:
    """Share of runs in which an outcome is over a limit."""
    return float(np.mean(ensemble.outcomes[row["outcome"]] > row["limit"]))


def held_by_nobody(ensemble: Ensemble, _: Mapping[str, Any]) -> float:
    """Share of runs that hold more than 35 km² for a fortnight with fewer than one person."""
    held, people = ensemble.paths["held_area_km2"], ensemble.paths["holder_people"]
    days = ((held > 35.0) & (people < 1.0)).sum(axis=1)
    return float(np.mean(days >= NOBODY_DAYS))


MEASURES = {"mean": mean, "median": median, "over": over, "held by nobody": held_by_nobody}


def shown(value: float) -> str:
    """A share with two digits, a larger number without any."""
    return f"{value:,.0f}" if abs(value) >= 10.0 else f"{value:.3f}".rstrip("0").rstrip(".") if value else "0"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def page(rows: Mapping[str, Any]) -> str:
    """The whole page."""
    reviewed = sorted(rows["reviewed"], key=lambda row: number(row["row"]))
    review = [[row["row"], row["what"], row["before"], shown(measured(row)), row["right"]] for row in reviewed]
    notes = sorted(NOTES.glob("a*.md"), key=lambda note: number(note.stem))
    baseline = [[row["what"], row["before"], shown(measured(row))] for row in rows["baseline"]]
    introduction = INTRODUCTION.format(replications=REPLICATIONS, seed=SEED, version=RESULTS_VERSION)
    return "\n\n".join(
        [
            introduction.rstrip(),
            table(("row", "what", "before", "now", "what would be right"), review),
            "## The baseline, old against new",
            table(("`kursk/baseline`", "version 1", f"version {RESULTS_VERSION}"), baseline),
            "## Row by row, with dissent",
            NOTES_ARE_OLD,
            *(note.read_text(encoding="utf-8").strip() for note in notes),
        ]
    ) + "\n"


def main() -> None:
    """Write the page, or print it."""
    parser = argparse.ArgumentParser(description="What a reviewer did not believe, before and now.")
    parser.add_argument("--print", action="store_true", help="print the page and write nothing")
    asked = parser.parse_args()
    text = page(tomllib.loads(ROWS.read_text(encoding="utf-8")))
    if asked.print:
        print(text, end="")
    else:
        PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
