"""State of one replication: plain classes for SimPy, the same classes wrapped for compiled code (talks:
state_talks.py).

Arrays are made once and reset in place between replications; the log and the paths belong to the worker and are
handed in. People are counted in persons (a real number), areas in km², times in days since day 0.
"""

import math

import numpy as np

from sim.model.world.processes import N_AXES, N_PARTIES, N_ROUTES
from sim.scenario.values.choices import LineQuality, ProposalKind, RouteState, WeatherState

FloatArray = np.ndarray
FloatTable = tuple[np.ndarray]  # marks a two-dimensional array of numbers
IntArray = list[int]  # marks a one-dimensional array of whole numbers
IntTable = tuple[int]  # marks a two-dimensional array of whole numbers

NEVER = math.inf
NAN = math.nan
CLEAR = int(WeatherState.CLEAR)
ROUTE_OPEN = int(RouteState.OPEN)
PREPARED = float(LineQuality.PREPARED)

# posture of the holder
STAYING, ORDERED, MOVING, OUT = 0, 1, 2, 3
# exit mode
NO_EXIT, ORDERLY, PRESSED, THROUGH_CUT, SURRENDERED = -1, 0, 1, 2, 3
# mode of the attacker
PAUSE, PRESS, RACE = 0, 1, 2
# what a proposal covers
GENERAL, SETTLEMENT, PARTIAL = int(ProposalKind.GENERAL), int(ProposalKind.SETTLEMENT), int(ProposalKind.PARTIAL)
# a proposal's state
UNUSED, OPEN, AGREED, IN_FORCE, CLOSED = 0, 1, 2, 3, 4
# a party's answer to a proposal
EXAMINING, CONDITIONAL, REFUSED, ACCEPTED = 0, 1, 2, 3
# state of the general truce, and how it ended
NO_TRUCE, TRUCE_AGREED, TRUCE_IN_FORCE, TRUCE_OVER = 0, 1, 2, 3
RUNNING, EXTENDED, SETTLED, EXPIRED, COLLAPSED = 0, 1, 2, 3, 4


class Map:
    """The theatre: settlements in order of fall along their axes, routes, and the neck if there is one."""

    axis: IntArray  # (settlement)
    weight: FloatArray  # (settlement) share in its kind of ground, or area [km²]
    strip: IntArray  # (settlement) 1 on the border strip
    main: IntArray  # (settlement) 1 for the main settlement
    built_up: FloatArray  # (settlement) share
    route_capacity: FloatArray  # (route) [t/day]
    route_length: FloatArray  # (route) inside the foothold [km]
    route_track: IntArray  # (route) 1 for tracks and footpaths
    route_main: IntArray  # (route) 1 for the main supply route
    n_routes: int
    neck_width: float  # [km]; 0 without a neck
    neck_reference: float  # [km²]
    neck_exponent: float

    def __init__(self, axis, weight, strip, main, built_up, capacity, length, track, main_route, neck):
        self.axis = axis
        self.weight = weight
        self.strip = strip
        self.main = main
        self.built_up = built_up
        self.route_capacity = capacity
        self.route_length = length
        self.route_track = track
        self.route_main = main_route
        self.n_routes = capacity.shape[0]
        self.neck_width = neck[0]
        self.neck_reference = neck[1]
        self.neck_exponent = neck[2]


class Weather:
    """Weather as roads and drones feel it."""

    state: int

    def __init__(self):
        self.reset()

    def reset(self):
        self.state = CLEAR


class Ground:
    """Who holds what, the front, and the tempo of each axis."""

    area: FloatArray  # (settlement) still held [km²]
    lost_day: FloatArray  # (settlement) day of loss, or never
    tempo: FloatArray  # (axis) log loss rate [ln km²/day/km]
    tempo_day: FloatArray  # (axis) day on which it was last brought up to date
    day_gain: FloatArray  # (axis) gain planned for the present day [km²]
    on_axis: FloatTable  # (axis, 0 interior or 1 strip) still held [km²]
    luck: FloatArray  # (draw) the attacker's luck of the day that all axes share: tempo, event, lump
    luck_day: int  # day of that luck
    shared_part: float  # weight of the shared luck in an axis's luck
    own_part: float  # weight of its own
    event_below: float  # an axis gains ground on days on which its luck lies below this
    contested_share: FloatArray  # (axis) share of the day's gain that is fought for
    given_today: FloatArray  # (axis) ground given up by the present day's move [km²]
    held: float  # [km²]
    interior: float  # held beyond the border strip [km²]
    loss_before: float  # ground lost in the 14 days before day 0 [km²]
    loss_before_7: float
    gained: float  # taken while contested [km²]
    given_up: float  # left by the holder [km²]
    main_lost_day: float
    below_50_day: float
    below_20_day: float
    below_10_day: float
    gone_day: float
    ended_day: float
    area_at_truce: float
    line_quality: float  # 0 hasty, 1 prepared, 2 fortified, in between while digging

    def __init__(self, n_settlements):
        self.area = np.zeros(n_settlements)
        self.lost_day = np.zeros(n_settlements)
        self.tempo = np.zeros(N_AXES)
        self.tempo_day = np.zeros(N_AXES)
        self.day_gain = np.zeros(N_AXES)
        self.on_axis = np.zeros((N_AXES, 2))
        self.luck = np.zeros(3)
        self.contested_share = np.zeros(N_AXES)
        self.given_today = np.zeros(N_AXES)
        self.reset()

    def reset(self):
        self.area[:] = 0.0
        self.lost_day[:] = NEVER
        self.tempo[:] = 0.0
        self.tempo_day[:] = 0.0
        self.day_gain[:] = 0.0
        self.on_axis[:, :] = 0.0
        self.luck[:] = 0.0
        self.luck_day = -1
        self.shared_part = 0.0
        self.own_part = 1.0
        self.event_below = 0.0
        self.contested_share[:] = 0.0
        self.given_today[:] = 0.0
        self.held = 0.0
        self.interior = 0.0
        self.loss_before = 0.0
        self.loss_before_7 = 0.0
        self.gained = 0.0
        self.given_up = 0.0
        self.main_lost_day = NEVER
        self.below_50_day = NEVER
        self.below_20_day = NEVER
        self.below_10_day = NEVER
        self.gone_day = NEVER
        self.ended_day = NEVER
        self.area_at_truce = NAN
        self.line_quality = PREPARED


class People:
    """People of both sides; every person is in exactly one of fit, wounded, killed, captured, left."""

    start: FloatArray  # (side) including those who joined later
    fit: FloatArray
    wounded: FloatArray
    killed: FloatArray
    captured: FloatArray
    left: FloatArray
    beyond: float  # the holder's fit people beyond the border strip
    cut_off: float  # most people beyond the strip while every road was closed
    vehicles_lost: float

    def __init__(self):
        self.start = np.zeros(N_PARTIES)
        self.fit = np.zeros(N_PARTIES)
        self.wounded = np.zeros(N_PARTIES)
        self.killed = np.zeros(N_PARTIES)
        self.captured = np.zeros(N_PARTIES)
        self.left = np.zeros(N_PARTIES)
        self.reset()

    def reset(self):
        self.start[:] = 0.0
        self.fit[:] = 0.0
        self.wounded[:] = 0.0
        self.killed[:] = 0.0
        self.captured[:] = 0.0
        self.left[:] = 0.0
        self.beyond = 0.0
        self.cut_off = 0.0
        self.vehicles_lost = 0.0


class Supply:
    """Routes, and the stock of the people beyond the strip."""

    route: IntArray  # (route) open, under fire or cut
    stock: float  # [days]
    stock_min: float
    coverage: float  # share of the day's need that is met
    cut_day: float

    def __init__(self):
        self.route = np.zeros(N_ROUTES, dtype=np.int64)
        self.reset()

    def reset(self):
        self.route[:] = ROUTE_OPEN
        self.stock = 0.0
        self.stock_min = 0.0
        self.coverage = 1.0
        self.cut_day = NEVER


class Command:
    """Orders of both staffs, and the holder's move."""

    mode: int  # of the attacker
    posture: int  # of the holder
    ordered_day: float
    move_at: float  # day on which an ordered move starts
    move_end: float
    done_day: float
    exit_mode: int
    forced_cut: int  # 1 when the exit is a break-out
    to_give_up: float  # ground still to be given up by the move [km²]
    pace: float  # [km²/day]
    exposed: float  # people still to be brought out
    loss_share: float
    exit_lost: float  # killed, wounded and captured during the move
    beyond_at_move: float  # people beyond the strip when the move started
    area_at_order: float

    def __init__(self):
        self.reset()

    def reset(self):
        self.mode = PRESS
        self.posture = STAYING
        self.ordered_day = NEVER
        self.move_at = NEVER
        self.move_end = NEVER
        self.done_day = NEVER
        self.exit_mode = NO_EXIT
        self.forced_cut = 0
        self.to_give_up = 0.0
        self.pace = 0.0
        self.exposed = 0.0
        self.loss_share = 0.0
        self.exit_lost = 0.0
        self.beyond_at_move = 0.0
        self.area_at_order = NAN
