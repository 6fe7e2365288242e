"""One run event by event."""
