"""A reader's own scenarios: made of a shipped one and the changes over it, with a title, a note and sources."""
