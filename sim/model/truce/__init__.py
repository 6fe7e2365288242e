"""How a truce enters into force, how long it lasts, and how it ends."""
