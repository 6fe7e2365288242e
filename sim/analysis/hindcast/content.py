"""A whole hindcast as one object of plain values: tables, bars, where a baseline wins, what was left out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from sim.analysis.hindcast.bars import bars_of
from sim.analysis.hindcast.forecasts import FULL, TEMPO_ONLY, Size
from sim.analysis.hindcast.group_skill import FLOOR_PERCENT, RESAMPLES, group_means
from sim.analysis.hindcast.origins import HORIZONS
from sim.analysis.hindcast.panels import Windows, panel_content, panels_for, windows_of
from sim.analysis.hindcast.running import Found
from sim.analysis.hindcast.scored import LOST_SHARE, QUANTILES, TOLERANCE, Origin, Score
from sim.model.outcomes import RESULTS_VERSION
from sim.scenario.made.priors import FILE, FOLDS

DRAWN = ("pockets", "kursk")  # sets whose forecasts are kept for charts
DIGITS = 6


def content(found: Sequence[Found], size: Size, methods: Sequence[str], *, whole: bool = True) -> dict[str, Any]:
    """All that a hindcast tells; bars only of whole sets, not of some cases that somebody named."""
    scores = [one for case in found for one in case.scores]
    panels = panels_for(dict.fromkeys(one.origin for one in scores))
    windows = {panel.name: windows_of(panel, scores) for panel in panels}
    counted = _ordered(found, scores)
    told = {
        "settings": _settings(size, methods),
        "panels": [panel_content(one) for one in windows.values()],
        "bars": [bar.content() for bar in bars_of(windows, counted)] if whole else [],
        "full": _full(windows, scores, counted) if FULL in methods else None,
        "wins_of_references": [line for one in windows.values() for line in _wins(one)],
        "cases": list(_cases(scores)),
        "forecasts": list(_forecasts(scores)),
        "left_out": _left_out(found),
    }
    return {key: rounded(value) for key, value in told.items()}


def _settings(size: Size, methods: Sequence[str]) -> dict[str, Any]:
    return {
        "members": size.members, "seed": size.seed, "map_layer": asdict(size.layer), "model": list(methods),
        "horizons_days": list(HORIZONS), "results_version": RESULTS_VERSION,
        "priors_sha256": {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in (FILE, FOLDS)},
        "floor_percent": FLOOR_PERCENT, "resamples": RESAMPLES, "tolerance_percent": 100.0 * TOLERANCE,
        "event_lost_share": LOST_SHARE, "quantiles": list(QUANTILES),
    }  # fmt: skip


def _ordered(found: Sequence[Found], scores: Sequence[Score]) -> list[float]:
    """Share of members with an order by origin of the pockets and Kursk, without what is shown apart."""
    own = {one.origin.case for one in scores if one.origin.of in DRAWN and one.origin.kind == "episode"}
    return [share for case in found if case.case in own for share in case.ordered.values() if not np.isnan(share)]


def _full(windows: Mapping[str, Windows], scores: Sequence[Score], ordered: Sequence[float]) -> dict[str, Any]:
    """The full model against the tempo alone: over all windows, and by what is known at the origin of the way out."""
    last = [one for one in scores if one.origin.of in DRAWN and one.origin.kind == "episode"]
    return {
        "ordered_within_28_days": float(np.mean(ordered)) if ordered else None,
        "over_tempo_only": [
            {"panel": name, "horizon_days": horizon, "geometric": one.skill(horizon, FULL, TEMPO_ONLY).geometric,
             "arithmetic": one.skill(horizon, FULL, TEMPO_ONLY).arithmetic}
            for name, one in windows.items() for horizon in one.scores
        ],
        "by_way_out": [
            _split(last, near, horizon) for near in (True, False) for horizon in HORIZONS
        ],
    }  # fmt: skip


def _split(scores: Sequence[Score], near: bool, horizon: int) -> dict[str, Any]:
    """Mean CRPS [%] over windows of both where the road was within 5 km or the neck under 10 km, or was not."""
    kept = [one for one in scores if one.origin.way_out_near == near and one.horizon == horizon]
    means = {method: _mean(one.crps_percent for one in kept if one.method == method) for method in (TEMPO_ONLY, FULL)}
    full, tempo = means[FULL], means[TEMPO_ONLY]
    skill = None if full is None or not tempo else 1.0 - full / tempo
    windows = sum(one.method == FULL for one in kept)
    return {"near": near, "horizon_days": horizon, "windows": windows, **means, "skill": skill}


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return float(np.mean(found)) if found else None


def _wins(windows: Windows) -> Iterator[dict[str, Any]]:
    """Groups in which the reference does better at the last horizon, the worst first, and what the ranks say of why."""
    horizon = max(windows.scores)
    reference = windows.reference(horizon)
    by_group = windows.skill(horizon, TEMPO_ONLY).by_group
    for group, value in sorted(by_group.items(), key=lambda item: item[1]):
        if value < 0.0:
            own, theirs = (
                [one for one in windows.scores[horizon][method] if one.origin.group == group]
                for method in (TEMPO_ONLY, reference)
            )
            yield {
                "panel": windows.panel.name, "group": group, "horizon_days": horizon, "reference": reference,
                "skill": value, "windows": len(own), "why": why(own, theirs),
                "crps_percent": group_means(own)[group], "reference_crps_percent": group_means(theirs)[group],
            }  # fmt: skip


def why(own: Sequence[Score], theirs: Sequence[Score]) -> str:
    """What the ranks and widths of a group's windows say of why a reference did better, in one line."""
    rank, inside = float(np.mean([one.rank for one in own])), float(np.mean([one.covered_90 for one in own]))
    widths = [float(np.mean([one.quantiles_km2[-1] - one.quantiles_km2[0] for one in of])) for of in (own, theirs)]
    if rank > 0.6:
        return f"less was lost, or more regained, than was said (mean rank {rank:.2f})"
    if rank < 0.4:
        return f"more was lost than was said (mean rank {rank:.2f})"
    if inside < 0.8:
        return f"too sure: {inside:.0%} inside the middle 90 %"
    if widths[0] > widths[1]:
        return f"too unsure: a middle 90 % of {widths[0]:,.3g} km² against {widths[1]:,.3g} of the reference"
    return f"in the middle and about as wide as the reference (mean rank {rank:.2f}, {inside:.0%} inside 90 %)"


def _cases(scores: Sequence[Score]) -> Iterator[dict[str, Any]]:
    """Mean CRPS [%] of each case by horizon and method."""
    by_case = dict[str, list[Score]]()
    for one in scores:
        by_case.setdefault(one.origin.case, []).append(one)
    for case, own in by_case.items():
        crps = dict[str, dict[str, list[float]]]()
        for one in own:
            crps.setdefault(str(one.horizon), {}).setdefault(one.method, []).append(one.crps_percent)
        first = own[0].origin
        yield {
            "case": case, "set": first.of, "group": first.group, "kind": first.kind, "start_km2": first.start_km2,
            "origins": len({one.origin.day for one in own}),
            "crps_percent": {
                horizon: {method: float(np.mean(values)) for method, values in methods.items()}
                for horizon, methods in crps.items()
            },
        }  # fmt: skip


def _forecasts(scores: Sequence[Score]) -> Iterator[dict[str, Any]]:
    """For charts: by origin what was held, and by horizon quantiles of the tempo alone beside what happened [km²]."""
    by_origin = dict[Origin, list[Score]]()
    for one in scores:
        if one.origin.of in DRAWN and one.method == TEMPO_ONLY:
            by_origin.setdefault(one.origin, []).append(one)
    for origin, own in by_origin.items():
        yield {
            "case": origin.case, "origin": str(origin.day), "held_km2": origin.now_km2,
            "horizons": [
                {"days": one.horizon, "truth_km2": one.truth_km2, "quantiles_km2": list(one.quantiles_km2)}
                for one in own
            ],
        }  # fmt: skip


def _left_out(found: Sequence[Found]) -> dict[str, Any]:
    """Origins that the rule refused and why, rows seen by an origin but published later, members that failed."""
    return {
        "origins": [
            {"case": one.case, "origin": str(day), "why": why} for one in found for day, why in one.refused.items()
        ],
        "rows_published_later": sum(one.held_back for one in found),
        "failed_members": sum(one.failures for one in found),
        "fits": {name: sum(fit == name for one in found for fit in one.fits.values()) for name in
                 sorted({fit for one in found for fit in one.fits.values()})},
    }  # fmt: skip


def rounded(value: Any) -> Any:
    """The same with numbers of six digits and nothing for what is no number, so that JSON is short and valid."""
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    if isinstance(value, list):
        return [rounded(one) for one in value]
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}") if np.isfinite(value) else None
    return value
