"""Columns of the daily series that processes look back at; what stands in them is declared by the recorder."""

HELD_AREA = 0
ATTACKER_CASUALTIES = 8
HOLDER_CASUALTIES = 9
