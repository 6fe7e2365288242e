"""The cast: every process of the model with its number. Ties in time are broken by this number, in both executors.

The order is the order of a day: weather, orders, supply, decisions, talks, fighting, and the recorder last.
"""

WEATHER = 0
ATTACKER_COMMAND = 1
SUPPLY = 2
HOLDER_COMMAND = 3
WITHDRAWAL = 4
POCKET = 5
MEDIATOR = 6
PARTY = 7  # + side
TRUCE = 9
ASSAULT = 10  # + axis
INCIDENTS = 14
RECORDER = 15
N_PROCESSES = 16
START = 16  # no process: the state that day 0 starts from, as the log tells it
OWN = 17  # no process of the model: a user's own, on the SimPy executor

HOLDER = 0
ATTACKER = 1
N_PARTIES = 2
N_AXES = 4
N_ROUTES = 4
N_PROPOSALS = 12
N_SCHEDULED = 4  # proposals that a scenario may put on the mediator's schedule

PROCESS_NAMES = (
    "weather",
    "attacker command",
    "supply",
    "holder command",
    "withdrawal",
    "pocket",
    "mediator",
    "holder's government",
    "attacker's government",
    "truce",
    "assault, axis 1",
    "assault, axis 2",
    "assault, axis 3",
    "assault, axis 4",
    "incidents",
    "recorder",
    "day 0",
    "a process of your own",
)
