"""Proposals on the table, and how governments come to accept them."""
