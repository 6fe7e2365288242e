"""What values of a scenario owe each other: declared here once, for the loader, the command line, the app and the docs.

A `Relation` that no draw can keep is refused. One that some draws break is a warning, with how many of 100 do and what
the model makes of them. An `Oddity` is possible but hardly meant: a warning, judged on the middle of each value.
Fields are slot paths of the schema; `*` stands for each entry, and for both governments.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

PROPOSAL, PARTY, EXIT = "talks.proposals.*", "talks.party", "withdrawal"


@dataclass(frozen=True)
class Relation:
    """The sum of some fields, each with its sign, is at most a limit, or below it where `strict`.

    It holds only where the field `only_if` has the option named; a day that never comes is left out unless `counts`.
    """

    fields: tuple[str, ...]
    signs: tuple[int, ...]
    sentence: str
    step: str
    then: str
    limit: float = 0.0
    strict: bool = False
    only_if: tuple[str, str] | None = None
    counts_never: bool = False


@dataclass(frozen=True)
class Oddity:
    """Fields whose middle values, with the horizon [days] behind them, are odd together where `odd` says so."""

    fields: tuple[str, ...]
    odd: Callable[..., bool]
    sentence: str
    only_if: tuple[str, str] | None = None


def _at_most(
    lower: str, upper: str, sentence: str, step: str, then: str, strict: bool = False,
    only_if: tuple[str, str] | None = None,
) -> Relation:
    return Relation((lower, upper), (1, -1), sentence, step, then, strict=strict, only_if=only_if)


def _exits_add_up(way_out: str) -> Relation:
    return Relation(
        (f"{EXIT}.orderly_if_{way_out}", f"{EXIT}.pressed_if_{way_out}"), (1, 1),
        "the chances of an orderly and of a pressed exit are at most 1 together",
        "lower one of them", "the pressed exit gets what the orderly one leaves", limit=1.0,
    )  # fmt: skip


RELATIONS: tuple[Relation, ...] = (
    _at_most(
        "ground.strip_area_km2", "ground.held_area_km2",
        "the border strip is part of the held area, so it is no larger",
        "lower the strip or raise the area", "all that is held counts as border strip",
    ),
    _at_most(
        "ground.lost_below_km2", "ground.held_area_km2",
        "a foothold that is held on day 0 is larger than the area at which it counts as lost",
        "lower the first or raise the second", "the foothold counts as lost when the first ground falls", strict=True,
    ),
    _at_most(
        "attacker.resume_loss_share", "attacker.pause_loss_share",
        "a pause ends at or below the share of losses that brings it",
        "lower the first or raise the second", "the attacker pauses and attacks in turn from day to day",
        only_if=("attacker.pauses", "yes"),
    ),
    _at_most(
        "supply.stock_days", "supply.stock_capacity_days",
        "the stock of day 0 fits into what can be stored",
        "lower the stock or raise the capacity", "what does not fit is gone after the first day",
    ),
    Relation(
        ("command.order_day",), (1,), "an order on a date needs the date",
        "set command.order_day, or choose another policy", "no order is given where that policy is drawn",
        limit=math.inf, strict=True, only_if=("command.policy", "policy_date"), counts_never=True,
    ),
    _at_most(
        f"{PROPOSAL}.tabled_day", f"{PROPOSAL}.lapse_day",
        "a proposal lapses after the day on which it is tabled",
        "move one of the days", "the proposal is closed as soon as it is tabled", strict=True,
    ),
    _at_most(
        f"{PROPOSAL}.tabled_day", f"{PROPOSAL}.holder_accepted_day",
        "a government accepts a proposal when it is tabled or later",
        "move one of the days", "the acceptance waits for the proposal",
    ),
    _at_most(
        f"{PROPOSAL}.holder_accepted_day", f"{PROPOSAL}.lapse_day",
        "a government accepts a proposal before it lapses",
        "move one of the days", "the acceptance comes too late", strict=True,
    ),
    _exits_add_up("open"),
    _exits_add_up("under_fire"),
    _exits_add_up("cut"),
    Relation(
        (f"{PARTY}.conditional_weight", f"{PARTY}.refuse_weight", f"{PARTY}.examine_weight"), (-1, -1, -1),
        "one of the three first statements has a weight above 0",
        "raise one of the weights", "the government keeps examining", strict=True,
    ),
)  # fmt: skip

ODDITIES: tuple[Oddity, ...] = (
    Oddity(("command.order_day",), lambda day, horizon: horizon < day < math.inf,
           "the order comes after the last day, so it is never given", only_if=("command.policy", "policy_date")),
    Oddity((f"{PROPOSAL}.tabled_day",), lambda day, horizon: horizon < day < math.inf,
           "the proposal comes after the last day, so it is never tabled"),
    Oddity((f"{PARTY}.accepts_on_day",), lambda day, horizon: horizon < day < math.inf,
           "the day comes after the last one, so this government never accepts"),
    Oddity((f"{PROPOSAL}.lapse_day",), lambda day, _: day <= 0.0,
           "the proposal has lapsed by day 0, so nobody answers it"),
    Oddity(("attacker.stall_factor", "attacker.stall_days"), lambda factor, days, _: factor != 1.0 and days == 0.0,
           "a stall of 0 days changes nothing"),
    Oddity(("attacker.stall_days", "attacker.stall_factor"), lambda days, factor, _: days > 0.0 and factor == 1.0,
           "a stall with the factor 1 changes nothing"),
    Oddity(("attacker.allied_withdrawal_day", "attacker.allied_share"),
           lambda day, share, _: day < math.inf and share == 0.0, "there is no allied contingent that could leave"),
    Oddity(("supply.stock_trigger_days", "supply.stock_capacity_days"), lambda trigger, most, _: trigger > most,
           "the stock can never be large enough to calm the holder's staff"),
    Oddity(("weather.mud_track_capacity", "weather.mud_road_capacity"), lambda track, road, _: track > road,
           "mud harms a paved road more than a track"),
    Oddity((f"{EXIT}.orderly_loss", f"{EXIT}.pressed_loss"), lambda better, worse, _: better > worse,
           "an orderly exit costs more people than a pressed one"),
    Oddity((f"{EXIT}.pressed_loss", f"{EXIT}.cut_loss"), lambda better, worse, _: better > worse,
           "a pressed exit costs more people than one through a closed route"),
    Oddity((f"{EXIT}.orderly_captured", f"{EXIT}.pressed_captured"), lambda better, worse, _: better > worse,
           "more of the lost are captured in an orderly exit than in a pressed one"),
    Oddity((f"{EXIT}.pressed_captured", f"{EXIT}.cut_captured"), lambda better, worse, _: better > worse,
           "more of the lost are captured in a pressed exit than in one through a closed route"),
    Oddity((f"{EXIT}.orderly_if_under_fire", f"{EXIT}.orderly_if_open"), lambda worse, better, _: worse > better,
           "an orderly exit is likelier under fire than over an open route"),
    Oddity((f"{EXIT}.orderly_if_cut", f"{EXIT}.orderly_if_under_fire"), lambda worse, better, _: worse > better,
           "an orderly exit is likelier through a cut route than under fire"),
    Oddity(("ground.loss_7_days_km2", "ground.loss_14_days_km2"), lambda week, fortnight, _: week > fortnight,
           "more was lost in the last 7 days than in the last 14, so ground counts as regained in the week before"),
    Oddity(("ground.tempo_weight_7_days", "ground.tempo_weight_14_days"), lambda one, two, _: one + two > 1.0,
           "the past fortnight counts for more than the whole tempo of day 0"),
    Oddity((f"{PARTY}.rearming_relief", f"{PARTY}.mobilisation_relief"), lambda one, two, _: one + two > 1.0,
           "the two reliefs lift more than the whole delay; the model lifts it all"),
)  # fmt: skip
