"""What a scenario can say, and how what it says is checked against that."""
