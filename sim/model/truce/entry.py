"""From agreement to force: an agreed proposal may never take effect, take effect the same day, or after a lag.

Source: ceasefire-fits (2,203 ceasefires: 2.8 % never in force, 67 % the same day). Leaves out preconditions held by
third parties.
"""

from sim.model.numbers import randomness, streams
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import on_grid
from sim.model.world.cast import ATTACKER_COMMAND, MEDIATOR, TRUCE
from sim.model.world.clock import record, wake
from sim.model.world.dimensions import N_PROPOSALS
from sim.model.world.events import ANOTHER_AGREED, NOT_IN_FORCE, PROPOSAL_AGREED, PROPOSAL_CLOSED
from sim.model.world.state import AGREED, CLOSED, NEVER, NO_TRUCE, ON_THE_TABLE, PARTIAL, TRUCE_AGREED, TRUCE_OVER


@compilable
def entry_lag(u, same_day_share, lag_days):
    """Days from agreement to force: none with that share, else the drawn lag."""
    return 0.0 if u < same_day_share else lag_days


@compilable
def start_by_terms(now, start, after_days, on_day):
    """Day on which a truce starts: after its lag, and no sooner than days after agreement or a date in its terms."""
    start = max(start, now + after_days)
    return max(start, on_day) if on_day < NEVER else start


@compilable
def agree(world, proposal):
    """Both governments have accepted: the proposal takes effect after its lag, or never."""
    rules, talks, truce = world.rules, world.talks, world.truce
    talks.state[proposal] = AGREED
    fails = randomness.happens(world, streams.NEVER_IN_FORCE, proposal, rules.truce_never_in_force)
    u = randomness.uniform(world, streams.SAME_DAY, proposal)
    ready = world.now + on_grid(entry_lag(u, rules.truce_same_day_share, rules.truce_lag_days))
    start = start_by_terms(world.now, ready, talks.starts_after[proposal], talks.starts_on[proposal])
    record(world, PROPOSAL_AGREED, proposal, NEVER if fails else start, 0.0)
    if fails:
        record(world, NOT_IN_FORCE, proposal, 0.0, 0.0)
        talks.state[proposal] = CLOSED
        if talks.kind[proposal] != PARTIAL:
            talks.standing[:] = -1  # what became of it is news: both governments answer its terms afresh
        talks.retable_at[proposal] = world.now + on_grid(rules.mediation_retable_days)
        wake(world, MEDIATOR)
        return
    if talks.kind[proposal] == PARTIAL:
        talks.force_at[proposal] = start
        wake(world, TRUCE)
        return
    if truce.state == NO_TRUCE or truce.state == TRUCE_OVER:
        truce.state = TRUCE_AGREED
        truce.proposal = proposal
        truce.start_at = start
        talks.counter_at[:] = NEVER
        talks.retable_at[:] = NEVER
        talks.partial_at[:] = NEVER
        for other in range(N_PROPOSALS):
            if other != proposal and talks.kind[other] != PARTIAL and talks.state[other] == ON_THE_TABLE:
                talks.state[other] = CLOSED
                record(world, PROPOSAL_CLOSED, other, ANOTHER_AGREED, 0.0)
        wake(world, TRUCE)
        wake(world, ATTACKER_COMMAND)
