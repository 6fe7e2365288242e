"""Each family of scenarios does in outcomes what its name says: the same 1,000 draws and luck on both sides."""

from functools import cache

import numpy as np
import pytest

from sim.engine.blocks import Block
from sim.model.outcomes import ANSWERS
from sim.model.world.events import LEAVES_BY_TERMS, PROPOSAL_AGREED, TABLED, TEXT
from sim.model.world.state import PARTIAL
from tests.model.small_runs import NEVER, day_of, outcome, series, small

N = 1000
NONE, CAUSAL = 0.0, 2.0  # readings of what goes with the terms of a truce


@cache
def runs(name: str, **values: float) -> Block:
    """A shipped scenario with some values changed; dots are written as two underscores."""
    rows = small(f"kursk/{name}", N, 90).having(**values)
    return rows.run(executor="compiled", logs=N)


def mean(block: Block, name: str) -> float:
    """Mean of an outcome over the runs that have it."""
    return float(np.nanmean(outcome(block, name)))


def mean_difference(some: Block, others: Block, name: str) -> tuple[float, float]:
    """Mean of the paired differences of an outcome, and its standard error."""
    apart = outcome(some, name) - outcome(others, name)
    apart = apart[~np.isnan(apart)]
    return float(apart.mean()), float(apart.std() / np.sqrt(len(apart)))


def more(some: Block, others: Block, name: str) -> bool:
    """Whether an outcome is clearly larger: by over three standard errors of the paired difference."""
    apart, error = mean_difference(some, others, name)
    return apart > 3.0 * error


# monitored and unmonitored


def test_monitors_count_what_happens_and_without_them_more_is_claimed() -> None:
    all_seen = {"truce__monitors_see_share": 1.0, "truce__monitors_delay_days": 0.0}
    watched, in_part, alone = runs("monitored-truce", **all_seen), runs("monitored-truce"), runs("unmonitored-truce")
    assert np.array_equal(outcome(watched, "violations_claimed"), outcome(watched, "violations_true"))
    assert np.array_equal(outcome(watched, "violations_seen"), outcome(watched, "violations_true"))
    assert mean(alone, "violations_claimed") > 1.5 * mean(alone, "violations_true")
    for_each = [mean(one, "violations_claimed") / mean(one, "violations_true") for one in (watched, in_part, alone)]
    assert for_each[0] < for_each[1] < for_each[2]


def test_a_monitored_truce_is_quieter_by_the_day() -> None:
    def by_the_day(block: Block) -> np.ndarray:
        return outcome(block, "violations_true").sum() / np.nansum(outcome(block, "truce_held_days"))

    values = {"truce__associations": NONE}  # the same truces for the same days
    assert by_the_day(runs("monitored-truce", **values)) < by_the_day(runs("unmonitored-truce", **values))


@pytest.mark.parametrize("share", ["prior", "causal"])
def test_a_monitored_truce_lasts_longer_as_far_as_terms_have_an_effect(share: str) -> None:
    values = {"truce__associations": CAUSAL} if share == "causal" else {}
    assert more(runs("monitored-truce", **values), runs("unmonitored-truce", **values), "truce_held_days")


def test_it_lasts_equally_long_where_they_have_none() -> None:
    watched, alone = (runs(f"{kind}-truce", truce__associations=NONE) for kind in ("monitored", "unmonitored"))
    days = outcome(watched, "truce_held_days")
    assert np.array_equal(days, outcome(alone, "truce_held_days"), equal_nan=True)


def test_terms_without_an_effect_bring_neither_more_truces_nor_fewer() -> None:
    watched, alone = (runs(f"{kind}-truce", truce__associations=NONE) for kind in ("monitored", "unmonitored"))
    assert np.array_equal(outcome(watched, "truce_in_force"), outcome(alone, "truce_in_force"))


def test_monitors_who_come_late_see_less_and_more_is_claimed_of_the_same_truces() -> None:
    late, there = runs("late-monitors"), runs("monitored-truce")
    assert np.array_equal(outcome(late, "truce_held_days"), outcome(there, "truce_held_days"), equal_nan=True)
    assert mean(late, "violations_seen") < 0.5 * mean(there, "violations_seen")
    assert more(late, there, "violations_claimed")


# a guarantor


def test_a_guarantor_moves_nothing_but_what_is_read_as_its_effect_or_what_breaking_its_word_costs() -> None:
    with_one, alone = (runs(name, truce__associations=NONE) for name in ("guaranteed-truce", "unmonitored-truce"))
    days = outcome(with_one, "truce_held_days")
    assert np.array_equal(days, outcome(alone, "truce_held_days"), equal_nan=True)
    called_off = {"truce__form": 3.0, "truce__opportunity_per_day": 0.3, "truce__guarantee_cost": 0.5}
    with_one, alone = (runs(name, **called_off) for name in ("guaranteed-truce", "unmonitored-truce"))
    assert more(with_one, alone, "truce_held_days")


# talks for show


def test_who_talks_for_show_accepts_later_and_hardly_less_often_and_attacks_less_meanwhile() -> None:
    show, earnest = runs("talks-for-show"), runs("undecided")
    accepted = [day_of(block, "attacker_accepted_day") for block in (show, earnest)]
    assert np.mean(accepted[0] <= 30.0) < 0.6 * np.mean(accepted[1] <= 30.0)
    assert np.mean(accepted[0] <= 90.0) > 0.85 * np.mean(accepted[1] <= 90.0)
    held = [series(block, "held_area_km2")[:, 20].mean() for block in (show, earnest)]
    assert held[0] > held[1] + 2.0


# counter-offers


def agreed_with_clauses(block: Block) -> float:
    """Share of the agreements on general texts that are on one which holds clauses that a government asked for."""
    found: list[bool] = []
    for one in np.unique(block.events["replication"]):
        events = block.events[block.events["replication"] == one]
        covers = {int(text["subject"]): text["first"] for text in events[events["kind"] == TABLED]}
        clauses = {int(text["subject"]): text["second"] for text in events[events["kind"] == TEXT]}
        agreed = [int(text) for text in events["subject"][events["kind"] == PROPOSAL_AGREED]]
        found += [clauses.get(text, 0.0) > 0.0 for text in agreed if covers[text] < PARTIAL]
    return float(np.mean(found))


def test_clauses_that_were_asked_for_stand_in_the_texts_agreed() -> None:
    assert agreed_with_clauses(runs("counter-offers")) > 0.9
    assert agreed_with_clauses(runs("counter-offers", talks__mediation__counter_rounds=0.0)) == 0.0


def agreed_as_first_tabled(block: Block) -> float:
    """Share of all agreements, of one domain too, that are on the text of day -1."""
    events = block.events
    agreed = events[events["kind"] == PROPOSAL_AGREED]
    return float(np.mean(agreed["subject"] == 0.0))


def test_nobody_refuses_first_and_the_newest_text_is_agreed() -> None:
    refused = ANSWERS.index("refused")
    answers = outcome(runs("counter-offers"), "attacker_first_answer")
    assert not np.any(answers == refused)
    assert np.mean(outcome(runs("baseline"), "attacker_first_answer") == refused) > 0.1
    assert np.mean(answers == ANSWERS.index("conditional")) > 0.9
    assert agreed_as_first_tabled(runs("counter-offers")) < agreed_as_first_tabled(runs("baseline"))


# a race to the line


def test_less_is_held_when_a_truce_starts_after_a_race() -> None:
    race = runs("race-to-the-line")
    assert more(runs("race-to-the-line", attacker__race_multiplier=1.0), race, "area_at_truce_km2")
    assert more(runs("ceasefire-accepted-promptly"), race, "area_at_truce_km2")


def test_a_race_lasts_from_the_agreement_to_the_start() -> None:
    race = runs("race-to-the-line")
    apart = outcome(race, "truce_day") - outcome(race, "attacker_accepted_day")
    first = apart[~np.isnan(apart)]
    assert np.quantile(first, [0.01, 0.9]) == pytest.approx([5.5, 16.7], abs=1.5)  # the triangle's own quantiles


# evacuation


def test_fewer_are_lost_leaving_under_a_truce_whose_terms_let_them() -> None:
    leaving = runs("evacuation-under-truce")
    assert more(runs("evacuation-under-truce", talks__proposals__0__people_settled=0.0), leaving, "exit_lost")
    assert more(runs("evacuation-under-truce", talks__attacker__accepts_on_day=NEVER), leaving, "exit_lost")


def test_an_evacuation_is_ordered_by_its_day_and_earlier_only_where_people_are_cut_off() -> None:
    block = runs("evacuation-under-truce")
    days = outcome(block, "withdrawal_ordered_day")
    assert np.mean(days == 14.0) > 0.4
    assert np.nanmax(days) <= 14.0
    assert np.all(outcome(block, "people_cut_off")[days < 14.0] > 0.0)


# the highway


def test_a_closed_highway_cuts_people_off_and_costs_them_supplies_and_lives() -> None:
    closed, before = runs("highway-closed"), runs("baseline")
    assert more(closed, before, "people_cut_off")
    assert more(before, closed, "stock_min_days")
    assert more(closed, before, "exit_lost")


# truces of one domain

NOT_TABLED = {"talks__proposals__1__tabled_day": 1000.0}  # after the last day: it keeps its place on the schedule
SEEN = [f"talks__{side}__partial_{how}_shift" for side in ("holder", "attacker") for how in ("kept", "broken")]
OF_THE_GROUND = ("area_end_km2", "truce_in_force", "holder_casualties", "attacker_casualties", "truce_held_days")


def test_an_energy_truce_comes_first_more_often_than_by_chance() -> None:
    first, by_chance = (outcome(runs(name), "partial_truce_day") for name in ("energy-truce-first", "baseline"))
    assert np.mean(first <= 30.0) > 1.5 * np.mean(by_chance <= 30.0)
    general = outcome(runs("energy-truce-first"), "truce_day")
    assert np.sum(first < general) > 0.3 * np.sum(np.isfinite(general) & np.isfinite(first))


def test_an_energy_truce_alone_stops_no_advance_and_brings_no_general_truce() -> None:
    unmoved = dict.fromkeys(SEEN, 0.0) | {"truce__never_in_force": 0.0}  # one that is tabled again takes a place
    beside, without = (runs("energy-truce-first", **unmoved, **change) for change in ({}, NOT_TABLED))
    for name in OF_THE_GROUND:
        assert np.array_equal(outcome(beside, name), outcome(without, name), equal_nan=True), name


def test_a_kept_energy_truce_moves_the_general_one_as_far_as_the_scenario_says_and_either_way() -> None:
    trust, relief = ({"talks__attacker__partial_kept_shift": shift} for shift in (-2.0, 2.0))
    without = runs("energy-truce-first", **NOT_TABLED)
    assert more(runs("energy-truce-first", **trust), runs("energy-truce-first", **relief), "truce_in_force")
    apart, error = mean_difference(runs("energy-truce-first"), without, "truce_in_force")
    assert abs(apart) < max(3.0 * error, 0.01)  # drawn around nothing: no sign is claimed


def test_fewer_are_lost_leaving_under_a_humanitarian_truce_while_the_fighting_goes_on() -> None:
    leaving, without = runs("humanitarian-truce"), runs("humanitarian-truce", **NOT_TABLED)
    assert more(without, leaving, "exit_lost")
    assert mean(leaving, "people_let_out") > 100.0
    assert mean(without, "people_let_out") == 0.0
    fired_on = runs("humanitarian-truce", truce__humanitarian_relief=0.0)  # agreed, and not kept
    assert np.array_equal(outcome(fired_on, "exit_lost"), outcome(without, "exit_lost"))
    assert np.array_equal(outcome(fired_on, "area_end_km2"), outcome(without, "area_end_km2"))


def test_ground_left_by_the_terms_brings_more_truces_and_the_holder_loses_fewer_people() -> None:
    leaving, without = runs("leaving-by-the-terms"), runs("leaving-by-the-terms", **NOT_TABLED)
    assert more(leaving, without, "truce_in_force")
    assert more(without, leaving, "holder_lost")
    told = np.unique(leaving.events["replication"][leaving.events["kind"] == LEAVES_BY_TERMS])
    assert len(told) > 50
    assert np.mean(outcome(leaving, "area_end_km2")[told] == 0.0) > 0.8


def test_an_exchange_comes_as_often_as_leaving_for_nothing_until_a_size_says_otherwise() -> None:
    apart, error = mean_difference(runs("exchange-of-ground"), runs("leaving-by-the-terms"), "truce_in_force")
    assert abs(apart) < max(3.0 * error, 0.01)  # drawn around nothing: no sign is claimed
    sooner, later = (runs("exchange-of-ground", talks__attacker__exchange_shift=shift) for shift in (-2.0, 2.0))
    assert more(sooner, later, "truce_in_force")


def test_who_bargains_pays_a_high_price_less_readily_than_none() -> None:
    free, dear = (
        runs("exchange-of-ground", talks__acceptance_form=1.0, talks__swap_price=price) for price in (0.0, 1.0)
    )
    accepted = [np.mean(day_of(block, "attacker_accepted_day") <= 30.0) for block in (free, dear)]
    assert accepted[0] > accepted[1] + 0.03
