"""Truces of one domain in force: each fails, runs out on its end date, is extended there, or gives way to a newer text.

They stand beside the general truce and freeze no ground: energy and the sea move nothing at the front. While a
humanitarian one is in force part of those who would be lost on the way out are spared, and who is cut off without
supplies leaves in place of surrendering. Source: ceasefire-fits for how long they hold and how often they are extended
(30 % of its truces are partial in scope); the relief is judgement. Leaves out their violations, an exchange of
prisoners, and that the wounded are brought out: nobody in the model dies of wounds later.
"""

from sim.model.numbers import randomness, streams
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import on_grid
from sim.model.truce.durability import draw_failure, extension_chance
from sim.model.truce.follow_up import SOONEST
from sim.model.world.clock import record
from sim.model.world.dimensions import N_PROPOSALS
from sim.model.world.events import DOMAIN_ENDS, DOMAIN_EXTENDED, FEWER_LOST, PARTIAL_TRUCE
from sim.model.world.state import (
    AGREED,
    BROKEN,
    CLOSED,
    EXTENDED,
    HUMANITARIAN,
    IN_FORCE,
    NEVER,
    PARTIAL,
    RAN_ITS_TIME,
    SUPERSEDED,
)

FIRST_PARTIAL = 64  # draws of durability from here on belong to truces of one domain


# which there are


@compilable
def is_of(world, proposal, domain):
    """Whether a text is a truce of that one domain."""
    return world.talks.kind[proposal] == PARTIAL and world.talks.domain[proposal] == domain


@compilable
def in_force(world, domain):
    """The text of a domain that is in force, or -1."""
    for proposal in range(world.talks.used):
        if is_of(world, proposal, domain) and world.talks.state[proposal] == IN_FORCE:
            return proposal
    return -1


@compilable
def lets_people_out(world):
    """Whether a humanitarian truce is in force."""
    return in_force(world, HUMANITARIAN) >= 0


# one text


@compilable
def begin_domain(world, proposal):
    """A truce of one domain takes effect; an older one of that domain gives way."""
    talks = world.talks
    older = in_force(world, int(talks.domain[proposal]))
    if older >= 0:
        end_domain(world, older, SUPERSEDED)
    days = talks.duration[proposal]
    holds = draw_failure(world, proposal, FIRST_PARTIAL + proposal)
    talks.state[proposal] = IN_FORCE
    talks.fails_at[proposal] = world.now + max(on_grid(holds), SOONEST)
    talks.ends_at[proposal] = world.now + max(on_grid(days), SOONEST) if days > 0.0 else NEVER
    talks.kept += 1
    if talks.partial_text < 0:
        talks.partial_text = proposal
        talks.partial_day = world.now
    record(world, PARTIAL_TRUCE, proposal, talks.domain[proposal], talks.ends_at[proposal])
    if talks.domain[proposal] == HUMANITARIAN:
        record(world, FEWER_LOST, proposal, world.rules.truce_humanitarian_relief, 0.0)


@compilable
def tell_first(world, proposal, became):
    """Keep what became of the first truce of one domain."""
    if proposal == world.talks.partial_text:
        world.talks.partial_end = became
        if became > EXTENDED:
            world.talks.partial_over = world.now


@compilable
def end_domain(world, proposal, how):
    """A truce of one domain is over: it counts as kept if it ran its time, and as broken if it broke down."""
    talks = world.talks
    talks.state[proposal] = CLOSED
    if how != RAN_ITS_TIME:
        talks.kept -= 1
    if how == BROKEN:
        talks.broken += 1
    tell_first(world, proposal, how)
    record(world, DOMAIN_ENDS, how, talks.domain[proposal], world.now - talks.force_at[proposal])


@compilable
def extend_or_end(world, proposal):
    """On its end date a truce of one domain goes on for its length again, or is over."""
    talks = world.talks
    u = randomness.uniform(world, streams.EXPIRY, proposal + N_PROPOSALS * int(talks.extended[proposal]))
    if u >= extension_chance(world, proposal):
        end_domain(world, proposal, RAN_ITS_TIME)
        return
    days = max(on_grid(talks.duration[proposal]), SOONEST)
    talks.ends_at[proposal] = world.now + days
    talks.extended[proposal] += 1
    tell_first(world, proposal, EXTENDED)
    record(world, DOMAIN_EXTENDED, proposal, talks.domain[proposal], days)


@compilable
def next_of_domain(world, proposal):
    """What is due of a truce of one domain happens; returns the next day on which something is."""
    talks = world.talks
    if talks.state[proposal] == AGREED and talks.force_at[proposal] <= world.now:
        begin_domain(world, proposal)
    elif talks.state[proposal] == IN_FORCE:
        if talks.fails_at[proposal] <= world.now:
            end_domain(world, proposal, BROKEN)
        elif talks.ends_at[proposal] <= world.now:
            extend_or_end(world, proposal)
    if talks.state[proposal] == AGREED:
        return talks.force_at[proposal]
    if talks.state[proposal] == IN_FORCE:
        return min(talks.fails_at[proposal], talks.ends_at[proposal])
    return NEVER


# all of them


@compilable
def run_domains(world):
    """What is due of the truces of one domain happens, in order of the texts; returns the next day to act."""
    upcoming = NEVER
    for proposal in range(world.talks.used):
        if world.talks.kind[proposal] == PARTIAL:
            upcoming = min(upcoming, next_of_domain(world, proposal))
    return upcoming
