"""Compare laws with published numbers, and show hits and misses alike: python -m docs.make_verification

The checks are in docs/verified; the tests run the same ones. `--print` writes nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from docs.verified import battles, directions, epstein, forts, incidents, lanchester, many_actors, truces
from docs.verified.check import Check
from sim.model.outcomes import RESULTS_VERSION

PAGE = Path(__file__).parent / "verification.md"
GROUPS = {
    "V1": ("Lanchester's laws and Iwo Jima", lanchester),
    "V2": ("Epstein's Adaptive Dynamic Model", epstein),
    "V3": ("Battles of 1914-82 by period", battles.V3),
    "V4": ("Axes of 2023-26 by the battles of 1914-82", battles.V4),
    "V5": ("Forts, beliefs and times to lose a salient", forts),
    "V6": ("Models of many actors", many_actors),
    "V7": ("How long truces last, how soon offers are accepted", truces),
    "V8": ("Ends that compete, incidents that excite each other", incidents),
    "V10": ("Directions with the same luck", directions),
}
INTRODUCTION = """# Verification: published numbers and references beside ours

By `python -m docs.make_verification`, version {version} of the results: {hits} of {all} comparisons agree within
what is stated; {misses} do not, or cannot be made, and are listed first.

*Held against* is a published number in V1, V3, V4, V6, V7 and V8. In V2 and V5 it is a table that was computed from
the published equations by another program of ours, so agreement says that two programs read the equations alike; in the
expected-utility rounds of V6 it is what a public program prints, with its known departures from the method. V7 and V8
are no test on new cases, nor are the first rows of V3: the laws were fitted to those records, and a miss shows what a
form cannot follow. Where a period is *kept out* of V3 the form was fitted to the other two alone: that test it mostly
fails, as losses a day fell and advances quickened from one period to the next by more than strengths explain. The
strengths in V4 are assumptions, so that agreement there says little.

*Whose*: **model** is the code that runs; **reference** is a published method written again in `docs/verified` for
checking alone, so agreement there says that the method is understood, not that the model uses it; **nothing** is
compared where a number or a law is missing. In V2 ground fire, prosecution and withdrawal are the model's, close air
support is a reference. Dupuy's QJM is no law here and is not verified: its tables were read, but no worked example with
published results; what the model uses of it, the lines and the ammunition curve, is tested as read.

Curves of V7 are Kaplan-Meier or shares of a record with their 95 % bands; origin and terms of the data are in
`docs/verified/data/README.md` and `scenarios/sources.yaml`.
"""


def all_checks() -> list[Check]:
    """Every check, group by group."""
    return [check for _, group in GROUPS.values() for check in group.checks()]


def line(check: Check) -> str:
    """A check as a line of a table."""
    verdict = "yes" if check.holds else "**no**"
    return f"| {check.what} | {check.published} | {check.ours} | {check.within} | {check.of} | {verdict} |"


def table(checks: Sequence[Check]) -> str:
    """Some checks as a table."""
    head = "| what | held against | ours | within | whose | agrees |\n|---|---|---|---|---|---|"
    return "\n".join([head, *map(line, checks)])


def section(name: str, checks: Sequence[Check]) -> str:
    """One group with its count."""
    own = [check for check in checks if check.id == name]
    agree = sum(check.holds for check in own)
    return f"## {name}. {GROUPS[name][0]}: {agree} of {len(own)}\n\n{table(own)}"


def page(checks: Sequence[Check]) -> str:
    """The whole page."""
    misses = [check for check in checks if not check.holds]
    head = INTRODUCTION.format(
        version=RESULTS_VERSION, hits=len(checks) - len(misses), all=len(checks), misses=len(misses)
    )
    named = [check._replace(what=f"{check.id}: {check.what}") for check in misses]
    parts = [head.rstrip(), f"## Misses\n\n{table(named)}", *(section(name, checks) for name in GROUPS)]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Write the page, or print it."""
    parser = argparse.ArgumentParser(description="Compare laws with published numbers.")
    parser.add_argument("--print", action="store_true", help="print the page and write nothing")
    asked = parser.parse_args()
    text = page(all_checks())
    if asked.print:
        print(text, end="")
    else:
        PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
