"""The made-up ensembles of the analysis tests, and the stand-in of those of the experiment, here too."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "analysis"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "experiment"))
