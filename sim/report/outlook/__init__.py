"""The answer of one scenario: cards, charts, what goes with it."""
