"""Weather: clear, fog or mud in spells of random length, as far as trips and roads feel it.

Source: judgement-salient for spells and multipliers. Leaves out seasons and forecasts.
"""

from sim.model.numbers import randomness, streams
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import on_grid
from sim.model.world.clock import record
from sim.model.world.events import WEATHER_TURNS
from sim.scenario.values.choices import WeatherState

CLEAR = int(WeatherState.CLEAR)
FOG = int(WeatherState.FOG)
MUD = int(WeatherState.MUD)
SHORTEST = 0.25  # of a spell against its mean; judgement: mud does not dry in an hour


# laws


@compilable
def mean_spell(state, clear_days, fog_days, mud_days):
    """Mean length of a spell [days]."""
    if state == CLEAR:
        return clear_days
    return fog_days if state == FOG else mud_days


@compilable
def spell_length(mean, exponential):
    """Length of a spell with that mean [days], by an exponential draw of mean 1: a quarter of the mean is the least."""
    return mean * (SHORTEST + (1.0 - SHORTEST) * exponential)


@compilable
def next_state(state, u, mud_share):
    """Weather after a spell: foul after clear (mud with that share), clear after foul."""
    if state != CLEAR:
        return CLEAR
    return MUD if u < mud_share else FOG


@compilable
def trip_hazard_multiplier(state, fog_multiplier):
    """Danger of a trip against clear weather [ratio]: fog and rain hide it."""
    return fog_multiplier if state == FOG else 1.0


@compilable
def road_capacity_multiplier(state, is_track, mud_road, mud_track):
    """Capacity of a route against dry ground [ratio]."""
    if state != MUD:
        return 1.0
    return mud_track if is_track == 1 else mud_road


# process


def weather(world):
    """Spell after spell, from the weather of day 0."""
    rules = world.rules
    world.weather.state = int(rules.weather_start)
    spell = 0
    while True:
        mean = mean_spell(
            world.weather.state,
            rules.weather_clear_spell_days,
            rules.weather_fog_spell_days,
            rules.weather_mud_spell_days,
        )
        length = spell_length(mean, randomness.exponential(world, streams.WEATHER, 2 * spell, 1.0))
        u = randomness.uniform(world, streams.WEATHER, 2 * spell + 1)
        yield on_grid(length)
        world.weather.state = next_state(world.weather.state, u, rules.weather_mud_share)
        record(world, WEATHER_TURNS, world.weather.state, 0.0, 0.0)
        spell += 1
