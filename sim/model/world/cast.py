"""The cast: every process of the model, one declaration each, in the order that breaks ties in time.

The order is the order of a day: weather, orders, supply, decisions, talks, fighting, and the recorder last. A
declaration gives the process its number, by which others wake it; both executors, the log and the map of the model
read the rest. It names its generator as `module:function`, so that the cast knows every process and no process's file
needs to know the others'. What it writes and whom it wakes is observed in every run of the parity set, and must agree.
"""

from sim.model.declarations.entries import Process
from sim.model.world.dimensions import N_AXES

CAST: list[Process] = []


def process(
    generator: str,
    *,
    does: str,
    acts: str,
    instances: tuple[str, ...] = (),
    streams: tuple[str, ...] = (),
    writes: tuple[str, ...] = (),
    wakes: tuple[str, ...] = (),
) -> int:
    """Declare the next process of the cast; returns the number of its first instance."""
    number = sum(len(one.instances) for one in CAST)
    words = instances or (generator.partition(":")[2].replace("_", " "),)
    CAST.append(Process(number, generator, does, acts, words, streams, writes, wakes))
    return number


LOSSES = ("people.fit", "people.beyond", "people.killed", "people.wounded")
GROUND_PASSES = (
    "ground.area",
    "ground.on_axis",
    "ground.interior",
    "ground.held",
    "ground.lost_day",
    "ground.main_lost_day",
    "ground.below_50_day",
    "ground.below_20_day",
    "ground.below_10_day",
    "ground.ended_day",
    "ground.gone_day",
    "people.left",
)
AN_ORDER = ("command.posture", "command.ordered_day", "command.area_at_order", "command.move_at")
A_ROUT = (
    "command.posture",
    "command.exit_mode",
    "command.beyond_at_move",
    "command.exit_lost",
    "command.done_day",
    "command.line_day",
)

WEATHER = process(
    "ground.weather:weather",
    does="Lets clear weather, fog and mud follow each other in spells, as far as trips and roads feel them.",
    acts="At the end of each spell.",
    streams=("weather",),
    writes=("weather.state",),
)
ATTACKER_COMMAND = process(
    "decisions.command:attacker_command",
    does="Presses, pauses or stops after heavy losses, hurries when urged or before a truce; people join or leave.",
    acts="Every day, and when a truce is agreed.",
    writes=("command.mode", "command.gathered_at", "people.start", "people.fit", "people.left"),
)
SUPPLY = process(
    "supply:supply",
    does="Puts routes under fire, cuts and reopens them; brings stock and people in, and uses the stock up.",
    acts="Every day from day 1.",
    streams=("route",),
    writes=(
        "supply.route",
        "supply.closed_for_good",
        "supply.cut_day",
        "supply.coverage",
        "supply.stock",
        "supply.stock_min",
        "supply.told_empty",
        "people.start",
        *LOSSES,
        "people.cut_off",
        "people.vehicles_lost",
    ),
    wakes=("pocket",),
)
HOLDER_COMMAND = process(
    "decisions.command:holder_command",
    does="Reviews the situation; by the scenario's policy it orders a withdrawal, or lets the line go back.",
    acts="At each review, while no order stands and interior is held; again when a truce has lifted an order.",
    streams=("holder_order", "exit_mode"),
    writes=(
        *AN_ORDER,
        "command.yielding",
        "command.counted",
        "command.counted_day",
        "ground.given_today",
        "ground.given_up",
        *GROUND_PASSES,
        *LOSSES,
        "people.captured",
    ),
    wakes=("withdrawal", "pocket"),
)
WITHDRAWAL = process(
    "decisions.withdrawal:withdrawal",
    does="Moves the people beyond the strip out, gives ground up step by step, and pays for the delaying fight.",
    acts="Sleeps until an order, or a truce that gives the ground up; after its lag every day until the move ends.",
    streams=("exit_mode",),
    writes=(
        *AN_ORDER,
        "command.forced_cut",
        "command.exit_mode",
        "command.loss_share",
        "command.beyond_at_move",
        "command.exposed",
        "command.to_give_up",
        "command.pace",
        "command.move_end",
        "command.exit_lost",
        "command.lost_on_way",
        "command.done_day",
        "command.line_day",
        "ground.given_today",
        "ground.given_up",
        "ground.line_quality",
        *GROUND_PASSES,
        *LOSSES,
        "people.captured",
        "people.let_out",
    ),
    wakes=("holder_command", "pocket"),
)
POCKET = process(
    "decisions.breakout:pocket",
    does="Looks at people whose way out is cut, ordered to leave or not: they break out, hold on, or surrender.",
    acts="Sleeps until the way out is cut; then every day, and every day of a break-out.",
    streams=("exit_mode",),
    writes=(
        *AN_ORDER,
        "command.forced_cut",
        "command.exit_mode",
        "command.loss_share",
        "command.beyond_at_move",
        "command.exposed",
        "command.to_give_up",
        "command.pace",
        "command.move_end",
        "command.exit_lost",
        "command.lost_on_way",
        "command.done_day",
        "command.line_day",
        "ground.given_today",
        "ground.given_up",
        "ground.line_quality",
        *GROUND_PASSES,
        *LOSSES,
        "people.captured",
        "people.let_out",
    ),
    wakes=("withdrawal", "holder_command"),
)
MEDIATOR = process(
    "talks.negotiation:mediator",
    does="Tables proposals on schedule, counter-offers, terms once more, truces of one domain; closes what lapses.",
    acts="On the day of what comes next, and when an answer or a truce's end gives it work.",
    streams=("openness", "show", "statement_day", "acceptance", "deadline"),
    writes=(
        "talks.state",
        "talks.kind",
        "talks.domain",
        "talks.parent",
        "talks.round",
        "talks.root",
        "talks.follow_ups",
        "talks.domain_texts",
        "talks.luck",
        "talks.asked",
        "talks.tabled",
        "talks.duration",
        "talks.line_rule",
        "talks.starts_after",
        "talks.starts_on",
        "talks.truce_class",
        "talks.mediated",
        "talks.written",
        "talks.monitored",
        "talks.rearming",
        "talks.no_mobilisation",
        "talks.people_settled",
        "talks.shift",
        "talks.lapse",
        "talks.table_at",
        "talks.counter_at",
        "talks.retable_at",
        "talks.partial_at",
        "talks.statement_at",
        "talks.threshold",
        "talks.age",
        "talks.clock",
        "talks.pace",
        "talks.clock_day",
        "talks.open_to_truce",
        "talks.for_show",
        "talks.used",
    ),
    wakes=("party",),
)
PARTY = process(
    "talks.negotiation:party",
    does="A government runs its clock for each open proposal, makes its statements, and accepts when its time comes.",
    acts="Every day, on the day of a statement, and when a proposal is tabled.",
    instances=("holder's government", "attacker's government"),
    streams=("never_in_force", "same_day", "partial_offer", "statement_kind", "clauses"),
    writes=(
        "talks.state",
        "talks.answer",
        "talks.looks",
        "talks.statement_at",
        "talks.wishes",
        "talks.standing",
        "talks.clock",
        "talks.pace",
        "talks.clock_day",
        "talks.counter_at",
        "talks.retable_at",
        "talks.partial_at",
        "talks.first_answer",
        "talks.first_answer_day",
        "talks.news",
        "talks.accepted_day",
        "talks.force_at",
        "truce.state",
        "truce.proposal",
        "truce.start_at",
    ),
    wakes=("mediator", "truce", "attacker_command"),
)
TRUCE = process(
    "truce.in_force:truce",
    does="Brings agreed truces into force, general or of one domain; they fail, are extended or settled, or run out.",
    acts="Sleeps until a truce is agreed; then at its start, its failure, when talks on it open and end, and its end.",
    streams=("durability", "expiry", "follow_up", "leak"),
    writes=(
        "truce.state",
        "truce.first_day",
        "truce.in_force_since",
        "truce.planned_end",
        "truce.opens_at",
        "truce.decide_at",
        "truce.looks",
        "truce.fail_at",
        "truce.first_end",
        "truce.first_over",
        "truce.times",
        "truce.extensions",
        "truce.monitored",
        "truce.residual",
        "truce.leak_days",
        "truce.remembered_level",
        "truce.answering",
        "truce.expected_of_other",
        "truce.blamed",
        "truce.days_above",
        "talks.state",
        "talks.standing",
        "talks.retable_at",
        "talks.fails_at",
        "talks.ends_at",
        "talks.extended",
        "talks.partial_day",
        "talks.partial_over",
        "talks.partial_text",
        "talks.partial_end",
        "talks.kept",
        "talks.broken",
        "ground.area_at_truce",
    ),
    wakes=("withdrawal", "incidents", "mediator"),
)
ASSAULT = process(
    "fighting.assault:assault",
    does="On one axis the tempo reverts, the day's gain is drawn, and waves carry it; a broken line runs.",
    acts="Every day, and at each of the day's waves, while something is held on the axis and no truce forbids it.",
    instances=tuple(f"assault, axis {axis + 1}" for axis in range(N_AXES)),
    streams=("exit_mode", "tempo_shared", "event_shared", "lump_shared", "lump", "waves"),
    writes=(
        "ground.tempo",
        "ground.tempo_day",
        "ground.luck_day",
        "ground.event_luck",
        "ground.lump_luck",
        "ground.part",
        "ground.day_gain",
        "ground.contested_share",
        "ground.manned",
        "ground.gained",
        "ground.given_today",
        "ground.line_quality",
        "command.prosecution",
        "command.spent",
        "command.spent_day",
        *A_ROUT,
        *GROUND_PASSES,
        *LOSSES,
        "people.captured",
    ),
    wakes=("withdrawal", "pocket"),
)
INCIDENTS = process(
    "truce.in_force:incidents",
    does="Counts the violations of a truce, true and claimed, for which a side may call it off; lets lines be dug.",
    acts="Sleeps until a truce is in force; then every day.",
    streams=("violations", "false_blame", "claims", "calling_off"),
    writes=(
        "truce.remembered_level",
        "truce.answering",
        "truce.blamed",
        "truce.days_above",
        "truce.fail_at",
        "truce.violations_true",
        "truce.violations_claimed",
        "ground.line_quality",
        *LOSSES,
    ),
    wakes=("truce",),
)
RECORDER = process(
    "recorder:recorder",
    does="Samples the daily series, so that a day's row holds everything that happened by then.",
    acts="Every day, after everybody else.",
    writes=("series",),
)

N_PROCESSES = sum(len(one.instances) for one in CAST)
START = N_PROCESSES  # no process: the state that day 0 starts from, as the log tells it
OWN = N_PROCESSES + 1  # no process of the model: a user's own, on the SimPy executor
PROCESS_NAMES = (*(words for one in CAST for words in one.instances), "day 0", "a process of your own")
