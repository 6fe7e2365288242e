"""The event log as a story: each entry in a sentence, with the theatre's and the sides' names."""

import math
from typing import Any

from sim.engine.theatre import Model
from sim.model.outcomes import ANSWERS
from sim.model.world import events as kinds
from sim.model.world.cast import WITHDRAWAL

WEATHER = ("clear", "fog or rain", "mud")
ROUTE_STATES = ("open", "under fire", "cut")
WAYS_OUT = ("in good order", "under pressure", "as through a closed way", "by surrender")
ENDINGS = ("goes on", "is extended", "is settled", "runs out on its end date", "collapses")
WHY_CLOSED = ("another text takes its place", "it was refused", "its time has run out", "another text is agreed")
CLAUSES = ("monitors", "no rearming", "no mobilisation", "the fate of the people in the foothold")
VIEWS = (
    "nothing in particular",
    "the ground that is still held",
    "the pace of the advance",
    "its end date",
    "a pause without a settlement",
    "its length",
    "what the other government asks",
    "that it covers one domain alone",
    "its wording",
    "the mediator behind it",
    "the losses so far",
    "pressure from outside",
    "how truces of one domain were kept",
    "its leader's urging",
    "who stands behind it",
    "that it exchanges the ground held",
)
REASONS = (
    "no single circumstance",
    "its losses",
    "little stock",
    "fire on the way out",
    "the way out that is cut",
    "the narrow neck",
    "the orders it was given for this case",
)
DESCENTS = (
    "takes the place of proposal {other}",
    "sets out the terms of proposal {other} once more",
    "sets out a truce of one domain beside proposal {other}; the ground is no part of it",
    "lies on the table again: what was new in proposal {other} was refused",
    "sets out the terms of proposal {other} once more, without a clause that was refused",
)
DOMAINS = ("energy truce", "truce at sea", "humanitarian truce")
PROPOSALS = ("a general truce", "a full settlement", "an energy truce", "a truce at sea", "a humanitarian truce")
DOMAIN_ENDINGS = ("goes on", "is extended", "runs out on its end date", "breaks down", "gives way to a newer text")


def weighing(against: int, in_favour: int) -> str:
    """What weighs most against a text and for it; what nothing weighs for is left out."""
    views = (("against", against), ("for", in_favour))
    told = [f"{side} it most {name_of(VIEWS, view)}" for side, view in views if view]
    return "; ".join(told) or "nothing weighs for or against it"


def chance_told(share: float) -> str:
    """A chance in whole percent; nothing that may happen is certain or ruled out."""
    if share < 0.005:
        return "under 1%"
    return "over 99%" if share > 0.995 else f"{share:.0%}"


def in_days(days: float) -> str:
    """How long until something starts, as a person says it."""
    if days < 0.05:
        return "at once"
    return "within the day" if days < 1.0 else f"in {days:.1f} days"


def before_day_0(days: float) -> str:
    """How many days before the start something was."""
    number = f"{days:.1f}".removesuffix(".0")
    return "a day before the start" if number == "1" else f"{number} days before the start"


def name_of(names: tuple[str, ...], number: float) -> str:
    """The name with that number, or the number where there is none."""
    place = whole(number)
    return names[place] if 0 <= place < len(names) else str(place)


def whole(number: float) -> int:
    """A number of an event as a place in a list; -1 for a day that never comes, which other events hold there."""
    return int(number) if math.isfinite(number) else -1


def clauses_in(number: float) -> str:
    """The clauses of a set, named."""
    return ", ".join(words for place, words in enumerate(CLAUSES) if int(number) >> place & 1) or "nothing"


def descent_of(parties: tuple[str, ...], first: float, second: float) -> str:
    """Which text one follows and how, and who asked for what in it."""
    other, way = divmod(int(first), int(kinds.DESCENT_BASE))
    asked = (int(second) % int(kinds.ASKED_BY_ATTACKER), int(second) // int(kinds.ASKED_BY_ATTACKER))
    holds = [f"{clauses_in(one)} (asked for by {who[0].lower()}{who[1:]})"
             for who, one in zip(parties, asked, strict=True) if one]
    told = name_of(DESCENTS, way).format(other=other + 1)
    return "; it holds ".join((told, " and ".join(holds))) if holds else told


def let_through(share: float) -> str:
    """What reaches people whose way out is cut, as a share of a day's need."""
    return f"{share:.0%} of their daily need gets through" if share > 0.0 else "no supplies get through"


def passes(settlement: str, process: int) -> str:
    """How the last of a settlement passes: left by the holder's move, or taken."""
    named = f"the {settlement[:1].lower()}{settlement[1:]}" if settlement.startswith("Open ground") else settlement
    return f"The holder leaves the last of {named}" if process == WITHDRAWAL else f"All of {named} passes"


def in_force_from(start: float, now: float) -> str:
    """When an agreed proposal takes effect; nothing where it never will, which is told by itself."""
    if not math.isfinite(start):
        return ""
    return ", in force at once" if start <= now else f", in force from day {start:.1f}"


def describe_event(model: Model, event: Any) -> str:
    """One entry of a log in a sentence."""
    kind, subject = int(event["kind"]), int(event["subject"])
    first, second = float(event["first"]), float(event["second"])
    parties = (f"The government of {model.holder}", f"The government of {model.attacker}")
    words = {
        "subject": subject + 1,
        "number": subject,
        "first": first,
        "second": second,
        "weather": name_of(WEATHER, subject),
        "axis": name_of(model.axes, subject),
        "settlement": name_of(model.settlements, subject),
        "route": name_of(model.routes, subject).replace("_", " ").capitalize(),
        "route_state": name_of(ROUTE_STATES, first),
        "way_out": name_of(WAYS_OUT, subject),
        "kind": name_of(PROPOSALS, first),
        "party": name_of(parties, subject),
        "subject_proposal": whole(first) + 1,
        "answer": name_of(ANSWERS, second),
        "why_closed": name_of(WHY_CLOSED, first),
        "clauses": clauses_in(second) if kind == kinds.CONDITIONS else "",
        "descent": descent_of(parties, first, second) if kind == kinds.TEXT else "",
        "viewer": name_of(parties, subject % kinds.SIDE_BASE),
        "weighing": weighing(*reversed(divmod(subject // kinds.SIDE_BASE, kinds.PART_BASE))),
        "chance": chance_told(second),
        "in_first": in_days(first),
        "in_second": in_days(second),
        "let_through": let_through(second) if kind == kinds.CUT_OFF_IN_TRUCE else "",
        "reason": name_of(REASONS, subject),
        "in_force_from": in_force_from(first, float(event["time"])) if kind == kinds.PROPOSAL_AGREED else "",
        "ending": name_of(ENDINGS, subject),
        "passes": passes(name_of(model.settlements, subject), int(event["process"])),
        "accepts": "has accepted" if second < 0.0 else "accepts",
        "accepted_on": f", {before_day_0(-second)}" if second < 0.0 else "",
        "tabled": "tabled" if float(event["time"]) > 0.0 else "on the table",  # on day 0: that day or before
        "held": f"with {first:.1f} km² held" if first > 0.0 else "where no ground is held any more",
        "for_days": f"{second:.0f} days" if second > 0.0 else "without an end date",
        "beside_it": "" if first == ROUTE_STATES.index("cut") else "; people still leave beside it",
        "until": float(event["time"]) + first + second,
        "domain": name_of(DOMAINS, first),
        "domain_ending": name_of(DOMAIN_ENDINGS, subject),
        "to_date": f", to day {second:.1f}" if math.isfinite(second) else ", without an end date",
        "before_order": " before a move that was in preparation" if subject >= kinds.AFTER_AN_ORDER else "",
    }
    return kinds.EVENT_KINDS[kind].sentence.format(**words)
