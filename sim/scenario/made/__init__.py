"""A theatre and a baseline made by a rule from what was seen of a place; every value says where it comes from."""
