"""Sides by number, and how many sides, axes, routes and proposals the state has room for."""

HOLDER = 0
ATTACKER = 1
N_PARTIES = 2
N_AXES = 4
N_ROUTES = 4
N_PROPOSALS = 12
N_DOMAINS = 3
N_STEPS_AHEAD = 6  # of five days each, in which the ground ahead is looked at
N_SCHEDULED = 4  # proposals that a scenario may put on the mediator's schedule
