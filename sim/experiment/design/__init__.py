"""Which uniforms a replication draws, and what they became."""
