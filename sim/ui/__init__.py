"""The app: choose scenarios, move sliders, read answers; numbers, words and pictures come from below."""

from sim.ui.main import main

__all__ = ["main"]
