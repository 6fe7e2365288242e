"""Rival laws of what delays acceptance, a file a form: the covariates of a side's clock for a text [ln days]."""
