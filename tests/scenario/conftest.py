"""The invented theatre, for all tests of scenario files."""

from invented_theatre import folder

__all__ = ["folder"]
