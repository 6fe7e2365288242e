"""Arithmetic and luck that both executors share to the last bit."""
