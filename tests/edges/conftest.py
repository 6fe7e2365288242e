"""The stand-ins of the tests of analysis and of experiments are at hand for the edges too."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / room) for room in ("analysis", "experiment")]
