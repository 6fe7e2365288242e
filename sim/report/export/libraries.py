"""Libraries that one format alone needs, imported when it is asked for."""

from __future__ import annotations

import importlib
from typing import Any

from sim.errors import ExtraMissing


def library(name: str, need: str) -> Any:
    """A library of the extra `export`; ExtraMissing says how to install it."""
    try:
        return importlib.import_module(name)
    except ImportError:
        what = name.partition(".")[0]
        raise ExtraMissing(f"{need} needs {what}: pip install 'salient-sim[export]'") from None
