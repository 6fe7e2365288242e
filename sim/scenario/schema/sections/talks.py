"""What a scenario can say about talks (part of the schema)."""

from pydantic import Field

from sim.scenario.schema.sections.defaults import ASSUMED, NEVER
from sim.scenario.values.choices import Domain, LineRule, ProposalKind
from sim.scenario.values.declarations import Quantity, Section, choice, quantity, switch
from sim.scenario.values.law_forms import AcceptanceForm, default_of

FITTED = {"source": "ceasefire-fits", "basis": "fitted"}
THEORY = {"source": "judgement-bargaining"}


class Proposal(Section):
    """One proposal on the mediator's schedule, and its terms."""

    kind: Quantity = choice(ProposalKind, "general", about="What the proposal covers", **ASSUMED)
    domain: Quantity = choice(Domain, "energy", about="The domain of a truce of one domain", **ASSUMED)
    tabled_day: Quantity = quantity(
        0.0, unit="day", low=-365.0, high=3650.0, about="Day on which it is tabled", **ASSUMED)
    duration_days: Quantity = quantity(
        30.0, unit="days", low=0.0, high=3650.0, about="Length of the truce (0: open-ended)", **ASSUMED)
    truce_class: Quantity = quantity(
        1.0, unit="class", low=1.0, high=3.0,
        about="1 cessation of hostilities, 2 with a compliance mechanism, 3 definitive", **ASSUMED)
    mediated: Quantity = switch(True, about="A third party mediates", **ASSUMED)
    written: Quantity = switch(False, about="The terms are written down", **ASSUMED)
    monitored: Quantity = switch(False, about="Somebody monitors the truce", **ASSUMED)
    rearming_monitored: Quantity = quantity(
        0.0, unit="share", low=0.0, high=1.0, about="How well a ban on rearming is monitored", **ASSUMED)
    people_settled: Quantity = switch(
        False, about="What becomes of the people in the foothold is settled: a truce lets them leave", **ASSUMED)
    shift_log_days: Quantity = quantity(
        0.0, unit="ln days", low=-10.0, high=10.0, about="Own delay of acceptance from the size of the package",
        **ASSUMED)
    line_rule: Quantity = choice(
        LineRule, "freeze",
        about="The line stays as it is, or the truce lets the holder leave all it holds in order, for nothing or in "
        "exchange for other ground", **ASSUMED)
    guaranteed: Quantity = switch(False, about="A third party guarantees the terms", **ASSUMED)
    endorsed: Quantity = switch(False, about="A third party, not the mediator, endorses it", **ASSUMED)
    starts_after_days: Quantity = quantity(
        0.0, unit="days", low=0.0, high=365.0, about="From agreement to start, at least, by its own terms", **ASSUMED)
    starts_on_day: Quantity = quantity(
        NEVER, unit="day", low=-365.0, high=3650.0, about="Date on which it starts, if agreed before", **ASSUMED)
    lapse_day: Quantity = quantity(
        NEVER, unit="day", low=-365.0, high=3650.0, about="Deadline after which the proposal lapses", **ASSUMED)
    holder_accepted_day: Quantity = quantity(
        NEVER, unit="day", low=-365.0, high=3650.0, about="Day on which the holder's government has accepted it",
        **ASSUMED)


class Party(Section):
    """How one government answers proposals: first statement, then acceptance on its own clock."""

    open_probability: Quantity = quantity(
        0.6, unit="probability", low=0.0, high=1.0, about="Open to a truce at all within the horizon", **ASSUMED)
    clock_mu: Quantity = quantity(
        {"normal": [4.91, 0.33]}, unit="ln days", low=-5.0, high=15.0, about="Acceptance clock: log median", **FITTED)
    clock_sigma: Quantity = quantity(
        3.20, unit="ln days", low=0.1, high=10.0, about="Acceptance clock: log spread", **FITTED)
    same_day_atom: Quantity = quantity(
        0.05, unit="probability", low=0.0, high=0.9,
        about="Chance to accept at once when a proposal is tabled", **FITTED)
    time_limit_shift: Quantity = quantity(
        0.90, unit="ln days", low=-5.0, high=5.0, about="Delay when the truce has an end date", **FITTED)
    length_effect: Quantity = quantity(
        {"triangular": [0, 0.2, 0.6]}, unit="ln days", low=0.0, high=2.0,
        about="Delay for each doubling of a truce's length beyond 30 days (the other side rearms in it)", **ASSUMED)
    mediation_shift: Quantity = quantity(
        -0.96, unit="ln days", low=-5.0, high=5.0, about="Delay when mediated (minus is sooner)", **FITTED)
    settlement_shift: Quantity = quantity(
        0.0, unit="ln days", low=0.0, high=5.0, about="Delay while it prefers a full settlement to a truce", **ASSUMED)
    full_stop: Quantity = quantity(
        0.0, unit="exponent", low=0.0, high=5.0,
        about="How fast that delay fades with the length of a truce: one of 30 days keeps it, a longer one less",
        note="That a full stop is preferred gives the sign; no size is known, so length does not count here",
        **ASSUMED)
    rearming_relief: Quantity = quantity(
        0.5, unit="share", low=0.0, high=1.0, about="Part of that delay lifted when rearming is fully monitored",
        **ASSUMED)
    mobilisation_relief: Quantity = quantity(
        0.25, unit="share", low=0.0, high=1.0, about="Part of that delay lifted when mobilisation stops", **ASSUMED)
    territory_shift: Quantity = quantity(
        0.0, unit="ln days", low=-5.0, high=5.0, about="Delay until the goal for the ground is reached", **ASSUMED)
    people_relief: Quantity = quantity(
        0.5, unit="share", low=0.0, high=1.0,
        about="Part of that delay lifted when the fate of the people in the foothold is settled", **ASSUMED)
    momentum_effect: Quantity = quantity(
        0.0, unit="ln days", low=0.0, high=5.0, about="Delay per unit of own momentum", **ASSUMED)
    momentum_reference_km2_per_day: Quantity = quantity(
        3.0, unit="km²/day", low=0.01, high=500.0, about="Rate of gain that counts as no momentum", **ASSUMED)
    momentum_cap: Quantity = quantity(
        1.5, unit="ln units", low=0.0, high=10.0, about="Most that momentum can count", **ASSUMED)
    momentum_floor: Quantity = quantity(
        0.0, unit="ln units", low=-20.0, high=0.0, about="Least that momentum can count (0: one-sided)", **ASSUMED)
    momentum_smoothing: Quantity = quantity(
        1.0, unit="ratio", low=0.001, high=10.0, about="Rate added to both sides of the ratio, in reference rates",
        **ASSUMED)
    momentum_after_loss: Quantity = switch(
        False, about="Momentum still counts once the goal for the ground is reached", **ASSUMED)
    losses_effect: Quantity = quantity(
        {"normal": [0.3, 0.3], "clip": [0, None]}, unit="ln days", low=0.0, high=5.0,
        about="Sooner per doubling of own losses", **ASSUMED)
    losses_reference_persons: Quantity = quantity(
        50000.0, unit="persons", low=1.0, high=5e6, about="Own losses already borne on day 0, for that doubling",
        **ASSUMED)
    pressure_effect: Quantity = quantity(
        {"normal": [0.75, 0.75], "clip": [0, None]}, unit="ln days", low=0.0, high=5.0,
        about="Sooner under fully credible pressure", **ASSUMED)
    pressure_credibility: Quantity = quantity(
        0.0, unit="share", low=0.0, high=1.0, about="How credible the pressure is", **ASSUMED)
    statement_log_mean: Quantity = quantity(
        0.0, unit="ln days", low=-5.0, high=5.0, about="First statement after tabling: log median", **ASSUMED)
    statement_log_sd: Quantity = quantity(
        1.0, unit="ln days", low=0.05, high=5.0, about="First statement after tabling: log spread", **ASSUMED)
    conditional_weight: Quantity = quantity(
        {"gamma": [6.5]}, unit="weight", low=0.0, high=1000.0,
        about="Weight of a conditional first statement", **ASSUMED)
    refuse_weight: Quantity = quantity(
        {"gamma": [2.5]}, unit="weight", low=0.0, high=1000.0,
        about="Weight of a refusal as first statement", **ASSUMED)
    examine_weight: Quantity = quantity(
        {"gamma": [1.0]}, unit="weight", low=0.0, high=1000.0, about="Weight of 'keeps examining'", **ASSUMED)
    statement_reference_log_days: Quantity = quantity(
        0.0, unit="ln days", low=-10.0, high=10.0,
        about="Delay of the clock, all in all, at which those three weights hold", **ASSUMED)
    statement_tilt: Quantity = quantity(
        0.5, unit="ratio", low=0.0, high=5.0,
        about="How strongly that delay tips the first answer from conditions to a refusal", **ASSUMED)
    counter_shift: Quantity = quantity(
        0.0, unit="ln days", low=-10.0, high=10.0, about="Delay when a text holds conditions of the other government",
        **ASSUMED)
    guarantee_shift: Quantity = quantity(
        0.0, unit="ln days", low=-5.0, high=5.0,
        about="Delay when a third party guarantees the terms (minus is sooner)",
        note="No record of answers tells a sign or a size: to be tried", **ASSUMED)
    endorsement_shift: Quantity = quantity(
        0.0, unit="ln days", low=-5.0, high=5.0, about="Delay when a third party endorses a text (minus is sooner)",
        note="No record of answers tells a sign or a size: to be tried", **ASSUMED)
    exchange_shift: Quantity = quantity(
        0.0, unit="ln days", low=-5.0, high=5.0,
        about="Delay when a text exchanges the ground held for other ground (minus is sooner)",
        note="No offer of an exchange is on record here: to be tried", **ASSUMED)
    partial_shift: Quantity = quantity(
        {"normal": [-0.5, 0.5]}, unit="ln days", low=-10.0, high=10.0,
        about="Change of the clock for a truce of one domain only", **ASSUMED)
    humanitarian_shift: Quantity = quantity(
        {"normal": [-0.87, 0.6]}, unit="ln days", low=-10.0, high=10.0,
        about="Further change of the clock where that domain is humanitarian",
        note="Odds ratio 1.55 (p .15) of an answer within 30 days, at 0.32 and a spread of 3.20", **FITTED)
    partial_kept_shift: Quantity = quantity(
        0.0, unit="ln days", low=-5.0, high=5.0,
        about="Delay for a general text once a truce of one domain is kept (minus is sooner)",
        note="No record gives a sign or a size: earlier ceasefires show none on how long the next one lasts", **ASSUMED)
    partial_broken_shift: Quantity = quantity(
        0.0, unit="ln days", low=-5.0, high=5.0,
        about="Delay for a general text once a truce of one domain has broken down",
        note="No record gives a sign or a size: earlier ceasefires show none on how long the next one lasts", **ASSUMED)
    accepts_on_day: Quantity = quantity(
        NEVER, unit="day", low=-365.0, high=3650.0, about="Accepts on this day whatever the clock says", **ASSUMED)
    refuses_time_limited: Quantity = switch(
        False, about="Never accepts a truce with an end date", **ASSUMED)
    show_probability: Quantity = quantity(
        0.0, unit="probability", low=0.0, high=1.0,
        about="Talks for show at first: it says that it examines, and accepts nothing while time works for it",
        note="Talks of wars since 1945 often end nothing and help to regroup: a sign, and no share of governments",
        **ASSUMED)
    show_days: Quantity = quantity(
        30.0, unit="days", low=0.0, high=3650.0,
        about="How long such talk lasts from the first text on, if ground can still be gained or held", **ASSUMED)
    cost_per_day: Quantity = quantity(
        {"lognormal": [0.002, 0.7]}, unit="stake/day", low=0.00001, high=0.1,
        about="Bargaining: cost of a day of fighting, in shares of what the government fights for", **THEORY)
    ground_value: Quantity = quantity(
        {"triangular": [0.05, 0.15, 0.3]}, unit="stake", low=0.0, high=1.0,
        about="Bargaining: what the ground held on day 0 is worth to it", **THEORY)
    rearming_loss_per_day: Quantity = quantity(
        {"lognormal": [0.0012, 0.6]}, unit="stake/day", low=0.00001, high=0.05,
        about="Bargaining: chance of winning that a day of pause hands to the other side", **THEORY)
    rearming_monitoring_effect: Quantity = quantity(
        {"uniform": [0.0, 0.7]}, unit="share", low=0.0, high=1.0,
        about="Bargaining: part of that loss which a monitored ban on rearming prevents", **THEORY)
    refusal_cost: Quantity = quantity(
        {"triangular": [0.0, 0.05, 0.15]}, unit="stake", low=0.0, high=1.0,
        about="Bargaining: what a refusal costs under fully credible pressure", **THEORY)
    settlement_gain: Quantity = quantity(
        {"normal": [0.0, 0.1]}, unit="stake", low=-1.0, high=1.0,
        about="Bargaining: what a full settlement gives it over fighting on", **THEORY)
    demand_cost: Quantity = quantity(
        {"triangular": [0.0, 0.03, 0.1]}, unit="stake", low=0.0, high=1.0,
        about="Bargaining: what a clause that no text holds costs it, where the other government asks for it", **THEORY)
    indifference: Quantity = quantity(
        {"uniform": [0.05, 0.15]}, unit="stake", low=0.005, high=1.0,
        about="Bargaining: gain that raises the odds of acceptance within a month by a factor of e", **THEORY)
    belief_rate_km2_per_day: Quantity = quantity(
        {"lognormal": [3, 0.5]}, unit="km²/day", low=0.01, high=500.0,
        about="Bargaining: ground it expected to pass per day before it looked at the front", **THEORY)
    belief_days: Quantity = quantity(
        {"uniform": [4, 20]}, unit="days", low=0.1, high=1000.0,
        about="Bargaining: days of fighting that this expectation is worth", **THEORY)
    symbol_value: Quantity = quantity(
        0.0, unit="stake", low=0.0, high=1.0,
        about="Bargaining: what it is worth at home that some of the ground is held (holder), or none (attacker)",
        note="That a foothold raises morale gives the sign; no size is known, so it is to be tried", **THEORY)


class Mediation(Section):
    """What the mediator does between proposals, and the clauses a conditional answer asks for."""

    counter_delay_days: Quantity = quantity(
        {"lognormal": [7, 0.7]}, unit="days", low=0.0, high=365.0, kind="chance",
        about="From a conditional answer to a counter-offer", **ASSUMED)
    counter_rounds: Quantity = quantity(
        2.0, unit="rounds", low=0.0, high=2.0, about="Most counter-offers: one with the conditions of each government",
        **ASSUMED)
    counter_required: Quantity = switch(
        False, about="Only a counter-offer that meets every clause can be agreed", **ASSUMED)
    retable_days: Quantity = quantity(
        {"lognormal": [30, 0.7]}, unit="days", low=0.0, high=3650.0, kind="chance",
        about="From a refusal to a new proposal; as often more as the same terms were refused before", **ASSUMED)
    retable_after_truce_days: Quantity = quantity(
        {"lognormal": [22.7, 1.41]}, unit="days", low=0.0, high=3650.0, kind="chance",
        about="From the end of a truce to a new proposal",
        note="Between successive ceasefires in Ukraine, 96 gaps; how long the first held is in them", **FITTED)
    partial_probability: Quantity = quantity(
        0.5, unit="probability", low=0.0, high=1.0,
        about="After a refusal or conditions, a truce of one domain is tabled", **ASSUMED)
    partial_delay_days: Quantity = quantity(
        {"lognormal": [7, 0.7]}, unit="days", low=0.0, high=365.0, kind="chance",
        about="From that answer to the partial proposal", **ASSUMED)
    partial_duration_days: Quantity = quantity(
        30.0, unit="days", low=1.0, high=3650.0, about="Length of a truce of one domain", **ASSUMED)
    deadlines_press: Quantity = switch(
        False, about="A deadline quickens both clocks, and who lets it pass may refuse for good",
        note="In the laboratory deals and disagreements at the last moment both rise", **ASSUMED)
    deadline_pace: Quantity = quantity(
        {"triangular": [1, 2, 3]}, unit="ratio", low=1.0, high=10.0,
        about="Pace of the clocks in the last tenth before a deadline", **ASSUMED)
    deadline_refusal: Quantity = quantity(
        {"uniform": [0, 0.5]}, unit="probability", low=0.0, high=1.0,
        about="A government that lets a deadline pass refuses for good; else the terms come again", **ASSUMED)
    partial_domain: Quantity = choice(Domain, "energy", about="The domain of that proposal", **ASSUMED)
    monitoring_clause: Quantity = quantity(
        {"uniform": [0.38, 0.73]}, unit="probability", low=0.0, high=1.0,
        about="A conditional answer asks for monitors", **FITTED)
    rearming_clause: Quantity = quantity(
        {"uniform": [0.24, 0.32]}, unit="probability", low=0.0, high=1.0, about="It asks for a ban on rearming",
        **FITTED)
    mobilisation_clause: Quantity = quantity(
        0.24, unit="probability", low=0.0, high=1.0, about="It asks for a stop of mobilisation", **ASSUMED)
    people_clause: Quantity = quantity(
        {"uniform": [0.09, 0.27]}, unit="probability", low=0.0, high=1.0,
        about="It asks what becomes of the people in the foothold", **FITTED)


class Talks(Section):
    """Proposals, the two governments that must accept, and the mediator."""

    proposals: dict[str, Proposal] = Field(default_factory=dict, max_length=4)
    goal_until_km2: Quantity = quantity(
        1.0, unit="km²", low=0.0, high=2000.0,
        about="What the attacker wants of the ground is reached once no more than this is held", **ASSUMED)
    deadline_shift: Quantity = quantity(
        0.0, unit="ln days", low=0.0, high=5.0,
        about="Delay of the attacker's government while its leader urges the troops on and the goal is not reached",
        note="Whether talks heed such a deadline, and how much, is unknown: to be tried", **ASSUMED)
    domain_correlation: Quantity = quantity(
        {"uniform": [0.0, 1.0]}, unit="correlation", low=0.0, high=1.0,
        about="How far a government that is open to a truce at all is open to one of a domain by the same luck",
        note="No record tells: from each domain on its own to all alike", **ASSUMED)
    show_regroups: Quantity = switch(
        False, about="Talk for show is used to regroup: meanwhile fewer attacks come, and who talks so gains by it",
        note="That talks dampen combat and help to regroup is a published sign; no size was read", **ASSUMED)
    show_lull: Quantity = quantity(
        {"uniform": [0.0, 0.5]}, unit="share", low=0.0, high=1.0,
        about="Part of the attacker's pace that is missing while a government talks for show", **ASSUMED)
    show_regroup: Quantity = quantity(
        {"uniform": [0.0, 1.0]}, unit="share", low=0.0, high=1.0,
        about="How far who talks for show uses each day of it: the holder digs as on so much of a quiet day, the "
        "attacker gathers so much of the pace that is missing, for as many days after", **ASSUMED)
    acceptance_form: Quantity = choice(
        AcceptanceForm, default_of(AcceptanceForm), about="How governments see the terms before them", **ASSUMED)
    pause_quiet_share: Quantity = quantity(
        {"triangular": [0.5, 0.7, 0.9]}, unit="share", low=0.0, high=1.0,
        about="Bargaining: share of a truce's days that are expected to be quiet", **THEORY)
    discount_per_day: Quantity = quantity(
        {"uniform": [0.0, 0.005]}, unit="1/day", low=0.0, high=0.1,
        about="Bargaining: how much less a day later counts", **THEORY)
    settlement_km2: Quantity = quantity(
        5.0, unit="km²", low=0.1, high=500.0, about="Bargaining: ground that falls with one settlement", **THEORY)
    attention: Quantity = quantity(
        {"uniform": [0.3, 1.0]}, unit="share", low=0.0, high=1.0,
        about="Bargaining: how far governments learn from what the front shows", **THEORY)
    news_weight: Quantity = quantity(
        0.0, unit="share", low=0.0, high=1.0,
        about="Bargaining: how far what a week more of fighting would tell counts against agreeing now",
        note="A rule of theory without a record: what a nat of news is worth is a convention, so it is to be tried",
        **THEORY)
    swap_share: Quantity = quantity(
        0.0, unit="share", low=0.0, high=1.0,
        about="Bargaining: part of the ground held that a settlement hands over for a price; an exchange, all",
        note="No offer of an exchange is on record here: to be tried", **THEORY)
    swap_price: Quantity = quantity(
        {"triangular": [0.05, 0.15, 0.3]}, unit="stake", low=0.0, high=1.0,
        about="Bargaining: what all of the ground held on day 0 fetches in such an exchange", **THEORY)
    holder: Party = Field(default_factory=Party)
    attacker: Party = Field(default_factory=Party)
    mediation: Mediation = Field(default_factory=Mediation)
