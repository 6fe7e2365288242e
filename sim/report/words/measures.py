"""What each measure is called, so that one word has one meaning: what *held* is, and which truce is meant.

*No longer held* is at or below an area that the scenario sets, and the area is named wherever it is said. Pages lead
with what comes first: the foothold no longer held, or a general truce before that. What happens at any time, first or
not, is called so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sim.language.saying import say, spoken

Entry = Mapping[str, Any]


LONGEST_LABEL = 24  # letters; a longer one is cut on a card


class Level(NamedTuple):
    """The area at or below which the foothold is no longer held, as the end of a few phrases.

    'shrinks *to 35 km²*', '(*35 km² or less*)', '*more than 35 km²* is held'.
    """

    to: str
    or_less: str
    more: str


UNKNOWN = Level(
    spoken("the area of the scenario"), spoken("the scenario's area or less"), spoken("more than the scenario's area")
)


def level(below: Entry | None) -> Level:
    """The level of `sim.analysis.ensemble_like.lost_below`; one that is drawn for each run is said to be."""
    if below is None:
        return Level(*map(say, UNKNOWN))
    area = say("{km2:,g} km²", km2=below["km2"])
    if below["drawn"]:
        drawn = say("about {area}, drawn for each run", area=area)
        return Level(drawn, say("{drawn}, or less", drawn=drawn), say("more than {drawn},", drawn=drawn))
    return Level(area, say("{area} or less", area=area), say("more than {area}", area=area))


def first_label(below: Entry | None) -> str:
    """'35 km² or less first', under 24 letters: the name on a card and in a legend of no longer being held first.

    A drawn level is 'about'; that it is drawn is told beside.
    """
    if below is None:
        return say("no longer held first")
    area = say("{km2:,g} km²", km2=below["km2"])
    area = say("about {area}", area=area) if below["drawn"] else area
    told = say("{area} or less first", area=area)
    return told if len(told) < LONGEST_LABEL else say("≤ {area} first", area=area)


def shared_level(summaries: Mapping[str, Entry]) -> Level:
    """The level of several scenarios, by letter or name; where they have their own, each is named."""
    levels = {name: level(summary.get("lost_below")) for name, summary in summaries.items()}
    if len(set(levels.values())) == 1:
        return next(iter(levels.values()))
    to, or_less, more = (
        ", ".join(say("{area} in {name}", area=one[place], name=name) for name, one in levels.items())
        for place in range(len(UNKNOWN))
    )
    return Level(to, or_less, more)


def any_time(horizon: int) -> str:
    """'at any time by day 90', first or not."""
    return say("at any time by day {horizon}", horizon=horizon)
