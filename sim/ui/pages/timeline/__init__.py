"""The page Map and timeline: all runs, and one run event by event."""
