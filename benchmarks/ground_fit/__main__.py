"""Search one fit and write its rows: python -m benchmarks.ground_fit pockets|boxes [--cases FOLDER…]"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from benchmarks.ground_fit.search import FORMS, Searched, search
from benchmarks.ground_fit.simulate import NAMES
from benchmarks.ground_fit.windows import windows_of
from sim.scenario.made.priors import FOLDS
from sim.scenario.observed.cases import read_cases

Row = dict[str, str]
HEAD = ("fit", "without", "value", "mean", "sd")


def rows_of(fit: str, found: Searched) -> list[Row]:
    """A row a value and fold; an empty `without` is the fit to all groups."""
    rows = []
    for group in ("", *found.groups):
        mean, sd = found.spread(group or None)
        for name in found.form.free:
            at = NAMES.index(name)
            numbers = f"{mean[at]:.4g}", f"{sd[at]:.4g}"
            rows.append(dict(zip(HEAD, (fit, group, name, *numbers), strict=True)))
    return rows


def write(fit: str, rows: list[Row], file: Path = FOLDS) -> None:
    """Put the rows of a fit into the file in place of its former ones."""
    kept = [row for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines()) if row["fit"] != fit]
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, HEAD, lineterminator="\n")
        table.writeheader()
        table.writerows(sorted([*kept, *rows], key=lambda row: (row["fit"], row["without"])))


def main() -> None:
    """Search and write; controls are in no fit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fit", choices=FORMS)
    parser.add_argument("--cases", type=Path, nargs="+", required=True)
    asked = parser.parse_args()
    cases = [case for folder in asked.cases for case in read_cases(folder) if not case.is_control]
    windows = windows_of(cases)
    print(f"{len(cases)} cases, {len(windows.case)} origins")
    write(asked.fit, rows_of(asked.fit, search(FORMS[asked.fit], windows)))


if __name__ == "__main__":
    main()
