"""The made-up ensembles of the analysis tests, for the charts and tables too."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "analysis"))
