"""From one run to many: the design of draws, ensembles, workers, the store of results."""
