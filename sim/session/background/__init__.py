"""Refinement that goes on while one reads, and who waits for it."""
