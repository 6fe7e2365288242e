"""Numbers of the review that no single outcome tells: its row's test asserts each, and the table shows it."""

import numpy as np

from sim.model.world.dimensions import ATTACKER
from sim.model.world.events import ORDER, STATEMENT, TABLED, TRUCE_EXTENDED
from sim.model.world.state import REFUSED
from tests.model.review.early_truces import CAUSAL, NONE, early_truces, run
from tests.model.review.early_truces import alive as alive_of
from tests.model.review.reference_days import lumps
from tests.model.review.talks_runs import accepted, day_of, first_agreement, path_of, runs, talks_of

BASELINE = "kursk/baseline"
CONFIDENT = {"truce.form": 1.0, "truce.world_mu": 15.0, "truce.world_sigma": 0.5}  # truces that do not fail


def early_truce_alive() -> float:
    """Share of early 30-day truces that have not failed on day 30."""
    return alive_of(early_truces(), 30.0)


def mediation_by_default() -> float:
    """Difference in the share alive on day 30 that a mediator makes by itself."""
    return _what_mediation_does(NONE)


def mediation_as_effect() -> float:
    """The same where associations are read as effects."""
    return _what_mediation_does(CAUSAL)


def extended_before_the_end() -> float:
    """Share of extensions of lasting 30-day truces that are agreed before the end date."""
    events = run(early_truces(1000, days=40).changed(CONFIDENT), logs=1000).events
    days = events["time"][events["kind"] == TRUCE_EXTENDED]
    return float(np.mean(days < 31.0))


def earlier_with_more_momentum(replications: int = 4000) -> int:
    """Pairs in which the attacker's government accepts earlier where momentum delays it three times as much."""
    days = [
        day_of(runs(BASELINE, replications, {"command.hope_of_truce": 0.0, "talks.attacker.momentum_effect": effect}),
               "attacker_accepted_day")
        for effect in (0.0, 3.0)
    ]  # fmt: skip
    return int(np.count_nonzero(days[1] < days[0]))


def orders_where_people_hold(replications: int = 1000) -> float:
    """Share of runs of a staff that never orders in which the log tells an order to withdraw."""
    logs = talks_of(runs("kursk/undecided-hold", replications, logs=True))
    return sum(bool(np.any(events["kind"] == ORDER)) for events in logs) / replications


def days_that_gain() -> float:
    """Share of days with ground lost at the reference state, four axes at a correlation of .9."""
    return float(np.mean(lumps("kursk/undecided") > 0.0))


def truces_refused_settlement_first(replications: int = 1000) -> float:
    """Share of first statements that refuse the truce, of a government that accepts none with an end date."""
    first = []
    for events in talks_of(runs("kursk/settlement-first", replications, logs=True)):
        said = events["second"][(events["kind"] == STATEMENT) & (events["subject"] == ATTACKER)]
        first += said[:1].astype(int).tolist()
    return first.count(REFUSED) / len(first)


def accepted_at_tabling(replications: int = 4000) -> float:
    """Share of the attacker's later acceptances that fall at the instant at which a text is tabled."""
    at_tabling = []
    for events in talks_of(runs(BASELINE, replications, logs=True)):
        tabled = set(events["time"][(events["kind"] == TABLED) & (events["time"] > 0.0)].tolist())
        at_tabling += [day in tabled for day, _ in accepted(events, ATTACKER)]
    return float(np.mean(at_tabling))


def agreed_beside_a_counter_offer(replications: int = 4000) -> float:
    """Share of first agreements on a text to which a counter-offer lies open."""
    talks = talks_of(runs(BASELINE, replications, logs=True))
    agreed = [found for events in talks if (found := first_agreement(events))]
    return float(np.mean([bool(counter_offers) for _, counter_offers in agreed]))


def said_and_happened(name: str = BASELINE, replications: int = 4000) -> tuple[np.ndarray, np.ndarray]:
    """Chances within 30 days as told on days 0 to 60 while no answer has come, and whether it then came."""
    block = runs(name, replications)
    day, told = day_of(block, "attacker_accepted_day"), path_of(block, "acceptance_30d_attacker")
    waiting = [(told[day > now, now], day[day > now] <= now + 30.0) for now in range(0, 61, 10)]
    said, happened = (np.concatenate(parts) for parts in zip(*waiting, strict=True))
    return said, happened


def said_less_happened() -> float:
    """Mean chance of acceptance that is told, less the share that happens."""
    said, happened = said_and_happened()
    return float(said.mean() - happened.mean())


def _what_mediation_does(associations: float) -> float:
    early = early_truces().changed({"truce.associations": associations})
    with_it, without = (alive_of(early.changed({"talks.proposals.0.mediated": told}), 30.0) for told in (1.0, 0.0))
    return with_it - without
