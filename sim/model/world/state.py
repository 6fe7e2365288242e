"""State of one replication, a line a field: its kind, shape, value at the start, unit and meaning (talks and truce:
state_talks.py).

Numbers of people are persons (a real number), areas km², times days since day 0.
"""

import math

from sim.model.world.dimensions import N_AXES, N_PARTIES, N_ROUTES, N_STEPS_AHEAD
from sim.model.world.fields import GIVEN, ROUTES, SETTLEMENTS, State, number, numbers, whole, wholes
from sim.scenario.values.choices import Domain, LineQuality, LineRule, ProposalKind, RouteState, WeatherState

NEVER = math.inf
NAN = math.nan
CLEAR = int(WeatherState.CLEAR)
ROUTE_OPEN = int(RouteState.OPEN)
PREPARED = float(LineQuality.PREPARED)

# posture of the holder
STAYING, ORDERED, MOVING, OUT, BREAKING_OUT = 0, 1, 2, 3, 4
# exit mode
NO_EXIT, ORDERLY, PRESSED, THROUGH_CUT, SURRENDERED = -1, 0, 1, 2, 3
# mode of the attacker
PAUSE, PRESS, RACE, URGED, STOPPED = 0, 1, 2, 3, 4
# a spell of the front, and who moved last
NOT_BEGUN, STANDS_STILL, ATTACKER_TAKES, HOLDER_REGAINS = -1, 0, 1, 2
# what a proposal covers
GENERAL, SETTLEMENT, PARTIAL = int(ProposalKind.GENERAL), int(ProposalKind.SETTLEMENT), int(ProposalKind.PARTIAL)
HUMANITARIAN = int(Domain.HUMANITARIAN)
FREEZE, WITHDRAW, EXCHANGED = int(LineRule.FREEZE), int(LineRule.WITHDRAW), int(LineRule.EXCHANGE)
# a proposal's state
UNUSED, ON_THE_TABLE, AGREED, IN_FORCE, CLOSED = 0, 1, 2, 3, 4
# a party's answer to a proposal
EXAMINING, CONDITIONAL, REFUSED, ACCEPTED = 0, 1, 2, 3
# state of the general truce, and how it ended
NO_TRUCE, TRUCE_AGREED, TRUCE_IN_FORCE, TRUCE_OVER = 0, 1, 2, 3
RUNNING, EXTENDED, SETTLED, EXPIRED, COLLAPSED = 0, 1, 2, 3, 4
RAN_ITS_TIME, BROKEN, SUPERSEDED = 2, 3, 4  # how a truce of one domain ended, beside running and extended


class Map(State):
    """The theatre: settlements in order of fall along their axes, routes, and the neck if there is one."""

    axis = wholes(SETTLEMENTS, start=GIVEN, about="(settlement) the axis on which it falls")
    weight = numbers(SETTLEMENTS, start=GIVEN, about="(settlement) share in its kind of ground, or area [km²]")
    strip = wholes(SETTLEMENTS, start=GIVEN, about="(settlement) 1 on the border strip")
    main = wholes(SETTLEMENTS, start=GIVEN, about="(settlement) 1 for the main settlement")
    built_up = numbers(SETTLEMENTS, start=GIVEN, about="(settlement) share")
    route_capacity = numbers(ROUTES, start=GIVEN, about="(route) [t/day]")
    route_length = numbers(ROUTES, start=GIVEN, about="(route) inside the foothold [km]")
    route_track = wholes(ROUTES, start=GIVEN, about="(route) 1 for tracks and footpaths")
    route_main = wholes(ROUTES, start=GIVEN, about="(route) 1 for the main supply route")
    n_routes = whole(GIVEN, about="routes into the foothold")
    neck_width = number(GIVEN, about="width at the reference area, 0 without a neck [km]")
    neck_reference = number(GIVEN, about="area at which the neck has that width [km²]")
    neck_exponent = number(GIVEN, about="power of the area by which the neck shrinks")


class Weather(State):
    """Weather as roads and drones feel it."""

    state = whole(CLEAR, about="clear, fog or rain, or mud")


class Ground(State):
    """Who holds what, the front, and the tempo of each axis."""

    area = numbers(SETTLEMENTS, about="(settlement) still held [km²]")
    lost_day = numbers(SETTLEMENTS, start=NEVER, about="(settlement) day of loss, or never")
    tempo = number(about="log loss rate of the front [ln km²/day/km]")
    tempo_day = number(about="day on which it was last brought up to date")
    kept_ahead = numbers(N_STEPS_AHEAD, about="(step ahead) share of its distance from the mean kept by its middle")
    held_ahead = numbers(N_STEPS_AHEAD, about="(step ahead) held in its middle, as looked at last [km²]")
    rate_ahead = numbers(N_STEPS_AHEAD, about="(step ahead) lost per day over 14 days by then [km²/day]")
    day_gain = numbers(N_AXES, about="(axis) gain planned for the present day, below 0 if it is regained [km²]")
    on_axis = numbers(N_AXES, 2, about="(axis, 0 interior or 1 strip) still held [km²]")
    next_on = wholes(N_AXES, 2, start=-1, about="(axis, 0 interior or 1 strip) first settlement still held, or -1")
    luck_day = whole(-1, about="day of the luck below")
    event_luck = number(about="the front gains ground on days on which this uniform lies below the chance")
    lump_luck = number(about="standard normal of the day's size of gain")
    part = numbers(N_AXES, about="(axis) its share of the day's gain")
    spell = whole(NOT_BEGUN, about="of the front, if fighting comes in spells: not begun, still, taking, regained")
    spell_until = number(about="day on which the next spell begins")
    spells = whole(about="spells that have ended")
    moved_last = whole(STANDS_STILL, about="who moved last: nobody yet, the attacker, the holder")
    built_up_level = number(1.0, about="pace in the interior as it is built up, against village country [ratio]")
    contested_share = numbers(N_AXES, about="(axis) share of the day's gain that is fought for")
    manned = numbers(N_AXES, about="(axis) how much of the front's fighting is left today, at most all [share]")
    given_today = numbers(N_AXES, about="(axis) ground given up by the present day's move [km²]")
    held = number(about="firmly held [km²]")
    front = number(about="length of the front around what is held [km]")
    interior = number(about="held beyond the border strip [km²]")
    loss_before = number(about="ground lost in the 14 days before day 0 [km²]")
    loss_before_7 = number(about="ground lost in the 7 days before day 0 [km²]")
    gained = number(about="taken while contested [km²]")
    given_up = number(about="left by the holder [km²]")
    regained = number(about="regained by the holder [km²]")
    centre_at = number(about="area of the main settlement at which its centre is lost [km²]")
    main_lost_day = number(NEVER, about="day on which the centre of the main settlement is lost")
    below_50_day = number(NEVER, about="first day with at most 50 km² held")
    below_20_day = number(NEVER, about="first day with at most 20 km² held")
    below_10_day = number(NEVER, about="first day with at most 10 km² held")
    gone_day = number(NEVER, about="first day on which the ground counts as gone")
    ended_day = number(NEVER, about="first day at or below the threshold that ends the foothold")
    area_at_truce = number(NAN, about="held when a general truce first takes effect [km²]")
    line_quality = number(PREPARED, about="holder's line: 0 hasty, 1 prepared, 2 fortified, in between while digging")


class People(State):
    """People of both sides; every person is in exactly one of fit, wounded, killed, captured, left."""

    start = numbers(N_PARTIES, about="(side) all who were ever there [persons]")
    of_fit = numbers(N_PARTIES, about="(side) at which the fitted tempo holds [persons/km]")
    fit = numbers(N_PARTIES, about="(side) [persons]")
    wounded = numbers(N_PARTIES, about="(side) [persons]")
    killed = numbers(N_PARTIES, about="(side) [persons]")
    captured = numbers(N_PARTIES, about="(side) captured or missing [persons]")
    left = numbers(N_PARTIES, about="(side) who have left the theatre [persons]")
    beyond = number(about="the holder's fit people beyond the border strip [persons]")
    let_out = number(about="the holder's people who left unharmed while a humanitarian truce was in force [persons]")
    cut_off = number(about="most people cut off beyond the strip, none of whom the strip supplied [persons]")
    vehicles_lost = number(about="supply vehicles lost on roads")


class Supply(State):
    """Routes, and the stock of the people beyond the strip."""

    route = wholes(N_ROUTES, start=ROUTE_OPEN, about="(route) open, under fire or cut")
    closed_for_good = wholes(N_ROUTES, about="(route) 1 when it closed to supply on a day or with the town")
    stock = number(about="of the people beyond the strip [days of need]")
    stock_min = number(about="least stock so far [days of need]")
    coverage = number(1.0, about="share of the day's need that is met")
    told_empty = whole(about="1 once it is told that no stock is left, until a day's is there again")
    cut_day = number(NEVER, about="day on which the way out was first cut")


class Command(State):
    """Orders of both staffs, and the holder's move."""

    mode = whole(PRESS, about="of the attacker: pause, press, race to a truce, urged on, or stopped")
    posture = whole(STAYING, about="of the holder: staying, about to leave, moving, out or breaking out")
    ordered_day = number(NEVER, about="day of the holder's first order")
    move_at = number(NEVER, about="day on which those about to leave start")
    move_end = number(NEVER, about="day on which the move or break-out ends")
    done_day = number(NEVER, about="day on which the last of the first move were out")
    line_day = number(NEVER, about="day on which the line behind the ground given up was manned")
    exit_mode = whole(NO_EXIT, about="how the people beyond the strip leave, -1 before")
    forced_cut = whole(about="1 when people cut off make ready to break out without an order")
    to_give_up = number(about="ground still to be given up by the move [km²]")
    pace = number(about="[km²/day]")
    exposed = number(about="people still to be brought out [persons]")
    loss_share = number(about="share of those brought out who are lost on the way")
    exit_lost = number(about="killed, wounded and captured during the move [persons]")
    lost_on_way = number(about="of those, who were on the way out; anew with a break-out [persons]")
    beyond_at_move = number(about="people beyond the strip when the move started [persons]")
    area_at_order = number(NAN, about="held when that order was given [km²]")
    gathered_at = number(about="day from which the attacker attacks again after its people broke, 0 before")
    yielding = number(about="pace at which the holder's line goes back because of its losses [km/day]")
    counted = number(about="the holder's killed and wounded when its staff last counted them [persons]")
    counted_day = number(about="day of that count")
    prosecution = number(about="what the attacker is ready to spend of its engaged people in a day, by Epstein [share]")
    spent = number(about="what it spent of them on the day below [share]")
    spent_day = whole(-1, about="last day on which it spent any")
