"""What one replication knows: the cast's numbers, clock, rules, state, log and daily series."""
