"""What an answer rests on: the basis and source of each value, and how much of the answer's spread each basis makes."""
