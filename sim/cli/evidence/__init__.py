"""Commands round evidence: a theatre of observations, calibration, hindcasts, dated questions, the ledger."""
