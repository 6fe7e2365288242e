"""The picture of the README: three scenarios in one wide figure, drawn to PNG without a browser."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sim.analysis.ensemble_like import EnsembleLike, amount_values, horizon_days, level_km2, lost_below
from sim.analysis.survival.incidence import cumulative_incidence
from sim.errors import InputError
from sim.language.saying import say
from sim.model.outcomes import CASUALTIES, ENDED_FIRST
from sim.report import charts
from sim.report.drawing import frames
from sim.report.drawing.palette import LETTERS, Palette, palette
from sim.report.drawing.specs import DATA_NAME, Spec
from sim.report.drawing.still import png, records
from sim.report.words import numbers as words
from sim.report.words.measures import shared_level
from sim.report.words.middle import middle_half

PANEL_WIDTH = 370
PANEL_HEIGHT = 260


def write_picture(
    ensembles: Sequence[EnsembleLike], file: Path, theme: str = "light", scale: float = 2.0
) -> None:
    """Write the figure of one to four paired scenarios as PNG; the first is scenario A."""
    file.write_bytes(png(picture(ensembles, theme), scale))


def picture(ensembles: Sequence[EnsembleLike], theme: str = "light") -> Spec:
    """One Vega-Lite specification with its data: first events of all, single runs and people of the first."""
    if not 1 <= len(ensembles) <= len(LETTERS):
        raise InputError(say("a picture shows 1 to {n} scenarios, not {n_2}", n=len(LETTERS), n_2=len(ensembles)))
    first, colours = ensembles[0], palette(theme)
    panels = [
        panel(charts.event_curves(ensembles, ENDED_FIRST, theme), _curves_title(ensembles), colours),
        panel(charts.area_paths(first, level_km2(first), theme), _area_title(first), colours),
        panel(charts.people(first, theme), _people_title(first), colours),
    ]
    config = {**panels[0]["config"], "background": colours.background}
    for one in panels:
        del one["config"]
    return {
        "$schema": panels[0].pop("$schema", "https://vega.github.io/schema/vega-lite/v6.json"),
        "hconcat": panels,
        "spacing": 44,
        "padding": {"left": 14, "right": 14, "top": 14, "bottom": 22},
        "resolve": {"scale": {"color": "independent", "strokeDash": "independent", "shape": "independent"}},
        "title": {
            "text": " ".join(
                f"{letter}: {one.name}." for letter, one in zip(LETTERS, ensembles, strict=False)
            ),
            "anchor": "start",
            "orient": "bottom",
            "fontSize": 12,
            "fontWeight": "normal",
            "offset": 14,
            "color": colours.quiet_text,
        },
        "config": config,
    }


def panel(chart: tuple[Spec, Any], title: Sequence[str], colours: Palette) -> Spec:
    """One chart with its numbers inside, of fixed size, under a title of its own."""
    spec, numbers = chart
    spec["data"] = {"name": f"{DATA_NAME}_{title[0]}", "values": records(numbers)}
    spec.pop("$schema", None)
    return {
        **spec,
        "width": PANEL_WIDTH,
        "height": PANEL_HEIGHT,
        "title": {
            "text": list(title),
            "anchor": "start",
            "fontSize": 14,
            "color": colours.text,
            "offset": 10,
        },
    }


def _curves_title(ensembles: Sequence[EnsembleLike]) -> list[str]:
    shares = [float(cumulative_incidence(one, ENDED_FIRST).share[-1]) for one in ensembles]
    by_letter = ", ".join(
        say("{share} in {letter}", share=words.percent(share), letter=letter)
        for letter, share in zip(LETTERS, shares, strict=False)
    )
    levels = {letter: {"lost_below": lost_below(one)} for letter, one in zip(LETTERS, ensembles, strict=False)}
    at = shared_level(levels)
    return [say(
        "No longer held ({or_less}) first, by day {horizon_days}:",
        or_less=at.or_less, horizon_days=horizon_days(ensembles[0]),
    ), by_letter]


def _area_title(ensemble: EnsembleLike) -> list[str]:
    above = level_km2(ensemble)
    held = frames.held_at_horizon(ensemble, above)
    title = say(
        "Scenario A: more than {above:,g} km² held at day {horizon_days}",
        above=above, horizon_days=horizon_days(ensemble),
    )
    return [title, say("in {held}", held=words.frequency(held))]


def _people_title(ensemble: EnsembleLike) -> list[str]:
    ranges = []
    for side in frames.SIDES:
        half = middle_half(amount_values(ensemble, CASUALTIES[side]))
        if half.low is None or half.high is None:
            return [say("Scenario A: killed or wounded"), words.few(half.n)]
        low, high = words.people(half.low), words.people(half.high)
        ranges.append(say("{side} {low} to {high}", side=say(side), low=low, high=high))
    return [say("Scenario A: half of futures see killed or wounded"), ", ".join(ranges)]
