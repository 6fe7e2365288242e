"""Rival laws of what the tempo counts by, a file a form: the length on which a tempo per km acts."""
