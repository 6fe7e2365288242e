"""What a user means: scenario files, their values with evidence, the map of the theatre, the sources."""
