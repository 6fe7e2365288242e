"""A hindcast in words, tables and pictures, the same for terminal, page and app."""
