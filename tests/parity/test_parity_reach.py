"""What the parity set reaches: processes, law forms, events, wakes, each ten times at least; `pytest -s` shows it."""

from collections import Counter

import numpy as np
import pytest
from both_executors import COLUMN, OUTCOME
from observed_runs import Reach, observed
from wide_set import case_named, names

from sim.engine.blocks import Block
from sim.model.outcomes import ANSWERS, EXIT_MODES, FIRST_EVENTS, PARTIAL_ENDS, TRUCE_ENDS
from sim.model.world.cast import CAST, N_PROCESSES, POCKET, PROCESS_NAMES, START
from sim.model.world.events import ACCEPTS, EVENT_KINDS, ROUTE_CHANGES, STATEMENT, TABLED, WEATHER_TURNS
from sim.scenario.values.choices import Associations, Domain, ProposalKind, RouteState, WeatherState
from sim.scenario.values.law_forms import MECHANISMS

pytestmark = pytest.mark.parity

LEAST = 10
LEAST_TIES = 1000
COVERED = [kind.name for kind in ProposalKind if kind != ProposalKind.PARTIAL] + [domain.name for domain in Domain]


def total() -> tuple[list[Block], Reach]:
    """Blocks of all cases, and what was seen in all of them."""
    blocks, sum_of_all = [], Reach()
    for name in names():
        block, reach = observed(name)
        blocks.append(block)
        sum_of_all.acted.update(reach.acted)
        sum_of_all.woken.update(reach.woken)
        sum_of_all.ties += reach.ties
    return blocks, sum_of_all


def law_forms(blocks: list[Block]) -> Counter[str]:
    """How many replications use each form, and how many events show each kind of answer, proposal and state."""
    rows = np.concatenate([case_named(name).rows for name in names()])
    outcomes = np.concatenate([block.outcomes for block in blocks])
    events = np.concatenate([block.events for block in blocks])

    def logged(kind: int, field: str) -> np.ndarray:
        return events[field][events["kind"] == kind]

    seen = Counter[str]()
    for label, members, values in (
        *((one.slot, [form.name for form in one.forms], rows[:, COLUMN[one.slot]]) for one in MECHANISMS),
        ("associations", [one.name for one in Associations], rows[:, COLUMN["truce.associations"]]),
        ("exit", EXIT_MODES, outcomes[:, OUTCOME["exit_mode"]]),
        ("first event", FIRST_EVENTS, outcomes[:, OUTCOME["first_event"]]),
        ("truce end", TRUCE_ENDS, outcomes[:, OUTCOME["truce_end"]]),
        ("domain truce end", PARTIAL_ENDS, outcomes[:, OUTCOME["partial_truce_end"]]),
        ("proposal", COVERED, logged(TABLED, "first")),
        ("answer", ANSWERS, np.concatenate([logged(STATEMENT, "second"), np.full(len(logged(ACCEPTS, "kind")), 3.0)])),
        ("weather", [state.name for state in WeatherState], logged(WEATHER_TURNS, "subject")),
        ("route turns", [f"to {state.name}" for state in RouteState][1:], logged(ROUTE_CHANGES, "first") - 1.0),
    ):
        for number, member in enumerate(members):
            seen[f"{label}: {member.lower()}"] = int(np.sum(values == number))
    return seen


def wakes_that_can_be() -> dict[tuple[int, int], str]:
    """Pairs of waker and sleeper by the cast, each instance; day 0 may find the way out closed."""
    numbers = {process.name: range(process.number, process.number + len(process.instances)) for process in CAST}
    pairs = [
        (waker, sleeper)
        for process in CAST
        for woken in process.wakes
        for waker in numbers[process.name]
        for sleeper in numbers[woken]
    ]
    return {
        (waker, sleeper): f"{PROCESS_NAMES[waker]} wakes {PROCESS_NAMES[sleeper]}"
        for waker, sleeper in [(START, POCKET), *pairs]
    }


def show(title: str, counts: dict[str, int]) -> None:
    print(f"\n{title}")
    for name, count in counts.items():
        print(f"  {name:<48}{count:>9,}")


@pytest.mark.slow(50)
def test_the_set_reaches_everything_ten_times() -> None:
    blocks, reach = total()
    events = Counter(int(kind) for block in blocks for kind in block.events["kind"])
    pairs = wakes_that_can_be()
    tables = {
        "processes resumed": {name: reach.acted[number] for number, name in enumerate(PROCESS_NAMES[:N_PROCESSES])},
        "kinds of event": {kind.name: events[number] for number, kind in enumerate(EVENT_KINDS)},
        "law forms": dict(law_forms(blocks)),
        "wakes": {words: reach.woken[pair] for pair, words in pairs.items()},
        "ties": {"resumptions at the instant of the one before": reach.ties},
    }
    print(f"\n{sum(len(block.faults) for block in blocks)} replications in {len(blocks)} cases")
    for title, counts in tables.items():
        show(title, counts)
    seldom = {name: n for counts in tables.values() for name, n in counts.items() if n < LEAST}
    assert not seldom
    assert reach.ties >= LEAST_TIES
    assert {pair: n for pair, n in reach.woken.items() if pair not in pairs} == {}
