"""Fits the pace at which ground is lost: python -m benchmarks.ground_fit pockets|boxes

Writes the rows of one fit in sim/data/ground_priors_folds.csv: mean and SD of each value over the 50 best of many
random sets, for all groups and with each group left out. The simulation here is a second, compact implementation of the
laws of `daily_lumps` and `spells` by the ground held; a test holds the two against each other.

What forms that are no law of the product reach where boxes were moving: python -m benchmarks.ground_fit.reachable
"""
