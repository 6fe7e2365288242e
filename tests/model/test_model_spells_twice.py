"""The ground laws by rule, written twice: the model's tempo-only runs against the compact simulation of the search."""

import datetime

import numpy as np
import pytest
from scipy.stats import ks_2samp

from benchmarks.ground_fit.simulate import NAMES, simulated
from benchmarks.ground_fit.windows import HORIZONS, Windows
from sim.analysis.ensemble_like import path_values
from sim.experiment.running.running import run
from sim.model.recorder import HELD_BY_DAY
from sim.scenario.loading import from_documents
from sim.scenario.made.by_rule import theatre_by_rule
from sim.scenario.made.priors import priors_of
from sim.scenario.observed.reading import read_series

MEMBERS = 3000
FIXED = {
    "level": -4.0, "tempo_sd": 1.0, "tempo_weight_7_days": 0.3, "tempo_weight_14_days": 0.5, "tempo_start_noise": 0.7,
    "tempo_half_life_days": 30.0, "event_probability": 0.6, "lump_log_sd": 0.8, "still_odds": -1.0,
    "still_odds_by_days": 0.5, "still_shape": 1.2, "still_scale_days": 15.0, "spell_days": 12.0,
    "turn_probability": 0.3, "regain_probability": 0.4,
}  # fmt: skip
START = datetime.date(2030, 4, 1)


def written(folder, held):
    """A table of 31 days of maps."""
    rows = [f"{START + datetime.timedelta(day)},{held(day):g},60" for day in range(31)]
    file = folder / "seen.csv"
    file.write_text("\n".join(["date,held_km2,front_km", *rows]) + "\n", encoding="utf-8")
    return read_series(file)


def from_the_model(made, fit):
    """Ground held [km²], an array of members a horizon, under tempo-only, with every value of the fit fixed."""
    names = [name for name in NAMES if name in priors_of(fit).values]
    sets = [f"ground.{name}={FIXED[name]}" for name in names if name != "tempo_start_noise"]
    mean = made.scenario["ground"]["tempo_mean"]["normal"][0] - made.fit.level[0] + FIXED["level"]
    noise = f"ground.tempo_start_noise={{normal: [0, {FIXED['tempo_start_noise']}]}}"
    loaded = from_documents(
        "twice", made.scenario, made.theatre, made.sources, ["tempo-only", *sets, f"ground.tempo_mean={mean}", noise]
    )
    held = path_values(run(loaded, replications=MEMBERS, seed=3), HELD_BY_DAY)
    return [held[:, days] for days in HORIZONS]


def windows_of_origin(origin):
    """The one window of an origin, without what came later."""
    told = (
        "twice", "twice", False, origin.held_km2, origin.held_km2, origin.loss_7_km2, origin.loss_14_km2,
        origin.loss_28_km2, float(origin.still_days),
    )  # fmt: skip
    return Windows(*(np.array([value]) for value in told), np.full((1, 3), np.nan))


@pytest.mark.parametrize(
    "held",
    [lambda day: 400.0 - 3.0 * day, lambda day: 300.0, lambda day: 200.0 + min(day, 20)],
    ids=["falling", "still", "regained ten days ago"],
)
@pytest.mark.parametrize("fit", ["pockets", "boxes"])
def test_both_writings_give_one_distribution(tmp_path, fit, held):
    made = theatre_by_rule(written(tmp_path, held), "twice", START + datetime.timedelta(30), fit=fit)
    values = np.array([[FIXED[name] for name in NAMES]])
    [compact] = simulated(
        windows_of_origin(made.origin), values, MEMBERS, seed=9, spells=fit == "boxes", on_maps=False
    )  # fmt: skip
    for theirs, ours in zip(compact, from_the_model(made, fit), strict=True):
        assert ks_2samp(theirs, ours).pvalue > 0.002  # 18 comparisons: one in thirty series of seeds would fail
