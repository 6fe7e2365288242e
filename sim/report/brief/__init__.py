"""An answer on paper: one page for a minister, four for an analyst; as a page for browsers, as Word and as PDF."""
