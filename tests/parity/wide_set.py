"""The parity set: shipped scenarios, and rows made to reach what they seldom do (surrender, pause, settled truces)."""

import math
from functools import cache

from both_executors import Case, case_of

from sim.scenario.files.shipped import shipped_names

SHIPPED_REPLICATIONS = 10
REPLICATIONS = 16
NEVER = math.inf
OPEN, UNDER_FIRE, CUT = 0.0, 1.0, 2.0
HOLD, ON_DATE, ROAD_UNDER_FIRE, ROAD_CUT, HAZARD = 0.0, 1.0, 2.0, 3.0, 4.0
GENERAL, SETTLEMENT, PARTIAL = 0.0, 1.0, 2.0


def routes(state: float) -> dict[str, float]:
    """Every route in one state on day 0."""
    return {f"supply.routes.{route}.start_state": state for route in range(4)}


def tabled(slot: int, kind: float = GENERAL, day: float = 2.0, duration: float = 30.0) -> dict[str, float]:
    """One proposal on the schedule."""
    start = f"talks.proposals.{slot}"
    return {
        f"{start}.kind": kind,
        f"{start}.tabled_day": day,
        f"{start}.duration_days": duration,
        f"{start}.truce_class": float(slot % 3 + 1),
        f"{start}.holder_accepted_day": NEVER,
        f"{start}.lapse_day": NEVER,
    }


def accepted(day: float) -> dict[str, float]:
    """Both governments accept general proposals on a day; every agreement enters into force at once."""
    return {
        "talks.holder.accepts_on_day": day,
        "talks.attacker.accepts_on_day": day,
        "talks.mediation.counter_required": 0.0,
        "truce.never_in_force": 0.0,
        "truce.same_day_share": 1.0,
        "truce.form": 1.0,
    }


def of_domain(slot: int, domain: float, duration: float, day: float = 1.0) -> dict[str, float]:
    """A truce of one domain on the schedule."""
    return {**tabled(slot, PARTIAL, day, duration), f"talks.proposals.{slot}.domain": domain}


AGREED_SOON = {
    **{f"talks.{side}.{name}": value for side in ("holder", "attacker") for name, value in (
        ("open_probability", 1.0), ("clock_mu", -4.0), ("clock_sigma", 1.0), ("refuse_weight", 0.0),
    )},
    "truce.never_in_force": 0.0,
    "truce.same_day_share": 1.0,
    "truce.form": 1.0,
    "truce.extension_probability": 0.5,
}
LASTING = {"truce.world_mu": 15.0, "truce.world_sigma": 0.5}
FAST = {
    "ground.tempo_mean": -1.0,
    "ground.tempo_start_shift": 1.5,
    "ground.axis_correlation": 0.0,
    "ground.strip_tempo": 2.0,
    "truce.never_in_force": 1.0,
}
DEEP = {"withdrawal.rests_on_strip_km": 0.0}  # no line of these rests on the strip
STAYING = {"command.ordered_before_start": 0.0, "command.policy": HOLD}
REACHING: dict[str, dict[str, float]] = {
    "fast advance, nobody leaves": {**STAYING, **FAST, "command.breakout": 0.0, "supply.stock_days": 14.0,
                                    "supply.floor_share": 1.0},
    "fitted losses, leaving on a date": {"attrition.form": 1.0, "command.policy": ON_DATE, "command.order_day": 6.0,
                                         "command.ordered_before_start": 0.0, **routes(OPEN)},
    "elastic losses, leaving under fire": {"attrition.form": 2.0, "command.policy": ROAD_UNDER_FIRE,
                                           "command.ordered_before_start": 0.0, **routes(OPEN),
                                           "supply.fire_hazard_per_day": 0.5},
    "leaving when the road is cut": {"command.policy": ROAD_CUT, "command.ordered_before_start": 0.0,
                                     **routes(UNDER_FIRE), "supply.cut_hazard_per_day": 1.0,
                                     "supply.reopen_hazard_per_day": 0.3},
    "leaving by chance": {"command.policy": HAZARD, "command.ordered_before_start": 0.0,
                          "command.hazard_per_day": 0.2, "withdrawal.share_given_up": 1.0},
    "breaking out": {**STAYING, **routes(CUT), "command.breakout": 1.0},
    "ordered, then cut off": {"command.policy": ON_DATE, "command.order_day": 0.0, "command.lag_days": 25.0,
                              "command.ordered_before_start": 0.0, **routes(UNDER_FIRE), **DEEP,
                              "supply.cut_hazard_per_day": 0.4, "command.break_share": 1.0},
    "cut off on the move": {"command.policy": ON_DATE, "command.order_day": 0.0, "command.lag_days": 0.0,
                            "command.ordered_before_start": 0.0, **routes(UNDER_FIRE),
                            "supply.cut_hazard_per_day": 0.5, "withdrawal.duration_days": 20.0},
    "opened before the break-out": {**STAYING, **DEEP, **routes(CUT), "command.breakout": 1.0,
                                    "command.breakout_lag_days": 6.0, "supply.reopen_hazard_per_day": 0.7},
    "order lifted by a truce": {**tabled(0, duration=10.0), **accepted(5.0), **LASTING, "command.policy": ON_DATE,
                                "command.order_day": 3.0, "command.lag_days": 6.0,
                                "command.ordered_before_start": 0.0, **routes(UNDER_FIRE)},
    "breaking out when stock ends": {"command.policy": ON_DATE, "command.order_day": NEVER,
                                     "command.ordered_before_start": 0.0, **routes(CUT), "supply.stock_days": 3.0,
                                     "supply.floor_share": 0.0, "command.breakout": 1.0},
    "surrender": {**STAYING, **routes(CUT), "command.breakout": 0.0, "supply.stock_days": 2.0,
                  "supply.floor_share": 0.0},
    "pauses": {"attacker.pauses": 1.0, "attacker.pause_loss_share": 0.002, "attacker.resume_loss_share": 0.001,
               "truce.never_in_force": 1.0},
    "extended": {**tabled(0, duration=10.0), **accepted(5.0), **LASTING, "truce.extension_probability": 1.0,
                 "truce.settle_probability": 0.0},
    "settled": {**tabled(0, duration=10.0), **accepted(5.0), **LASTING, "truce.settle_probability": 1.0},
    "expired": {**tabled(0, duration=10.0), **accepted(5.0), **LASTING, "truce.extension_probability": 0.0,
                "truce.settle_probability": 0.0},
    "open-ended": {**tabled(0, duration=0.0), **accepted(5.0), **LASTING},
    "collapsed": {**tabled(0), **accepted(5.0), "truce.world_mu": 0.0, "truce.world_sigma": 0.5,
                  "talks.mediation.retable_after_truce_days": 5.0},
    "holder last": {**tabled(0), **accepted(5.0), "talks.holder.accepts_on_day": 9.0, **LASTING},
    "race": {**tabled(0), **accepted(5.0), "talks.holder.accepts_on_day": 2.0, "talks.attacker.accepts_on_day": 7.0,
             "truce.same_day_share": 0.0, "truce.lag_days": 4.5},
    "never in force": {**tabled(0), **accepted(3.0), "truce.never_in_force": 1.0, "talks.mediation.retable_days": 5.0},
    "settlement and part": {**tabled(0, SETTLEMENT), **tabled(1, PARTIAL, 1.0), **tabled(2, GENERAL, 4.0),
                            "talks.holder.open_probability": 1.0, "talks.attacker.open_probability": 1.0,
                            "talks.holder.clock_mu": 1.0, "talks.attacker.clock_mu": 1.0,
                            "talks.holder.clock_sigma": 1.0, "talks.attacker.clock_sigma": 1.0,
                            "truce.never_in_force": 0.0},
    "four texts at once": {**tabled(0, day=0.0), **of_domain(1, 0.0, 6.0), **of_domain(2, 1.0, 8.0),
                           **of_domain(3, 2.0, 9.0), **AGREED_SOON, "truce.world_mu": 3.0, "truce.world_sigma": 1.0,
                           "talks.attacker.partial_kept_shift": -1.0, "talks.attacker.partial_broken_shift": 1.0,
                           "talks.mediation.partial_domain": 1.0, "talks.mediation.partial_probability": 1.0},
    "one domain to its end date": {**of_domain(0, 0.0, 25.0), **AGREED_SOON, **LASTING,
                                  "truce.extension_probability": 0.8},
    "a newer text of one domain": {**DEEP, **of_domain(0, 0.0, 20.0), **of_domain(1, 0.0, 20.0, day=8.0),
                                   **of_domain(2, 2.0, 40.0, day=1.5), **AGREED_SOON, **LASTING, **STAYING,
                                   **routes(CUT), "command.breakout": 0.0, "supply.stock_days": 4.0,
                                   "supply.floor_share": 0.0},
    "all the ground left by the terms": {**tabled(0), **accepted(4.0), **LASTING, **STAYING, **routes(UNDER_FIRE),
                                         "talks.proposals.0.line_rule": 1.0, "talks.proposals.0.starts_after_days": 3.0,
                                         "withdrawal.duration_days": 9.0},
    "a deadline that presses": {**tabled(0, day=0.0), "talks.proposals.0.lapse_day": 9.0,
                                "talks.proposals.0.starts_on_day": 20.0, "talks.mediation.deadlines_press": 1.0,
                                "talks.mediation.deadline_pace": 3.0, "talks.mediation.deadline_refusal": 0.3,
                                "talks.mediation.retable_days": 5.0, "talks.holder.clock_mu": 2.0,
                                "talks.attacker.clock_mu": 2.0, "talks.holder.open_probability": 1.0,
                                "talks.attacker.open_probability": 1.0, "talks.holder.refuse_weight": 0.0,
                                "talks.attacker.refuse_weight": 0.0},
    "refused": {**tabled(0), **tabled(1, day=20.0), "talks.proposals.1.lapse_day": 22.0,
                "talks.attacker.open_probability": 0.0, "talks.attacker.refuse_weight": 5.0,
                "talks.attacker.examine_weight": 5.0, "talks.attacker.conditional_weight": 5.0,
                "talks.attacker.refuses_time_limited": 1.0, "talks.mediation.retable_days": 4.0,
                "talks.mediation.partial_probability": 1.0, "talks.mediation.partial_delay_days": 2.0},
    "people who join": {"attacker.reinforcement_persons_per_day": 50.0, "holder.reinforcement_persons_per_day": 30.0},
    "leaving for good": {"command.policy": ON_DATE, "command.order_day": 3.0, "command.ordered_before_start": 0.0,
                         "ground.strip_area_km2": 0.5, "withdrawal.share_given_up": 1.0, **routes(OPEN)},
    "surrender of the last ground": {**STAYING, **routes(CUT), "command.breakout": 0.0, "supply.stock_days": 2.0,
                                     "supply.floor_share": 0.0, "ground.strip_area_km2": 0.5},
    "force by the ratio of power": {**STAYING, "ground.force_form": 1.0},
    "a line that breaks": {**STAYING, **routes(UNDER_FIRE), "command.break_share": 0.03,
                           "ground.tempo_start_shift": 1.0, "truce.never_in_force": 1.0},
    "a new line that breaks": {"command.policy": ON_DATE, "command.order_day": 1.0, "command.lag_days": 0.0,
                               "command.ordered_before_start": 0.0, "withdrawal.duration_days": 3.0,
                               "withdrawal.share_given_up": 0.3, "command.break_share": 0.03,
                               "ground.tempo_start_shift": 1.0, "truce.never_in_force": 1.0},
    "all that passes is fought for": {**STAYING, "attrition.collapse_form": 2.0},
    "losses by who faces whom": {**STAYING, "attrition.form": 3.0},
    "losses that are borne": {**STAYING, "attrition.form": 4.0},
    "a line that gives way": {**STAYING, "attrition.form": 4.0, "command.policy": 5.0, "attrition.engaged_share": 0.5,
                              "command.tolerated_loss_per_day": 0.0005, "command.fastest_yielding": 100.0,
                              "truce.never_in_force": 1.0, **routes(OPEN), "supply.fire_hazard_per_day": 0.0,
                              "supply.road_closes_with_town": 0.0, "ground.strip_area_km2": 0.5},
    "a line that gives way and breaks": {**STAYING, "command.policy": 5.0, "command.tolerated_loss_per_day": 0.002,
                                         "command.break_share": 0.03, "truce.never_in_force": 1.0, **routes(OPEN),
                                         "supply.fire_hazard_per_day": 0.0, "ground.strip_area_km2": 30.0},
    "advance in phases": {**STAYING, "ground.advance_form": 1.0},
    "advance in spells": {**STAYING, "ground.advance_form": 2.0, "ground.spell_days": 4.0,
                          "ground.still_scale_days": 2.0, "ground.turn_probability": 0.5,
                          "truce.never_in_force": 1.0},
    "an attacker that stops": {**STAYING, "attacker.break_share": 0.004, "attacker.stop_days": 3.0,
                               "truce.never_in_force": 1.0},
    "gains by the ground held": {**STAYING, "ground.tempo_form": 1.0},
    "talks by bargaining": {**tabled(0), **tabled(1, SETTLEMENT, 5.0), **tabled(2, PARTIAL, 3.0),
                            "talks.acceptance_form": 1.0, "talks.holder.open_probability": 1.0,
                            "talks.attacker.open_probability": 1.0, "talks.attacker.pressure_credibility": 0.5},
    "talk for show": {**tabled(0), **tabled(1, SETTLEMENT, 5.0), "talks.attacker.open_probability": 1.0,
                      "talks.attacker.clock_mu": 1.0, "talks.attacker.show_probability": 0.7,
                      "talks.attacker.show_days": 12.5, "talks.holder.show_probability": 0.5,
                      "talks.holder.show_days": 20.0},
    "talk for show to regroup": {**tabled(0), "talks.show_regroups": 1.0, "talks.show_lull": 0.4,
                                 "talks.show_regroup": 0.7, "talks.attacker.show_probability": 0.6,
                                 "talks.attacker.show_days": 9.0, "talks.holder.show_probability": 0.6,
                                 "talks.holder.show_days": 14.0, "truce.never_in_force": 1.0, **STAYING},
    "news and a chip": {**tabled(0), **tabled(1, SETTLEMENT, 5.0), "talks.acceptance_form": 1.0,
                        "talks.attacker.open_probability": 1.0, "talks.news_weight": 1.0, "talks.swap_share": 0.8,
                        "talks.holder.symbol_value": 0.1, "talks.attacker.symbol_value": 0.1},
    "bargaining over ground that is left": {**tabled(0), **tabled(1, SETTLEMENT, 5.0), "talks.acceptance_form": 1.0,
                                            **{f"talks.proposals.{slot}.line_rule": 1.0 for slot in (0, 1)},
                                            "talks.holder.open_probability": 1.0,
                                            "talks.attacker.open_probability": 1.0, "talks.swap_share": 0.4,
                                            "talks.holder.symbol_value": 0.1},
    "hardly anybody there": {**STAYING, "attacker.people_persons": 500.0, "holder.people_persons": 300.0},
    "pressed, terms read as effects": {**tabled(0), **accepted(3.0), "truce.associations": 2.0,
                                       "truce.origin_counts": 1.0, "truce.form": 0.0},
    "terms read in part, as in Donbas": {**tabled(0, duration=0.0), **accepted(3.0), "truce.associations": 1.0,
                                         "truce.form": 2.0, "truce.settle_probability": 0.5},
    "led out during a truce": {**tabled(0), **accepted(3.0), **LASTING, "talks.proposals.0.people_settled": 1.0,
                               "command.policy": ON_DATE, "command.order_day": 5.0, **routes(UNDER_FIRE),
                               "command.ordered_before_start": 0.0, "supply.cut_hazard_per_day": 0.5},
    **{f"a move {word} by a truce": {**tabled(0), **accepted(5.0), **LASTING, "command.policy": ON_DATE,
                                     "command.order_day": 2.0, "command.lag_days": 0.0, **routes(OPEN),
                                     "command.ordered_before_start": 0.0, "supply.fire_hazard_per_day": 0.0,
                                     "withdrawal.duration_days": 12.0, "command.break_share": 1.0,
                                     "truce.move_under_way": number}
       for number, word in enumerate(("held up", "spared", "called off"))},
    "truces called off for violations": {**tabled(0), **tabled(1, PARTIAL, 1.0), **accepted(3.0), "truce.form": 3.0,
                                         "truce.tolerated_ratio": 0.5, "truce.incidents_per_km_day": 1.0},
    "truces called off for ground or a grave violation": {
        **tabled(0), **tabled(1, day=20.0), **accepted(3.0), "truce.form": 3.0, "truce.tolerated_ratio": 100.0,
        "truce.grave_share": 0.02, "truce.opportunity_per_day": 0.3, "talks.attacker.ground_value": 0.5,
        "talks.proposals.0.guaranteed": 1.0, "talks.mediation.retable_after_truce_days": 5.0},
    "a break-out called off by a truce": {**STAYING, **tabled(0), **accepted(5.0), **LASTING, **routes(CUT),
                                          "command.breakout": 1.0, "command.breakout_lag_days": 2.0,
                                          "withdrawal.breakout_days": 9.0, "supply.reopen_hazard_per_day": 0.0,
                                          "truce.move_under_way": 2.0},
    "an ally that leaves, a leader that urges, a road that closes": {
        **STAYING, "attacker.allied_share": 0.4, "attacker.allied_withdrawal_day": 6.0, "attacker.urged_days": 9.5,
        "attacker.urged_multiplier": 1.5, "supply.road_closes_day": 4.0, "truce.never_in_force": 1.0},
    "monitors who come late": {**tabled(0), **accepted(3.0), **LASTING, "talks.proposals.0.monitored": 1.0,
                               "truce.monitors_delay_days": 2.5, "truce.monitors_see_share": 0.5},
    "a text that is backed and exchanges ground": {
        **tabled(0), **tabled(1, SETTLEMENT, 5.0), "talks.proposals.0.line_rule": 2.0,
        "talks.proposals.0.guaranteed": 1.0, "talks.proposals.0.endorsed": 1.0,
        "talks.acceptance_form": 1.0, "truce.associations": 2.0, **LASTING,
        "talks.holder.open_probability": 1.0, "talks.attacker.open_probability": 1.0, "talks.holder.clock_mu": 0.5,
        "talks.attacker.clock_mu": 0.5, "talks.holder.guarantee_shift": -1.0, "talks.attacker.exchange_shift": 0.5,
        "talks.attacker.endorsement_shift": -0.5, "truce.never_in_force": 0.0},
    "mud and fog": {"weather.start": 2.0, "weather.clear_spell_days": 1.0, "weather.fog_spell_days": 0.5,
                    "weather.mud_spell_days": 0.5, "weather.mud_share": 0.5},
    "mud that lets nothing through": {**STAYING, **DEEP, **routes(OPEN), "weather.mud_road_capacity": 0.0,
                                      "weather.mud_track_capacity": 0.0, "weather.start": 2.0,
                                      "weather.mud_spell_days": 4.0, "weather.clear_spell_days": 3.0,
                                      "weather.mud_share": 0.5, "supply.stock_days": 2.0,
                                      "supply.fire_hazard_per_day": 0.0},
}
MORE = {"fast advance, nobody leaves": 40, "a line that gives way": 32, "ordered, then cut off": 24,
        "a break-out called off by a truce": 32}
DAYS = 40


def names() -> list[str]:
    """Every case by name: shipped scenarios of every theatre, then rows made to reach rare events."""
    return [*shipped_names(), *REACHING]


@cache
def case_named(name: str) -> Case:
    """One case of the set; its rows are not to be written to."""
    if name in REACHING:
        base = case_of("kursk/undecided", MORE.get(name, REPLICATIONS)).days(DAYS)
        return base.having(REACHING[name], name)
    return case_of(name, SHIPPED_REPLICATIONS)
