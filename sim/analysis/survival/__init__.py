"""How long until something happens, where not every run sees it: incidence with censoring, and how truces last."""
