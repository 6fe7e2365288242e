"""The days that scenarios have in common, so that what is set side by side was counted over the same time.

Draws do not depend on the horizon: a run over fewer days goes the same way up to its end. What is not here: scenarios
that start on different dates, which are told and not cut, as no day of one is a day of the other.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.scenario.loaded import LoadedScenario
from sim.scenario.loading import shortened


@dataclass(frozen=True)
class Period:
    """Days [day] over which scenarios are compared, the horizons of those that look further, and their starts."""

    horizon_days: int
    longer: Mapping[str, int]
    starts: Mapping[str, datetime.date]

    @property
    def note(self) -> str:
        """What a reader must know of the days that are compared; empty where all scenarios have the same."""
        return " ".join(filter(None, (self._cut(), self._other_starts())))

    def as_json(self) -> dict[str, Any]:
        """The same as plain values, with the note."""
        starts = {name: start.isoformat() for name, start in self.starts.items()}
        return {"horizon_days": self.horizon_days, "longer": dict(self.longer), "starts": starts, "note": self.note}

    def _cut(self) -> str:
        if not self.longer:
            return ""
        alone = ", ".join(f"{name} alone looks {days} days ahead" for name, days in self.longer.items())
        return f"Compared over {self.horizon_days} days, the shortest of their periods; {alone}."

    def _other_starts(self) -> str:
        if len(set(self.starts.values())) < 2:
            return ""
        told = ", ".join(f"{name} on {start.day} {start:%B %Y}" for name, start in self.starts.items())
        return f"They start on different dates: {told}; days are counted from the start of each."


def common_period(scenarios: Sequence[LoadedScenario], names: Sequence[str] | None = None) -> Period:
    """The period that all scenarios have: from the start of each, as long as the shortest; under their names."""
    named = [one.name for one in scenarios] if names is None else names
    shortest = min(one.scenario.horizon_days for one in scenarios)
    pairs = list(zip(named, (one.scenario for one in scenarios), strict=True))
    return Period(
        horizon_days=shortest,
        longer={name: one.horizon_days for name, one in pairs if one.horizon_days > shortest},
        starts={name: one.start for name, one in pairs},
    )


def over(period: Period, scenarios: Sequence[LoadedScenario]) -> list[LoadedScenario]:
    """The scenarios, those that look further ahead cut to the period."""
    days = period.horizon_days
    return [one if one.scenario.horizon_days == days else shortened(one, days) for one in scenarios]
