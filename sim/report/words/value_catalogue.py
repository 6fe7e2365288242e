"""How single values of a scenario are said: one entry a value, by its path in the schema.

An entry holds what the schema does not say already: the value as the subject of a sentence, its name and scale on a
control where the schema speaks of logarithms or codes, what its codes stand for, and which number stands for none. In
a path, `*` is either government, or any proposal; in words, `{whose}` is 'the holder's' or 'the attacker's', and
`{Whose}` the same with a capital letter.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from sim.language.saying import say
from sim.report.words import scales
from sim.report.words.markdown import plain
from sim.report.words.scales import Scale
from sim.scenario.loaded import Leaf
from sim.scenario.values.declarations import Declaration


@dataclass(frozen=True)
class Never:
    """A number of the schema that stands for none: in files, and on the switch beside the input."""

    value: float
    switch: str


@dataclass(frozen=True)
class Said:
    """The words of one value; what is empty is said as the schema has it."""

    subject: str = ""
    yes: str = ""  # of yes and no: what is so, as the end of a sentence that starts with 'where'
    no: str = ""
    name: str = ""
    control: str = ""  # over its control where that stands open in the sidebar, with the unit
    scale: Scale | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    never: Never | None = None


NOTHING = Said()
PER_DAY = scales.OF_UNIT["ln km²/day/km"]
CATALOGUE: Mapping[str, Said] = {
    "ground.held_area_km2": Said("the ground held on day 0"),
    "ground.strip_area_km2": Said("the area of the border strip"),
    "ground.strip_tempo": Said("the tempo against the border strip"),
    "ground.main_settlement_lost_at_start": Said(
        yes="the attacker already holds the centre of the main settlement on day 0", no="it does not"
    ),
    "ground.outskirts_share": Said("the part of the main settlement that is held when its centre is lost"),
    "ground.tempo_mean": Said(
        "the attacker's long-run tempo", name="Pace of loss over the long run", scale=PER_DAY
    ),
    "ground.tempo_sd": Said(name="Spread of the pace of loss over the long run", scale=scales.FACTOR),
    "ground.tempo_half_life_days": Said("the time for which a change of tempo lasts"),
    "ground.tempo_start_noise": Said(
        "the attacker's tempo on day 0, against the past fortnight's,",
        name="What the past fortnight does not tell of the pace on day 0", scale=scales.TIMES,
    ),
    "ground.tempo_start_shift": Said(
        name="Attacker's tempo on day 0, against what the ground lost before tells",
        control="Attacker's tempo on day 0 (times as fast)",
    ),
    "ground.lump_log_sd": Said(name="Spread of a day's gain around its expectation", scale=scales.FACTOR),
    "ground.phase_days": Said("the length of a phase of attack"),
    "ground.phase_ratio_effect": Said("the growth of a phase's odds with the ratio of strengths"),
    "ground.still_odds": Said("the odds that the line stands still on day 0"),
    "ground.still_odds_by_days": Said("the growth of those odds with the days it has stood"),
    "ground.still_shape": Said("the rate at which the chance that stillness goes on falls"),
    "ground.still_scale_days": Said("the time after which stillness persists"),
    "ground.spell_days": Said("the length of a spell in which ground moves"),
    "ground.turn_probability": Said("the chance that the other side moves in the next spell"),
    "ground.regain_probability": Said("the chance that the holder moves where nobody did lately"),
    "ground.regain_pace": Said("the pace at which the holder regains ground"),
    "ground.still_days": Said("the time for which the line has stood still by day 0"),
    "ground.loss_28_days_km2": Said("the ground lost in the four weeks before day 0"),
    "ground.attackers_reference_per_km": Said("the number of attackers per km where the tempo was fitted"),
    "ground.holders_reference_per_km": Said("the number of holders per km where the tempo was fitted"),
    "ground.densities_of_day_0": Said(
        yes="the fitted tempo holds at the strengths of day 0",
        no="it holds at the strengths that are given for it",
    ),
    "ground.attackers_exponent": Said("the growth of gains with attackers per km"),
    "ground.holders_exponent": Said("the fall of gains with holders per km"),
    "ground.attackers_floor_per_km": Said("the number of attackers per km below which little is taken"),
    "ground.holders_floor_per_km": Said("the number of holders per km below which a line gives way"),
    "ground.walking_pace": Said("the pace into ground that nobody holds"),
    "ground.thin_line_shape": Said("the part that gaps play where a line thins out"),
    "ground.settlements_per_km2": Said("the number of settlements that reports count per km²"),
    "attacker.people_persons": Said(
        "the number of the attacker's people", control="Attacker's strength (people)"
    ),
    "attacker.allied_share": Said("the allied part of the attacker's people"),
    "attacker.allied_withdrawal_day": Said(never=Never(math.inf, "It stays")),
    "attacker.urged_days": Said("the time for which its leader urges the attacker on"),
    "attacker.urged_multiplier": Said("the attacker's tempo while it is urged on"),
    "attacker.break_share": Said("the share of people killed or wounded at which the attacker stops"),
    "attacker.stop_days": Said("the time for which it then stops"),
    "attacker.replaced_share": Said("the part of the attacker's people who fall and are replaced"),
    "holder.replaced_share": Said("the part of the holder's people who fall and are replaced"),
    "holder.people_persons": Said("the number of the holder's people"),
    "attrition.attacker_per_contested_km2": Said(
        "the number of the attacker's people killed or wounded per km² fought over"
    ),
    "attrition.attacker_per_given_up_km2": Said(
        "the number of the attacker's people killed or wounded per km² left to it"
    ),
    "attrition.contested_pace": Said("the fastest pace at which ground is fought for"),
    "attrition.collapse_exponent": Said("the growth of a day's losses with its gain"),
    "attrition.claim_bias": Said("the true number of people killed or wounded, against the claimed one,"),
    "attrition.exchange_ratio": Said(
        "the number of the attacker's people killed or wounded for each of the holder's in the fighting for ground",
        name="Attacker's losses for each of the holder's in the fighting for ground, without breaks and the way out",
    ),
    "attrition.fitted_residual": Said(
        "the scatter of the attacker's losses around the law fitted to battles of 1914-82",
        name="Law 'fitted to battles of 1914-82': scatter of the attacker's losses around it", scale=scales.TIMES,
    ),
    "attrition.fitted_residual_holder": Said(
        "the scatter of the holder's losses around the law fitted to battles of 1914-82",
        name="Law 'fitted to battles of 1914-82': the holder's scatter beyond that", scale=scales.TIMES,
    ),
    "attrition.days_in_line": Said(
        name="Law 'fitted to battles of 1914-82': days of fighting before day 0", scale=Scale("days", "{} days")
    ),
    "attrition.elastic_level": Said(
        name="Law 'by tempo': losses at the reference rate", scale=Scale("people per km and day", "{}")
    ),
    "attrition.elastic_exponent": Said(name="Law 'by tempo': growth with the rate", scale=Scale("exponent", "{}")),
    "attrition.elastic_reference_rate": Said(
        name="Law 'by tempo': rate of that level", scale=Scale("km² per day and km", "{}")
    ),
    "attrition.lanchester_share_per_day": Said(
        "the share of the attackers killed or wounded a day where people face people",
        name="Law 'Lanchester': share of the attackers hurt a day",
    ),
    "attrition.lanchester_own_exponent": Said(
        "the growth of losses with one's own people",
        name="Law 'Lanchester': growth with one's own people", scale=Scale("exponent", "{}"),
    ),
    "attrition.lanchester_enemy_exponent": Said(
        "the growth of losses with the other side's people",
        name="Law 'Lanchester': growth with the other side's people", scale=Scale("exponent", "{}"),
    ),
    "attrition.lanchester_attackers_per_km": Said(
        name="Law 'Lanchester': attackers per km of that share", scale=Scale("people per km", "{}")
    ),
    "attrition.lanchester_holders_per_km": Said(
        "the number of holders per km at which that share holds",
        name="Law 'Lanchester': holders per km of that share", scale=Scale("people per km", "{}"),
    ),
    "attrition.engaged_share": Said(
        "the share of the attackers who fight on a day", name="Law 'Epstein': attackers who fight on a day"
    ),
    "supply.routes.0.start_state": Said(control="Main road on day 0"),
    "supply.road_closes_day": Said(never=Never(math.inf, "On no set day")),
    "supply.cut_reference_tempo": Said(
        name="Tempo at which that chance holds", scale=Scale("km² per day and km", "{}")
    ),
    "command.policy": Said(control="What decides on a withdrawal"),
    "command.order_day": Said(
        name="Day of the withdrawal order", control="Day of the withdrawal order"
    ),
    "attacker.stall_factor": Said(
        name="Pace while the advance stalls, of the usual pace", scale=scales.PERCENT
    ),
    "attacker.stall_days": Said(name="Time from day 0 on for which the advance stalls"),
    "command.ordered_before_start": Said(yes="an order to leave was given before day 0", no="none was"),
    "command.break_share": Said(
        "the share of people killed or wounded at which the holder's defence breaks"
    ),
    "command.tolerated_loss_per_day": Said("the losses in a day that a line bears"),
    "command.fastest_yielding": Said("the fastest pace at which the line gives way"),
    "command.hope_of_truce": Said("the weight of a hoped-for truce in the decision to leave"),
    "command.lag_days": Said("the time from an order to the first move"),
    "command.hazard_per_day": Said(name="The staff judges day by day: base chance of an order"),
    "command.hazard_losses": Said(
        name="Rise of that chance when losses reach the breaking point", scale=scales.TIMES
    ),
    "command.hazard_stock": Said(name="Rise of that chance when stock is gone", scale=scales.TIMES),
    "command.hazard_pace": Said("the rise of the chance of an order with the pace of loss"),
    "command.hazard_under_fire": Said(
        name="Rise of that chance while the road is under fire or cut", scale=scales.TIMES
    ),
    "command.hazard_neck": Said(
        name="Rise of that chance as the neck closes (maps with a neck only)", scale=scales.TIMES
    ),
    "withdrawal.duration_days": Said("the length of the move out"),
    "withdrawal.breakout_days": Said("the length of a break-out"),
    "command.breakout_lag_days": Said("the time between a way out that is cut and the break-out"),
    "withdrawal.orderly_loss": Said("the share of people killed or wounded on the way out"),
    "withdrawal.share_given_up": Said("the share of ground given up in a withdrawal"),
    "withdrawal.rests_on_strip_km": Said("the depth of ground at which a line rests on the strip"),
    "talks.*.accepts_on_day": Said(never=Never(math.inf, "On its own clock, on no set day")),
    "talks.*.clock_mu": Said(
        "the usual time until {whose} government accepts",
        name="Acceptance clock: half would accept within", scale=scales.HALF_AFTER,
    ),
    "talks.*.clock_sigma": Said(name="Acceptance clock: spread", scale=scales.FACTOR),
    "talks.*.length_effect": Said(
        "the delay of {whose} answer by the length of a truce", name="Delay for each doubling of a truce's length",
        scale=scales.AS_LONG,
    ),
    "talks.*.partial_kept_shift": Said(
        "the delay of {whose} answer to a general text once a truce of one domain is kept",
        name="Delay for a general text once a truce of one domain is kept (below 1 is sooner)", scale=scales.AS_LONG,
    ),
    "talks.*.partial_broken_shift": Said(
        "the delay of {whose} answer to a general text once a truce of one domain has broken down",
        name="Delay for a general text once a truce of one domain has broken down", scale=scales.AS_LONG,
    ),
    "talks.*.guarantee_shift": Said(
        "the delay of {whose} answer by a guarantor",
        name="Delay when a third party guarantees the terms (below 1 is sooner)", scale=scales.AS_LONG,
    ),
    "talks.*.endorsement_shift": Said(
        "the delay of {whose} answer by who endorses a text",
        name="Delay when a third party endorses a text (below 1 is sooner)", scale=scales.AS_LONG,
    ),
    "talks.*.exchange_shift": Said(
        "the delay of {whose} answer where ground is exchanged",
        name="Delay when a text exchanges the ground held (below 1 is sooner)", scale=scales.AS_LONG,
    ),
    "talks.*.mediation_shift": Said(name="Delay when mediated (below 1 is sooner)", scale=scales.AS_LONG),
    "talks.*.settlement_shift": Said(
        "{whose} preference for a full settlement",
        control="{Whose} preference for a full settlement (delay, times as long)",
    ),
    "talks.deadline_shift": Said("the weight of the leader's deadline with the attacker's government"),
    "talks.goal_until_km2": Said("the ground that the attacker may leave and call its goal reached"),
    "talks.*.statement_tilt": Said("the weight of its view of the terms in {whose} first answer"),
    "talks.*.momentum_effect": Said(
        "the delay of {whose} answer while it gains ground",
        name="Delay when own gains double", scale=scales.PER_DOUBLING,
    ),
    "talks.*.momentum_cap": Said(name="Most that momentum can count", scale=scales.OF_REFERENCE),
    "talks.*.momentum_floor": Said(
        name="Least that momentum can count (1: one-sided)", scale=scales.OF_REFERENCE
    ),
    "talks.*.losses_effect": Said(name="Acceptance when own losses double", scale=scales.SOONER),
    "talks.*.pressure_effect": Said(
        "the effect of pressure on {whose} government",
        name="Acceptance under fully credible pressure", scale=scales.SOONER,
    ),
    "talks.*.pressure_credibility": Said(
        "the credibility of pressure on {whose} government", control="Pressure on {whose} government (% credible)"
    ),
    "talks.*.show_probability": Said("the chance that {whose} government at first talks for show"),
    "talks.domain_correlation": Said("the correlation of openness to a domain with openness in general"),
    "talks.show_regroups": Said(yes="talk for show is used to regroup", no="it is not"),
    "talks.show_lull": Said("the part of attacks that is missing in talk for show"),
    "talks.show_regroup": Said("the use that is made of talk for show"),
    "talks.*.statement_log_mean": Said(
        name="First statement after tabling: half come within", scale=scales.HALF_AFTER
    ),
    "talks.*.statement_log_sd": Said(name="First statement after tabling: spread", scale=scales.FACTOR),
    "talks.proposals.*.duration_days": Said(
        control="Length of the truce proposed (days)", never=Never(0.0, "No end date")
    ),
    "talks.proposals.*.starts_on_day": Said(never=Never(math.inf, "On no set date")),
    "talks.proposals.*.lapse_day": Said(never=Never(math.inf, "It never lapses")),
    "talks.proposals.*.holder_accepted_day": Said(never=Never(math.inf, "Not accepted in advance")),
    "talks.proposals.*.truce_class": Said(
        name="What the truce asks for", scale=Scale("", "{}"),
        codes={
            "1": "a cessation of hostilities",
            "2": "one with a compliance mechanism",
            "3": "a definitive ceasefire",
        },
    ),
    "truce.move_under_way": Said("the fate of a move that a truce finds under way"),
    "truce.humanitarian_relief": Said("the part of losses on the way out that a humanitarian truce spares"),
    "truce.grave_share": Said("the share of grave violations"),
    "truce.opportunity_per_day": Said("the chance that a truce is called off for ground"),
    "truce.call_off_cost": Said("the cost of calling a truce off"),
    "truce.guarantee_cost": Said("the cost of calling off a truce that is guaranteed"),
    "truce.monitors_see_share": Said("the part of violations that monitors see"),
    "truce.monitors_delay_days": Said("the time until monitors are there"),
    "truce.form": Said("the record that tells how long a truce lasts"),
    "truce.origin_counts": Said(
        yes="truces under pressure fail sooner and those after one-sided fighting later", no="they do not"
    ),
    "truce.extension_probability": Said("the chance that a truce is extended at its end date"),
    "truce.never_in_force": Said("the chance that an agreed truce never takes effect"),
    "truce.limited_extension_probability": Said(
        "the chance that a truce is extended at its end date, where truces of 20-45 days are the record,"
    ),
    "truce.world_mu": Said(name="Truces world-wide: half would hold for", scale=scales.HALF_AFTER),
    "truce.world_sigma": Said(name="Truces world-wide: spread", scale=scales.FACTOR),
    "truce.limited_mu": Said(
        name="Truces of 20-45 days: half would not fail before", scale=scales.HALF_AFTER
    ),
    "truce.limited_sigma": Said(name="Truces of 20-45 days: spread", scale=scales.FACTOR),
    "truce.settlement_mu": Said(name="Settlements: half would hold for", scale=scales.HALF_AFTER),
    "truce.settlement_sigma": Said(name="Settlements: spread", scale=scales.FACTOR),
    "truce.donbas_mu": Said(name="Truces as in Donbas: half would hold for", scale=scales.HALF_AFTER),
    "truce.donbas_sigma": Said(name="Truces as in Donbas: spread", scale=scales.FACTOR),
    "truce.definitive_log_hazard": Said(
        name="Failure of a definitive ceasefire against a cessation of hostilities", scale=scales.AS_OFTEN
    ),
    "truce.compliance_log_hazard": Said(
        name="Failure with a compliance mechanism against a cessation of hostilities", scale=scales.AS_OFTEN
    ),
}


def said_of(slot: str) -> Said:
    """The entry of a value by its path with entries numbered: talks.proposals.0.lapse_day."""
    return CATALOGUE.get(slot) or CATALOGUE.get(_of_any(slot), NOTHING)


def subject(slot: str) -> str:
    """A value as the subject of a sentence; empty where its meaning in the schema serves."""
    return _of_its_owner(said_of(slot).subject, slot)


def control_label(slot: str) -> str:
    """What stands over the control of a value that is open in the sidebar."""
    return _of_its_owner(said_of(slot).control, slot)


def _of_its_owner(text: str, slot: str) -> str:
    owner = _owner(slot)
    whose = say("the attacker's") if owner == "attacker" else say("the holder's")
    bare = say("Attacker's") if owner == "attacker" else say("Holder's")
    return say(text, whose=whose, Whose=bare)


def scale_of(declaration: Declaration) -> Scale:
    """The scale on which a value is shown."""
    return said_of(declaration.path).scale or scales.of_unit(declaration.unit)


def _of_any(slot: str) -> str:
    """The path with a star for whose value, or which proposal's, it is."""
    owner = _owner(slot)
    return slot.replace(f".{owner}.", ".*.", 1) if owner else slot


def _owner(slot: str) -> str:
    """The government or the number of the proposal in a path of the talks; else empty."""
    section, *rest = slot.split(".")
    if section != "talks":
        return ""
    return rest[1] if rest[0] == "proposals" else rest[0] if rest[0] in ("holder", "attacker") else ""


def named(declaration: Declaration) -> str:
    """A value's name on its control, with how a ratio is read."""
    name = said_of(declaration.path).name
    if not name:
        return say(declaration.about)
    return f"{say(name)} ({say(declaration.reading)})" if declaration.reading else say(name)


def leaf_label(leaf: Leaf) -> str:
    """The meaning of a value with its unit, and whose it is where several have one."""
    parts = leaf.path.split(".")
    owner = {"talks": parts[1:-1], "supply": parts[2:-1]}.get(parts[0], [])
    owner = [plain(say(name.replace("_", " "))) for name in owner if name not in ("proposals", "mediation")]
    about = ": ".join([*owner, named(leaf.declaration)])
    bare = leaf.declaration.options is not None or leaf.declaration.unit == "day"
    unit = "" if bare else say(scale_of(leaf.declaration).unit)
    whole = about if not unit or f"({unit}" in about else f"{about} ({unit})"
    return whole[:1].upper() + whole[1:]
