"""How numbers, outcomes, values and differences are said, each in one place."""
