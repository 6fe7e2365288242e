"""Forecast all given cases, score that, and write it down, misses first: python -m docs.make_skill

Writes the numbers to sim/data/track_record.json, those of the part on talks to sim/data/talks_record.json, and from
both docs/skill.md with its figures; `--page` makes the talks, which take seconds, and draws the page from the
forecasts that are there. Five minutes on two processors; the same bytes each time on one platform.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from docs import skill_talks
from docs.skill_figures import fans, histograms
from sim.report.hindcast import plainly, talks, words
from sim.report.hindcast.record import FILE as NUMBERS
from sim.scenario.made.priors import COLLAPSING, OTHER, priors_of

HERE = Path(__file__).parent
PAGE, FOLDER, FORMS = HERE / "skill.md", HERE / "skill", HERE / "skill-forms.md"
DRAWN = ("avdiivka", "bakhmut", "kurakhove", "izium_2022", "kursk", "kursk_march_2025")
FITS = (COLLAPSING, OTHER)
FANS, RANKS = "forecasts.svg", "ranks.svg"
WHOLE = ("pockets and Kursk", "Kursk, March 2025", "boxes", "boxes, controls")
Entry = Mapping[str, Any]

INTRODUCTION = """# Skill: how well it would have done

By `python -m docs.make_skill`, version {version} of the results: {origins:,} forecasts of {cases} cases from fixed
days, each of {members:,} members with seed {seed}, made by `salient hindcast` from what was public on the day. No
case is tuned; the numbers are those of `sim/data/track_record.json`. {counted} Misses come first.

Two things limit what this shows. The form of the law was chosen by people who had seen these cases, so the figures
are too good by an unknown amount. And the pockets were chosen because ground fell there; the boxes were not, so they
are the test that counts. Ground is what a map of one monitor showed: it lags, stands still for weeks and is redrawn.
"""
PROTOCOL = """## Protocol

Origins are every {every} days of an episode with 28 days of series before and 7 after; Kursk every two weeks from
2024-09-10, and every day of March 2025 by itself. Truth is the map's value of the day, carried forward. A theatre is
made by rule from what was published by the origin; `tempo alone` is that with the setting `tempo-only`, `full model`
with routes, decisions, strengths and no talks. Over the true ground lies a map: drawn anew with probability
{updates:g} a day, once the unseen change exceeds an exponential with mean {least:g} km²; no regains of its own.

Scores: fair CRPS; the tail CRPS looks only at losses of a tenth and more of the ground at the origin, which is also
the event of Brier and log score; interval score of the middle 90 %; ignorance on 14 bins of the share of the ground
kept; coverage inside ± {tolerance:g} % of the start; mean rank with ties counted half. Simple forecasts: persistence,
the line of 14 days, exponential decay of 28, the pace of the pockets with their share of windows without a loss, and
the recent pace, its logarithm regressed on that of the last 14 days, for pockets and for boxes; none has seen the
target's group. Cases are averaged in groups that share ground or time; skill is 1 less the geometric mean over groups
of the ratios, case means counting as {floor:g} % at least, with 5 and 95 % over {resamples:,} draws of groups.
"""
LIMITS = """## Limits

Five groups of pockets bound little: their 5 % bounds move by points when one group leaves. A cell of the grid is no
pocket: it has no settlement, road or neck, so the full model knows no more there than the tempo. Losses of ground can
be corrections of the map. Nothing here says that talks, orders or numbers of people are foretold; those are
consequences of stated assumptions. Series end in August 2025, and all come from one war and one monitor.
"""


def page(told: Entry) -> str:
    """The whole page."""
    parts = [
        _introduction(told),
        "\n".join(f"- {line}" for line in plainly.missed_lines(told)),
        "## Bars missed, then bars met",
        _table(words.BAR_HEADS, words.bar_rows(told["bars"])),
        *_where_references_win(told["wins_of_references"]),
        *(part for panel in told["panels"] for part in _panel(panel)),
        words.NOTE,
        *_pictures(),
        "## The full model beside the tempo alone",
        "\n".join(f"- {line}" for line in words.full_lines(told["full"])),
        *_talks(talks.talks_record()),
        "## The other scores",
        *(part for panel in told["panels"] for part in _more(panel)),
        *_fits(told["settings"]),
        "## All forms that were tried",
        FORMS.read_text(encoding="utf-8").rstrip() if FORMS.exists() else "Not written down yet.",
        _protocol(told["settings"]),
        words.left_out_line(told["left_out"]),
        LIMITS.rstrip(),
    ]
    return "\n\n".join(parts) + "\n"


def _introduction(told: Entry) -> str:
    settings = told["settings"]
    return INTRODUCTION.format(
        version=settings["results_version"], origins=sum(case["origins"] for case in told["cases"]),
        cases=len(told["cases"]), members=settings["members"], seed=settings["seed"],
        counted=words.counted_bars(told["bars"]),
    ).rstrip()  # fmt: skip


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [" | ".join(heads), "|".join("---" for _ in heads), *(" | ".join(row) for row in rows)]
    return "\n".join(f"| {line} |" if place != 1 else f"|{line}|" for place, line in enumerate(lines))


def _where_references_win(wins: Sequence[Entry]) -> list[str]:
    """Every group in which a simple forecast does better, the worst of each set of windows first."""
    own = [win for win in wins if win["panel"] in WHOLE]
    title = f"## Where a simple forecast does better, and why: {len(own)} groups at 28 days"
    about = "Of the tempo alone, the worst of each set first; why is read off the ranks and widths of the forecasts."
    return [title, about, _table(words.WIN_HEADS, words.win_rows(own))]


def _panel(panel: Entry) -> list[str]:
    return [f"## {words.panel_title(panel)}", _table(words.HEADS, words.panel_rows(panel))]


def _more(panel: Entry) -> list[str]:
    if panel["name"] not in WHOLE:
        return []
    rows = [row for row in words.more_rows(panel) if row[0] in ("14", "28")]
    return [f"### {panel['name']}", _table(words.MORE_HEADS, rows)]


def _pictures() -> list[str]:
    return [
        "## Forecasts against what happened",
        f"![Middle 90 and 50 % of the tempo alone from some origins, and what the map showed](skill/{FANS})",
        "Middle 90 and 50 % of the tempo alone from origins that are four weeks apart (Kursk in March 2025: ten days), "
        "and the map (red).",
        "## Reliability",
        f"![How often what happened lay in each tenth of the forecasts](skill/{RANKS})",
        "Share of windows in which what happened lay in each tenth of the members of the tempo alone, 28 days ahead; "
        "as many in each (the line) would be right. Still maps lie in the middle.",
    ]


def _talks(told: Entry) -> list[str]:
    """The world's record and the offers of this war, as the app has them."""
    return [
        f"## {talks.TITLE}", talks.INTRODUCTION,
        f"### {talks.JOINED_TITLE}", _table(talks.WORLD_HEADS, talks.world_rows(told["joined"])),
        f"### {talks.NOT_FAILED_TITLE}", _table(talks.WORLD_HEADS, talks.world_rows(told["not_failed"])),
        talks.NOTES["world"],
        f"### {talks.OFFERS_TITLE}", _table(talks.OFFER_HEADS, talks.offer_rows(told)), talks.NOTES["offers"],
        f"{talks.lag_line(told)} {talks.left_out_line(told)}",
        f"### {talks.LENGTH_TITLE}", _table(talks.LENGTH_HEADS, talks.length_rows(told)), talks.NOTES["lengths"],
        f"### {talks.BASELINE_TITLE}", _table(talks.BASELINE_HEADS, talks.baseline_rows(told)), talks.NOTES["baseline"],
        f"### {talks.LISTED_TITLE}", _table(talks.LISTED_HEADS, talks.listed_rows(told)),
    ]  # fmt: skip


def _fits(settings: Entry) -> list[str]:
    rows = []
    for fit in map(priors_of, FITS):
        rows.append((fit.name, "level", f"normal {fit.level[0]:g}, {fit.level[1]:g}"))
        rows += [(fit.name, path, _spelled(value)) for path, value in fit.values.items()]
    hashes = ", ".join(f"`sim/data/{name}` `{found}`" for name, found in settings["priors_sha256"].items())
    about = (
        "Pockets and Kursk take the first fit, boxes the second, each as it comes out without the target's group; a "
        "folder of one's own takes what the rule of `salient new` chooses. Nothing is left out of the numbers here. "
        f"SHA-256: {hashes}."
    )
    return ["## The fits", about, _table(("fit", "value", "distribution"), rows)]


def _spelled(value: Entry) -> str:
    """A distribution in a few words."""
    parts = []
    for key, one in value.items():
        numbers = ", ".join(f"{number:g}" for number in one) if isinstance(one, list) else str(one)
        parts.append(numbers if key == "value" else f"{key} {numbers}")
    return "; ".join(parts)


def _protocol(settings: Entry) -> str:
    layer = settings["map_layer"]
    return PROTOCOL.format(
        every=7, updates=layer["updates_per_day"], least=layer["least_change_km2"],
        tolerance=settings["tolerance_percent"], floor=settings["floor_percent"], resamples=settings["resamples"],
    ).rstrip()  # fmt: skip


def figures(told: Entry) -> dict[str, str]:
    """The figures by their names."""
    whole = [panel for panel in told["panels"] if panel["name"] in (*WHOLE, "boxes, moving")]
    return {FANS: fans(told["forecasts"], DRAWN), RANKS: histograms(whole, "tempo_only")}


def numbers_text(told: Entry) -> str:
    """The numbers as the package holds them: short, one line a case, forecast or row."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"


def made() -> Entry:
    """All given cases forecast anew."""
    from sim.analysis.hindcast.content import content
    from sim.analysis.hindcast.forecasts import FULL, TEMPO_ONLY, Size
    from sim.analysis.hindcast.origins import given_cases
    from sim.analysis.hindcast.running import hindcast
    from sim.experiment.running.threads import default_workers

    methods = (TEMPO_ONLY, FULL)
    found = hindcast(given_cases(), methods, Size(), workers=default_workers(), progress=_tell)
    return content(found, Size(), methods)


def _tell(done: int, total: int) -> None:
    print(f"{done} of {total} cases", file=sys.stderr)


def main() -> None:
    """Write the numbers and the page, or the page alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", action="store_true", help="draw the page from the numbers that are there")
    if not parser.parse_args().page:
        NUMBERS.write_text(numbers_text(made()), encoding="utf-8")
    talks.FILE.write_text(numbers_text(skill_talks.content()), encoding="utf-8")
    told = json.loads(NUMBERS.read_text(encoding="utf-8"))
    PAGE.write_text(page(told), encoding="utf-8", newline="\n")
    FOLDER.mkdir(exist_ok=True)
    for name, drawn in figures(told).items():
        (FOLDER / name).write_text(drawn, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
