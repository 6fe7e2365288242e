"""Streams of luck, one a decision, each once: its number, what it decides, and for whom there is one of its own.

Numbers are kept for ever, so that replication 17 has the same luck under every policy and a new stream moves no old
one. Whoever adds a stream adds an entry with the next free number; one of a kind takes a number for each in a row.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stream:
    """One stream, or several of a kind: the number of the first, what it decides, and how many there are for whom."""

    number: int
    name: str
    decides: str
    each: str
    instances: int


STREAMS: list[Stream] = []


def stream(number: int, name: str, decides: str, *, each: str = "", instances: int = 1) -> int:
    """Declare the next stream; returns its number, to which the place of whoever draws is added."""
    if STREAMS and number < STREAMS[-1].number + STREAMS[-1].instances:
        raise ValueError(f"stream {name} has number {number}, which {STREAMS[-1].name} has: take the next free one")
    STREAMS.append(Stream(number, name, decides, each, instances))
    return number


def stream_of(number: int) -> Stream:
    """The declaration that a number belongs to."""
    return next(one for one in STREAMS if one.number <= number < one.number + one.instances)


WEATHER = stream(0, "weather", "length and kind of a spell of weather")
TEMPO_SHARED = stream(1, "tempo_shared", "the attacker's luck of its tempo on a day, on all axes")
EVENT_SHARED = stream(2, "event_shared", "whether the front gains ground on a day")
LUMP_SHARED = stream(3, "lump_shared", "a day's size of gain on the whole front")
HOLDER_ORDER = stream(4, "holder_order", "whether a review ends in an order")
EXIT_MODE = stream(5, "exit_mode", "how orderly a move is")
NEVER_IN_FORCE = stream(6, "never_in_force", "whether an agreed proposal never takes effect")
SAME_DAY = stream(7, "same_day", "whether an agreed proposal takes effect the same day")
DURABILITY = stream(8, "durability", "when a truce fails")
EXPIRY = stream(9, "expiry", "what is decided on what follows a truce")
PARTIAL_OFFER = stream(10, "partial_offer", "whether a truce of one domain is prepared after an answer")
CLAUSES = stream(11, "clauses", "which clauses a conditional answer asks for")
# 16 to 23 were an axis's own luck of its tempo and of gaining ground
LUMP = stream(24, "lump", "an axis's own luck of its part of a day's gain", each="axis", instances=4)
WAVES = stream(28, "waves", "into how many waves a day's gain is split", each="axis", instances=4)
ROUTE = stream(32, "route", "whether a route comes under fire, is cut or is opened again", each="route", instances=4)
OPENNESS = stream(36, "openness", "whether a government is open to a truce at all", each="government", instances=2)
STATEMENT_DAY = stream(38, "statement_day", "when a government answers a proposal", each="government", instances=2)
STATEMENT_KIND = stream(40, "statement_kind", "what that answer says", each="government", instances=2)
ACCEPTANCE = stream(42, "acceptance", "when a government accepts a proposal", each="government", instances=2)
VIOLATIONS = stream(44, "violations", "how many violations a side commits on a day", each="side", instances=2)
FOLLOW_UP = stream(46, "follow_up", "when talks on what follows a truce end")
LEAK = stream(47, "leak", "whether a truce comes with measures that keep it quiet")
FALSE_BLAME = stream(
    48, "false_blame", "for how many violations that are not the other's a side blames it on a day", each="side",
    instances=2,
)
CLAIMS = stream(50, "claims", "how many violations more a side claims on a day", each="side", instances=2)
CALLING_OFF = stream(52, "calling_off", "whether a side calls a truce off on a day", each="side", instances=2)
SHOW = stream(54, "show", "whether a government at first talks for show", each="government", instances=2)
DEADLINE = stream(56, "deadline", "whether a government refuses as a deadline passes", each="government", instances=2)
GRAVE = stream(58, "grave", "whether a side finds a violation of a day grave", each="side", instances=2)
OPPORTUNITY = stream(60, "opportunity", "whether the attacker calls a truce off for ground on a day")
DOMAIN_OPENNESS = stream(
    61, "domain_openness", "whether a government is open to a truce of one domain", each="government", instances=2
)
SPELL_AT_START = stream(63, "spell_at_start", "whether the line stands still on day 0")
SPELL_LENGTH = stream(64, "spell_length", "how long a spell of moving ground or of stillness lasts")
SPELL_SIDE = stream(65, "spell_side", "who moves in a spell")
