"""What was known of a place on the first day of a forecast: ground, front, losses, the way out."""

import datetime
import math
from dataclasses import dataclass

import numpy as np

from sim.errors import InputError
from sim.scenario.observed.series import Day, Series
from sim.scenario.observed.tables import Days, Numbers

WEEK, FORTNIGHT, FOUR_WEEKS = 7, 14, 28
OLDEST_DAYS = 28  # a last map older than this says nothing of the day
STEEP_SHARE, FALLING_SHARE, NARROW_KM = 0.05, 0.01, 10.0  # by which the pockets' episodes begin
SMALLEST_KM2 = 1.0  # below it the ground counts as gone, as in the model


@dataclass(frozen=True)
class Origin:
    """A place on a day, from what was public then: areas [km²], lengths [km]; nan where nothing was seen.

    `seen` is the day of the map, `public` the day by which all of this was published; losses are negative where ground
    was regained, that of 28 days counts from the first map where there is none so old. `main_held` is 1 held, 0 lost.
    `still_days` have passed since a map last showed another area, or since the first map. From `fell_from` on the place
    counts as a collapsing pocket (see `fell_from`); None where it does not.
    """

    day: datetime.date
    seen: datetime.date
    public: datetime.date
    held_km2: float
    low_km2: float
    high_km2: float
    front_km: float
    neck_km: float
    axis_clear_km: float
    depth_km: float
    main_held: float
    loss_7_km2: float
    loss_14_km2: float
    loss_28_km2: float
    still_days: int
    fell_from: datetime.date | None

    @property
    def is_pocket(self) -> bool:
        """Whether somebody looked at it as a pocket: a neck or a way out was seen."""
        return not (math.isnan(self.neck_km) and math.isnan(self.axis_clear_km))


def origin_of(series: Series, day: Day) -> Origin:
    """What a series tells of a day, reading nothing that was published after it.

    Refuses a place already gone, a last map of more than 28 days before, and less than 14 days of maps.
    """
    known = series.as_of(day)
    when = datetime.date.fromisoformat(str(day)[:10])
    held = known.held_on(when)
    seen = known.dates[~np.isnan(known.held_km2)][-1].item()
    _refuse_unfit(known, when, seen, held)
    first = known.first_day("held_km2") or seen
    return Origin(
        day=when,
        seen=seen,
        public=known.known_from.max().item(),
        held_km2=held,
        low_km2=_of_day(known, "low_km2", seen),
        high_km2=_of_day(known, "high_km2", seen),
        front_km=known.last("front_km"),
        neck_km=known.last("neck_km"),
        axis_clear_km=known.last("axis_clear_km"),
        depth_km=known.last("depth_km"),
        main_held=known.last("main_settlement_held"),
        loss_7_km2=known.held_on(when - datetime.timedelta(WEEK)) - held,
        loss_14_km2=known.held_on(when - datetime.timedelta(FORTNIGHT)) - held,
        loss_28_km2=known.held_on(max(when - datetime.timedelta(FOUR_WEEKS), first)) - held,
        still_days=(when - _last_change(known)).days,
        fell_from=fell_from(known),
    )


def fell_from(known: Series) -> datetime.date | None:
    """The first day on which a pocket's episode begins, by the rule of data/pockets; None where no neck was ever seen.

    After four weeks of maps: 5 % lost in 14 days, or 1 % with a neck below 10 km.
    """
    if np.isnan(known.neck_km).all():
        return None
    days = np.arange(known.dates[0], known.dates[-1] + 1)
    held, neck = (_day_by_day(known, name, days) for name in ("held_km2", "neck_km"))
    before = np.concatenate([np.full(FORTNIGHT, np.nan), held[:-FORTNIGHT]])[: len(held)]
    with np.errstate(divide="ignore", invalid="ignore"):
        lost = (before - held) / before
    begins = (lost >= STEEP_SHARE) | ((lost >= FALLING_SHARE) & (neck < NARROW_KM))
    begins[:FOUR_WEEKS] = False
    found = np.flatnonzero(begins)
    day: datetime.date | None = days[found[0]].item() if len(found) else None
    return day


def _day_by_day(known: Series, name: str, days: Days) -> Numbers:
    """The newest value of a quantity on each day; nan before the first."""
    values = getattr(known, name)
    seen = ~np.isnan(values)
    place = np.searchsorted(known.dates[seen], days, side="right") - 1
    return np.where(place >= 0, values[seen][np.maximum(place, 0)], np.nan)


def _last_change(known: Series) -> datetime.date:
    """The day from which maps show the area they show last."""
    mapped = ~np.isnan(known.held_km2)
    areas, days = known.held_km2[mapped], known.dates[mapped]
    changes = np.flatnonzero(np.diff(areas))
    day: datetime.date = days[changes[-1] + 1 if len(changes) else 0].item()
    return day


def _of_day(known: Series, name: str, day: datetime.date) -> float:
    """A value seen on the very day; nan where there is none."""
    return float(getattr(known, name)[known.dates == np.datetime64(day)][0])


def _refuse_unfit(known: Series, day: datetime.date, seen: datetime.date, held: float) -> None:
    first = known.first_day("held_km2")
    if (day - seen).days > OLDEST_DAYS:
        raise InputError(
            f"{known.where}: the last map before {day} is of {seen}, more than {OLDEST_DAYS} days old; "
            "choose an earlier --origin or add observations"
        )
    if first is not None and (day - first).days < FORTNIGHT:
        raise InputError(
            f"{known.where}: the first map is of {first}, so the losses of {FORTNIGHT} days before {day} are unknown; "
            f"choose --origin {first + datetime.timedelta(FORTNIGHT)} or later, or add earlier observations"
        )
    if held < SMALLEST_KM2:
        raise InputError(
            f"{known.where}: held_km2 = {held:g} on {day} is below {SMALLEST_KM2:g} km², so the ground is gone "
            "already; choose an earlier --origin"
        )
