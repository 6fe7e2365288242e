"""State of the talks and of the truce, the second half of state.py."""

import numpy as np

from sim.model.world.processes import N_PARTIES, N_PROPOSALS
from sim.model.world.state import (
    EXAMINING,
    NAN,
    NEVER,
    NO_TRUCE,
    RUNNING,
    UNUSED,
    FloatArray,
    FloatTable,
    IntArray,
    IntTable,
)


class Talks:
    """Proposals on the table, answers, and the clocks behind them."""

    state: IntArray  # (proposal)
    kind: IntArray
    parent: IntArray  # (proposal) the proposal it answers, or -1
    round: IntArray
    tabled: FloatArray  # (proposal) day
    duration: FloatArray  # (proposal) [days], 0 open-ended
    truce_class: IntArray
    mediated: IntArray
    written: IntArray
    monitored: IntArray
    rearming: FloatArray  # (proposal) how well a ban on rearming is monitored
    no_mobilisation: FloatArray  # (proposal) 1 when mobilisation stops
    people_settled: FloatArray  # (proposal) 1 when the fate of the people in the foothold is settled
    shift: FloatArray  # (proposal) [ln days]
    lapse: FloatArray
    table_at: FloatArray  # (proposal) day on which a scheduled or prepared proposal is tabled
    counter_at: FloatArray  # (proposal) day on which a counter-offer to it is tabled
    retable_at: FloatArray
    partial_at: FloatArray
    answer: IntTable  # (proposal, party)
    statement_at: FloatTable  # (proposal, party)
    threshold: FloatTable  # (proposal, party) internal time at which it is accepted [days]
    clock: FloatTable  # (proposal, party) internal time so far [days]
    pace: FloatTable  # (proposal, party) internal days a day, at the last review
    clock_day: FloatTable  # (proposal, party) day to which it was run
    open_to_truce: IntArray  # (party)
    first_answer: IntArray  # (party) -1 none
    first_answer_day: FloatArray
    accepted_day: FloatArray  # (party)
    partial_day: float  # a truce of one domain takes effect
    partial_held: float  # how long it holds [days]
    used: int

    def __init__(self):
        self.state = np.zeros(N_PROPOSALS, dtype=np.int64)
        self.kind = np.zeros(N_PROPOSALS, dtype=np.int64)
        self.parent = np.zeros(N_PROPOSALS, dtype=np.int64)
        self.round = np.zeros(N_PROPOSALS, dtype=np.int64)
        self.tabled = np.zeros(N_PROPOSALS)
        self.duration = np.zeros(N_PROPOSALS)
        self.truce_class = np.zeros(N_PROPOSALS, dtype=np.int64)
        self.mediated = np.zeros(N_PROPOSALS, dtype=np.int64)
        self.written = np.zeros(N_PROPOSALS, dtype=np.int64)
        self.monitored = np.zeros(N_PROPOSALS, dtype=np.int64)
        self.rearming = np.zeros(N_PROPOSALS)
        self.no_mobilisation = np.zeros(N_PROPOSALS)
        self.people_settled = np.zeros(N_PROPOSALS)
        self.shift = np.zeros(N_PROPOSALS)
        self.lapse = np.zeros(N_PROPOSALS)
        self.table_at = np.zeros(N_PROPOSALS)
        self.counter_at = np.zeros(N_PROPOSALS)
        self.retable_at = np.zeros(N_PROPOSALS)
        self.partial_at = np.zeros(N_PROPOSALS)
        self.answer = np.zeros((N_PROPOSALS, N_PARTIES), dtype=np.int64)
        self.statement_at = np.zeros((N_PROPOSALS, N_PARTIES))
        self.threshold = np.zeros((N_PROPOSALS, N_PARTIES))
        self.clock = np.zeros((N_PROPOSALS, N_PARTIES))
        self.pace = np.zeros((N_PROPOSALS, N_PARTIES))
        self.clock_day = np.zeros((N_PROPOSALS, N_PARTIES))
        self.open_to_truce = np.zeros(N_PARTIES, dtype=np.int64)
        self.first_answer = np.zeros(N_PARTIES, dtype=np.int64)
        self.first_answer_day = np.zeros(N_PARTIES)
        self.accepted_day = np.zeros(N_PARTIES)
        self.reset()

    def reset(self):
        self.state[:] = UNUSED
        self.kind[:] = 0
        self.parent[:] = -1
        self.round[:] = 0
        self.tabled[:] = NEVER
        self.duration[:] = 0.0
        self.truce_class[:] = 1
        self.mediated[:] = 0
        self.written[:] = 0
        self.monitored[:] = 0
        self.rearming[:] = 0.0
        self.no_mobilisation[:] = 0.0
        self.people_settled[:] = 0.0
        self.shift[:] = 0.0
        self.lapse[:] = NEVER
        self.table_at[:] = NEVER
        self.counter_at[:] = NEVER
        self.retable_at[:] = NEVER
        self.partial_at[:] = NEVER
        self.answer[:, :] = EXAMINING
        self.statement_at[:, :] = NEVER
        self.threshold[:, :] = NEVER
        self.clock[:, :] = 0.0
        self.pace[:, :] = 0.0
        self.clock_day[:, :] = 0.0
        self.open_to_truce[:] = 0
        self.first_answer[:] = -1
        self.first_answer_day[:] = NEVER
        self.accepted_day[:] = NEVER
        self.partial_day = NEVER
        self.partial_held = NAN
        self.used = 0


class Truce:
    """The general truce: agreement, force, end; and its violations."""

    state: int
    proposal: int
    start_at: float
    first_day: float  # day the first truce came into force
    in_force_since: float
    planned_end: float
    fail_at: float
    first_end: int  # how the first truce ended
    first_over: float  # day it ended
    times: int
    extensions: int
    monitored: int
    violations_true: float
    violations_claimed: float

    def __init__(self):
        self.reset()

    def reset(self):
        self.state = NO_TRUCE
        self.proposal = -1
        self.start_at = NEVER
        self.first_day = NEVER
        self.in_force_since = NEVER
        self.planned_end = NEVER
        self.fail_at = NEVER
        self.first_end = RUNNING
        self.first_over = NEVER
        self.times = 0
        self.extensions = 0
        self.monitored = 0
        self.violations_true = 0.0
        self.violations_claimed = 0.0
