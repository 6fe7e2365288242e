"""A run made by other processes and machines: workers of a cluster, jobs of an array, and what they make gathered."""
