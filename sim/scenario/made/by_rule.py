"""The stated rule: from what was seen of a place by a day to a theatre and a baseline, as documents in memory.

Ground and losses are as seen, the pace is that of one of two fits, strengths are wide, one road leads out, nobody
talks. Every value says where it comes from. Source: judgement-rule; the rule stands in docs/your-own-case.md. Leaves
out what only people who know the place can tell: who fights there, what the roads are like, what is on the table.
"""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sim.scenario.made.cells import JUDGED, ROAD, Place, depth_of, theatre_document
from sim.scenario.made.origin import Origin, origin_of
from sim.scenario.made.priors import Priors, chosen
from sim.scenario.observed.series import Day, Series
from sim.scenario.referenced.sources import Source

HORIZON_DAYS = 28  # the fits were tried 7, 14 and 28 days ahead
LOST_SHARE = 0.04  # of the ground held at the start, below which the place counts as lost
HOLDERS_PER_KM, ATTACKERS_PER_KM, STRENGTH_LOG_SD = 150.0, 750.0, 0.6
LEAST_FRONT_KM, FRONT_PER_ROOT_KM2 = 10.0, 2.0
OPEN_FROM_KM = 5.0
FED = "Lines that stand for months are fed as they are worn"
ORDERS_PER_DAY = 0.0025
COUNTED = {"source": "pockets-counts", "basis": "fitted"}
MAIN = "Main settlement"


class Made(NamedTuple):
    """A theatre and a scenario as files hold them, the sources they cite besides the shipped ones, and the fit."""

    theatre: dict[str, Any]
    scenario: dict[str, Any]
    sources: dict[str, Source]
    fit: Priors
    why_fit: str
    origin: Origin


def theatre_by_rule(
    series: Series, name: str, origin: Day, *, fit: str | Priors | None = None, holder: str = "the holder",
    attacker: str = "the attacker", main: str = MAIN, places: Sequence[Place] = (), publisher: str = "",
) -> Made:
    """The documents of a theatre and its baseline, from what was public on the day of origin alone.

    `fit` names a fit or is one; without it the place itself decides. InputError where too little was seen by then.
    """
    known = origin_of(series, origin)
    priors, why = (fit, "given") if isinstance(fit, Priors) else chosen(known, fit)
    source = source_of(series, name, known, publisher)
    seen = {"source": source.id, "basis": "reported"}
    called = main if main != MAIN else name
    theatre = theatre_document(called, known, main, _persons(known, HOLDERS_PER_KM), places)
    sides = {"holder": holder, "attacker": attacker}
    return Made(theatre, _scenario(called, known, priors, why, seen, sides), {source.id: source}, priors, why, known)


def source_of(series: Series, name: str, known: Origin, publisher: str = "") -> Source:
    """The source entry of the observations, public when the last of them was."""
    ident = f"observations-{name}".replace(" ", "-").lower()
    return Source(
        id=ident, title=f"What was seen of {name} up to {known.seen}, from {Path(series.where).name}",
        publisher=publisher, published=known.public, note="Nothing published after the first day was read.",
    )  # fmt: skip


def _scenario(
    name: str, known: Origin, priors: Priors, why: str, seen: Mapping[str, str], sides: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "title": f"{name}, {known.day.day} {known.day:%B %Y}",
        "summary": _summary(known, sides),
        "theatre": "theatre.yaml",
        "start": known.day,
        "horizon_days": HORIZON_DAYS,
        "sides": dict(sides),
        "ground": {**_ground(known, seen), **_tempo(known, priors, why), **_stillness(known, priors, seen)},
        "attacker": {
            "people_persons": _people(known, ATTACKERS_PER_KM, "714 to 1,790"),
            "replaced_share": _judged(1, FED),
        },
        "holder": {
            "people_persons": _people(known, HOLDERS_PER_KM, "31 to 205"),
            "replaced_share": _judged(1, FED),
            "beyond_strip_share": _judged(1, "There is no border strip: all are in the ground that falls first"),
        },
        "supply": _supply(known, seen),
        "command": _command(known),
    }


def _summary(known: Origin, sides: Mapping[str, str]) -> str:
    weeks = f"{_change(known.loss_7_km2)} in 7 days and {_change(known.loss_14_km2)} in 14"
    return (
        f"{sides['holder'][:1].upper()}{sides['holder'][1:]} held {known.held_km2:,.6g} km² by the map of {known.seen} "
        f"({weeks}). Made from observations by a rule: what nobody has described yet is assumed, and nobody talks."
    )


def _change(loss_km2: float) -> str:
    return f"{loss_km2:,.4g} km² lost" if loss_km2 >= 0.0 else f"{-loss_km2:,.4g} km² regained"


def _ground(known: Origin, seen: Mapping[str, str]) -> dict[str, Any]:
    held, front = _rounded(known.held_km2), front_of(known)
    lost = _rounded(LOST_SHARE * held)
    return {
        "held_area_km2": {**_area(known), **seen, "note": f"Map of {known.seen}"},
        "strip_area_km2": _judged(0, "No strip by the border: all of the ground falls alike"),
        "front_length_km": _front(known, seen),
        "front_reference_km2": {"value": held, **seen, "note": "The area of that map"},
        "front_exponent": _judged(1, "The front goes with the ground, as the loss does"),
        "lost_below_km2": _judged(lost, "4 % of the ground held on day 0"),
        "main_settlement_lost_at_start": _main_lost(known, seen),
        "loss_7_days_km2": {"value": _rounded(known.loss_7_km2), **seen, "note": "Negative: regained"},
        "loss_14_days_km2": {"value": _rounded(known.loss_14_km2), **seen, "note": "Negative: regained"},
        "front_before_km": _judged(front, "The front of day 0: here the pace counts by the ground"),
    }


def _tempo(known: Origin, priors: Priors, why: str) -> dict[str, Any]:
    """The pace by the ground held, in the model's terms: per km of the front of day 0."""
    held, front = _rounded(known.held_km2), front_of(known)
    shift = math.log(held / front)
    fitted = {"source": priors.source, "basis": "fitted"}
    mean, sd = priors.level
    told = f"Fit '{priors.name}' ({why}): {mean:g} for the share of the ground, plus ln(area / front) = {shift:.2f}"
    return {
        "tempo_form": _judged("per_area", "Foretold better than by front, by 3 to 7 points of the error"),
        "tempo_mean": {"normal": [round(mean + shift, 3), sd], **fitted, "note": told},
        **{path: {**value, **fitted} for path, value in priors.values.items()},
        "quiet_loss_km2_per_day": {
            "value": max(_rounded(priors.quiet_share_per_day * held), 1e-6), **fitted,
            "note": f"{priors.quiet_share_per_day:g} of the ground held",
        },
        **_strengths(),
    }  # fmt: skip


def _strengths() -> dict[str, Any]:
    """What nobody counted does not act on a pace that was fitted with whatever strengths there were."""
    return {
        "densities_of_day_0": _judged(True, "What the strengths of day 0 make of the pace is in the fit"),
        "holders_floor_per_km": {
            "lognormal": [15, 0.6], **JUDGED, "note": "Izium was held for months with 31 to 56, Lyman with 83",
        },
    }  # fmt: skip


def _stillness(known: Origin, priors: Priors, seen: Mapping[str, str]) -> dict[str, Any]:
    """How long the line has stood and who moved it last, for a fit that asks."""
    if "still_odds" not in priors.values:
        return {}
    return {
        "loss_28_days_km2": {"value": _rounded(known.loss_28_km2), **seen, "note": "Tells who moved last"},
        "still_days": {"value": known.still_days, **seen, "note": "Since a map last showed another area"},
    }


def front_of(known: Origin) -> float:
    """Length of front [km]: as seen, at least 1; else about twice the root of the area."""
    seen = known.front_km if not math.isnan(known.front_km) else FRONT_PER_ROOT_KM2 * math.sqrt(known.held_km2)
    return _rounded(max(seen, 1.0))


def _front(known: Origin, seen: Mapping[str, str]) -> dict[str, Any]:
    if math.isnan(known.front_km):
        return _judged(front_of(known), "Not seen: twice the root of the area, about the middle of 113 places")
    note = "Measured on the map" if known.front_km >= 1.0 else "Less than 1 km on the map; taken as 1"
    return {"value": front_of(known), **seen, "note": note}


def _area(known: Origin) -> dict[str, Any]:
    low, held, high = (_rounded(value) for value in (known.low_km2, known.held_km2, known.high_km2))
    if math.isnan(low) or math.isnan(high) or low == high or low < 1.0:
        return {"value": held}
    return {"triangular": [low, held, high]}


def _main_lost(known: Origin, seen: Mapping[str, str]) -> dict[str, Any]:
    if math.isnan(known.main_held):
        return _judged(0, "Not seen; taken as held")
    if known.main_held in (0.0, 1.0):
        return {"value": int(1.0 - known.main_held), **seen}
    return {"bernoulli": [round(1.0 - known.main_held, 2)], **seen, "note": "Contested on the map"}


def _persons(known: Origin, per_km: float) -> float:
    return per_km * max(front_of(known), LEAST_FRONT_KM)


def _people(known: Origin, per_km: float, found: str) -> dict[str, Any]:
    note = f"{per_km:g} for each km of front (10 km at least), within a factor of 3; found where counts exist: {found}"
    return {"lognormal": [round(_persons(known, per_km)), STRENGTH_LOG_SD], **JUDGED, "note": note}


def _road_state(known: Origin, seen: Mapping[str, str]) -> dict[str, Any]:
    """Cut only where no way is left: the line of the way out is rough, and an attacker on it has cut no pocket."""
    clear, neck = known.axis_clear_km, known.neck_km
    if neck == 0.0 and known.main_held != 0.0:
        return {"value": "cut", **seen, "note": "The narrowest way from the town to the rear is 0 km"}
    if math.isnan(clear):
        return _judged("open", "How near the attacker is to the way out was not seen")
    state = "open" if clear >= OPEN_FROM_KM else "under_fire"
    return {"value": state, **seen, "note": f"The attacker is {clear:g} km from it; open from 5 km on (judgement)"}


def _supply(known: Origin, seen: Mapping[str, str]) -> dict[str, Any]:
    """One road; where a way out was seen, it is closed in and cut as often as those of the pockets were."""
    near = min(OPEN_FROM_KM / depth_of(known), 1.0)
    return {
        "routes": {ROAD: {"start_state": _road_state(known, seen)}},
        "trip_hazard_per_km": {
            "triangular": [_rounded(near * hazard) for hazard in (0.01, 0.022, 0.06)], **JUDGED,
            "note": "That of the model on the 5 km or so that lie near the attacker, spread over the length inside",
        },
        **(_ways_of_pockets() if known.is_pocket else _no_way_seen()),
    }  # fmt: skip


def _ways_of_pockets() -> dict[str, Any]:
    return {
        "fire_hazard_per_day": {"value": 0.033, **COUNTED, "note": "7 in 211 days: the attacker nearer than 5 km"},
        "cut_hazard_per_day": {"lognormal": [0.0024, 0.7], **COUNTED, "note": "2 in 825 days; spread by judgement"},
        "cut_reference_tempo": {"value": 0.0183, **COUNTED, "note": "The pockets' mean pace per km of front, e^-4"},
    }


def _no_way_seen() -> dict[str, Any]:
    note = "No neck and no way out was seen: give a number where the place is a pocket"
    return {path: _judged(0, note) for path in ("fire_hazard_per_day", "cut_hazard_per_day")}


def _command(known: Origin) -> dict[str, Any]:
    """A staff that seldom orders, and a force that breaks where little of it is left: collapses are in the pace."""
    orders = {
        "value": ORDERS_PER_DAY, **COUNTED,
        "note": "6 orders in 1,296 days of ten cases, 0.0046 a day, part of them by the pace",
    }  # fmt: skip
    no_pocket = _judged(0, "No neck was seen: a stretch of a front is not left by an order of its own")
    return {
        "ordered_before_start": _judged(0, "No order is known"),
        "hazard_per_day": orders if known.is_pocket else no_pocket,
        "hazard_pace": _judged(0.7, "Six orders on record fit this, and support no size of their own"),
        "hazard_losses": _judged(0, "What was lost is in the pace"),
        "hazard_under_fire": {
            "normal": [0, 0.5], **JUDGED, "note": "The record does not support a size: either way is as likely",
        },
        "break_share": _judged(0.75, "Collapses such as those of 2022 are in the fitted pace: counted once"),
    }  # fmt: skip


def _judged(value: object, note: str) -> dict[str, Any]:
    return {"value": value, **JUDGED, "note": note}


def _rounded(value: float) -> float:
    """A number as a person would write it: six digits, and no more than three after the point."""
    return float(f"{round(value, 3):.6g}") if not math.isnan(value) else value
