"""What a scenario can say about a truce once it is agreed (part of the schema)."""

from sim.scenario.schema.sections.defaults import ASSUMED
from sim.scenario.values.choices import Associations, MoveInTruce
from sim.scenario.values.declarations import Quantity, Section, choice, quantity, ratio, switch
from sim.scenario.values.law_forms import DurabilityForm, default_of

FITTED = {"source": "ceasefire-fits", "basis": "fitted"}
SIGN = {"source": "werner-yuen-2005"}
ANSWERED = {"source": "answers-fits", "basis": "fitted"}


class Truce(Section):
    """From agreement to entry into force, how long it holds, and what happens at its end."""

    never_in_force: Quantity = quantity(
        {"beta": [0.82, 25.6]}, unit="probability", low=0.0, high=1.0, about="Agreed but never in force", **FITTED)
    same_day_share: Quantity = quantity(
        0.67, unit="probability", low=0.0, high=1.0, about="In force on the day of agreement", **FITTED)
    lag_days: Quantity = quantity(
        {"lognormal": [2.7, 1.04]}, unit="days", low=0.0, high=3650.0, kind="chance",
        about="Otherwise the days from agreement to start", **FITTED)
    form: Quantity = choice(
        DurabilityForm, default_of(DurabilityForm), about="Whose record tells how long a truce lasts", **ASSUMED)
    world_mu: Quantity = quantity(
        {"normal": [6.61, 0.12]}, unit="ln days", low=-5.0, high=20.0, about="Durability world-wide: log median",
        **FITTED)
    world_sigma: Quantity = quantity(
        3.71, unit="ln days", low=0.1, high=10.0, about="Durability world-wide: log spread", **FITTED)
    limited_mu: Quantity = quantity(
        {"normal": [5.24, 0.29]}, unit="ln days", low=-5.0, high=20.0,
        about="Durability as of truces of 20-45 days: log median", **FITTED)
    limited_sigma: Quantity = quantity(
        1.20, unit="ln days", low=0.1, high=10.0, about="Durability as of truces of 20-45 days: log spread", **FITTED)
    donbas_mu: Quantity = quantity(
        {"normal": [2.7, 0.36]}, unit="ln days", low=-5.0, high=20.0, about="Durability in Donbas: log median",
        **FITTED)
    donbas_sigma: Quantity = quantity(
        1.3, unit="ln days", low=0.1, high=10.0, about="Durability in Donbas: log spread", **FITTED)
    settlement_mu: Quantity = quantity(
        9.34, unit="ln days", low=-5.0, high=20.0, about="Durability of a settlement: log median",
        source="ucdp-agreement-fits", basis="fitted")
    settlement_sigma: Quantity = quantity(
        4.40, unit="ln days", low=0.1, high=10.0, about="Durability of a settlement: log spread",
        source="ucdp-agreement-fits", basis="fitted")
    associations: Quantity = choice(
        Associations, "none", about="How far what goes with a lasting truce is taken to make it last",
        note="A ratio between groups is no effect: the parties chose their terms", **ASSUMED)
    effect_share: Quantity = quantity(
        {"uniform": [0, 1]}, unit="share", low=0.0, high=1.0,
        about="Share of the associations that is effect, where that is drawn", **ASSUMED)
    definitive_log_hazard: Quantity = ratio(
        {"normal": [-1.38, 0.38]}, "association", low=-5.0, high=5.0, about="Failure of class 3 against class 1",
        **FITTED)
    compliance_log_hazard: Quantity = ratio(
        {"normal": [-0.54, 0.25]}, "association", low=-5.0, high=5.0, about="Failure of class 2 against class 1",
        **FITTED)
    written_log_hazard: Quantity = ratio(
        {"normal": [-0.65, 0.20]}, "association", low=-5.0, high=5.0, about="Failure when written", **FITTED)
    mediated_log_hazard: Quantity = ratio(
        {"normal": [0.71, 0.17]}, "association", low=-5.0, high=5.0, about="Failure when mediated", **FITTED)
    monitored_log_hazard: Quantity = ratio(
        {"normal": [0.14, 0.23]}, "association", low=-5.0, high=5.0,
        about="Failure when monitored, class and writing alike", **FITTED)
    guaranteed_log_hazard: Quantity = ratio(
        {"normal": [-0.10, 0.20]}, "association", low=-5.0, high=5.0,
        about="Failure when a third party guarantees the terms",
        note="As of external enforcement: hazard ratio 0.90, p 0.62", **FITTED)
    limited_log_hazard: Quantity = ratio(
        {"normal": [-1.37, 0.24]}, "association", low=-5.0, high=5.0, about="Failure when there is an end date",
        **FITTED)
    partial_log_hazard: Quantity = ratio(
        {"normal": [0.68, 0.19]}, "association", low=-5.0, high=5.0, about="Failure when partial in scope", **FITTED)
    origin_counts: Quantity = switch(
        False, about="Pressed truces fail sooner, those after one-sided fighting later", **SIGN)
    pressed_log_hazard: Quantity = ratio(
        {"normal": [0.5, 0.5], "clip": [0, None]}, "association", low=0.0, high=5.0,
        about="Failure of a truce under fully credible pressure",
        note="The sign is published and significant; no size was read: from nothing to over twice as soon", **SIGN)
    one_sided_log_hazard: Quantity = ratio(
        {"normal": [0.5, 0.5], "clip": [0, None]}, "association", low=0.0, high=5.0,
        about="Lasting longer after fighting that went one way only",
        note="The sign is published and significant; no size was read: from nothing to over twice as long", **SIGN)
    extension_probability: Quantity = quantity(
        {"beta": [0.52, 0.87]}, unit="probability", low=0.0, high=1.0, about="Extended at its end date", **FITTED)
    limited_extension_probability: Quantity = quantity(
        {"beta": [0.77, 0.62]}, unit="probability", low=0.0, high=1.0,
        about="Extended at its end date, as of truces of 20-45 days",
        note="71 of 128 that did not fail, with the spread between countries of the other chance", **FITTED)
    settle_probability: Quantity = quantity(
        {"beta": [1, 19]}, unit="probability", low=0.0, high=1.0,
        about="Turned into a full settlement each time what follows is talked of",
        note="No data set tells a settlement from another replacement; 7 in 100 ceasefires are definitive", **ASSUMED)
    answer_before_end: Quantity = quantity(
        {"uniform": [0, 1]}, unit="share", low=0.0, high=1.0,
        about="Talks on what follows that end before the end date, not on it", **ASSUMED)
    residual_violence: Quantity = quantity(
        {"beta": [3, 6]}, unit="share", low=0.0, high=1.0,
        about="Violence left just after the start, where no measures keep the quiet", **FITTED)
    leak_days: Quantity = quantity(
        {"lognormal": [9.97, 0.7]}, unit="days", low=0.01, high=1e5,
        about="Time in which violence returns, where no measures keep the quiet", **FITTED)
    measures_residual_violence: Quantity = quantity(
        {"beta": [1, 15]}, unit="share", low=0.0, high=1.0,
        about="Violence left just after the start, where measures keep the quiet", **FITTED)
    measures_leak_days: Quantity = quantity(
        {"lognormal": [244.7, 1.0]}, unit="days", low=0.01, high=1e5,
        about="Time in which violence returns, where measures keep the quiet", **FITTED)
    measures_chance: Quantity = quantity(
        {"triangular": [0.0, 0.2, 0.4]}, unit="probability", low=0.0, high=1.0,
        about="Measures keep the quiet of a mere cessation", **ASSUMED)
    measures_chance_per_class: Quantity = quantity(
        {"triangular": [0.2, 0.3, 0.4]}, unit="probability", low=0.0, high=1.0,
        about="More of that chance for each class above the first", **ASSUMED)
    incidents_per_km_day: Quantity = quantity(
        {"lognormal": [0.4, 0.4]}, unit="1/km/day", low=0.0, high=100.0,
        about="Incidents per km of front and day before the truce, both sides, answers among them", **ASSUMED)
    holder_incident_share: Quantity = quantity(
        0.5, unit="share", low=0.0, high=1.0, about="The holder's part of the incidents that answer nothing", **ASSUMED)
    answered_share: Quantity = quantity(
        {"beta": [8.1, 8.1], "clip": [0.1, 0.9]}, unit="share", low=0.0, high=0.9,
        about="Violations that each one brings on in answer, directly",
        note="As beta(5, 5) on 0.1 to 0.9: the same mean and spread", **ANSWERED)
    answer_half_life_days: Quantity = quantity(
        {"lognormal": [2.0, 0.5]}, unit="days", low=0.1, high=365.0, about="Half of the answers come within",
        **ANSWERED)
    answered_by_other_share: Quantity = quantity(
        {"uniform": [0.5, 1]}, unit="share", low=0.0, high=1.0,
        about="Answers that come from the other side, not from the same",
        note="The other side answers more than one's own goes on: no size was read", **ASSUMED)
    false_blame: Quantity = quantity(
        {"triangular": [0.2, 0.5, 0.8]}, unit="ratio", low=0.0, high=1.0,
        about="Violations for which a side blames the other, for each of its own, without monitors", **ASSUMED)
    claim_log_ratio: Quantity = quantity(
        {"normal": [0.0, 0.79]}, unit="ln units", low=-5.0, high=5.0,
        about="The holder's claims against the attacker's, for each violation, without monitors",
        note="Half of the draws differ by a factor of 1.7 and more, as claims of Easter 2025 did", **ASSUMED)
    claim_multiplier: Quantity = quantity(
        {"lognormal": [2.0, 0.4]}, unit="ratio", low=1.0, high=20.0,
        about="Violations claimed for each that happened, without monitors", **ASSUMED)
    monitored_quiet: Quantity = ratio(
        {"triangular": [0.6, 0.8, 1.0]}, "effect", unit="ratio", low=0.0, high=1.0,
        about="Incidents under monitors against without", **ASSUMED)
    monitors_see_share: Quantity = quantity(
        {"triangular": [0.3, 0.7, 1.0]}, unit="share", low=0.0, high=1.0,
        about="Violations that monitors see, of those that happen while they are there",
        note="No record tells what a mission saw of what happened: it was kept from places, and saw little at night",
        **ASSUMED)
    monitors_delay_days: Quantity = quantity(
        {"lognormal": [1.0, 1.0]}, unit="days", low=0.0, high=3650.0,
        about="From the start of a truce until its monitors are there", **ASSUMED)
    tolerated_ratio: Quantity = quantity(
        {"lognormal": [2.0, 0.5]}, unit="ratio", low=0.1, high=100.0,
        about="Violations blamed on the other that a side tolerates, against a day like the truce's first", **ASSUMED)
    call_off_steepness: Quantity = quantity(
        {"uniform": [1.0, 4.0]}, unit="exponent", low=0.0, high=20.0,
        about="How sharply the odds of calling a truce off rise with the violations blamed on the other", **ASSUMED)
    grave_share: Quantity = quantity(
        {"uniform": [0.0, 0.01]}, unit="share", low=0.0, high=1.0,
        about="Violations blamed on the other that are so grave that a side does not wait to call a truce off",
        note="No record grades violations: from none to one in a hundred", **ASSUMED)
    opportunity_per_day: Quantity = quantity(
        {"uniform": [0.0, 0.05]}, unit="probability per day", low=0.0, high=1.0,
        about="Chance that the attacker calls a truce off for ground that it would gain, where that is sure to pay",
        note="No record tells: of 105 failed ceasefires 84 % were followed by an offensive, which gives the sign",
        **ASSUMED)
    call_off_cost: Quantity = quantity(
        {"triangular": [0.0, 0.05, 0.15]}, unit="stake", low=0.0, high=1.0,
        about="What it costs a government, at home and in sanctions, to call a truce off", **ASSUMED)
    guarantee_cost: Quantity = quantity(
        {"uniform": [0.0, 0.1]}, unit="stake", low=0.0, high=1.0,
        about="What more it costs where a third party guarantees the terms", **ASSUMED)
    let_through_share: Quantity = quantity(
        {"uniform": [0, 1]}, unit="share of demand", low=0.0, high=1.0,
        about="Let through to people cut off while a truce holds, where its terms do not settle their fate",
        note="No record tells: from nothing to all. Where the terms settle it, all", **ASSUMED)
    move_under_way: Quantity = choice(
        MoveInTruce, {"choice": {"held_up": 1, "goes_on": 1, "called_off": 1}},
        about="What becomes of a move under way, where the terms do not settle the fate of the people",
        note="No record tells: all three alike. None goes on by a way that is cut", **ASSUMED)
    humanitarian_relief: Quantity = quantity(
        {"uniform": [0, 1]}, unit="share", low=0.0, high=1.0,
        about="Part of those who would be lost leaving that a humanitarian truce spares",
        note="From nothing to all: at Ilovaisk in 2014 an agreed way out was fired on", **ASSUMED)
    line_prepared_days: Quantity = quantity(
        {"triangular": [5, 7, 10]}, unit="days", low=0.5, high=365.0,
        about="Quiet days that turn a hasty line into a prepared one (three times that: fortified)", **ASSUMED)
