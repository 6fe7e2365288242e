"""The charts: each a constant Vega-Lite specification of a theme and a small data frame.

A page draws them with its own title and source line. What is not here: titles (words) and tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sim.analysis.comparison import pair_numbers, paired_values
from sim.analysis.ensemble_like import EnsembleLike, OutcomeLike
from sim.report import frames, specs

if TYPE_CHECKING:
    import pandas as pd

    Chart = tuple[dict[str, Any], pd.DataFrame]

ALT = {
    "first_events": "Stacked areas: share of runs by day with a truce first, no longer held first, neither",
    "event_curves": "Lines with bands: share of runs with the event by day, one line a scenario",
    "area_paths": "Forty single runs of the ground held by day, coloured by their ending",
    "people": "Fifty dots a side: people killed or wounded, one dot for each 1 in 50 futures",
    "event_days": "Fifty dots: days on which the event comes, in the futures in which it comes",
    "paired_differences": "Dots: pairs that differ, with the mean difference of all pairs and its interval",
    "acceptance_chance": "Lines with bands: chance by day that each party accepts within 30 days",
    "exit_modes": "Bars of 100 percent: share of runs by way of leaving, one bar a scenario",
}
HOW_TO_READ = {
    "first_events": "Heights are shares of runs and add to 100% on every day. The line marks the horizon.",
    "event_curves": "Bands hold the simulation's own error (95%), not the doubt about the assumptions.",
    "area_paths": (
        "Each line is one run, in proportion to how runs end. The bar at the right holds the "
        "middle half of the runs in which ground is still held; there is no average line, because runs end "
        "in different ways."
    ),
    "people": "Each dot is 1 future in 50; half of them stand over the bar.",
    "event_days": "Each dot is 1 in 50 of the futures in which it happens.",
    "paired_differences": (
        "Same luck in both scenarios. Only pairs that differ have dots; the diamond is the mean "
        "of all pairs with its 95% simulation interval."
    ),
    "acceptance_chance": "The line is the mean over runs, the band holds the middle half of the runs.",
    "exit_modes": "Each bar adds to 100% of the runs; stayed means no exit within the horizon.",
}


def first_events(ensemble: EnsembleLike, theme: str = "light") -> Chart:
    """Which outcome first, by day: stacked shares."""
    return specs.first_events_spec(theme), frames.first_events_frame(ensemble)


def event_curves(
    ensembles: Sequence[EnsembleLike],
    event: str = "foothold_ended_day",
    theme: str = "light",
    title: str = "Share of runs",
) -> Chart:
    """Cumulative incidence of one event in scenarios A, B and C.

    `event` is truce or foothold_ended (as first event), or a day outcome.
    """
    return specs.curves_spec(theme, title), frames.curves_frame(ensembles, event)


def area_paths(ensemble: EnsembleLike, theme: str = "light", still_held_km2: float = 35.0) -> Chart:
    """Ground held [km2] in 40 single runs."""
    return specs.area_spec(theme), frames.area_frame(ensemble, still_held_km2)


def people(ensemble: EnsembleLike, theme: str = "light") -> Chart:
    """People killed or wounded of each side as 50 equally likely dots."""
    return specs.people_spec(theme), frames.people_frame(ensemble)


def event_days(ensemble: EnsembleLike, outcome: str, theme: str = "light", title: str = "Day") -> Chart:
    """When an event comes, if it comes: 50 dots."""
    return specs.days_spec(theme, title), frames.days_frame(ensemble, outcome)


def paired_differences(
    base: EnsembleLike,
    other: EnsembleLike,
    outcome: str,
    theme: str = "light",
    title: str = "B less A",
    catalogue: Sequence[OutcomeLike] | None = None,
    letter: str = "B",
) -> Chart:
    """Other minus base, pair by pair; `letter` is the other's: B or C."""
    change = paired_values(base, other, outcome, catalogue)
    spec = specs.differences_spec(theme, title, letter)
    return spec, frames.differences_frame(change, pair_numbers(change), letter)


def acceptance_chance(ensemble: EnsembleLike, theme: str = "light") -> Chart:
    """Chance of acceptance by day and party, as the model sees it; needs the paths."""
    return specs.acceptance_spec(theme), frames.acceptance_frame(ensemble)


def exit_modes(summaries: Sequence[Mapping[str, Any]], theme: str = "light") -> Chart:
    """How forces leave, a bar a scenario."""
    return specs.exit_spec(theme), frames.exit_frame(summaries)
