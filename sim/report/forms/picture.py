"""Outcomes by form as one picture: a panel an outcome, its mean in the runs of each form, the split of its spread."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sim.errors import StorageError
from sim.experiment.crossed import SOURCES
from sim.language.saying import say, spoken
from sim.report.drawing.palette import Palette, palette
from sim.report.drawing.specs import Spec
from sim.report.drawing.still import png
from sim.report.words.forms import MECHANISM_WORDS, form_words
from sim.report.words.measures import level
from sim.report.words.numbers import LIMITS, counted
from sim.report.words.outcomes import label

Entry = Mapping[str, Any]
PANEL_WIDTH, BAR_HEIGHT, ROW_HEIGHT = 210, 26, 24
TITLE_LETTERS = 30
ALL = spoken("all runs")
PARTS = (*SOURCES, "together")


def write_picture(content: Entry, file: Path, theme: str = "light") -> None:
    """Draw what `salient forms` tells and write it as PNG."""
    try:
        file.write_bytes(png(picture(content, theme)))
    except OSError as fault:
        raise StorageError(f"{file}: cannot be written ({fault.strerror}); choose another place") from None


def picture(content: Entry, theme: str = "light") -> Spec:
    """One Vega-Lite specification with its data: by form above, the split below, an outcome a column."""
    colours, names, at = palette(theme), list(content["units"]), level(content["lost_below"])
    rows = list(by_form_records(content))
    shares = list(split_records(content))
    columns = [
        {
            "vconcat": [
                _means(
                    label(name, at), [row for row in rows if row["outcome"] == name], colours, first=place == 0,
                    percent=content["units"][name]["kind"] == "share",
                ),
                _split([row for row in shares if row["outcome"] == name], colours, first=place == 0),
            ]
        }
        for place, name in enumerate(names)
    ]  # fmt: skip
    runs = counted(content["replications"], "run")
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "hconcat": columns,
        "padding": 18,
        "title": {
            "text": f"{content['scenario']}, forms drawn: means with each form, and what the spread comes of",
            "subtitle": [
                f"{runs} crossed {content['corners']} times, seed {content['seed']}. Bars through dots: 95% of the "
                "simulation's own error. Weights of the forms are judgement.",
                *filter(None, [content["period"]["note"]]),
                say(LIMITS),
            ],
            "anchor": "start",
            "fontSize": 16,
            "color": colours.text,
            "subtitleColor": colours.quiet_text,
        },
        "config": {
            "background": colours.background,
            "view": {"stroke": None},
            "axis": {
                "labelColor": colours.text, "titleColor": colours.text, "gridColor": colours.grid, "labelLimit": 340,
            },
            "legend": {"labelColor": colours.text, "title": None, "orient": "bottom"},
        },
    }  # fmt: skip


def by_form_records(content: Entry) -> Iterator[dict[str, Any]]:
    """A row a form and outcome: its label, the mean, and the interval where there is one."""
    for row in content["by_form"]:
        words = f"{MECHANISM_WORDS[row['slot']]}: {form_words(row['slot'], row['form'])}" if row["slot"] else say(ALL)
        for name, entry in row["outcomes"].items():
            yield {"row": words, "outcome": name, **{key: entry[key] for key in ("mean", "low", "high")}}


def split_records(content: Entry) -> Iterator[dict[str, Any]]:
    """A row a source and outcome: from where to where its share stands in a bar; below nothing counts as nothing."""
    for name, split in content["split"].items():
        if split is None or split["alone"] is None:
            continue
        start, entries = 0.0, [*split["alone"].values(), split["together"]]
        for order, (part, entry) in enumerate(zip(PARTS, entries, strict=True)):
            end = start + max(entry["value"] or 0.0, 0.0)
            yield {"outcome": name, "part": part, "order": order, "from": start, "to": end}
            start = end


def _means(title: str, rows: list[dict[str, Any]], colours: Palette, *, first: bool, percent: bool) -> Spec:
    order = [row["row"] for row in rows]
    height: dict[str, Any] = {"field": "row", "type": "nominal", "sort": order, "title": None}
    height["axis"] = {"ticks": False, "domain": False} if first else None
    along: dict[str, Any] = {"field": "mean", "type": "quantitative", "title": None, "scale": {"zero": False}}
    along["axis"] = {"tickCount": 4, "format": ".0%" if percent else ",.0f"}
    colour = {"condition": {"test": f"datum.row === '{say(ALL)}'", "value": colours.text}, "value": colours.scenario_a}
    return {
        "title": {
            "text": textwrap.wrap(title, TITLE_LETTERS), "fontSize": 12, "anchor": "start", "frame": "group",
            "color": colours.text,
        },
        "width": PANEL_WIDTH,
        "height": ROW_HEIGHT * len(order),
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 3},
                "transform": [{"filter": "isValid(datum.low)"}],
                "encoding": {
                    "x": {**along, "field": "low"}, "x2": {"field": "high"}, "y": height, "color": colour,
                },
            },
            {
                "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
                "encoding": {"x": along, "y": height, "color": colour},
            },
        ],
    }  # fmt: skip


def _split(rows: list[dict[str, Any]], colours: Palette, *, first: bool) -> Spec:
    shades = [colours.truce, colours.neither, colours.ended, colours.grid]
    return {
        "width": PANEL_WIDTH,
        "height": BAR_HEIGHT,
        "data": {"values": rows},
        "mark": {"type": "bar", "stroke": colours.text, "strokeWidth": 0.5},
        "encoding": {
            "x": {
                "field": "from", "type": "quantitative", "title": "share of the variance" if first else None,
                "axis": {"format": ".0%", "tickCount": 3, "grid": False}, "scale": {"domain": [0, 1], "clamp": True},
            },
            "x2": {"field": "to"},
            "color": {"field": "part", "type": "nominal", "scale": {"domain": list(PARTS), "range": shades}},
        },
    }  # fmt: skip
