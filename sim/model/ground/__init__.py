"""The ground and who is on it: settlements, people, weather."""
