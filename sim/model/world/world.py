"""The world of one replication: clock, alarms, rules, state, log and paths."""

import numpy as np

from sim.model.world.processes import N_PROCESSES, START
from sim.model.world.rules import Rules
from sim.model.world.state import Command, FloatArray, FloatTable, Ground, Map, People, Supply, Weather
from sim.model.world.state_talks import Talks, Truce


class World:
    """Everything one replication knows: clock, alarms, rules, state, log and paths."""

    now: float  # [days since day 0]
    running: int  # number of the process that acts now
    seed: int
    replication: int
    horizon: float
    due: FloatArray  # (process) day on which it acts next
    log: FloatTable  # (entry, field) time, process, kind, subject, two values
    log_count: int
    paths: FloatTable  # (day, series)
    rules: Rules
    map: Map
    weather: Weather
    ground: Ground
    people: People
    supply: Supply
    command: Command
    talks: Talks
    truce: Truce

    def __init__(self, rules, map, weather, ground, people, supply, command, talks, truce, log, paths, horizon):
        self.now = 0.0
        self.running = START
        self.seed = 0
        self.replication = 0
        self.horizon = horizon
        self.due = np.zeros(N_PROCESSES)
        self.log = log
        self.log_count = 0
        self.paths = paths
        self.rules = rules
        self.map = map
        self.weather = weather
        self.ground = ground
        self.people = people
        self.supply = supply
        self.command = command
        self.talks = talks
        self.truce = truce

    def reset(self, seed, replication):
        self.now = 0.0
        self.running = START
        self.seed = seed
        self.replication = replication
        self.due[:] = 0.0
        self.log_count = 0
        self.paths[:, :] = 0.0
        self.weather.reset()
        self.ground.reset()
        self.people.reset()
        self.supply.reset()
        self.command.reset()
        self.talks.reset()
        self.truce.reset()
