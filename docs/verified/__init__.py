"""Checks of laws against published numbers, each with the number beside what is computed here."""
