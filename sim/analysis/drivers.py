"""Which drawn values go with an answer: runs with a value in its highest third against those in its lowest.

A value of few options is compared by option, with at least 20 runs on either side. What comes out are associations
within the simulated futures, each value drawn from its stated range; what people chose as that range decides with.

Many values are tried, so some differ by chance. Two guards:

- The standard error of a difference is the larger of two: of independent runs, and from the spread of the 16
  scramblings (see `uncertainty`); its chance is by Student's t of 15 degrees. The first alone would not do: within a
  scrambling some pairs of values move together, up to a correlation of 0.5 over 2,000 runs, so that a value without
  effect passes on that of another.
- Of all values tried for one answer those are kept that Benjamini and Hochberg (1995) keep at 5 %.

Made-up answers with four drivers among 73 values, 200 to 2,000 runs: at most 2 of 100 drivers found were false (16 to
26 with the error of independent runs).

An amount is tested by its ranks, and told by its medians where these differ clearly too.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from sim.analysis.ensemble_like import (
    EnsembleLike,
    Flags,
    Floats,
    OutcomeLike,
    amount_values,
    catalogue_of_the_model,
    outcome_named,
    size,
)
from sim.analysis.uncertainty import (
    SCRAMBLINGS,
    Entry,
    by_scramblings,
    critical_value,
    share_numbers,
    standard_error,
)
from sim.experiment.design.drawn import Drawn, DrawnValue, drawn_values
from sim.experiment.design.unit_cube import Design
from sim.scenario.values.spelling import SWITCH

if TYPE_CHECKING:
    from sim.scenario.loaded import LoadedScenario

THIRD = 1.0 / 3.0
SMALLEST_PART = 20  # runs
FALSE_SHARE = 0.05  # of those found, at most so many by chance
MOST_UNKNOWN, MOST_LUCK = 3, 2
ENOUGH_TO_TELL = 16_384  # runs looked at where a file or a program asks: more sharpen little and fill the memory


@dataclass(frozen=True)
class Driver:
    """A value and the answer where it is high and where it is low, with the difference and its standard error.

    `option`: for a value of few options the one whose runs are `high`; `other` the one of `low`, None for all
    others together. Entries hold n and mean (share) or median (amount), se, low and high.
    """

    value: DrawnValue
    high: Entry
    low: Entry
    difference: float
    error: float
    option: int | None = None
    other: int | None = None


@dataclass(frozen=True)
class Drivers:
    """The drivers of one answer, the largest difference first: what is not known, and the luck of a run.

    `n`: runs that have the answer; `tried`: comparisons made, none if runs are too few; `constant`: all runs alike.
    `base`: the answer over all of these runs, as the entries of a driver have it; None without any.
    """

    outcome: str
    kind: str
    n: int
    tried: int
    constant: bool
    unknown: tuple[Driver, ...]
    luck: tuple[Driver, ...]
    base: Entry | None = None


@dataclass(frozen=True, eq=False)
class Contrasts:
    """Every comparison tried: whose value, its options if it has few, and the runs of both parts (replication, it)."""

    numbers: tuple[int, ...]
    options: tuple[tuple[int, int | None] | None, ...]
    high: Flags
    low: Flags

    def only(self, chosen: Flags) -> Contrasts:
        """Some of them."""
        at = np.flatnonzero(chosen)
        numbers, options = tuple(self.numbers[i] for i in at), tuple(self.options[i] for i in at)
        return Contrasts(numbers, options, self.high[:, at], self.low[:, at])


def driver_entries(
    ensemble: EnsembleLike, scenario: LoadedScenario, catalogue: Iterable[Any] | None = None
) -> dict[str, Entry]:
    """What `salient run --json` says of the drivers of each outcome that is declared to have some, by its name.

    From the first `ENOUGH_TO_TELL` runs; `runs` says how many of them have the answer.
    """
    n, design = min(size(ensemble), ENOUGH_TO_TELL), cast(Design, getattr(ensemble, "design", "sobol"))
    declared: Iterable[Any] = catalogue_of_the_model() if catalogue is None else catalogue
    drawn = drawn_values(scenario, seed=ensemble.seed, replications=n, design=design)
    told = [one for one in declared if one.drivers and one.name in ensemble.outcomes]
    found = [drivers_of(amount_values(ensemble, one.name)[:n], drawn, one.name, one.kind) for one in told]
    return {one.name: {"unit": one.unit, **_as_entry(its)} for one, its in zip(told, found, strict=True)}


def _as_entry(found: Drivers) -> Entry:
    """The drivers of one answer as plain values."""
    return {
        "kind": found.kind,
        "runs": found.n,
        "tried": found.tried,
        "constant": found.constant,
        "all": found.base,
        "unknown": [_driver_entry(driver, found) for driver in found.unknown],
        "luck": [_driver_entry(driver, found) for driver in found.luck],
    }


def _driver_entry(driver: Driver, found: Drivers) -> Entry:
    """One driver: its value, the answer where that is high and low, and the difference with its 95 % interval."""
    declared, reach = driver.value.leaf.declaration, critical_value(found.n) * driver.error
    middle = "mean" if found.kind == "share" else "median"
    high, low = sides(driver)
    return {
        "value": driver.value.leaf.path,
        "unit": declared.unit,
        "about": declared.about,
        "shared_with": [leaf.path for leaf in driver.value.sharing],
        "high": {**high, **driver.high},
        "low": {**low, **driver.low},
        "difference": {
            middle: driver.difference,
            "se": driver.error,
            "low": driver.difference - reach,
            "high": driver.difference + reach,
        },
    }


def sides(driver: Driver) -> tuple[Entry, Entry]:
    """In which runs the value counts as high and as low: its end thirds with their bounds, or its options."""
    declared = driver.value.leaf.declaration
    if driver.option is None:
        ends = driver.value.distribution.quantile(np.array([1.0 - THIRD, THIRD]))
        upper, lower = (float(end) for end in np.clip(ends, declared.low, declared.high))
        return {"where": "highest third", "from": upper}, {"where": "lowest third", "to": lower}
    names = declared.options or SWITCH
    return {"where": names[driver.option]}, {"where": "any other" if driver.other is None else names[driver.other]}


def drivers(
    ensemble: EnsembleLike,
    drawn: Drawn,
    name: str,
    among: Flags | None = None,
    catalogue: Sequence[OutcomeLike] | None = None,
) -> Drivers:
    """The drivers of a share or an amount; `among` keeps the runs (replication,) in which the question arises."""
    values = amount_values(ensemble, name)
    if len(values) != len(drawn.positions):
        raise ValueError(f"{len(values)} runs, but {len(drawn.positions)} were drawn; draw as many")
    if among is not None:
        values = np.where(among, values, np.nan)
    return drivers_of(values, drawn, name, outcome_named(name, catalogue).kind)


def drivers_of(values: Floats, drawn: Drawn, name: str, kind: str) -> Drivers:
    """The drivers of an answer (replication,): a `share` of zeros and ones or an `amount`; NaN where it has none."""
    if kind not in ("share", "amount"):
        raise ValueError(f"{name} is of kind {kind}; drivers are found for shares and amounts")
    n, constant = _number(values)
    if constant or not by_scramblings(n):
        return Drivers(name, kind, n, 0, constant, (), ())
    contrasts, _, clear = _tried(values, drawn, kind)
    found = [_driver(drawn, contrasts, int(at), values, kind) for at in np.flatnonzero(clear)]
    told = [driver for driver in found if abs(driver.difference) > critical_value(n) * driver.error]
    ordered = _once_a_value(sorted(told, key=lambda driver: -abs(driver.difference)))
    unknown = tuple(driver for driver in ordered if not driver.value.chance)[:MOST_UNKNOWN]
    luck = tuple(driver for driver in ordered if driver.value.chance)[:MOST_LUCK]
    base = share_numbers(values) if kind == "share" else median_numbers(values)
    return Drivers(name, kind, n, len(contrasts.numbers), constant, unknown, luck, base)


def clear_differences(values: Floats, drawn: Drawn, kind: str) -> dict[str, float]:
    """How far values move an answer (replication,), by path and only those that do so clearly.

    The largest difference between the parts of a value: of shares, or for an `amount` of mean ranks; from 0 to 1.
    Values that share a draw have the same.
    """
    n, constant = _number(values)
    if constant or not by_scramblings(n):
        return {}
    contrasts, differences, clear = _tried(values, drawn, kind)
    largest: dict[str, float] = {}
    for at in np.flatnonzero(clear):
        value = drawn.values[contrasts.numbers[at]]
        for leaf in (value.leaf, *value.sharing):
            largest[leaf.path] = max(largest.get(leaf.path, 0.0), abs(float(differences[at])))
    return largest


def _number(values: Floats) -> tuple[int, bool]:
    """How many runs have an answer, and whether all of them have the same."""
    present = values[~np.isnan(values)]
    return present.size, present.size > 0 and bool((present == present[0]).all())


def _tried(values: Floats, drawn: Drawn, kind: str) -> tuple[Contrasts, Floats, Flags]:
    """All comparisons, the difference of each in shares or mean ranks, and which of these are not by chance."""
    contrasts = _contrasts(drawn, ~np.isnan(values))
    scores = values if kind == "share" else _ranks(values)
    differences, errors = mean_differences(scores, contrasts.high, contrasts.low)
    return contrasts, differences, not_by_chance(_chances(differences, errors))


def mean_differences(scores: Floats, high: Flags, low: Flags) -> tuple[Floats, Floats]:
    """Mean score of the high less the low part, and its standard error as the module says (contrast,).

    Linearised as the ratio in `uncertainty.standard_error`; scores (replication,), parts (replication, contrast).
    """
    known = np.where(np.isnan(scores), 0.0, scores)
    residuals, means = np.zeros(high.shape), []
    for part, sign in ((high, 1.0), (low, -1.0)):
        weights = part * (sign / part.sum(axis=0))
        means.append(known @ weights)
        residuals += weights * (known[:, None] - sign * means[-1])
    points = -(-known.size // SCRAMBLINGS)
    groups = np.zeros((points * SCRAMBLINGS, high.shape[1]))
    groups[: known.size] = residuals
    totals = groups.reshape(points, SCRAMBLINGS, high.shape[1]).sum(axis=0)
    scrambled = (totals * totals).sum(axis=0) * SCRAMBLINGS / (SCRAMBLINGS - 1)
    independent = (residuals * residuals).sum(axis=0)
    return means[0] + means[1], np.sqrt(np.maximum(scrambled, independent))


def not_by_chance(chances: Floats, false_share: float = FALSE_SHARE) -> Flags:
    """Which to believe so that on average at most this share is false (Benjamini and Hochberg 1995)."""
    order = np.argsort(chances, kind="stable")
    under = np.flatnonzero(chances[order] <= false_share * np.arange(1, chances.size + 1) / max(chances.size, 1))
    believed = np.zeros(chances.size, dtype=np.bool_)
    believed[order[: under[-1] + 1 if under.size else 0]] = True
    return believed


def _chances(differences: Floats, errors: Floats) -> Floats:
    """Chance of a difference so large, either way, if the value had no effect."""
    from scipy.special import stdtr

    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = np.where(differences == 0.0, 0.0, np.abs(differences) / errors)
    chances: Floats = 2.0 * stdtr(SCRAMBLINGS - 1, -ratios)
    return chances


def _contrasts(drawn: Drawn, present: Flags) -> Contrasts:
    """Each comparison whose two parts both hold enough runs with an answer."""
    plain = [number for number, value in enumerate(drawn.values) if not value.discrete]
    few = [number for number, value in enumerate(drawn.values) if value.discrete]
    positions = drawn.positions[:, plain]
    options = [found for number in few for found in _options(drawn, number)]
    high = [positions > 1.0 - THIRD, *(has[:, None] for _, _, has in options)]
    low = [positions < THIRD, *(~has[:, None] for _, _, has in options)]
    every = Contrasts(
        (*plain, *(number for number, _, _ in options)),
        (*(None for _ in plain), *(pair for _, pair, _ in options)),
        np.concatenate(high, axis=1) & present[:, None],
        np.concatenate(low, axis=1) & present[:, None],
    )
    return every.only((every.high.sum(axis=0) >= SMALLEST_PART) & (every.low.sum(axis=0) >= SMALLEST_PART))


def _options(drawn: Drawn, number: int) -> Iterator[tuple[int, tuple[int, int | None], Flags]]:
    """Each option against all others; of two options the second against the first, once."""
    codes = drawn.amounts(number)
    taken = [int(code) for code in np.unique(codes)]
    if len(taken) == 2:
        yield number, (taken[1], taken[0]), codes == taken[1]
    elif len(taken) > 2:
        yield from ((number, (code, None), codes == code) for code in taken)


def _driver(drawn: Drawn, contrasts: Contrasts, at: int, values: Floats, kind: str) -> Driver:
    parts = [np.where(part[:, at], values, np.nan) for part in (contrasts.high, contrasts.low)]
    option, other = contrasts.options[at] or (None, None)
    value = drawn.values[contrasts.numbers[at]]
    if kind == "share":
        high, low = (share_numbers(part) for part in parts)
        [error] = mean_differences(values, contrasts.high[:, [at]], contrasts.low[:, [at]])[1]
        return Driver(value, high, low, high["mean"] - low["mean"], float(error), option, other)
    high, low = (median_numbers(part) for part in parts)
    error = math.hypot(high["se"], low["se"])
    return Driver(value, high, low, high["median"] - low["median"], error, option, other)


def median_numbers(values: Floats) -> Entry:
    """n, median, its standard error and 95 % interval of the values that are not NaN (replication,); needs one.

    By inversion: the quantiles at the ends of the interval of the share below the median (Woodruff 1952).
    """
    present = values[~np.isnan(values)]
    middle = float(np.median(present))
    error = standard_error(np.where(np.isnan(values), np.nan, values <= middle))
    if error is None:
        return {"n": int(present.size), "median": middle, "se": None, "low": None, "high": None}
    wide = critical_value(present.size)
    reach = wide * error
    low, high = (float(end) for end in np.quantile(present, np.clip([0.5 - reach, 0.5 + reach], 0.0, 1.0)))
    return {"n": int(present.size), "median": middle, "se": (high - low) / 2.0 / wide, "low": low, "high": high}


def _once_a_value(ordered: Sequence[Driver]) -> list[Driver]:
    """Of a value with several options the one that differs most."""
    firsts: dict[str, Driver] = {}
    for driver in ordered:
        firsts.setdefault(driver.value.leaf.path, driver)
    return list(firsts.values())


def _ranks(values: Floats) -> Floats:
    """Ranks from 0 to 1, equal values sharing theirs (replication,); NaN stays."""
    present = ~np.isnan(values)
    _, places, counts = np.unique(values[present], return_inverse=True, return_counts=True)
    ranks = np.full(values.size, np.nan)
    ranks[present] = ((np.cumsum(counts) - (counts + 1) / 2.0 + 0.5) / present.sum())[places]
    return ranks
