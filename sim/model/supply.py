"""Supply: routes open, under fire or cut; trips that arrive or do not; the stock of the people beyond the strip.

A trip over a route under fire survives with exp(-hazard × km), weather included. A truce lets a share of the need
through where every way is cut. Demand, loads and stock are judgement
(judgement-kursk-supply); hazards rest on claims of rotation losses in February 2025. Leaves out single vehicles,
depots and bridges.
"""

import math

from sim.model.ground.people import casualties, hurt, reinforce
from sim.model.ground.presence import chance_of_nobody, left_alone, present
from sim.model.ground.settlements import NOTHING
from sim.model.ground.weather import road_capacity_multiplier, trip_hazard_multiplier
from sim.model.numbers import randomness, streams
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import chance_of, clip, exp
from sim.model.relief import let_through
from sim.model.world.cast import POCKET
from sim.model.world.clock import next_day, record, wake
from sim.model.world.dimensions import ATTACKER, HOLDER
from sim.model.world.events import CUT_OFF, ROAD_ENDS, ROUTE_CHANGES, STOCK_AGAIN, STOCK_GONE
from sim.model.world.state import NEVER, TRUCE_IN_FORCE
from sim.scenario.values.choices import RouteState

ROAD_OPEN = int(RouteState.OPEN)
UNDER_FIRE = int(RouteState.UNDER_FIRE)
CUT = int(RouteState.CUT)
BORDER_OF_FRONT = 2.0 / math.pi  # length of a half circle's base, by that of its arc


# laws


@compilable
def trip_survival(hazard_per_km, km, weather_multiplier):
    """Chance that a trip over a route under fire arrives [probability]."""
    return exp(-hazard_per_km * km * weather_multiplier)


@compilable
def cut_hazard(base_per_day, tempo, reference_tempo):
    """Chance per day that troops reach a route under fire [1/day].

    Grows with tempo [km²/day/km], within 0.2 to 5 times: bounds by judgement.
    """
    return base_per_day * clip(tempo / reference_tempo, 0.2, 5.0)


@compilable
def stock_after(stock_days, delivered_share, capacity_days):
    """Stock after a day [days of need].

    What arrives [share of a day's need] less one day, between nothing and capacity.
    """
    return clip(stock_days + delivered_share - 1.0, 0.0, capacity_days)


@compilable
def depth_beyond(interior_km2, front_km):
    """Mean depth of the ground beyond the strip [km]: its area over the border it stands on, 2/π of its front.

    That of a half circle. On 207 days of 2024-25 (kursk, to 12 March) it is .38 to .58 of the greatest depth measured
    in eight of ten; a deep and narrow foothold has a shorter border, and is deeper than this says.
    """
    return interior_km2 / max(front_km * BORDER_OF_FRONT, NOTHING)


# routes and stock of one replication


@compilable
def access(world):
    """State of the way out and in: cut once the main route is cut or every route is; else the best route's state.

    A road that ended in a lost town, or was closed on a day, carries no supply. People still leave beside it, under
    fire at best, until it is cut.
    """
    supply, best = world.supply, CUT
    for route in range(world.map.n_routes):
        if world.map.route_main[route] == 1 and supply.route[route] == CUT:
            return CUT
        beside = UNDER_FIRE if supply.closed_for_good[route] == 1 else ROAD_OPEN
        best = min(best, max(supply.route[route], beside))
    return best


@compilable
def set_routes(world):
    """Routes and stock of day 0: a scenario's routes are open where it has no attackers."""
    rules, supply, nobody = world.rules, world.supply, left_alone(world) >= 1.0
    for route in range(world.map.n_routes):
        supply.route[route] = ROAD_OPEN if nobody else int(rules.route_start_state[route])
    supply.stock = min(rules.supply_stock_days, rules.supply_stock_capacity_days)
    supply.stock_min = supply.stock
    if access(world) == CUT:
        _close(world)


@compilable
def _close(world):
    """The way out is cut: people beyond the strip are cut off, but for those whose line rests on it."""
    if world.supply.cut_day == NEVER:
        world.supply.cut_day = world.now
    if rests_on_strip(world):
        return
    world.people.cut_off = max(world.people.cut_off, world.people.beyond)
    record(world, CUT_OFF, 0, world.people.beyond, 0.0)
    wake(world, POCKET)


@compilable
def _change_route(world, route, state):
    before = access(world)
    world.supply.route[route] = state
    record(world, ROUTE_CHANGES, route, state, 0.0)
    if before != CUT and access(world) == CUT:
        _close(world)


@compilable
def town_is_lost(world):
    """Whether all of the main settlement is the attacker's."""
    for place in range(world.map.main.shape[0]):
        if world.map.main[place] == 1 and world.ground.lost_day[place] < NEVER:
            return True
    return False


@compilable
def close_main_road(world):
    """The main road ends for supply on a day, or with the main settlement it leads to, if the scenario says so."""
    with_town = world.rules.supply_road_closes_with_town > 0.5 and town_is_lost(world)
    due = world.now >= world.rules.supply_road_closes_day or with_town
    if not due or world.ground.interior <= NOTHING:
        return
    for route in range(world.map.n_routes):
        if world.map.route_main[route] == 1 and world.supply.closed_for_good[route] == 0:
            world.supply.closed_for_good[route] = 1
            record(world, ROAD_ENDS, route, world.supply.route[route], 0.0)


@compilable
def fire_on_routes(world, day):
    """The day's changes of route states: under fire, cut, opened again, or open as nobody is there any more.

    Draws are made for every route, used or not.
    """
    rules = world.rules
    fighting = world.ground.interior > NOTHING and world.truce.state != TRUCE_IN_FORCE
    tempo = exp(world.ground.tempo) if fighting else 0.0
    there = present(world, ATTACKER)
    alone = chance_of_nobody(there)
    for route in range(world.map.n_routes):
        u = randomness.uniform(world, streams.ROUTE + route, day)
        if not fighting:
            continue
        state = world.supply.route[route]
        if state != ROAD_OPEN and u > 1.0 - alone:
            _change_route(world, route, ROAD_OPEN)
        elif state == ROAD_OPEN and u < chance_of(rules.supply_fire_hazard_per_day * there, 1.0):
            _change_route(world, route, UNDER_FIRE)
        elif state == UNDER_FIRE:
            hazard = cut_hazard(rules.supply_cut_hazard_per_day, tempo, rules.supply_cut_reference_tempo)
            if u < chance_of(hazard * there, 1.0):
                _change_route(world, route, CUT)
        elif state == CUT and u < chance_of(rules.supply_reopen_hazard_per_day, 1.0):
            _change_route(world, route, UNDER_FIRE)


@compilable
def deliver(world, route, wanted_t):
    """Tonnes that arrive over one route in a day, at most what is wanted.

    Counts vehicles lost on the way and their people; what is carried on tracks goes on foot or by robot, in no vehicle.
    """
    rules, map = world.rules, world.map
    state = world.supply.route[route]
    if state == CUT or world.supply.closed_for_good[route] == 1:
        return 0.0
    track = map.route_track[route]
    capacity = map.route_capacity[route] * road_capacity_multiplier(
        world.weather.state, track, rules.weather_mud_road_capacity, rules.weather_mud_track_capacity
    )
    survival = 1.0
    if state == UNDER_FIRE and world.truce.state != TRUCE_IN_FORCE:
        capacity *= rules.supply_under_fire_capacity
        survival = trip_survival(
            rules.supply_trip_hazard_per_km * present(world, ATTACKER),
            map.route_length[route],
            trip_hazard_multiplier(world.weather.state, rules.weather_fog_hazard_multiplier),
        )
    sent = min(capacity, wanted_t / max(survival, 0.01))
    if track == 0:
        lost = sent * (1.0 - survival) / rules.supply_road_load_t
        world.people.vehicles_lost += lost
        hurt(world, HOLDER, lost * rules.supply_crew_persons, 0.0)
    return sent * survival


@compilable
def supply_day(world):
    """One day of trips and consumption; sets stock and the share of need that is met."""
    rules, supply = world.rules, world.supply
    need = world.people.beyond * rules.supply_demand_kg_per_person_day / 1000.0
    if need <= NOTHING:
        supply.coverage = 1.0
        return
    room = max(rules.supply_stock_capacity_days - supply.stock, 0.0) + 1.0
    wanted = room * need
    delivered = rules.supply_floor_share * need
    for route in range(world.map.n_routes):
        delivered += deliver(world, route, max(wanted - delivered, 0.0))
    if access(world) == CUT:
        delivered = max(delivered, let_through(world) * need)
    share = max(delivered / need, 1.0) if rests_on_strip(world) else delivered / need
    supply.coverage = clip(supply.stock + share, 0.0, 1.0)
    supply.stock = stock_after(supply.stock, share, rules.supply_stock_capacity_days)
    supply.stock_min = min(supply.stock_min, supply.stock)
    tell_stock(world)


@compilable
def tell_stock(world):
    """Tell once that no stock is left, and once that a day's is there again."""
    supply, beyond = world.supply, world.people.beyond
    if supply.told_empty == 0 and supply.stock <= NOTHING and beyond >= 1.0:
        supply.told_empty = 1
        record(world, STOCK_GONE, 0, beyond, supply.coverage)
    elif supply.told_empty == 1 and supply.stock >= 1.0:
        supply.told_empty = 0
        record(world, STOCK_AGAIN, 0, beyond, supply.stock)


@compilable
def rests_on_strip(world):
    """Whether the holder's line is within reach of the border strip, which supplies it and is the way out.

    So it is while the ground beyond the strip is no deeper than people are supplied and go back on foot, over the whole
    width of the border and by no one road, if any strip is held. What was held before does not matter.
    """
    ground = world.ground
    depth = depth_beyond(ground.interior, world.ground.front)
    return depth <= world.rules.withdrawal_rests_on_strip_km and ground.held - ground.interior > NOTHING


@compilable
def receive_people(world, fallen):
    """Who joins the holder on a day, some for those who fell; beyond the strip only while a way in is left."""
    way_in = world.ground.interior > NOTHING and access(world) != CUT
    share = world.rules.holder_beyond_strip_share if way_in else 0.0
    if world.ground.held > NOTHING:
        replaced = world.rules.holder_replaced_share * fallen
        reinforce(world, HOLDER, world.rules.holder_reinforcement_persons_per_day + replaced, share)


# process


def supply(world):
    """Day after day: what happens to the routes, then what arrives and what is used."""
    yield next_day(world)
    counted = 0.0
    while True:
        fire_on_routes(world, int(world.now))
        close_main_road(world)
        receive_people(world, casualties(world, HOLDER) - counted)
        counted = casualties(world, HOLDER)
        supply_day(world)
        yield next_day(world)
