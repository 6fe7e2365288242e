"""Inputs of a page under test by their names: one that was set from elsewhere is drawn anew under a key of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sim.ui.page_state import MARK


def named(inputs: Iterable[Any], name: str) -> Any:
    """The input of this name, as it is drawn now."""
    [found] = [one for one in inputs if (one.key or "").partition(MARK)[0] == name]
    return found
