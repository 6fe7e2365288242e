"""What each page draws: charts of sim.report with their titles in words. No Streamlit, no arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sim.analysis.ensemble_like import amount_values, day_values
from sim.analysis.scores import central_interval
from sim.analysis.uncertainty import quantiles
from sim.report import charts, frames, words
from sim.report.palette import LETTERS
from sim.scenario.distributions import central_value

if TYPE_CHECKING:
    import pandas as pd

    from sim.experiment.ensemble import Ensemble

Entry = Mapping[str, Any]
PEOPLE = {
    "holder_casualties": "people of the holder killed or wounded",
    "attacker_casualties": "people of the attacker killed or wounded",
}
CAPTURED = {"holder_captured": "people of the holder captured or missing"}
EVENTS = {"truce_in_force": "a truce takes effect", "foothold_ended": "the foothold is no longer held"}
CURVES = {"truce": "A truce first", "foothold_ended": "The foothold no longer held first"}


@dataclass(frozen=True, eq=False)
class Picture:
    """One chart: its finding in words, its specification and data, its description and how to read it."""

    title: str
    spec: dict[str, Any]
    frame: pd.DataFrame
    alt: str
    how_to_read: str


def outlook(
    ensembles: Sequence[Ensemble], summaries: Sequence[Entry], changes: Sequence[Entry], theme: str
) -> dict[str, Picture]:
    """The pictures of one scenario."""
    [ensemble], [summary] = ensembles, summaries
    return {
        "first_events": _picture(
            "first_events",
            words.first_events_title(summary["outcomes"]["first_event"], summary["horizon_days"]),
            charts.first_events(ensemble, theme),
        ),
        "area_paths": _area(ensemble, summary, theme),
        "people": _people(ensemble, summary, theme),
        "acceptance_days": _acceptance(ensemble, summary, theme),
    }


def comparison(
    ensembles: Sequence[Ensemble], summaries: Sequence[Entry], changes: Sequence[Entry], theme: str
) -> dict[str, Picture]:
    """The pictures of two or three scenarios, A first."""
    drawn = {f"curves_{event}": _curves(event, ensembles, summaries, theme) for event in CURVES}
    for letter, ensemble, summary in zip(LETTERS, ensembles, summaries, strict=False):
        drawn[f"area_{letter}"] = _area(ensemble, summary, theme)
        drawn[f"people_{letter}"] = _people(ensemble, summary, theme)
    for letter, other, change in zip(LETTERS[1:], ensembles[1:], changes, strict=False):
        for outcome in PEOPLE:
            drawn[f"pairs_{outcome}_{letter}"] = _pairs(ensembles[0], other, outcome, change, letter, theme)
    drawn["exit_modes"] = _exits(summaries, theme)
    return drawn | _on_one_scale({name: drawn[name] for name in drawn if name.startswith("people")})


def headline(summary: Entry) -> str:
    """The answer for one scenario."""
    return words.headline_title(summary["outcomes"]["truce_in_force"], summary["horizon_days"])


def comparison_headline(changes: Sequence[Entry]) -> str:
    """The answer for the first other scenario against A: the ground, else the people."""
    ended = changes[0]["foothold_ended"]
    if words.is_clear(ended):
        return words.share_difference_title(ended, EVENTS["foothold_ended"])
    return words.difference_title(changes[0]["holder_casualties"], PEOPLE["holder_casualties"])


def findings(changes: Sequence[Entry]) -> list[str]:
    """What each other scenario changes against A, a few sentences each."""
    lines = []
    for letter, change in zip(LETTERS[1:], changes, strict=False):
        for name, event in EVENTS.items():
            lines.append(words.share_difference_title(change[name], event, "A", letter))
        for name, noun in (PEOPLE | CAPTURED).items():
            lines.append(words.difference_title(change[name], noun, "A", letter))
    return [f"{line}." for line in lines]


def _picture(name: str, title: str, chart: charts.Chart, reading: str = "") -> Picture:
    spec, frame = chart
    return Picture(title, spec, frame, charts.ALT[name], reading or charts.HOW_TO_READ[name])


def _curves(event: str, ensembles: Sequence[Ensemble], summaries: Sequence[Entry], theme: str) -> Picture:
    shares = {
        letter: {"kind": "share", "mean": entry["share"][event], "n": entry["n"]}
        for letter, entry in zip(LETTERS, (one["outcomes"]["first_event"] for one in summaries), strict=False)
    }
    title = words.accepted_title(shares, summaries[0]["horizon_days"], CURVES[event])
    return _picture("event_curves", title, charts.event_curves(ensembles, event, theme))


def _area(ensemble: Ensemble, summary: Entry, theme: str) -> Picture:
    threshold = central_value(ensemble.loaded.scenario.ground.lost_below_km2)
    held = frames.held_at_horizon(ensemble, threshold)
    title = words.area_title(held, held["low_km2"], held["high_km2"], summary["horizon_days"])
    return _picture("area_paths", title, charts.area_paths(ensemble, theme, threshold))


def _people(ensemble: Ensemble, summary: Entry, theme: str) -> Picture:
    sides = {side: _middle_half(ensemble, f"{side}_casualties") for side in ("holder", "attacker")}
    low, high = sides["holder"]
    title = words.people_title(low, high, "people of the holder", summary["horizon_days"])
    low, high = sides["attacker"]
    title += f"; of the attacker, {words.people(low)} to {words.people(high)}"
    return _picture("people", title, charts.people(ensemble, theme))


def _on_one_scale(drawn: Mapping[str, Picture]) -> dict[str, Picture]:
    """The same charts with an empty name as far to the right as the farthest of them reaches."""
    import pandas as pd

    farthest = max(float(picture.frame["people"].max()) for picture in drawn.values())
    end = frames.frame({"part": ["name"], "side": [""], "people": [farthest], "height": [0.0]})
    return {
        name: replace(picture, frame=pd.concat([picture.frame, end], ignore_index=True))
        for name, picture in drawn.items()
    }


def _middle_half(ensemble: Ensemble, outcome: str) -> tuple[float, float]:
    low, high = central_interval(amount_values(ensemble, outcome), 0.5)
    return low or 0.0, high or 0.0


def _acceptance(ensemble: Ensemble, summary: Entry, theme: str) -> Picture:
    party = f"{ensemble.loaded.scenario.sides.attacker}'s government"
    days = day_values(ensemble, "attacker_accepted_day")
    [middle] = quantiles(days[days <= summary["horizon_days"]], (0.5,))
    accepted = summary["outcomes"]["attacker_accepted_day"]
    title = words.acceptance_title(party, accepted, middle, summary["horizon_days"])
    return _picture("event_days", title, charts.event_days(ensemble, "attacker_accepted_day", theme, "Day"))


def _pairs(base: Ensemble, other: Ensemble, outcome: str, change: Entry, letter: str, theme: str) -> Picture:
    entry = change[outcome]
    title = words.difference_title(entry, PEOPLE[outcome], "A", letter)
    read = charts.HOW_TO_READ["paired_differences"]
    reading = f"{words.ties_sentence(entry)} {words.interval_sentence(entry)} {read}"
    axis = f"{letter} less A, people"
    chart = charts.paired_differences(base, other, outcome, theme, axis, letter=letter)
    return _picture("paired_differences", title, chart, reading)


def _exits(summaries: Sequence[Entry], theme: str) -> Picture:
    shares = {
        letter: {"kind": "share", "mean": frames.exit_shares(summary)["cut"], "n": summary["replications"]}
        for letter, summary in zip(LETTERS, summaries, strict=False)
    }
    title = words.accepted_title(shares, summaries[0]["horizon_days"], "Forces leave with part of them cut off")
    lettered = [{**summary, "scenario": ""} for summary in summaries]
    return _picture("exit_modes", title, charts.exit_modes(lettered, theme))
