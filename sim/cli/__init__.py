"""The command line: parse, call, write. It holds no arithmetic."""

from sim.cli.application import app, main

__all__ = ["app", "main"]
