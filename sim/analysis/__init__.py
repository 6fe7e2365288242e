"""Floor 5: ensembles into summaries, paired comparisons, incidence curves and scores."""
