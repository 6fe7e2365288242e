"""Maps of a day: one, those of a comparison side by side, and the day that plays."""
