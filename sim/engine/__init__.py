"""How time passes: the same processes under SimPy and compiled."""
