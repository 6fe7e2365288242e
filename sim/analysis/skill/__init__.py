"""What really happened beside what was simulated: scores, the lag of maps, rival assumptions."""
