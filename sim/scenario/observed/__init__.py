"""Observations of a place, as files give them: one frozen series a place, and folders of cases."""
