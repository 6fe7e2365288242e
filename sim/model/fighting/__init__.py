"""How ground is taken, and what that costs in people."""
