"""Kinds of entries in the event log, with the words that describe them. Append only."""

from typing import NamedTuple

LOG_CAPACITY = 4096
LOG_FIELDS = ("time", "process", "kind", "subject", "first", "second")


class EventKind(NamedTuple):
    """One kind of entry: its name, and a sentence with {subject}, {first} and {second}."""

    name: str
    sentence: str


EVENT_KINDS = (
    EventKind("weather", "The weather turns to {weather}"),
    EventKind("pause", "The attacker pauses after losses of {first:.0%} of its people in 14 days"),
    EventKind("press", "The attacker presses on"),
    EventKind("race", "A truce is agreed but not in force: the attacker hurries"),
    EventKind("gain", "Axis {axis}: {first:.1f} km² gained, {second:.1f} km² still held in all"),
    EventKind("settlement_lost", "All of {settlement} passes to the attacker"),
    EventKind("route", "{route}: now {route_state}"),
    EventKind("order", "The holder's staff orders a withdrawal with {first:.1f} km² held"),
    EventKind("move_starts", "The holder starts to leave ({exit_mode}); {second:.0f} people are exposed"),
    EventKind("move_ends", "The move ends with {first:.1f} km² held; {second:.0f} people were lost in it"),
    EventKind("cut_off", "The way out is cut with {first:.0f} people beyond the border strip"),
    EventKind("surrender", "Stock has run out: {first:.0f} people are captured"),
    EventKind("foothold_ended", "The foothold counts as lost, with {first:.1f} km² held"),
    EventKind("ground_gone", "No ground is held any more"),
    EventKind("tabled", "Proposal {subject} is tabled ({kind}, {second:.0f} days)"),
    EventKind("statement", "{party} answers proposal {subject_proposal}: {answer}"),
    EventKind("accepted", "{party} accepts proposal {subject_proposal}"),
    EventKind("closed", "Proposal {subject} is closed"),
    EventKind("agreed", "Proposal {subject} is agreed by both governments"),
    EventKind("never_in_force", "Proposal {subject} was agreed but will not enter into force"),
    EventKind("truce_starts", "A general truce enters into force with {first:.1f} km² held"),
    EventKind("truce_extended", "The truce is extended for {first:.0f} days"),
    EventKind("truce_settled", "The truce becomes a settlement"),
    EventKind("truce_ends", "The truce ends ({truce_end}) after {second:.0f} days"),
    EventKind("partial_truce", "A truce of one domain takes effect on day {first:.1f}"),
    EventKind("violations", "Violations of the day: {first:.0f} happened, {second:.0f} are claimed"),
    EventKind("centre_lost", "{settlement}: the attacker holds the centre, the outskirts are contested"),
)

(
    WEATHER_TURNS,
    PAUSES,
    PRESSES,
    RACES,
    GAIN,
    SETTLEMENT_LOST,
    ROUTE_CHANGES,
    ORDER,
    MOVE_STARTS,
    MOVE_ENDS,
    CUT_OFF,
    SURRENDER,
    FOOTHOLD_ENDED,
    GROUND_GONE,
    TABLED,
    STATEMENT,
    ACCEPTS,
    PROPOSAL_CLOSED,
    PROPOSAL_AGREED,
    NOT_IN_FORCE,
    TRUCE_STARTS,
    TRUCE_EXTENDED,
    TRUCE_SETTLED,
    TRUCE_ENDS,
    PARTIAL_TRUCE,
    DAY_OF_VIOLATIONS,
    CENTRE_LOST,
) = range(len(EVENT_KINDS))
