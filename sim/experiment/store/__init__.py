"""Result folders and their files: written whole or not at all, read only where they are sound."""
