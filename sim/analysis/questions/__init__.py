"""Dated questions: read, answered by one ensemble a scenario, frozen with a hash, and scored when they are resolved."""
