"""One check: what is compared, the published number, ours, and whether they agree within what is stated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Check(NamedTuple):
    """A line of the page; `of` says whose code is compared: the model's, or a reference kept for verification."""

    id: str
    what: str
    published: str
    ours: str
    within: str
    holds: bool
    of: str = "model"


MODEL, REFERENCE = "model", "reference"
LARGE = 10.0  # from here on a distance is told without decimals
DUST = 1e-12  # below, a distance is rounding, which differs from processor to processor


def near(
    id: str, what: str, published: float, ours: float, within: float, of: str = MODEL, digits: str = ".4g"
) -> Check:
    """A number against a published one, within an absolute distance."""
    holds = bool(abs(published - ours) <= within)
    told = f"± {within:,.0f}" if within >= LARGE else f"± {within:.2g}"
    return Check(id, what, format(published, digits), format(ours, digits), told, holds, of)


def alike(id: str, what: str, pairs: Sequence[tuple[float, float]], within: float, of: str = MODEL) -> Check:
    """Many published numbers against ours: the first of them is shown, and the largest distance of all."""
    worst = max(abs(float(theirs) - float(ours)) for theirs, ours in pairs)
    distance = f"{worst:.1e}" if worst >= DUST else f"under {DUST:g}"
    told = f"± {within:.2g}; largest distance of {len(pairs)}: {distance}"
    published, ours = pairs[0]
    return Check(id, what, format(published, ".4g"), format(ours, ".4g"), told, bool(worst <= within), of)


def missing(id: str, what: str, why: str) -> Check:
    """What cannot be compared, shown as a miss with the reason."""
    return Check(id, what, "", "", why, False, "nothing")
