"""Forecasts from fixed days of past cases, made from what was public then, set against what happened."""
