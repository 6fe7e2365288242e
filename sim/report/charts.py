"""The charts: each a constant Vega-Lite specification of a theme and a small data frame.

A page draws them with its own title and source line. What is not here: titles (words) and tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.comparison import pair_numbers, paired_changes
from sim.analysis.ensemble_like import EnsembleLike, OutcomeLike, amount_values, lost_below
from sim.analysis.survival.truce_survival import Durability, violations_per_day
from sim.language.saying import say, spoken
from sim.model.outcomes import ACCEPTED_DAY, ENDED_DAY
from sim.report.comparison import frames as comparison_frames
from sim.report.comparison import specs as comparison_specs
from sim.report.drawing import frames, specs
from sim.report.drawing.calendar import calendar_of
from sim.report.drawing.fed_layers import fed, has_runs
from sim.report.words.measures import first_label
from sim.scenario.observed.sights import Sight

if TYPE_CHECKING:
    import pandas as pd

    Chart = tuple[dict[str, Any], pd.DataFrame]

ALT = {
    "first_events": "Stacked areas: share of runs by day with a truce first, no longer held first, neither",
    "event_curves": "Lines with bands: share of runs with the event by day, one line a scenario",
    "area_paths": "At most forty single runs of the ground held by day, coloured by their ending",
    "people": "At most fifty dots a side: people killed or wounded, each dot as many futures as another",
    "people_compared": "A row of at most fifty dots a scenario: people, each dot as many futures as another",
    "event_days": "At most fifty dots: days on which the event comes, in the futures in which it comes",
    "paired_differences": "Dots: pairs that differ, with the mean difference of all pairs and its interval",
    "acceptance_by_day": "Lines with bands: share of runs in which a government has accepted, by day and scenario",
    "truce_durability": "Steps with bands: share of truces still holding, by days since their start and scenario",
    "truce_ends": "Bars of 100 percent: truces by how they end, one bar a scenario",
    "truce_violations": "A row of at most fifty dots a scenario: violations per day of truce, each dot as many truces",
    "exit_modes": "Bars of 100 percent: share of runs by way of leaving, one bar a scenario",
}
BANDS = spoken("Bands hold the simulation's own error (95%), not the doubt about the assumptions.")
HOW_TO_READ = {
    "first_events": "Heights are shares of runs and add to 100% on every day. The line marks the horizon.",
    "event_curves": "Each curve is the share of runs in which it has come by that day.",
    "area_paths": (
        "Each line is one run, in proportion to how runs end; down to the dashed line the foothold counts as held. "
        "There is no average line, because runs end in different ways."
    ),
    "people": "Each dot is 1 future in 50, or one future where they are fewer.",
    "people_compared": "A row a scenario; each dot is 1 future in 50, or one future where they are fewer.",
    "event_days": "Each dot is 1 in 50 of the futures in which it happens, or one future where they are fewer.",
    "paired_differences": (
        "Same luck in both scenarios. Only pairs that differ have dots; the diamond is the mean of all pairs."
    ),
    "acceptance_by_day": (
        "A truce needs both governments to accept the same text. One may have accepted a text whose place another took "
        "since, or that the other never accepts: there may be fewer truces than acceptances."
    ),
    "truce_durability": (
        "First general truce of each run, by days since it began. It stops holding when it breaks down or runs out; "
        "one that holds at the horizon counts for as long as it was watched (Kaplan-Meier). A line ends where fewer "
        "than 5 are still watched."
    ),
    "truce_ends": (
        "First general truce of each run, extended and settled ones included, as it stands at the horizon, however "
        "long ago it began: some have not come to their end date, so that these are not the shares by days since the "
        "start. Each bar adds to 100% of them."
    ),
    "truce_violations": (
        "First general truce of each run, if it holds at least a day: violations by both sides that happened, claimed "
        "or not, over the days it held. Each dot is 1 truce in 50, or one truce where they are fewer."
    ),
    "exit_modes": (
        "Who leaves the ground beyond the border strip, where others may stay. Orderly: with time and an open way; "
        "pressed: followed closely or under fire; closed: they break out on foot through a closed way; surrendered: "
        "those cut off give up; stayed: nobody left it by the horizon. Each bar adds to 100% of the runs."
    ),
}

OVER_THE_BAR = spoken("Half of them stand over the bar.")
RANGES = {  # how to read a bar or band, where it is drawn
    "event_curves": BANDS,
    "area_paths": "The bar at the right holds the middle half of the runs that end above the dashed line.",
    "people": OVER_THE_BAR,
    "people_compared": "Half of a row stand over its bar.",
    "paired_differences": "The bar through it is its 95% simulation interval.",
    "acceptance_by_day": BANDS,
    "truce_durability": "Bands: 95%.",
    "truce_violations": "Half of a row stand over its bar.",
}
BARS = ("truce_ends", "exit_modes")
ROUNDED = spoken("Shares are rounded each for itself, so that those in sight need not add to 100%.")
NOTHING = {"paired_differences": "No pair differs, so there is nothing to draw."}
IN_NO_RUN = spoken("In no run is there anything to draw.")


def how_to_read(name: str, frame: pd.DataFrame) -> str:
    """How to read a chart; its bar or band only where its numbers have the ends of one."""
    ranged = name in RANGES and "low" in frame and bool(frame["low"].notna().any())
    sentences = (HOW_TO_READ[name], RANGES[name] if ranged else "", "" if _adds_up(name, frame) else ROUNDED)
    return " ".join(say(one) for one in sentences if one)


def _adds_up(name: str, frame: pd.DataFrame) -> bool:
    """Whether the shares that stand in one bar, each as whole percent, add to 100; of other charts always."""
    if name == "first_events":
        bars = [frame[list(frames.ENDINGS)].iloc[-1]]
    else:
        bars = [bar["share"] for _, bar in frame.groupby("scenario")] if name in BARS else []
    return all(np.floor(100.0 * bar + 0.5).sum() == 100.0 for bar in bars if bar.sum() > 0.0)


def nothing_drawn(name: str, spec: dict[str, Any], frame: pd.DataFrame, *, of_runs: bool) -> str:
    """A sentence in place of a chart without anything to see, or, `of_runs`, without a mark of a run; else nothing."""
    if frame.empty or (of_runs and not has_runs(fed(spec, frame))):
        return say(NOTHING.get(name, IN_NO_RUN))
    return ""


def first_events(ensemble: EnsembleLike, theme: str = "light") -> Chart:
    """Which outcome first, by day: stacked shares."""
    spec = specs.first_events_spec(theme, first_label(lost_below(ensemble)), calendar_of(ensemble))
    return spec, frames.first_events_frame(ensemble)


def event_curves(
    ensembles: Sequence[EnsembleLike],
    event: str = ENDED_DAY,
    theme: str = "light",
    title: str = "",
) -> Chart:
    """Cumulative incidence of one event in scenarios A to D.

    `event` is a value of the first event, or a day outcome.
    """
    spec = comparison_specs.curves_spec(theme, title or say("Share of runs"), calendar_of(ensembles[0]))
    return spec, comparison_frames.curves_frame(ensembles, event)


def acceptance_by_day(ensembles: Sequence[EnsembleLike], side: str, theme: str = "light") -> Chart:
    """Share of runs in which the government of a side, holder or attacker, has accepted a general proposal by day."""
    return event_curves(ensembles, ACCEPTED_DAY[side], theme)


def truce_durability(curves: Sequence[Durability], theme: str = "light", end_dates: Sequence[int] = ()) -> Chart:
    """Share of truces still holding by days since their start; curves of `sim.analysis.survival.truce_survival`.

    `end_dates` are the days on which truces run out, the usual one first, where they have such days.
    """
    return comparison_specs.durability_spec(theme, len(curves)), comparison_frames.durability_frame(curves, end_dates)


def truce_ends(ends: Sequence[dict[str, Any]], theme: str = "light") -> Chart:
    """How the first truces end, a bar a scenario; the entries of that outcome."""
    return comparison_specs.truce_ends_spec(theme), comparison_frames.truce_ends_frame(ends)


def truce_violations(ensembles: Sequence[EnsembleLike], theme: str = "light") -> Chart:
    """Violations per day of truce, a row of dots a scenario."""
    values = [violations_per_day(ensemble) for ensemble in ensembles]
    spec = comparison_specs.rows_spec(theme, say("Violations per day of truce"), len(values))
    return spec, comparison_frames.rows_frame(values)


def people_compared(
    ensembles: Sequence[EnsembleLike], outcome: str, theme: str = "light", title: str = "People"
) -> Chart:
    """One amount, such as people killed or wounded, a row of dots a scenario."""
    values = [amount_values(ensemble, outcome) for ensemble in ensembles]
    return comparison_specs.rows_spec(theme, title, len(values)), comparison_frames.rows_frame(values)


def area_paths(
    ensemble: EnsembleLike, still_held_km2: float, theme: str = "light", top_km2: float | None = None,
    seen: Sequence[Sight] = (),
) -> Chart:
    """Ground held [km2] in 40 single runs, under what was seen of it.

    `top_km2` gives several scenarios the same axis (`frames.area_top`).
    """  # fmt: skip
    spec = specs.area_spec(theme, first_label(lost_below(ensemble)), calendar_of(ensemble))
    return spec, frames.area_frame(ensemble, still_held_km2, top_km2, seen)


def area_days(
    ensemble: EnsembleLike, still_held_km2: float, top_km2: float | None = None, seen: Sequence[Sight] = ()
) -> pd.DataFrame:
    """The rows of that chart with every day of each run, to take along; the chart has the points it takes to draw."""
    return frames.every_day(ensemble, still_held_km2, top_km2, seen)


def people(ensemble: EnsembleLike, theme: str = "light") -> Chart:
    """People killed or wounded of each side as 50 equally likely dots."""
    return specs.people_spec(theme), frames.people_frame(ensemble)


def event_days(ensemble: EnsembleLike, outcome: str, theme: str = "light", title: str = "Day") -> Chart:
    """When an event comes, if it comes: 50 dots."""
    return specs.days_spec(theme, title, calendar_of(ensemble)), frames.days_frame(ensemble, outcome)


def paired_differences(
    base: EnsembleLike,
    other: EnsembleLike,
    outcome: str,
    theme: str = "light",
    title: str = "B less A",
    catalogue: Sequence[OutcomeLike] | None = None,
    letter: str = "B",
) -> Chart:
    """Other minus base, pair by pair; `letter` is the other's: B, C or D."""
    change = paired_changes(base, other, outcome, catalogue)
    spec = comparison_specs.differences_spec(theme, title, letter)
    return spec, comparison_frames.differences_frame(change, pair_numbers(change), letter)


def exit_modes(summaries: Sequence[Mapping[str, Any]], theme: str = "light") -> Chart:
    """How forces leave, a bar a scenario."""
    return comparison_specs.exit_spec(theme), frames.exit_frame(summaries)
