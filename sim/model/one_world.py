"""The world of one replication: clock, alarms, rules, state, log and series."""

from sim.model.recorder import SERIES
from sim.model.world.cast import N_PROCESSES, START
from sim.model.world.events import LOG_CAPACITY, LOG_FIELDS
from sim.model.world.fields import DAYS, GIVEN, State, number, numbers, part, whole
from sim.model.world.rules import Rules
from sim.model.world.state import Command, Ground, Map, People, Supply, Weather
from sim.model.world.state_talks import Talks, Truce


class World(State):
    """Everything one replication knows: clock, alarms, rules, state, log and series."""

    now = number(about="the time [days since day 0]")
    running = whole(START, about="number of the process that acts now")
    seed = whole(about="first half of the key of all luck")
    replication = whole(about="number of the replication")
    horizon = number(GIVEN, about="last day that is played [days since day 0]")
    due = numbers(N_PROCESSES, about="(process) day on which it acts next")
    log = numbers(LOG_CAPACITY, len(LOG_FIELDS), start=GIVEN, about="(entry, field) what happened, up to the count")
    log_count = whole(about="entries of the log, also those that found no room")
    series = numbers(DAYS, len(SERIES), about="(day, series) sampled once a day")
    rules = part(Rules)
    map = part(Map)
    weather = part(Weather)
    ground = part(Ground)
    people = part(People)
    supply = part(Supply)
    command = part(Command)
    talks = part(Talks)
    truce = part(Truce)

    def reset(self, seed: int, replication: int) -> None:
        """Begin another replication."""
        self.begin_anew()
        self.seed = seed
        self.replication = replication
