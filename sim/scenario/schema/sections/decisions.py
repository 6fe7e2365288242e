"""What a scenario can say about the holder's staff and about a withdrawal (part of the schema)."""

from sim.scenario.schema.sections.defaults import ASSUMED, NEVER
from sim.scenario.values.declarations import Quantity, Section, choice, quantity, switch
from sim.scenario.values.law_forms import Policy, default_of


class Command(Section):
    """When the holder's staff orders a withdrawal."""

    policy: Quantity = choice(Policy, default_of(Policy), about="What decides on a withdrawal", **ASSUMED)
    order_day: Quantity = quantity(
        NEVER, unit="day", low=0.0, high=3650.0, about="Policy policy_date: day of the order", **ASSUMED)
    ordered_before_start: Quantity = quantity(
        {"bernoulli": [0.0]}, unit="yes or no", low=0.0, high=1.0,
        about="An order was already given before day 0", **ASSUMED)
    ordered_days_before: Quantity = quantity(
        {"triangular": [1, 3, 5]}, unit="days", low=0.0, high=365.0, about="How long before day 0", **ASSUMED)
    lag_days: Quantity = quantity(
        {"lognormal": [5, 0.8]}, unit="days", low=0.0, high=365.0, kind="chance",
        about="From an order after day 0 to the first move", **ASSUMED)
    review_interval_days: Quantity = quantity(
        1.0, unit="days", low=0.25, high=30.0, about="How often the staff reviews the situation", **ASSUMED)
    hazard_per_day: Quantity = quantity(
        0.02, unit="1/day", low=0.0, high=5.0, about="Policy access_hazard: base chance of an order per day", **ASSUMED)
    hazard_losses: Quantity = quantity(
        1.0, unit="ln units", low=0.0, high=10.0, about="Rise with losses as a share of the breaking point", **ASSUMED)
    hazard_stock: Quantity = quantity(
        1.5, unit="ln units", low=0.0, high=10.0, about="Rise as stock falls below its trigger", **ASSUMED)
    hazard_pace: Quantity = quantity(
        0.0, unit="exponent", low=0.0, high=5.0,
        about="Rise with the pace at which ground is lost, against the long-run pace", **ASSUMED)
    hazard_under_fire: Quantity = quantity(
        1.0, unit="ln units", low=-10.0, high=10.0, about="Rise while the route is under fire or cut", **ASSUMED)
    hazard_neck: Quantity = quantity(
        1.5, unit="ln units", low=0.0, high=10.0,
        about="Rise as the neck narrows below its trigger (theatres with a neck only)", **ASSUMED)
    neck_trigger_km: Quantity = quantity(
        {"triangular": [2, 4, 8]}, unit="km", low=0.01, high=100.0,
        about="Width of the neck below which the holder's staff worries", **ASSUMED)
    break_share: Quantity = quantity(
        {"lognormal": [0.13, 1.27], "truncate": [0.03, 0.75]}, unit="share", low=0.001, high=1.0,
        about="Losses in 14 days at which a defender breaks", source="cdb90-fits", basis="fitted")
    hope_of_truce: Quantity = quantity(
        {"triangular": [0, 1, 3]}, unit="ln units", low=0.0, high=10.0,
        about="How far a truce that is certain within 30 days lowers the chance of an order", **ASSUMED)
    tolerated_loss_per_day: Quantity = quantity(
        {"triangular": [0.005, 0.015, 0.03]}, unit="share per day", low=0.0001, high=0.5,
        about="Epstein's model: losses in a day that a line bears; more, and it gives way",
        note="5 % in the published example; with the losses of 2025 nothing would move", **ASSUMED)
    fastest_yielding: Quantity = quantity(
        {"lognormal": [10, 0.3]}, unit="km/day", low=0.1, high=100.0,
        about="Epstein's model: fastest pace at which a line gives way", note="On foot; 20 km in the example",
        **ASSUMED)
    breakout: Quantity = switch(
        True, about="People cut off break out without an order (no: they hold until stock runs out)", **ASSUMED)
    breakout_lag_days: Quantity = quantity(
        {"lognormal": [2, 0.8]}, unit="days", low=0.0, high=365.0, kind="chance",
        about="From a way out that is cut, or an order to leave through it, to the break-out", **ASSUMED)


class Withdrawal(Section):
    """How a withdrawal goes: ground given up, pace, mode and losses of the exit."""

    share_given_up: Quantity = quantity(
        {"beta": [1.2, 1.2]}, unit="share", low=0.0, high=1.0, kind="chance",
        about="Share of the ground beyond the strip that is given up", source="pockets-fit", basis="fitted")
    duration_days: Quantity = quantity(
        {"lognormal": [6, 0.7]}, unit="days", low=0.1, high=365.0, kind="chance",
        about="Length of the move", **ASSUMED)
    breakout_days: Quantity = quantity(
        {"lognormal": [2, 0.5]}, unit="days", low=0.1, high=365.0, kind="chance",
        about="Length of a break-out", **ASSUMED)
    rests_on_strip_km: Quantity = quantity(
        {"lognormal": [2.5, 0.55]}, unit="km", low=0.0, high=100.0,
        about="Mean depth of the ground beyond the strip up to which the line rests on the strip",
        note="On deeper ground the road can be cut; on shallower people are supplied and leave on foot. 1 to 6 km: "
        "the bank at Krynky was supplied and left so in 2024, not the 7 km of Avdiivka",
        **ASSUMED)
    contested_offset: Quantity = quantity(
        0.5, unit="ratio", low=0.0, high=1.0,
        about="Part of the ground given up that the attacker would have taken anyway", **ASSUMED)
    exposure_cap: Quantity = quantity(
        0.8, unit="share", low=0.0, high=1.0,
        about="Most that an earlier order can have brought out before day 0", **ASSUMED)
    orderly_if_open: Quantity = quantity(
        0.80, unit="probability", low=0.0, high=1.0, about="Orderly exit, route open", **ASSUMED)
    pressed_if_open: Quantity = quantity(
        0.18, unit="probability", low=0.0, high=1.0, about="Pressed exit, route open", **ASSUMED)
    orderly_if_under_fire: Quantity = quantity(
        0.45, unit="probability", low=0.0, high=1.0, about="Orderly exit, route under fire", **ASSUMED)
    pressed_if_under_fire: Quantity = quantity(
        0.45, unit="probability", low=0.0, high=1.0, about="Pressed exit, route under fire", **ASSUMED)
    orderly_if_cut: Quantity = quantity(
        0.05, unit="probability", low=0.0, high=1.0, about="Orderly exit, route cut", **ASSUMED)
    pressed_if_cut: Quantity = quantity(
        0.45, unit="probability", low=0.0, high=1.0, about="Pressed exit, route cut", **ASSUMED)
    orderly_loss: Quantity = quantity(
        {"beta": [2, 48]}, unit="share", low=0.0, high=1.0, kind="chance",
        about="Loss among the people exposed, orderly exit", **ASSUMED)
    pressed_loss: Quantity = quantity(
        {"beta": [3, 15]}, unit="share", low=0.0, high=1.0, kind="chance",
        about="Loss among the people exposed, pressed exit", **ASSUMED)
    cut_loss: Quantity = quantity(
        {"beta": [4, 3]}, unit="share", low=0.0, high=1.0, kind="chance",
        about="Loss among the people exposed, exit through a closed route", **ASSUMED)
    orderly_captured: Quantity = quantity(
        0.05, unit="share", low=0.0, high=1.0, about="Captured part of that loss, orderly", **ASSUMED)
    pressed_captured: Quantity = quantity(
        0.20, unit="share", low=0.0, high=1.0, about="Captured part of that loss, pressed", **ASSUMED)
    cut_captured: Quantity = quantity(
        0.50, unit="share", low=0.0, high=1.0, about="Captured part of that loss, cut", **ASSUMED)
