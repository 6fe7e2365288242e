"""What all pictures share: specifications, colours, dots, small frames, stills."""
