"""Results that are kept: listed, opened again, set side by side, verified, removed."""
