"""What observations after the start say of a scenario's assumptions: its own runs, weighted by how well they fit."""
