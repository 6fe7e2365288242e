"""Names of the alternatives a scenario can choose between; their order is their number and never changes."""

from enum import IntEnum


class AttritionForm(IntEnum):
    """Which published law turns fighting into people killed or wounded."""

    PER_KM2 = 0
    FITTED_1914_82 = 1
    TEMPO_ELASTIC = 2


class Policy(IntEnum):
    """What decides whether the holder's staff orders a withdrawal."""

    HOLD = 0
    POLICY_DATE = 1
    POLICY_ROAD_UNDER_FIRE = 2
    POLICY_ROAD_CUT = 3
    ACCESS_HAZARD = 4


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


class Switch(IntEnum):
    """Yes or no."""

    NO = 0
    YES = 1
