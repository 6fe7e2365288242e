"""Rival laws of durability, a file a form: days until a truce fails, and the chance that it is extended at its end."""
