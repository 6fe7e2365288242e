"""What was seen of the ground, beside what the runs make of it."""
