"""The bargaining view on outcomes: how often the attacker accepts, what moves it, and its own chance of doing so."""

import numpy as np
import pytest

from tests.model.review.talks_runs import STAFF_WITHOUT_HOPE, day_of, path_of, runs

N = 2000
BARGAINS = {"talks.acceptance_form": 1.0, **STAFF_WITHOUT_HOPE}


def accepted(**values: float) -> np.ndarray:
    """Day on which the attacker's government accepts (replication), infinite for never."""
    leaves = {path.replace("__", "."): value for path, value in values.items()}
    return day_of(runs("kursk/undecided", N, {**BARGAINS, **leaves}), "attacker_accepted_day")


def test_it_accepts_about_as_often_as_the_prior_of_the_evidence() -> None:
    """Attacker before a pocket of ten settlements, 30 days offered: .05 / .18 / .29 by day 7 / 30 / 90.

    So by the record's clock (ceasefire-fits) with a strong advance, a mediator and a wish for a settlement.

    Nothing here is fitted to it. The usual form accepts half as often or less.
    """
    published = ((7.0, 0.05, 0.02), (30.0, 0.18, 0.03), (90.0, 0.29, 0.045))
    usual = day_of(runs("kursk/undecided", N, STAFF_WITHOUT_HOPE), "attacker_accepted_day")
    for day, share, within in published:
        assert np.mean(accepted() <= day) == pytest.approx(share, abs=within)
        assert np.mean(usual <= day) < 0.6 * np.mean(accepted() <= day)


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ({"talks__attacker__cost_per_day": 0.0005}, {"talks__attacker__cost_per_day": 0.01}),
        ({"talks__attacker__pressure_credibility": 0.0}, {"talks__attacker__pressure_credibility": 1.0}),
        ({"talks__attacker__ground_value": 0.3}, {"talks__attacker__ground_value": 0.0}),
        ({"talks__attacker__rearming_loss_per_day": 0.01}, {"talks__attacker__rearming_loss_per_day": 0.0}),
    ],
    ids=["dear fighting", "pressure", "cheap ground", "no fear of rearming"],
)
def test_what_makes_a_pause_worth_more_brings_acceptance(less: dict[str, float], more: dict[str, float]) -> None:
    assert np.mean(accepted(**more) <= 30.0) > np.mean(accepted(**less) <= 30.0) + 0.02


def test_its_own_chance_within_30_days_is_what_happens() -> None:
    block = runs("kursk/baseline", N, {"talks.acceptance_form": 1.0})
    days, told = day_of(block, "attacker_accepted_day"), path_of(block, "acceptance_30d_attacker")
    waiting = [days > day for day in range(0, 61, 10)]
    said = np.concatenate([told[still, 10 * place] for place, still in enumerate(waiting)])
    happened = np.concatenate([days[still] <= 10 * place + 30.0 for place, still in enumerate(waiting)])
    assert said.mean() == pytest.approx(happened.mean(), abs=0.02)
