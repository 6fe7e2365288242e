"""How often the interval of a run to a precision holds the truth: python -m benchmarks.precision_coverage

Runs the Kursk baseline to a precision under 200 seeds, and once with very many replications for what counts as the
truth. Prints a table as markdown, writes it between the markers in docs/uncertainty.md, and its numbers to
benchmarks/precision_coverage.json. Beside the rule in use stand those it is better than: a fixed number of replications
of the same size, and stopping at the first narrow interval from 256 on.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sim.analysis.ensemble_like import Floats, amount_values
from sim.analysis.uncertainty import Z95, mean_interval, share_numbers, wilson
from sim.experiment.running.precision import Precision, mean_half_width, share_half_width
from sim.experiment.running.running import run
from sim.model.outcomes import OUTCOMES
from sim.scenario.loading import load

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "uncertainty.md"
NUMBERS = Path(__file__).with_name("precision_coverage.json")
START, END = "<!-- precision-coverage:start -->", "<!-- precision-coverage:end -->"
COMMAND = "python -m benchmarks.precision_coverage"
SCENARIO = "kursk/baseline"
TARGETS = (
    Precision("truce_in_force", 0.04),
    Precision("foothold_ended", 0.03),
    Precision("holder_casualties", 150.0),
)
SEEDS, TRUTH_SEED, TRUTH_REPLICATIONS = 200, 1_000_000, 262_144
EARLY = 256  # where a rule that stops at the first narrow interval would begin
LEAST = 0.93


@dataclass(frozen=True)
class Coverage:
    """How often intervals held the truth among so many seeds, with its own 95 % interval."""

    held: float
    low: float
    high: float

    @classmethod
    def of(cls, held: Sequence[bool]) -> Coverage:
        """From one answer a seed."""
        share = float(np.mean(held))
        low, high = wilson(share, len(held), Z95)
        return cls(round(share, 4), round(low, 4), round(high, 4))


@dataclass(frozen=True)
class Line:
    """One outcome and half-width: the truth, the replications it took on average, and the coverage of each rule."""

    outcome: str
    half_width: float
    truth: float
    replications: float
    in_use: Coverage
    within: Coverage
    fixed: Coverage
    first_pass: Coverage


def measure(seeds: int, replications: int) -> dict[str, Any]:
    """Run everything and return the numbers of the table."""
    loaded = load(SCENARIO)
    say(f"truth: {replications:,} replications")
    truth = run(loaded, replications=replications, seed=TRUTH_SEED, paths=False)
    lines = []
    for target in TARGETS:
        say(f"{target.outcome} = {target.half_width:g}")
        values = [
            amount_values(run(loaded, precision=target, seed=seed, paths=False), target.outcome)
            for seed in range(1, seeds + 1)
        ]
        lines.append(line(target, values, float(np.nanmean(truth.outcomes[target.outcome]))))
    return {
        "command": COMMAND,
        "scenario": SCENARIO,
        "seeds": seeds,
        "truth_replications": replications,
        "lines": [asdict(one) for one in lines],
    }


def line(target: Precision, values: Sequence[Floats], truth: float) -> Line:
    """One line of the table from the values that each seed stopped at (seed, replication)."""
    usual = int(np.median([one.size for one in values]))
    kind = next(outcome.kind for outcome in OUTCOMES if outcome.name == target.outcome)
    means = [float(np.nanmean(one)) for one in values]
    return Line(
        outcome=target.outcome,
        half_width=target.half_width,
        truth=round(truth, 5),
        replications=float(np.mean([one.size for one in values])),
        in_use=Coverage.of([holds(one, kind, truth) for one in values]),
        within=Coverage.of([abs(mean - truth) <= target.half_width for mean in means]),
        fixed=Coverage.of([holds(one[:usual], kind, truth) for one in values if one.size >= usual]),
        first_pass=Coverage.of([holds(first_pass(one, kind, target.half_width), kind, truth) for one in values]),
    )


def holds(values: Floats, kind: str, truth: float) -> bool:
    """Whether the 95 % interval that is printed for these values holds the truth."""
    if kind == "share":
        numbers = share_numbers(values)
        low, high = numbers["low"], numbers["high"]
    else:
        _, _, low, high = mean_interval(values)
    return low is not None and high is not None and low <= truth <= high


def first_pass(values: Floats, kind: str, wanted: float) -> Floats:
    """The values at which a rule ends that stops at the first interval that is narrow enough."""
    size, reach = EARLY, share_half_width if kind == "share" else mean_half_width
    while size < values.size and reach(values[:size]) > wanted:
        size *= 2
    return values[:size]


def table(report: dict[str, Any]) -> str:
    """The numbers as markdown."""
    rows = [
        f"| run to | replications | 95 % interval holds the truth | mean within the half-width "
        f"| interval at the first pass from {EARLY} |",
        "|---|---|---|---|---|",
    ]
    for one in report["lines"]:
        shares = " | ".join(told(one[name]) for name in ("in_use", "within", "first_pass"))
        rows.append(f"| `{one['outcome']}={one['half_width']:g}` | {one['replications']:,.0f} | {shares} |")
    return "\n".join(rows)


def told(coverage: dict[str, float]) -> str:
    """'.955 (.92 to .98)'."""
    low, high = (f"{coverage[name]:.2f}".removeprefix("0") for name in ("low", "high"))
    return f"{coverage['held']:.3f}".removeprefix("0") + f" ({low} to {high})"


def put_into_page(text: str) -> None:
    """Replace what stands between the markers of the page."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{START}\n{text}\n{END}{after}", encoding="utf-8")


def say(text: str) -> None:
    """Tell how far it is, on stderr."""
    print(text, file=sys.stderr, flush=True)


def main() -> int:
    """Measure, print, write; exit 1 where intervals hold the truth less often than they should."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--truth", type=int, default=TRUTH_REPLICATIONS, help="replications behind the truth")
    parser.add_argument("--write", action="store_true", help="write the page and the JSON")
    chosen = parser.parse_args()
    report = measure(chosen.seeds, chosen.truth)
    print(table(report))
    if chosen.write:
        NUMBERS.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
        put_into_page(table(report))
    return 0 if all(one["in_use"]["held"] >= LEAST for one in report["lines"]) else 1


if __name__ == "__main__":
    raise SystemExit(main())
