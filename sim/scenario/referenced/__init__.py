"""Files that a scenario names: its sources, theatre, settings and posteriors."""
