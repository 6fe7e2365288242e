"""What the terminal prints: tables, sentences, grids, the story of one run."""
