"""What the commands round evidence print: fits, hindcasts, questions, the ledger."""
