"""Stored results in the formats of other programs, each column with its meaning and unit."""
