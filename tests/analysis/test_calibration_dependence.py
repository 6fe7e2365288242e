"""Values that hang together after a calibration: kept in the posterior file, drawn again, worth it for the answer."""

import math
import re
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import norm, spearmanr

from sim.analysis.calibration.calibrated import Calibrated, Size, calibrate
from sim.analysis.calibration.dependence import LEAST_EIGENVALUE, correlations, normal_scores, possible, together_of
from sim.analysis.calibration.seen import from_texts
from sim.analysis.calibration.writing import posterior_file
from sim.analysis.ensemble_like import Floats, path_values
from sim.errors import InputError
from sim.experiment.design.drawn import drawn_values
from sim.experiment.running.running import run
from sim.model.recorder import HELD_BY_DAY
from sim.model.world.parameters import fill, plan
from sim.scenario.loaded import LoadedScenario
from sim.scenario.loading import load, restore
from sim.scenario.values.together import Together, following

NOISE, SHIFT = "ground.tempo_start_noise", "ground.tempo_start_shift"
# The pace of day 0 is a sum of two values here, and ground on a later day follows from it alone.
STILL = [
    "tempo-only", "horizon_days=20", "ground.tempo_sd=0", "ground.event_probability=1", "ground.lump_log_sd=0",
    "ground.held_area_km2=145", "ground.tempo_half_life_days=3650", "ground.tempo_mean=-3.5",
]  # fmt: skip
DAY, RUNS = 10, 4_000
BOTH = [f"{NOISE}={{normal: [0, 1]}}", f"{SHIFT}={{normal: [0, 1]}}"]
TAKES = "extends: kursk/undecided-hold\nparameters: {{posterior: {}}}\n"


@pytest.fixture(scope="module")
def found() -> Calibrated:
    loaded = load("kursk/undecided-hold", [*STILL, *BOTH])
    seen = from_texts([f"2025-03-{12 + DAY} held_km2 110"], loaded.scenario.start, 20)
    return calibrate(loaded, seen, Size(replications=RUNS, tolerance=0.02))


def held(loaded: LoadedScenario) -> Floats:
    return path_values(run(loaded, replications=RUNS, seed=2), HELD_BY_DAY)[:, DAY]


def taken(found: Calibrated, folder: Path) -> tuple[LoadedScenario, LoadedScenario]:
    """A scenario with the posterior, and one with its distributions alone."""
    text = posterior_file(found, found.moved())
    (folder / "whole.yaml").write_text(text, encoding="utf-8")
    (folder / "alone.yaml").write_text(re.sub(r"together:\n.*\n.*\n", "", text), encoding="utf-8")
    for name in ("whole", "alone"):
        (folder / f"{name}-taken.yaml").write_text(TAKES.format(f"{name}.yaml"), encoding="utf-8")
    whole, alone = (load(folder / f"{name}-taken.yaml", STILL) for name in ("whole", "alone"))
    return whole, alone


def test_a_scenario_with_the_posterior_says_of_the_answer_what_calibrate_said(
    found: Calibrated, tmp_path: Path
) -> None:
    weighted = float(found.weight @ found.area[:, DAY])
    spread = math.sqrt(float(found.weight @ (found.area[:, DAY] - weighted) ** 2))
    error = spread / math.sqrt(found.effective)
    whole, alone = (held(one) for one in taken(found, tmp_path))
    assert abs(whole.mean() - weighted) < 3.0 * error
    assert abs(alone.mean() - weighted) > 6.0 * error  # the same distributions, each drawn for itself
    assert whole.std() == pytest.approx(spread, rel=0.25)
    assert alone.std() > 2.0 * spread


def test_what_was_seen_tells_of_the_sum_and_of_no_other_pair(found: Calibrated) -> None:
    assert found.together is not None
    assert found.together.values == (NOISE, SHIFT)
    assert found.together.correlations[0][0] < -0.8


def test_weights_on_values_one_by_one_make_no_pair(found: Calibrated) -> None:
    """Where weights single out a cell of a Sobol net, others in it look tied: seen as chance by the scramblings."""
    columns = [value.leaf.path for value in found.drawn.values]
    at = norm.ppf(found.drawn.positions[:, [columns.index(NOISE), columns.index(SHIFT)]])
    weight = np.exp(-0.5 * (((at[:, 0] - 0.5) / 0.4) ** 2 + ((at[:, 1] + 0.5) / 0.4) ** 2))
    assert together_of(found.drawn, weight / weight.sum()) is None


def test_a_row_depends_on_itself_alone_and_only_what_follows_is_moved(found: Calibrated, tmp_path: Path) -> None:
    whole, alone = taken(found, tmp_path)
    many, few = (drawn_values(whole, seed=3, replications=n).positions for n in (200, 50))
    assert np.array_equal(many[:50], few)
    apart = drawn_values(alone, seed=3, replications=200)
    moved = [
        value.leaf.path for place, value in enumerate(apart.values)
        if not np.array_equal(many[:, place], apart.positions[:, place])
    ]  # fmt: skip
    assert moved == [SHIFT]  # the first of the two keeps its own draws, as does every other value
    uniforms = np.random.default_rng(1).uniform(size=(20, len(plan(whole).constants)))
    assert np.array_equal(fill(plan(whole), uniforms)[:7], fill(plan(whole), uniforms[:7]))


def test_what_is_stored_of_a_scenario_is_drawn_again(found: Calibrated, tmp_path: Path) -> None:
    whole, alone = taken(found, tmp_path)
    assert whole.hash != alone.hash
    again = restore("again", whole.text, whole.theatre_text)
    assert again.hash == whole.hash
    assert np.array_equal(*(drawn_values(one, seed=1, replications=64).positions for one in (whole, again)))
    fixed = load(tmp_path / "whole-taken.yaml", [*STILL, f"{SHIFT}=0.3"])
    assert plan(fixed).dependence is None  # a value that is fixed follows nothing


def test_ranks_follow_as_a_gaussian_copula_s_do() -> None:
    """Spearman's correlation is 6/pi asin(r/2), Kruskal (1958), Journal of the American Statistical Association 53."""
    told = Together(values=("a", "b", "c"), correlations=((0.6,), (-0.3, 0.2)))
    u = (np.random.default_rng(2).permuted(np.tile((np.arange(20_000) + 0.5) / 20_000, (3, 1)), axis=1)).T
    made = following(u, told.among([0, 1, 2]))
    ranks = spearmanr(made).statistic
    for one, other, r in ((0, 1, 0.6), (0, 2, -0.3), (1, 2, 0.2)):
        assert ranks[one, other] == pytest.approx(6.0 / math.pi * math.asin(r / 2.0), abs=0.02)
    assert np.array_equal(made[:, 0], u[:, 0])
    assert np.quantile(made[:, 2], [0.1, 0.5, 0.9]) == pytest.approx([0.1, 0.5, 0.9], abs=0.01)
    weight = np.full(20_000, 1 / 20_000)
    assert correlations(normal_scores(made, weight), weight)[0] == pytest.approx(told.matrix, abs=0.02)
    assert following(u[:, [0, 2]], told.among([0, 2]))[:5, 0] == pytest.approx(u[:5, 0])


def test_correlations_that_no_values_have_are_brought_to_ones_that_some_have() -> None:
    odd = np.array([[1.0, 0.9, 0.9], [0.9, 1.0, -0.9], [0.9, -0.9, 1.0]])
    made = possible(odd)
    assert np.linalg.eigvalsh(made)[0] >= 0.5 * LEAST_EIGENVALUE
    assert np.diag(made) == pytest.approx(1.0)
    assert np.array_equal(possible(np.eye(3)), np.eye(3))


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("{values: [ground.tempo_mean, ground.tempo_sd], correlations: [[1.5]]}", "= 1.5 is outside -1 to 1"),
        ("{values: [ground.tempo_mean, ground.tempo_mean], correlations: [[0.5]]}", "holds ground.tempo_mean twice"),
        ("{values: [ground.tempo_mean, ground.tempo_sd], correlations: [[0.1], [0.2, 0.3]]}", "has 2 rows for 2"),
        ("{values: [ground.tempo_mean, ground.tempo_sd], correlations: [[0.1, 0.2]]}", "row 1 holds 2 numbers; give 1"),
        ("{values: [ground.tempo_men, ground.tempo_sd], correlations: [[0.1]]}", "is no value of this scenario"),
        ("{values: [ground.tempo_form, ground.tempo_sd], correlations: [[0.1]]}", "is a choice"),
        ("{values: [attacker.stop_days, ground.tempo_sd], correlations: [[0.1]]}", "is luck of a run"),
        (
            "{values: [ground.tempo_mean, ground.tempo_sd, ground.lump_log_sd], correlations: [[0.9], [0.9, -0.9]]}",
            "contradict each other",
        ),
    ],
)  # fmt: skip
def test_what_cannot_hang_together_is_refused_with_its_place(tmp_path: Path, told: str, words: str) -> None:
    file = tmp_path / "odd.yaml"
    file.write_text(f"extends: kursk/baseline\ntogether: {told}\n", encoding="utf-8")
    with pytest.raises(InputError) as fault:
        load(file)
    assert words in str(fault.value)
    assert re.search(r"odd\.yaml:2:\d+: together", str(fault.value))
