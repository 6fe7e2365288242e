"""A value with its evidence: fixed or distributed, declared, spelled, tried, moved."""
