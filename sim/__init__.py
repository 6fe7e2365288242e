"""Salient: what happens to a squeezed foothold while a ceasefire is on the table."""
