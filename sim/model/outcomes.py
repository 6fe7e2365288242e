"""What one replication answers: every outcome with its kind, unit and meaning, and how it is read off the end state.

Whoever adds an outcome adds a line to OUTCOMES and one, in the same place, to `write_outcomes`. Missing is NaN (a
day: never).
"""

import math
from typing import NamedTuple

from sim.model.ground.people import casualties
from sim.model.numbers.compilable import compilable
from sim.model.world.processes import ATTACKER, HOLDER
from sim.model.world.series import PATHS as PATHS
from sim.model.world.state import NEVER, RUNNING, TRUCE_IN_FORCE

RESULTS_VERSION = 1  # raise when results change on purpose

ANSWERS = ("examining", "conditional", "refused", "accepted")
FIRST_EVENTS = ("truce", "foothold_ended", "neither")
EXIT_MODES = ("orderly", "pressed", "cut", "surrendered")
TRUCE_ENDS = ("running", "extended", "settled", "expired", "collapsed")


class Outcome(NamedTuple):
    """One answer of a replication: kind is share (0/1), amount, category or day."""

    name: str
    kind: str
    unit: str
    about: str
    better_for: str = "nobody: it depends on the reader's aims"
    categories: tuple[str, ...] = ()


FEWER = "everybody: fewer people lost"
HOLDS = "more ground is what the holder wants, less what the attacker wants"

OUTCOMES = (
    Outcome("truce_in_force", "share", "yes or no", "A general truce takes effect within the horizon"),
    Outcome("truce_day", "day", "day", "First day of a general truce"),
    Outcome("holder_first_answer", "category", "answer", "First answer of the holder's government", categories=ANSWERS),
    Outcome("holder_first_answer_day", "day", "day", "Day of that answer"),
    Outcome(
        "attacker_first_answer", "category", "answer", "First answer of the attacker's government", categories=ANSWERS
    ),
    Outcome("attacker_first_answer_day", "day", "day", "Day of that answer"),
    Outcome("holder_accepted_day", "day", "day", "The holder's government accepts a general proposal"),
    Outcome("attacker_accepted_day", "day", "day", "The attacker's government accepts a general proposal"),
    Outcome("foothold_ended", "share", "yes or no", "Held area falls to the threshold within the horizon", HOLDS),
    Outcome("foothold_ended_day", "day", "day", "First day at or below that threshold", HOLDS),
    Outcome("first_event", "category", "event", "What comes first; a tie counts as truce", categories=FIRST_EVENTS),
    Outcome("area_end_km2", "amount", "km²", "Ground held at the horizon", HOLDS),
    Outcome(
        "area_at_truce_km2",
        "amount",
        "km²",
        "Ground held when a general truce takes effect (missing without one)",
        HOLDS,
    ),
    Outcome(
        "truce_with_ground", "share", "yes or no", "A general truce takes effect while more than the threshold is held"
    ),
    Outcome("settlements_lost", "amount", "settlements", "Settlements that pass to the attacker", HOLDS),
    Outcome("attacker_casualties", "amount", "persons", "Attacker killed or wounded", FEWER),
    Outcome("holder_casualties", "amount", "persons", "Holder killed or wounded", FEWER),
    Outcome("holder_captured", "amount", "persons", "Holder captured or missing", FEWER),
    Outcome("attacker_killed", "amount", "persons", "Attacker killed", FEWER),
    Outcome("holder_killed", "amount", "persons", "Holder killed", FEWER),
    Outcome("holder_lost", "amount", "persons", "Holder killed, wounded, captured or missing", FEWER),
    Outcome("withdrawal_ordered_day", "day", "day", "A withdrawal is ordered (before day 0: negative)"),
    Outcome("withdrawal_done_day", "day", "day", "The move ends"),
    Outcome("exit_mode", "category", "mode", "How the people beyond the strip leave", categories=EXIT_MODES),
    Outcome(
        "exit_loss_share",
        "amount",
        "share",
        "Lost during the move among the people beyond the strip at its start",
        FEWER,
    ),
    Outcome("exit_lost", "amount", "persons", "Killed, wounded or captured during the move", FEWER),
    Outcome("main_settlement_lost_day", "day", "day", "The attacker holds the centre of the main settlement", HOLDS),
    Outcome("area_held_at_order_km2", "amount", "km²", "Ground held when the withdrawal is ordered", HOLDS),
    Outcome("people_cut_off", "amount", "persons", "Most people beyond the strip when the way out is cut", FEWER),
    Outcome("partial_truce_day", "day", "day", "A truce of one domain takes effect; it freezes no ground"),
    Outcome("stock_min_days", "amount", "days", "Smallest stock of the people beyond the strip"),
    Outcome("truce_held_days", "amount", "days", "How long the first general truce held within the horizon"),
    Outcome("truce_end", "category", "end", "What became of the first general truce", categories=TRUCE_ENDS),
    Outcome("violations_true", "amount", "incidents", "Violations that happened", "everybody: fewer incidents"),
    Outcome("violations_claimed", "amount", "incidents", "Violations that are claimed", "everybody: fewer incidents"),
    Outcome("below_50_km2_day", "day", "day", "First day with at most 50 km² held", HOLDS),
    Outcome("below_20_km2_day", "day", "day", "First day with at most 20 km² held", HOLDS),
    Outcome("below_10_km2_day", "day", "day", "First day with at most 10 km² held", HOLDS),
    Outcome("ground_gone_day", "day", "day", "First day with at most 1 km² held", HOLDS),
    Outcome("ground_contested_km2", "amount", "km²", "Ground taken while contested", HOLDS),
    Outcome("ground_given_up_km2", "amount", "km²", "Ground left by the holder", HOLDS),
    Outcome("partial_truce_held_days", "amount", "days", "How long that truce of one domain holds, up to the horizon"),
    Outcome("vehicles_lost", "amount", "vehicles", "Supply vehicles and robots lost on the way", FEWER),
    Outcome("truce_held_a_week", "share", "yes or no", "A general truce takes effect and holds at least 7 days"),
)
OUTCOME_NAMES = tuple(outcome.name for outcome in OUTCOMES)
N_OUTCOMES = len(OUTCOMES)


@compilable
def day_or_missing(day):
    """A day as an outcome: NaN for never."""
    return day if day < NEVER else math.nan


@compilable
def first_event(truce_day, ended_day):
    """Index in FIRST_EVENTS by the earlier day; a tie counts as truce."""
    if truce_day == NEVER and ended_day == NEVER:
        return 2.0
    return 0.0 if truce_day <= ended_day else 1.0


@compilable
def lost_settlements(world):
    """Number of settlements that passed to the attacker."""
    count = 0.0
    for place in range(world.ground.lost_day.shape[0]):
        if world.ground.lost_day[place] < NEVER:
            count += 1.0
    return count


@compilable
def write_outcomes(world, row):
    """Read every outcome off the end state, in the order of OUTCOMES."""
    ground, people, talks, truce, command = world.ground, world.people, world.talks, world.truce, world.command
    ended, began = ground.ended_day, truce.first_day
    has_truce = began < NEVER
    held_days = min(truce.first_over, world.horizon) - began if has_truce else math.nan
    answered0, answered1 = talks.first_answer[HOLDER], talks.first_answer[ATTACKER]
    moved = command.exit_mode >= 0
    lost = casualties(world, HOLDER) + people.captured[HOLDER]
    row[0] = 1.0 if has_truce else 0.0
    row[1] = day_or_missing(began)
    row[2] = float(answered0) if answered0 >= 0 else 0.0
    row[3] = day_or_missing(talks.first_answer_day[HOLDER])
    row[4] = float(answered1) if answered1 >= 0 else 0.0
    row[5] = day_or_missing(talks.first_answer_day[ATTACKER])
    row[6] = day_or_missing(talks.accepted_day[HOLDER])
    row[7] = day_or_missing(talks.accepted_day[ATTACKER])
    row[8] = 1.0 if ended < NEVER else 0.0
    row[9] = day_or_missing(ended)
    row[10] = first_event(began, ended)
    row[11] = ground.held
    row[12] = ground.area_at_truce
    row[13] = 1.0 if has_truce and ground.area_at_truce > world.rules.ground_lost_below_km2 else 0.0
    row[14] = lost_settlements(world)
    row[15] = casualties(world, ATTACKER)
    row[16] = casualties(world, HOLDER)
    row[17] = people.captured[HOLDER]
    row[18] = people.killed[ATTACKER]
    row[19] = people.killed[HOLDER]
    row[20] = lost
    row[21] = day_or_missing(command.ordered_day)
    row[22] = day_or_missing(command.done_day)
    row[23] = float(command.exit_mode) if moved else math.nan
    row[24] = command.exit_lost / max(command.beyond_at_move, 1e-9) if moved else math.nan
    row[25] = command.exit_lost
    row[26] = day_or_missing(ground.main_lost_day)
    row[27] = command.area_at_order
    row[28] = people.cut_off
    row[29] = talks.partial_day if talks.partial_day <= world.horizon else math.nan
    row[30] = world.supply.stock_min
    row[31] = held_days
    row[32] = end_of_first_truce(world)
    row[33] = truce.violations_true
    row[34] = truce.violations_claimed
    row[35] = day_or_missing(ground.below_50_day)
    row[36] = day_or_missing(ground.below_20_day)
    row[37] = day_or_missing(ground.below_10_day)
    row[38] = day_or_missing(ground.gone_day)
    row[39] = ground.gained
    row[40] = ground.given_up
    row[41] = (
        min(talks.partial_held, world.horizon - talks.partial_day) if talks.partial_day <= world.horizon else math.nan
    )
    row[42] = people.vehicles_lost
    row[43] = 1.0 if has_truce and held_days >= 7.0 else 0.0


@compilable
def end_of_first_truce(world):
    """Index in TRUCE_ENDS of the first general truce; NaN without one."""
    truce = world.truce
    if truce.first_day == NEVER:
        return math.nan
    if truce.times == 1 and truce.state == TRUCE_IN_FORCE and truce.first_end == RUNNING:
        return float(RUNNING)
    return float(truce.first_end)
