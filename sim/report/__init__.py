"""Floor 6: numbers into figures, tables and sentences."""
