"""Rival laws of force to ground, a file a form: what the people of both sides make of the fitted tempo."""
