"""Commands that run scenarios, compare them, and play one run again."""
