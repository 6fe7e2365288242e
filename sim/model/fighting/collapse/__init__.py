"""Rival laws of what a day of collapse costs, a file a form: how much of a day's gain of ground is fought for."""
