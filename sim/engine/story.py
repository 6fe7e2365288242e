"""The event log as a story: each entry in a sentence, with the theatre's and the sides' names."""

from typing import Any

from sim.engine.theatre import Model
from sim.model.outcomes import ANSWERS, EXIT_MODES, TRUCE_ENDS
from sim.model.world import events as kinds

WEATHER = ("clear", "fog or rain", "mud")
ROUTE_STATES = ("open", "under fire", "cut")
PROPOSALS = ("a general truce", "a full settlement", "a truce of one domain")


def name_of(names: tuple[str, ...], number: float) -> str:
    """The name with that number, or the number where there is none."""
    place = int(number)
    return names[place] if 0 <= place < len(names) else str(place)


def describe_event(model: Model, event: Any) -> str:
    """One entry of a log in a sentence."""
    kind, subject = int(event["kind"]), int(event["subject"])
    first, second = float(event["first"]), float(event["second"])
    parties = (f"The government of {model.holder}", f"The government of {model.attacker}")
    words = {
        "subject": subject + 1,
        "first": first,
        "second": second,
        "weather": name_of(WEATHER, subject),
        "axis": name_of(model.axes, subject),
        "settlement": name_of(model.settlements, subject),
        "route": name_of(model.routes, subject).replace("_", " ").capitalize(),
        "route_state": name_of(ROUTE_STATES, first),
        "way_out": name_of(EXIT_MODES, subject),
        "kind": name_of(PROPOSALS, first),
        "party": name_of(parties, subject),
        "subject_proposal": int(first) + 1,
        "answer": name_of(ANSWERS, second),
        "ending": name_of(TRUCE_ENDS, subject),
    }
    return kinds.EVENT_KINDS[kind].sentence.format(**words)
