"""From what is asked to finished replications: checks before any work, threads, precision."""
