"""Rival laws of how an advance comes, a file a form: a day's gain of the whole front against its expectation."""
