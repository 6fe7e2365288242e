"""The laws drawn too, as a chart: outcomes by form, and the split of their spread."""
