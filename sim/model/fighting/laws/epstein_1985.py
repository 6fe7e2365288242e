"""Attrition by Epstein's adaptive dynamic model, ground fire alone: an attacker spends what it bears, day by day.

It presses harder while it loses less than it bears, and spends less where the holder gives way. Published for shares of
a whole force; here of those engaged on a day. Leaves out ground, whoever stands behind the line, and air support.
"""

from sim.model.fighting.laws.lanchester import ATTACKERS_DENSEST, SMALLEST_FRONT
from sim.model.numbers.compilable import compilable
from sim.model.world.dimensions import ATTACKER

BEARS_MORE = 0.075 / 0.05  # what the attacker bears against what the holder does; source: epstein-1985, its example
FIRST_DAY = 0.02 / 0.075  # what it spends on the first day against what it bears; source: epstein-1985, its example


@compilable
def ground_attrition(prosecution, withdrawal, fastest):
    """Attackers lost to ground fire in a day [share], by what they are ready to spend and how fast the holder goes.

    Source: epstein-1985: P (1 - W / Wmax).
    """
    return prosecution * (1.0 - withdrawal / fastest)


@compilable
def next_prosecution(prosecution, lost, bears):
    """What the attacker is ready to spend the day after [share], by what it lost and what it bears [shares].

    Source: epstein-1985: P - (aT - P) / aT (x - aT). It settles at what is borne.
    """
    return prosecution - (bears - prosecution) / bears * (lost - bears)


@compilable
def spent_today(world):
    """Share of its engaged people that the attacker loses on this day; the first time on a day it is set."""
    rules, command, day = world.rules, world.command, int(world.now)
    if command.spent_day != day:
        bears = BEARS_MORE * rules.command_tolerated_loss_per_day
        if command.spent_day < 0:
            command.prosecution = FIRST_DAY * bears
        else:
            command.prosecution = next_prosecution(command.prosecution, command.spent, bears)
        command.spent = ground_attrition(command.prosecution, command.yielding, rules.command_fastest_yielding)
        command.spent_day = day
    return command.spent


@compilable
def losses(world, contested_km2, given_up_km2, front_km_days, quiet_km_days, rate):
    """Killed and wounded of the attacker and of the holder [persons, persons]; the holder's by the exchange ratio."""
    if front_km_days <= 0.0:
        return 0.0, 0.0
    rules, front = world.rules, max(world.ground.front, SMALLEST_FRONT)
    engaged = rules.attrition_engaged_share * min(world.people.fit[ATTACKER] / front, ATTACKERS_DENSEST)
    attacker = spent_today(world) * engaged * front_km_days
    return attacker, attacker / rules.attrition_exchange_ratio
