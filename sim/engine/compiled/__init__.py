"""Compiled code: the block of words it works on, the kernel that runs ensembles, and how its machine code is kept."""
