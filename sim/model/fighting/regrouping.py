"""Talk for show and the fighting: while a government talks to gain time fewer attacks come, and it regroups.

Source: Min's study of talks in wars since 1816, read in its abstract: talks dampen combat, help who is being pushed to
regroup, and prolong a war whose initiator is ahead. Those are signs; sizes are drawn (judgement), and count only where
a scenario says that talk for show is used so. The holder digs; the attacker gathers, and spends what it has gathered in
as many days after the show. Leaves out people who are brought up, and losses that are made good.
"""

from sim.model.numbers.compilable import compilable
from sim.model.talks.statements import first_tabled, gains_by_time, show_ends
from sim.model.truce.in_force import line_after
from sim.model.world.dimensions import ATTACKER, HOLDER

# laws


@compilable
def pace_in_talks(shows, spends, lull, regroup):
    """Pace of the attacks [ratio] in a show, or after the attacker's own, for a lull [share] and how far it is used."""
    if shows:
        return 1.0 - lull
    return 1.0 + lull * regroup if spends else 1.0


@compilable
def in_the_days_after(now, begins, ends):
    """Whether a day lies after a span [days], and no further from it than the span is long."""
    return ends <= now < ends + (ends - begins)


# of the talks now


@compilable
def shows(world, side):
    """Whether a government talks for show now, on a text that was tabled."""
    talks_so = world.talks.for_show[side] == 1 and first_tabled(world) <= world.now
    return talks_so and gains_by_time(world, side)


@compilable
def spends_what_it_gathered(world):
    """Whether the attacker now spends what it gathered in a show of its own."""
    if world.talks.for_show[ATTACKER] == 0 or first_tabled(world) > world.now:
        return False
    return in_the_days_after(world.now, max(first_tabled(world), 0.0), show_ends(world, ATTACKER))


@compilable
def talk_multiplier(world):
    """What talk for show makes of the attacks [ratio]; nothing where it is not used to regroup."""
    rules = world.rules
    if rules.show_regroups < 0.5:
        return 1.0
    quiet = shows(world, HOLDER) or shows(world, ATTACKER)
    return pace_in_talks(quiet, spends_what_it_gathered(world), rules.show_lull, rules.show_regroup)


@compilable
def dig_while_talking(world):
    """A day of the holder's show is over: so much of a quiet day's digging is done."""
    rules, ground = world.rules, world.ground
    if rules.show_regroups < 0.5 or world.now < max(first_tabled(world), 0.0) + 1.0:
        return
    if shows(world, HOLDER):
        ground.line_quality = line_after(ground.line_quality, rules.show_regroup, rules.truce_line_prepared_days)
