"""The shape of what `sim.summarise` and `Comparison.differences` give, for checkers and editors.

Entries are told apart by their `kind`. None stands where there is no value: no run, or too few for an error. A share is
a number from 0 to 1, `low` and `high` are the ends of its 95 % simulation interval.
"""

from typing import Literal, NotRequired, TypedDict


class Share(TypedDict):
    """Share of runs in which something is so."""

    kind: Literal["share"]
    unit: str
    n: int
    mean: float | None
    se: float | None
    low: float | None
    high: float | None


class Amount(TypedDict):
    """An amount in its unit: mean with its error, quantiles over runs, and the share of runs that have none of it."""

    kind: Literal["amount"]
    unit: str
    n: int
    mean: float | None
    se: float | None
    p05: float | None
    p50: float | None
    p95: float | None
    p_none: float | None


class Category(TypedDict):
    """Share of runs, of those that have a value, for each value."""

    kind: Literal["category"]
    unit: str
    n: int
    share: dict[str, float | None]
    se: dict[str, float | None]
    low: dict[str, float | None]
    high: dict[str, float | None]


class Day(TypedDict):
    """Share of runs in which it comes; quantiles [day] in which never is later than the horizon: None."""

    kind: Literal["day"]
    unit: str
    n: int
    share: float | None
    se: float | None
    low: float | None
    high: float | None
    p05: float | None
    p50: float | None
    p95: float | None


class LostBelow(TypedDict):
    """Area [km²] at or below which the foothold counts as no longer held; `drawn`: anew in each run."""

    km2: float
    drawn: bool


class Asked(TypedDict):
    """The precision asked for, and whether it was reached."""

    outcome: str
    half_width_wanted: float
    half_width_reached: float | None
    enough: bool


class Summary(TypedDict):
    """One run in numbers, as `salient run --json` prints it."""

    scenario: str
    hash: str
    seed: int
    replications: int
    failures: int
    executor: str
    horizon_days: int
    lost_below: LostBelow | None
    precision: NotRequired[Asked]
    outcomes: dict[str, Share | Amount | Category | Day]


class Paired(TypedDict):
    """Other less base over pairs of the same luck; shares of pairs in which other is greater, and equal.

    `base` and `other` are the means of both over the pairs.
    """

    mean: float | None
    se: float | None
    low: float | None
    high: float | None
    p_greater: float | None
    p_equal: float | None
    n_pairs: int
    base: float | None
    other: float | None
    unit: NotRequired[str]


class NumberDifference(Paired):
    """How a share or an amount differs."""

    kind: Literal["share", "amount"]


class CategoryDifference(TypedDict):
    """How the share of each value differs, among all runs."""

    kind: Literal["category"]
    unit: str
    share: dict[str, Paired]


class DayDifference(TypedDict):
    """How a day differs: as the share by the horizon, and in mean days where never counts as the horizon."""

    kind: Literal["day"]
    unit: str
    share: Paired
    restricted_mean_days: Paired


Difference = NumberDifference | CategoryDifference | DayDifference
