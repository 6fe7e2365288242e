"""How many replications are enough: add some until the 95 % interval of an outcome is narrow enough.

The number of replications doubles from 512, so that every scrambling of the Sobol design stays balanced and the
answer depends neither on what is stored nor on the speed of the machine. It ends when the interval has been narrow
enough twice in a row: whoever stops at the first sight of a narrow interval stops where its error happens to be
underrated, and 95 % becomes 94 or less (docs/uncertainty.md has what is measured).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError
from sim.experiment.design.unit_cube import SCRAMBLINGS
from sim.experiment.kernel import OutcomeLike
from sim.model.outcomes import ENDED_AT_ALL

FIRST = 512
PASSES = 2  # sizes in a row at which the interval must be narrow enough
MAX_REPLICATIONS = 131_072
DEFAULT_OUTCOME = ENDED_AT_ALL
STUDENT_T_15 = 2.1314495455597755  # two-sided 95 % quantile, 15 degrees of freedom (16 scramblings)


@dataclass(frozen=True)
class Precision:
    """Half-width wanted of the 95 % interval of the mean (or share) of an outcome, in the outcome's unit."""

    outcome: str
    half_width: float

    @classmethod
    def parse(cls, text: str) -> "Precision":
        """Read "truce_in_force=0.01", or "0.01" for the share of replications in which the foothold ends."""
        name, _, number = text.rpartition("=")
        try:
            half_width = float(number)
        except ValueError:
            half_width = float("nan")
        if not 0.0 < half_width < float("inf"):
            raise InputError(f"--precision {text}: write OUTCOME=P or P with a number above 0, such as 0.01")
        return cls(name.strip() or DEFAULT_OUTCOME, half_width)

    def declared_in(self, outcomes: Sequence[OutcomeLike]) -> OutcomeLike:
        """The outcome's declaration; refuses a name the model does not have."""
        for outcome in outcomes:
            if outcome.name == self.outcome:
                return outcome
        from difflib import get_close_matches

        names = [outcome.name for outcome in outcomes]
        near = get_close_matches(self.outcome.lower().replace("-", "_"), names, n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else f"choose one of {', '.join(names)}"
        raise InputError(f"--precision {self.outcome}: no such outcome; {hint}")


def sizes(most: int) -> Iterator[int]:
    """Numbers of replications to try: 512, 1024, 2048, … up to `most`."""
    size = min(FIRST, most)
    yield size
    while size < most:
        size = min(2 * size, most)
        yield size


def half_width(values: NDArray[np.float64], faults: NDArray[np.int64], outcome: OutcomeLike) -> float:
    """Half-width of the 95 % interval of the mean of an outcome's values (replication,).

    A day counts by whether it comes at all, a category by its least certain share. Infinite where there is
    no value.
    """
    if outcome.kind == "category":
        shares = [np.where(np.isnan(values), np.nan, values == k) for k in range(len(outcome.categories))]
        return max(share_half_width(share) for share in shares)
    if outcome.kind == "day":
        return share_half_width(np.where(faults != 0, np.nan, np.isfinite(values)))
    if outcome.kind == "share":
        return share_half_width(values)
    return mean_half_width(values)


def mean_half_width(values: NDArray[np.float64]) -> float:
    """From the spread of the scramblings around the mean, missing values left out (Cochran, section 6.4)."""
    present = ~np.isnan(values)
    n = int(present.sum())
    if n < 2 * SCRAMBLINGS:
        return float("inf")
    residuals = np.where(present, values - values[present].mean(), 0.0)
    totals = np.bincount(np.arange(len(values)) % SCRAMBLINGS, weights=residuals, minlength=SCRAMBLINGS)
    spread = float(np.square(totals).sum()) * SCRAMBLINGS / (SCRAMBLINGS - 1)
    return STUDENT_T_15 * float(np.sqrt(spread)) / n


def share_half_width(values: NDArray[np.float64]) -> float:
    """Like that of a mean; a share of nobody or everybody still leaves about 3.7 / n open."""
    n = int(np.count_nonzero(~np.isnan(values)))
    certain = n > 0 and np.nanmin(values) == np.nanmax(values)
    return float(1.0 - 0.025 ** (1.0 / n)) if certain else mean_half_width(values)
