"""Kinds of entries in the event log, each once: its number, its name, its words, its place on the time line.

Whoever adds a kind adds an entry at the end and records its number. Logs hold numbers, so they never change.
"""

from typing import Any

from sim.model.declarations.entries import EventKind

LOG_CAPACITY = 4096
LOG_FIELDS = ("time", "process", "kind", "subject", "first", "second")
ANOTHER_TEXT, WAS_REFUSED, RAN_OUT, ANOTHER_AGREED = 0.0, 1.0, 2.0, 3.0  # why a proposal is closed
COUNTERS, ONCE_MORE, ONE_DOMAIN_BESIDE, PUT_BACK, WITHOUT_REFUSED = 0.0, 1.0, 2.0, 3.0, 4.0  # how a text descends
AFTER_AN_ORDER = 8.0  # a break of the line that comes before the move that was ordered
DESCENT_BASE = 8.0  # of a text: the other proposal times this, and the way it descends from it
SIDE_BASE, PART_BASE = 2.0, 16.0  # of a view: who + SIDE_BASE * (most against + PART_BASE * most for)
ASKED_BY_ATTACKER = 16.0  # clauses that the attacker's government asked for stand from here on in one number

_declared: list[EventKind] = []


def event(number: int, name: str, sentence: str, **shown: Any) -> int:
    """Declare the next kind; returns its number, for whoever records it."""
    if number != len(_declared):
        raise ValueError(f"event {name} has number {number}, but stands in place {len(_declared)}: append, never move")
    _declared.append(EventKind(name, sentence, **shown))
    return number


WEATHER_TURNS = event(0, "weather", "The weather turns to {weather}", lane="supply", small=True)
PAUSES = event(
    1, "pause", "The attacker pauses: after losses of {first:.0%} of its people in {second:.0f} days it attacks less",
    lane="ground", begins="a pause",
)
PRESSES = event(2, "press", "The attacker takes up its attacks again after a pause", lane="ground", ends="a pause")
RACES = event(
    3, "race", "A truce is agreed and starts on day {second:.1f}: until then the attacker hurries", lane="ground",
    ends="a pause",
)
GAIN = event(
    4, "gain", "Axis {axis}: {first:.1f} km² gained, {second:.1f} km² still held in all", lane="ground", small=True
)
SETTLEMENT_LOST = event(5, "settlement_lost", "{passes} to the attacker", lane="ground")
ROUTE_CHANGES = event(6, "route", "{route}: now {route_state}", lane="supply")
ORDER = event(7, "order", "The holder's staff orders a withdrawal with {first:.1f} km² held", lane="ground")
MOVE_STARTS = event(
    8, "move_starts", "The holder starts to leave ({way_out}); {second:,.0f} people are exposed", lane="ground",
    begins="a move",
)
MOVE_ENDS = event(
    9, "move_ends",
    "The move ends with {first:.1f} km² held; {second:,.0f} people were killed, wounded or captured in it",
    lane="ground",
    ends="a move",
)
CUT_OFF = event(
    10, "cut_off", "The way out is cut with {first:,.0f} people beyond the border strip", lane="supply"
)
SURRENDER = event(
    11, "surrender", "Stock has run out: {first:,.0f} people are captured", lane="outcome", tone="ended", ends="a move"
)
FOOTHOLD_ENDED = event(
    12, "foothold_ended", "The foothold counts as lost, with {first:.1f} km² held", lane="outcome", tone="ended"
)
GROUND_GONE = event(
    13, "ground_gone", "Less than 1 km² is held: the ground counts as gone, and the last people leave", lane="outcome",
    tone="ended", ends="a move",
)
TABLED = event(14, "tabled", "Proposal {subject} is {tabled} ({kind}, {for_days})", lane="diplomacy")
STATEMENT = event(15, "statement", "{party} answers proposal {subject_proposal}: {answer}", lane="diplomacy")
ACCEPTS = event(16, "accepted", "{party} {accepts} proposal {subject_proposal}{accepted_on}", lane="diplomacy")
PROPOSAL_CLOSED = event(17, "closed", "Proposal {subject} is closed: {why_closed}", lane="diplomacy")
PROPOSAL_AGREED = event(
    18, "agreed", "Proposal {subject} is agreed by both governments{in_force_from}", lane="diplomacy"
)
NOT_IN_FORCE = event(
    19, "never_in_force", "Proposal {subject} was agreed but will not enter into force", lane="diplomacy"
)
TRUCE_STARTS = event(
    20, "truce_starts", "A general truce enters into force {held}", lane="outcome", tone="truce",
    begins="a truce", ends="a pause",
)
TRUCE_EXTENDED = event(
    21, "truce_extended", "The truce is extended for {first:.0f} days, to day {until:.1f}", lane="diplomacy",
    tone="truce",
)
TRUCE_SETTLED = event(
    22, "truce_settled", "The truce becomes a settlement", lane="outcome", tone="truce", ends="a truce"
)
TRUCE_ENDS = event(
    23, "truce_ends", "The truce {ending} after {second:.0f} days; both governments answer its terms afresh",
    lane="outcome", tone="truce", ends="a truce",
)
PARTIAL_TRUCE = event(
    24, "partial_truce",
    "The {domain} takes effect{to_date}; the ground is no part of it", lane="diplomacy",
)
DAY_OF_VIOLATIONS = event(
    25, "violations",
    "Violations of the day: {first:.0f}; the holder claims {number}, the attacker {second:.0f}", lane="diplomacy",
    small=True,
)
CENTRE_LOST = event(
    26, "centre_lost", "{settlement}: the attacker holds the centre, the outskirts are contested", lane="ground"
)
BREAKS = event(
    27, "breaks",
    "The holder's line breaks{before_order}: {first:,.0f} people run, {second:,.0f} of them are killed, wounded or "
    "captured", lane="ground",
    ends="a move",
)
FOLLOW_UP_OPENS = event(
    28, "follow_up", "Talks on what follows the truce open, {first:.0f} days before its end date", lane="diplomacy",
    tone="truce",
)
BREAKS_OUT = event(
    29, "breaks_out", "Cut off, {first:,.0f} people start to break out ({way_out})", lane="ground", begins="a break-out"
)
BREAKOUT_ENDS = event(
    30, "breakout_ends", "The break-out ends; {second:,.0f} people were lost on the way out", lane="ground",
    ends="a break-out",
)
ORDER_HURRIED = event(
    31, "order_hurried", "The way out is cut: those under order break out {in_first}, not {in_second}",
    lane="ground",
)
ORDER_LIFTED = event(
    32, "order_lifted", "A truce is in force: with {first:.1f} km² held nobody leaves for now", lane="ground"
)
ROAD_ENDS = event(
    33, "road_ends", "{route}: closed to supply for good{beside_it}", lane="supply"
)
ALLIES_LEAVE = event(
    34, "allies_leave", "The attacker's allied contingent leaves: {first:,.0f} people, {second:,.0f} stay",
    lane="ground",
)
HURRIES = event(
    35, "hurries", "The attacker hurries, urged on by its leader", lane="ground", ends="a pause"
)
CONDITIONS = event(
    36, "conditions", "{party} asks that proposal {subject_proposal} also hold: {clauses}", lane="diplomacy"
)
TEXT = event(37, "text", "Proposal {subject} {descent}", lane="diplomacy")
VIEW = event(
    38, "view", "{viewer} sees proposal {subject_proposal} so: {weighing}; "
    "chance that it accepts a general text within 30 days {chance}", lane="diplomacy",
)
REASON = event(
    39, "reason", "The holder's staff acts because of {reason}; a move is to start {in_second}", lane="ground"
)
HELD_UP = event(
    40, "held_up", "The truce holds the move up: {first:,.0f} people stay beyond the border strip", lane="ground",
    begins="a hold-up",
)
MOVE_GOES_ON = event(
    41, "move_goes_on", "The move goes on ({way_out}); {second:,.0f} people are exposed", lane="ground",
    ends="a hold-up",
)
CUT_OFF_IN_TRUCE = event(
    42, "cut_off_in_truce",
    "{first:,.0f} people stay beyond the border strip with the way out cut; {let_through} while the truce holds",
    lane="supply",
)
STOCK_GONE = event(43, "stock_gone", "No stock is left for {first:,.0f} people beyond the border strip", lane="supply")
STOCK_AGAIN = event(
    44, "stock_again", "The people beyond the border strip, {first:,.0f}, have a day's stock again", lane="supply"
)
NO_EXTENSION = event(
    45, "no_extension", "Talks on what follows bring no extension: the truce is to run out on its end date",
    lane="diplomacy", tone="truce",
)
ORDER_BEFORE = event(
    46, "order_before", "A withdrawal ordered {second:.1f} days before is under way", lane="ground"
)
MOVE_SPARED = event(
    47, "move_spared", "The move goes on unharmed in the truce: {first:,.0f} people are still to leave", lane="ground"
)
TURNS_BACK = event(
    48, "turns_back", "The truce ends the move: {first:,.0f} people stay beyond the border strip", lane="ground",
    ends="a move",
)
BREAKS_OUT_NO_MORE = event(
    49, "breaks_out_no_more", "The truce ends the break-out: {first:,.0f} people stay beyond the border strip",
    lane="ground", ends="a break-out",
)
CALLED_OFF = event(
    50, "called_off",
    "{party} calls the truce off: it blames {first:.1f} violations a day on the other and tolerates {second:.1f}",
    lane="diplomacy", tone="truce",
)
FOR_SHOW = event(
    51, "for_show", "{party} says so to gain time: it means to accept no text before day {second:.1f}", lane="diplomacy"
)
GIVES_WAY = event(
    52, "gives_way",
    "The holder's line goes back, {second:.2f} km a day: {first:.1%} of its people were killed or wounded in a day",
    lane="ground",
)
ATTACKER_STOPS = event(
    53, "attacker_stops",
    "After losses of {first:.0%} of its people in a fortnight the attacker stops its attacks for {second:.0f} days",
    lane="ground", begins="a stop", ends="a pause",
)
ATTACKER_GATHERS = event(
    54, "attacker_gathers", "The attacker has gathered its people again", lane="ground", ends="a stop"
)
DOMAIN_EXTENDED = event(
    55, "domain_extended", "The {domain} is extended for {second:.0f} days", lane="diplomacy"
)
DOMAIN_ENDS = event(
    56, "domain_ends", "The {domain} {domain_ending} after {second:.0f} days", lane="diplomacy"
)
FEWER_LOST = event(
    57, "fewer_lost", "While the humanitarian truce holds, {first:.0%} of those who would be lost leaving are spared",
    lane="ground",
)
LEAVES_BY_TERMS = event(
    58, "leaves_by_terms", "By the terms of the truce the holder is to leave all of the {first:.1f} km² that it holds",
    lane="ground",
)
MONITORS_ARRIVE = event(
    59, "monitors", "Monitors are there: they see {first:.0%} of the violations", lane="diplomacy", tone="truce"
)
GUARANTEED = event(60, "guaranteed", "A third party guarantees the terms of proposal {subject}", lane="diplomacy")
ENDORSED = event(61, "endorsed", "A third party endorses proposal {subject}", lane="diplomacy")
EXCHANGE = event(
    62, "exchange", "By proposal {subject} the holder leaves all of the {first:.1f} km² held, for other ground",
    lane="diplomacy",
)
CALLED_OFF_GRAVE = event(
    63, "called_off_grave",
    "{party} calls the truce off for a grave violation, one of {first:.0f} that it blames on the other that day",
    lane="diplomacy", tone="truce",
)
CALLED_OFF_FOR_GROUND = event(
    64, "called_off_for_ground",
    "{party} calls the truce off: within 30 days it expects to take {first:.1f} km²", lane="diplomacy", tone="truce",
)
REGAINED = event(
    65, "regained", "Axis {axis}: the holder regains {first:.1f} km², {second:.1f} km² held in all", lane="ground",
    small=True,
)
LEAVING = event(
    66, "leaving", "By proposal {subject} the holder leaves all of the {first:.1f} km² held", lane="diplomacy"
)

EVENT_KINDS = tuple(_declared)
