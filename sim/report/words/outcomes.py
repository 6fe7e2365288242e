"""What each outcome is called: people in sentences, every outcome as the head of a row. In one place, humane.

Names hold no colon: behind one stands the value of a category.
"""

from __future__ import annotations

from sim.report.words.measures import UNKNOWN, Level

KILLED_OR_WOUNDED = {
    "holder_casualties": "people of the holder killed or wounded",
    "attacker_casualties": "people of the attacker killed or wounded",
}
CAPTURED = {"holder_captured": "people of the holder captured or missing"}
PEOPLE = KILLED_OR_WOUNDED | CAPTURED
PEOPLE_OR_PART = {  # fewer of these is better for everybody
    **PEOPLE,
    "attacker_killed": "people of the attacker killed",
    "holder_killed": "people of the holder killed",
    "holder_lost": "people of the holder killed, wounded, captured or missing",
}
NAMES = {
    **{name: f"P{noun[1:]}" for name, noun in PEOPLE_OR_PART.items()},
    "truce_in_force": "A general truce takes effect at any time",
    "truce_day": "Day of the first general truce",
    "holder_first_answer": "First answer of the holder's government",
    "holder_first_answer_day": "Day of the holder's first answer",
    "attacker_first_answer": "First answer of the attacker's government",
    "attacker_first_answer_day": "Day of the attacker's first answer",
    "holder_accepted_day": "The holder's government accepts",
    "attacker_accepted_day": "The attacker's government accepts",
    "first_event": "What comes first",
    "area_end_km2": "Ground held at the horizon",
    "area_at_truce_km2": "Ground held when the truce starts",
    "settlements_lost": "Settlements and open ground that pass",
    "withdrawal_ordered_day": "A withdrawal is ordered",
    "withdrawal_done_day": "The move out ends",
    "exit_mode": "How forces leave",
    "exit_loss_share": "Share killed, wounded or captured moving out",
    "exit_lost": "People killed, wounded or captured moving out",
    "main_settlement_lost_day": "Centre of the main settlement passes",
    "area_held_at_order_km2": "Ground held when leaving is ordered",
    "people_cut_off": "People cut off",
    "partial_truce_day": "A truce of one domain takes effect",
    "partial_truce_held_days": "How long the truce of one domain holds",
    "stock_min_days": "Smallest stock of supplies",
    "truce_held_days": "How long the general truce holds",
    "truce_held_a_week": "A general truce holds a week",
    "truce_end": "What becomes of the truce",
    "violations_true": "Violations of the truce that happen",
    "violations_claimed": "Violations of the truce that are claimed",
    "below_50_km2_day": "Ground held falls to 50 km²",
    "below_20_km2_day": "Ground held falls to 20 km²",
    "below_10_km2_day": "Ground held falls to 10 km²",
    "ground_gone_day": "Ground held falls to 1 km²",
    "ground_contested_km2": "Ground the attacker takes by fighting",
    "ground_given_up_km2": "Ground the holder leaves",
    "vehicles_lost": "Supply vehicles destroyed",
}
HELD_NAMES = {  # with the area that the scenario sets
    "foothold_ended": "No longer held at any time ({0.or_less})",
    "foothold_ended_day": "Day the foothold ceases to be held ({0.or_less})",
    "truce_with_ground": "A general truce while {0.more} is held",
}
HELD_VALUES = {"foothold_ended": "no longer held ({0.or_less})"}
VALUES = {
    "cut": "cut off",
    "collapsed": "broken down",
    "expired": "run out",
}


def label(name: str, at: Level = UNKNOWN) -> str:
    """An outcome as the head of a row; what has no name of its own without underscores and without its unit.

    `at` is the area at which the foothold is no longer held.
    """
    if name in HELD_NAMES:
        return HELD_NAMES[name].format(at)
    if name in NAMES:
        return NAMES[name]
    for suffix in ("_km2", "_days"):
        name = name.removesuffix(suffix)
    return name.replace("_", " ").replace("km2", "km²")


def value_label(value: str, at: Level = UNKNOWN) -> str:
    """The value of a category as people read it."""
    if value in HELD_VALUES:
        return HELD_VALUES[value].format(at)
    return VALUES.get(value, value.replace("_", " "))


def row_label(name: str, at: Level = UNKNOWN) -> str:
    """The head of the row of 'truce_day' or, with the value of a category, of 'first_event: truce'."""
    outcome, _, value = name.partition(": ")
    return f"{label(outcome, at)}: {value_label(value, at)}" if value else label(outcome, at)
