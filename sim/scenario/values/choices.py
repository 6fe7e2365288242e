"""Names of the alternatives a scenario can choose between (rival laws: law_forms.py); their order is their number."""

from enum import IntEnum


class RouteState(IntEnum):
    """How far a supply route can be used."""

    OPEN = 0
    UNDER_FIRE = 1
    CUT = 2


class LineQuality(IntEnum):
    """How well the holder's present line is prepared."""

    HASTY = 0
    PREPARED = 1
    FORTIFIED = 2


class WeatherState(IntEnum):
    """Weather as far as roads and drones feel it."""

    CLEAR = 0
    FOG = 1
    MUD = 2


class ProposalKind(IntEnum):
    """What a proposal covers."""

    GENERAL = 0
    SETTLEMENT = 1
    PARTIAL = 2


class Domain(IntEnum):
    """What a truce of one domain covers; none of them is ground."""

    ENERGY = 0
    SEA = 1
    HUMANITARIAN = 2


class LineRule(IntEnum):
    """What a text makes of the ground: the line stays, or the holder leaves it in order, for nothing or for a price."""

    FREEZE = 0
    WITHDRAW = 1
    EXCHANGE = 2


class Associations(IntEnum):
    """How far what goes together with a lasting truce is read as making it last."""

    NONE = 0
    PRIOR = 1
    CAUSAL = 2


class MoveInTruce(IntEnum):
    """What a truce that does not lead people out means for a move under way."""

    HELD_UP = 0
    GOES_ON = 1
    CALLED_OFF = 2


class Switch(IntEnum):
    """Yes or no."""

    NO = 0
    YES = 1
