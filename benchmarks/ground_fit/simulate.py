"""The pace of loss by the ground held, in lumps and in spells, written a second time and compactly for the search."""

from __future__ import annotations

import math
from typing import Any

import numba
import numpy as np

from benchmarks.ground_fit.windows import HORIZONS, Floats, Windows

# a set of values, in this order
NAMES = (
    "level", "tempo_sd", "tempo_weight_7_days", "tempo_weight_14_days", "tempo_start_noise", "tempo_half_life_days",
    "event_probability", "lump_log_sd", "still_odds", "still_odds_by_days", "still_shape", "still_scale_days",
    "spell_days", "turn_probability", "regain_probability",
)  # fmt: skip
QUIET = 0.0003  # share of the ground a day added to past losses, so that stillness counts
REGAIN_PACE = 0.5  # ground regained in a day against what the attacker takes in one (judgement)
REDRAWN = 0.3  # chance a day that a map is drawn anew, and only if more than Exp(1 km²) is unseen
STILL, TAKES, REGAINS = 0, 1, 2


def simulated(windows: Windows, sets: Floats, members: int, seed: int, *, spells: bool, on_maps: bool = True) -> Floats:
    """Ground held [km²] (origin, horizon, member), on maps or truly.

    `sets` is (set, value); member j has the values of set j modulo their number.
    """
    out = np.empty((len(windows.held_km2), len(HORIZONS), members))
    _simulate(sets, *inputs(windows, spells), spells, on_maps, np.random.default_rng(seed), out)
    return out


def inputs(windows: Windows, spells: bool) -> tuple[Any, ...]:
    """Held area, log paces of 7 and 14 days [ln share a day], days of stillness, and who moved last (origin,)."""
    last = np.sign(np.where(windows.loss_14_km2 != 0.0, windows.loss_14_km2, windows.loss_28_km2))
    moved = np.where(last > 0, TAKES, np.where(last < 0, REGAINS, STILL)).astype(np.int64)
    paces = [
        np.log(np.log1p((np.abs(loss) if spells else np.maximum(loss, 0.0)) / windows.held_km2) / days + QUIET)
        for loss, days in ((windows.loss_7_km2, 7), (windows.loss_14_km2, 14))
    ]
    return windows.held_km2, *paces, windows.still_days, moved


@numba.njit(cache=False)
def _side(luck, moved, turn, regain):
    u = luck.random()
    if moved == STILL:
        return REGAINS if u < regain else TAKES
    return moved if u >= turn else 3 - moved


@numba.njit(cache=False)
def _still_for(luck, shape, scale, stood):
    return min((scale + stood) * (luck.random() ** (-1.0 / shape) - 1.0), 1e6)


@numba.njit(cache=False)
def _simulate(sets, held, pace_7, pace_14, still, moved, spells, on_maps, luck, out):
    for origin in range(held.shape[0]):
        for member in range(out.shape[2]):
            _member(luck, sets[member % sets.shape[0]], held[origin], pace_7[origin], pace_14[origin], still[origin],
                    moved[origin], spells, on_maps, out[origin, :, member])  # fmt: skip


@numba.njit(cache=False)
def _member(luck, values, held, pace_7, pace_14, stood, moved, spells, on_maps, out):
    (level, sd, weight_7, weight_14, noise, half_life, event, lump_sd, odds, odds_by_days, shape, scale, spell_days,
     turn, regain) = values  # fmt: skip
    y = level + weight_7 * (pace_7 - level) + weight_14 * (pace_14 - level) + noise * luck.standard_normal()
    kept = math.exp(-math.log(2.0) / half_life)
    spell, until = TAKES, 1e9
    if spells:
        if luck.random() < 1.0 / (1.0 + math.exp(-(odds + odds_by_days * math.log(1.0 + stood)))):
            spell, until = STILL, math.floor(_still_for(luck, shape, scale, stood))
        else:
            spell = moved = _side(luck, moved, turn, regain)
            until = math.floor(luck.exponential(spell_days))
    shown, unseen = held, luck.standard_exponential()
    for day in range(28):
        while until <= day:
            if spell == STILL:
                spell = moved = _side(luck, moved, turn, regain)
                until += math.floor(luck.exponential(spell_days)) + 1.0
            else:
                spell = STILL
                until += math.floor(_still_for(luck, shape, scale, 0.0)) + 1.0
        if day > 0:
            y = level + (y - level) * kept + sd * math.sqrt(1.0 - kept * kept) * luck.standard_normal()
        if spell != STILL and luck.random() < event:
            gain = held * math.exp(y + lump_sd * luck.standard_normal() - 0.5 * lump_sd * lump_sd) / event
            held = max(held - gain, 0.0) if spell == TAKES else held + REGAIN_PACE * gain
        if not on_maps:
            shown = held
        elif held != shown and abs(held - shown) > unseen and luck.random() < REDRAWN:
            shown, unseen = held, luck.standard_exponential()
        if day == 6:
            out[0] = shown
        elif day == 13:
            out[1] = shown
    out[2] = shown
