"""The sections of a scenario: what each value is, its bounds, and what it is where a scenario does not say."""
