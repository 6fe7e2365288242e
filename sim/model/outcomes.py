"""What one replication answers: every outcome once, with how it is read off the end state and how it is told.

Whoever adds an outcome adds an entry here: what writes the rows is made from the table, and tables, sentences, files
and the app ask it for the rest. Code that is about one outcome imports the name that its entry gives. Missing is NaN
(a day: never).
"""

from collections.abc import Callable, Sequence
from typing import Any

from sim.model.declarations.entries import Outcome, Reader
from sim.model.declarations.row_writers import row_writer
from sim.model.ground.people import casualties
from sim.model.ground.settlement_counts import claimed_settlements, lost_settlements
from sim.model.numbers.compilable import compilable
from sim.model.readings import days_held, days_held_in_part, end_of_first_truce, first_event, share_lost_moving
from sim.model.world import series
from sim.model.world.dimensions import ATTACKER, HOLDER
from sim.model.world.series import worst_day
from sim.model.world.state import NAN, NEVER

RESULTS_VERSION = 4  # raise when results change on purpose

ANSWERS = ("examining", "conditional", "refused", "accepted")
FIRST_EVENTS = ("truce", "foothold_ended", "neither")
TRUCE_FIRST, ENDED_FIRST, NEITHER_FIRST = FIRST_EVENTS
EXIT_MODES = ("orderly", "pressed", "cut", "surrendered")
TRUCE_ENDS = ("running", "extended", "settled", "expired", "collapsed")
PARTIAL_ENDS = ("running", "extended", "expired", "collapsed", "superseded")

HOLDS = "more ground is what the holder wants, less what the attacker wants"
FEWER_PEOPLE = "everybody: fewer people lost"
FEWER_INCIDENTS = "everybody: fewer incidents"


# the table

_declared: list[Outcome] = []


def outcome(read: Reader, name: str, kind: str, unit: str, about: str, **words: Any) -> str:
    """Declare the next outcome; returns its name, for code that is about this one."""
    _declared.append(Outcome(read, name, kind, unit, about, **words))
    return name


TRUCE_AT_ALL = outcome(
    lambda world: world.truce.first_day < NEVER,
    "truce_in_force", "share", "yes or no", "A general truce takes effect within the horizon",
    head="A general truce takes effect at any time", told="a general truce takes effect {when}",
    in_comparison=2, drivers=1,
)
TRUCE_DAY = outcome(
    lambda world: world.truce.first_day,
    "truce_day", "day", "day", "First day of a general truce",
    head="Day of the first general truce", told="a general truce takes effect",
)
outcome(
    lambda world: max(world.talks.first_answer[HOLDER], 0),
    "holder_first_answer", "category", "answer", "First answer of the holder's government",
    head="First answer of the holder's government", categories=ANSWERS,
)
outcome(
    lambda world: world.talks.first_answer_day[HOLDER],
    "holder_first_answer_day", "day", "day", "Day of that answer",
    head="Day of the holder's first answer",
)
ATTACKER_ANSWER = outcome(
    lambda world: max(world.talks.first_answer[ATTACKER], 0),
    "attacker_first_answer", "category", "answer", "First answer of the attacker's government",
    head="First answer of the attacker's government", categories=ANSWERS,
)
ATTACKER_ANSWER_DAY = outcome(
    lambda world: world.talks.first_answer_day[ATTACKER],
    "attacker_first_answer_day", "day", "day", "Day of that answer",
    head="Day of the attacker's first answer",
)
HOLDER_ACCEPTED_DAY = outcome(
    lambda world: world.talks.accepted_day[HOLDER],
    "holder_accepted_day", "day", "day", "The holder's government accepts a general proposal",
    head="The holder's government accepts", told="the holder's government accepts",
)
ATTACKER_ACCEPTED_DAY = outcome(
    lambda world: world.talks.accepted_day[ATTACKER],
    "attacker_accepted_day", "day", "day", "The attacker's government accepts a general proposal",
    head="The attacker's government accepts", told="the attacker's government accepts",
)
ENDED_AT_ALL = outcome(
    lambda world: world.ground.ended_day < NEVER,
    "foothold_ended", "share", "yes or no", "Held area falls to the threshold within the horizon",
    head="No longer held at any time ({at.or_less})", told="the foothold is no longer held ({at.or_less}) {when}",
    better_for=HOLDS, in_comparison=5, drivers=2,
)
ENDED_DAY = outcome(
    lambda world: world.ground.ended_day,
    "foothold_ended_day", "day", "day", "First day at or below that threshold",
    head="Day the foothold ceases to be held ({at.or_less})",
    told="the foothold stops being held (at the area that the scenario sets)", better_for=HOLDS,
)
FIRST_EVENT = outcome(
    lambda world: first_event(world.truce.first_day, world.ground.ended_day),
    "first_event", "category", "event", "What comes first; a tie counts as truce",
    head="What comes first", categories=FIRST_EVENTS,
    value_words={ENDED_FIRST: "no longer held ({at.or_less})"},
    value_told={
        ENDED_FIRST: "the foothold is no longer held ({at.or_less}) first",
        TRUCE_FIRST: "a general truce takes effect before the foothold shrinks to {at.to}",
        NEITHER_FIRST: "neither a general truce comes nor does the foothold shrink to {at.to}",
    },
    in_comparison=1,
)
AREA_AT_END = outcome(
    lambda world: world.ground.held,
    "area_end_km2", "amount", "km²", "Ground held at the horizon",
    head="Ground held at the horizon", told="ground held at the horizon", better_for=HOLDS,
    in_comparison=6, compared=4,
)
AREA_AT_TRUCE = outcome(
    lambda world: world.ground.area_at_truce,
    "area_at_truce_km2", "amount", "km²", "Ground held when a general truce takes effect (missing without one)",
    head="Ground held when the truce starts", told="ground held when a truce takes effect", better_for=HOLDS,
)
outcome(
    lambda world: world.truce.first_day < NEVER and world.ground.area_at_truce > world.rules.ground_lost_below_km2,
    "truce_with_ground", "share", "yes or no", "A general truce takes effect while more than the threshold is held",
    head="A general truce while {at.more} is held", told="a general truce takes effect while {at.more} is held",
    in_comparison=4,
)
outcome(
    lost_settlements,
    "settlements_lost", "amount", "settlements", "Settlements that pass to the attacker",
    head="Settlements and open ground that pass",
    told="settlements and open ground that pass to the attacker", better_for=HOLDS,
)
ATTACKER_CASUALTIES = outcome(
    lambda world: casualties(world, ATTACKER),
    "attacker_casualties", "amount", "persons", "Attacker killed or wounded",
    head="People of the attacker killed or wounded", told="people of the attacker killed or wounded",
    better_for=FEWER_PEOPLE, in_comparison=7, compared=2,
)
HOLDER_CASUALTIES = outcome(
    lambda world: casualties(world, HOLDER),
    "holder_casualties", "amount", "persons", "Holder killed or wounded",
    head="People of the holder killed or wounded", told="people of the holder killed or wounded",
    better_for=FEWER_PEOPLE, in_comparison=8, compared=1, drivers=1,
)
HOLDER_CAPTURED = outcome(
    lambda world: world.people.captured[HOLDER],
    "holder_captured", "amount", "persons", "Holder captured or missing",
    head="People of the holder captured or missing", told="people of the holder captured or missing",
    better_for=FEWER_PEOPLE, in_comparison=9, compared=3,
)
outcome(
    lambda world: world.people.killed[ATTACKER],
    "attacker_killed", "amount", "persons", "Attacker killed",
    head="People of the attacker killed", told="people of the attacker killed",
    better_for=FEWER_PEOPLE,
)
outcome(
    lambda world: world.people.killed[HOLDER],
    "holder_killed", "amount", "persons", "Holder killed",
    head="People of the holder killed", told="people of the holder killed",
    better_for=FEWER_PEOPLE,
)
HOLDER_LOST = outcome(
    lambda world: casualties(world, HOLDER) + world.people.captured[HOLDER],
    "holder_lost", "amount", "persons", "Holder killed, wounded, captured or missing",
    head="People of the holder killed, wounded, captured or missing",
    told="people of the holder killed, wounded, captured or missing",
    better_for=FEWER_PEOPLE, in_comparison=10,
)
ORDERED_DAY = outcome(
    lambda world: world.command.ordered_day,
    "withdrawal_ordered_day", "day", "day", "A withdrawal is ordered (before day 0: negative)",
    head="A withdrawal is ordered", told="a withdrawal is ordered", in_comparison=13,
)
OUT_DAY = outcome(
    lambda world: world.command.done_day,
    "withdrawal_done_day", "day", "day", "The move ends",
    head="The move out ends", told="the move ends", in_comparison=14,
)
EXIT_MODE = outcome(
    lambda world: world.command.exit_mode,
    "exit_mode", "category", "mode", "How the people beyond the strip leave",
    head="How forces leave", categories=EXIT_MODES, value_words={"cut": "through a closed way"},
)
outcome(
    lambda world: share_lost_moving(world.command),
    "exit_loss_share", "amount", "share", "Lost during the move among the people beyond the strip at its start",
    head="Share killed, wounded or captured moving out", better_for=FEWER_PEOPLE,
)
LOST_MOVING = outcome(
    lambda world: world.command.exit_lost,
    "exit_lost", "amount", "persons", "Killed, wounded or captured during the move",
    head="People killed, wounded or captured moving out",
    told="people killed, wounded or captured during the move", better_for=FEWER_PEOPLE, in_comparison=11,
)
outcome(
    lambda world: world.ground.main_lost_day,
    "main_settlement_lost_day", "day", "day", "The attacker holds the centre of the main settlement",
    head="Centre of the main settlement passes", told="the attacker holds the centre of the main settlement",
    better_for=HOLDS,
)
outcome(
    lambda world: world.command.area_at_order,
    "area_held_at_order_km2", "amount", "km²", "Ground held when the withdrawal is ordered",
    head="Ground held when leaving is ordered", told="ground held when the withdrawal is ordered", better_for=HOLDS,
)
outcome(
    lambda world: world.people.cut_off,
    "people_cut_off", "amount", "persons", "Most people cut off beyond the strip (none whom the strip supplies)",
    head="People cut off", told="people cut off", better_for=FEWER_PEOPLE, in_comparison=12,
)
outcome(
    lambda world: world.talks.partial_day,
    "partial_truce_day", "day", "day", "A truce of one domain takes effect; it freezes no ground",
    head="A truce of one domain takes effect", told="a truce of one domain takes effect",
)
outcome(
    lambda world: world.supply.stock_min,
    "stock_min_days", "amount", "days", "Smallest stock of the people beyond the strip",
    head="Smallest stock of supplies",
)
DAYS_HELD = outcome(
    days_held,
    "truce_held_days", "amount", "days", "How long the first general truce held within the horizon",
    head="How long the general truce holds",
)
TRUCE_END = outcome(
    end_of_first_truce,
    "truce_end", "category", "end", "What became of the first general truce",
    head="What becomes of the truce", categories=TRUCE_ENDS,
    value_words={"collapsed": "broken down", "expired": "run out"},
)
VIOLATIONS = outcome(
    lambda world: world.truce.violations_true,
    "violations_true", "amount", "incidents", "Violations that happened",
    head="Violations of the truce that happen", told="violations of a truce", better_for=FEWER_INCIDENTS,
)
outcome(
    lambda world: world.truce.violations_claimed,
    "violations_claimed", "amount", "incidents", "Violations that are claimed",
    head="Violations of the truce that are claimed", better_for=FEWER_INCIDENTS,
)
outcome(
    lambda world: world.ground.below_50_day,
    "below_50_km2_day", "day", "day", "First day with at most 50 km² held",
    head="Ground held falls to 50 km²", told="ground held falls to 50 km²", better_for=HOLDS, level_km2=50.0,
)
outcome(
    lambda world: world.ground.below_20_day,
    "below_20_km2_day", "day", "day", "First day with at most 20 km² held",
    head="Ground held falls to 20 km²", told="ground held falls to 20 km²", better_for=HOLDS, level_km2=20.0,
)
outcome(
    lambda world: world.ground.below_10_day,
    "below_10_km2_day", "day", "day", "First day with at most 10 km² held",
    head="Ground held falls to 10 km²", told="ground held falls to 10 km²", better_for=HOLDS, level_km2=10.0,
)
GROUND_GONE_DAY = outcome(
    lambda world: world.ground.gone_day,
    "ground_gone_day", "day", "day", "First day with at most 1 km² held",
    head="Ground held falls to 1 km²", told="ground held falls to 1 km²", better_for=HOLDS, level_km2=1.0,
)
outcome(
    lambda world: world.ground.gained,
    "ground_contested_km2", "amount", "km²", "Ground taken while contested",
    head="Ground the attacker takes by fighting", better_for=HOLDS,
)
outcome(
    lambda world: world.ground.given_up,
    "ground_given_up_km2", "amount", "km²", "Ground left by the holder",
    head="Ground the holder leaves", better_for=HOLDS,
)
outcome(
    lambda world: world.ground.regained,
    "ground_regained_km2", "amount", "km²", "Ground the holder regains",
    head="Ground the holder regains", better_for="the holder: more ground regained",
)
outcome(
    days_held_in_part,
    "partial_truce_held_days", "amount", "days", "How long that truce of one domain holds, up to the horizon",
    head="How long the truce of one domain holds",
)
outcome(
    lambda world: world.people.vehicles_lost,
    "vehicles_lost", "amount", "vehicles", "Supply vehicles lost on roads",
    head="Supply vehicles destroyed", told="supply vehicles destroyed", better_for="everybody: fewer vehicles lost",
)
outcome(
    lambda world: days_held(world) >= 7.0,
    "truce_held_a_week", "share", "yes or no", "A general truce takes effect and holds at least 7 days",
    head="A general truce holds a week", told="a general truce holds for a week", in_comparison=3,
)
outcome(
    lambda world: worst_day(world, series.HOLDER_CASUALTIES),
    "worst_day_holder", "amount", "persons", "Most killed or wounded of the holder on one day",
    head="Most people of the holder killed or wounded on one day", better_for=FEWER_PEOPLE,
)
outcome(
    lambda world: worst_day(world, series.ATTACKER_CASUALTIES),
    "worst_day_attacker", "amount", "persons", "Most killed or wounded of the attacker on one day",
    head="Most people of the attacker killed or wounded on one day", better_for=FEWER_PEOPLE,
)
outcome(
    lambda world: worst_day(world, series.SETTLEMENTS_LOST),
    "worst_day_settlements_lost", "amount", "settlements", "Most settlements of the map that pass on one day",
    head="Most settlements and open ground that pass on one day", better_for=HOLDS,
)
outcome(
    claimed_settlements,
    "settlements_claimed", "amount", "settlements", "Settlements that reports would count as passed",
    head="Settlements in the ground that passed, as reports would count",
    told="settlements in the ground that passes, as reports would count", better_for=HOLDS,
)
outcome(
    lambda world: worst_day(world, series.SETTLEMENTS_CLAIMED),
    "worst_day_settlements_claimed", "amount", "settlements", "Most settlements that reports would count on one day",
    head="Most settlements on one day, as reports would count", better_for=HOLDS,
)
outcome(
    lambda world: world.talks.news[HOLDER],
    "information_value_holder", "amount", "nats", "What a week more of fighting would have told at the first answer",
    head="News of a week more at the holder's first answer",
)
outcome(
    lambda world: world.talks.news[ATTACKER],
    "information_value_attacker", "amount", "nats", "What a week more of fighting would have told at the first answer",
    head="News of a week more at the attacker's first answer",
)
outcome(
    lambda world: world.talks.partial_end if world.talks.partial_day < NEVER else -1,
    "partial_truce_end", "category", "end", "What became of the first truce of one domain",
    head="What becomes of the truce of one domain", categories=PARTIAL_ENDS,
    value_words={"collapsed": "broken down", "expired": "run out", "superseded": "replaced by another text"},
)
outcome(
    lambda world: world.people.let_out,
    "people_let_out", "amount", "persons", "People who leave unharmed while a humanitarian truce is in force",
    head="People who leave unharmed under a humanitarian truce", better_for="everybody: more people come out alive",
)
outcome(
    lambda world: world.truce.violations_seen,
    "violations_seen", "amount", "incidents", "Violations that monitors saw", head="Violations that monitors see",
)

OUTCOMES = tuple(_declared)
OUTCOME_NAMES = tuple(outcome.name for outcome in OUTCOMES)
N_OUTCOMES = len(OUTCOMES)
CASUALTIES = {"holder": HOLDER_CASUALTIES, "attacker": ATTACKER_CASUALTIES}
ACCEPTED_DAY = {"holder": HOLDER_ACCEPTED_DAY, "attacker": ATTACKER_ACCEPTED_DAY}


# how a row of them is written


@compilable
def day_or_missing(day):
    """A day as an outcome: NaN for never."""
    return day if day < NEVER else NAN


@compilable
def code_or_missing(code):
    """The index of a value as an outcome: NaN below 0."""
    return float(code) if code >= 0 else NAN


WRITTEN = {
    "share": "row[{column}] = 1.0 if {value} else 0.0",
    "amount": "row[{column}] = {value}",
    "day": "row[{column}] = day_or_missing({value})",
    "category": "row[{column}] = code_or_missing({value})",
}


def writer_of(table: Sequence[Outcome]) -> Callable[..., None]:
    """The compilable function (world, row) that writes the outcomes of a table in its order."""
    return row_writer("write_outcomes(world, row)", [(WRITTEN[one.kind], one.read) for one in table], globals())


write_outcomes = writer_of(OUTCOMES)
