"""The page Runs: results kept on disk, opened and set side by side."""
