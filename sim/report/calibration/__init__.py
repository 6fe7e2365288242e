"""What observations changed, in words and rows."""
