"""Rival laws a scenario can choose between, each form once: its number, its words, what it rests on, what it uses.

A mechanism is an enumeration of its forms; their order is their number and never changes. The law of a form stands in
a file named as the form, in the mechanism's folder of the model: whoever adds one adds that file and an entry here.
"""

from collections.abc import Iterator

from sim.scenario.values.laws import Form, Law, Mechanism

BARGAINING_SHARED = (
    "talks.pause_quiet_share",
    "talks.discount_per_day",
    "talks.settlement_km2",
    "talks.attention",
    "talks.news_weight",
    "talks.swap_share",
    "talks.swap_price",
)
BARGAINING = (
    "cost_per_day",
    "ground_value",
    "rearming_loss_per_day",
    "rearming_monitoring_effect",
    "refusal_cost",
    "settlement_gain",
    "demand_cost",
    "indifference",
    "belief_rate_km2_per_day",
    "belief_days",
    "symbol_value",
)


class AttritionForm(Form):
    """Which published law turns fighting into people killed or wounded."""

    PER_KM2 = 0, Law(
        "by ground fought over",
        source="casualties-per-km2-2024",
        fitted_on="claims of the attacker's losses per km² gained, whole front, 2024; ground given up from CDB90",
        valid_for="contested ground of that war and pace; what falls faster is counted as given up",
        weight=0.45,
        usual=True,
        uses=("attrition.attacker_per_contested_km2", "attrition.claim_bias", "attrition.attacker_per_given_up_km2"),
        otherwise="the law of attrition here is another one",
    )
    FITTED_1914_82 = 1, Law(
        "fitted to battles of 1914-82",
        source="cdb90-fits",
        fitted_on="CDB90: 366 attackers and 368 defenders of 1914-82; residual SD 1.05 and 1.19 in logs",
        valid_for="strengths of a division to an army; days in line from the median battle's 3 on",
        weight=0.2,
        uses=("attrition.days_in_line", "attrition.fitted_residual", "attrition.fitted_residual_holder"),
        otherwise="the law of attrition here is another one",
    )
    TEMPO_ELASTIC = 2, Law(
        "by tempo",
        source="judgement-salient",
        fitted_on="nothing: judgement",
        valid_for="loss rates near the reference rate; losses change little with the pace",
        weight=0.15,
        uses=("attrition.elastic_level", "attrition.elastic_exponent", "attrition.elastic_reference_rate"),
        otherwise="the law of attrition here is another one",
    )
    LANCHESTER = 3, Law(
        "by who faces whom (Lanchester)",
        source="engel-1954",
        fitted_on="Iwo Jima (square law); level: 0.16-0.18 % of the attackers a day in 2025; exponents: judgement",
        valid_for="fronts up to the densities of 1939-82; leaves out what is taken",
        weight=0.15,
        uses=(
            "attrition.lanchester_share_per_day",
            "attrition.lanchester_own_exponent",
            "attrition.lanchester_enemy_exponent",
            "attrition.lanchester_attackers_per_km",
            "attrition.lanchester_holders_per_km",
        ),
        otherwise="the law of attrition here is another one",
    )
    EPSTEIN_1985 = 4, Law(
        "by what the attacker bears (Epstein)",
        source="epstein-1985",
        fitted_on="nothing: values of an example; level: 0.16-0.18 % of the attackers a day in 2025; rest: judgement",
        valid_for="battles that cost several % of a force a day; below that only with shares of those engaged",
        weight=0.05,
        uses=("attrition.engaged_share", "command.tolerated_loss_per_day"),
        otherwise="the law of attrition here is another one",
    )


class Policy(Form):
    """What decides whether the holder's staff orders a withdrawal."""

    HOLD = 0, Law(
        "no withdrawal is ordered",
        source="judgement-kursk-command",
        fitted_on="nothing: a decision that the scenario takes",
        valid_for="any situation; a closed pocket may still break out",
    )
    POLICY_DATE = 1, Law(
        "an order on a set day",
        source="judgement-kursk-command",
        fitted_on="nothing: a decision that the scenario takes",
        valid_for="any situation",
        uses=("command.order_day",),
        otherwise="no order on a set day is given here",
    )
    POLICY_ROAD_UNDER_FIRE = 2, Law(
        "an order once the road is under fire",
        source="judgement-kursk-command",
        fitted_on="nothing: a decision that the scenario takes",
        valid_for="theatres with a way out that can come under fire",
    )
    POLICY_ROAD_CUT = 3, Law(
        "an order once the road is cut",
        source="judgement-kursk-command",
        fitted_on="nothing: a decision that the scenario takes",
        valid_for="theatres with a way out that can be cut",
    )
    ACCESS_HAZARD = 4, Law(
        "the staff judges day by day",
        source="judgement-kursk-command",
        fitted_on="nothing: judgement; the breaking point from CDB90",
        valid_for="staffs that may leave; the chance per day is a hazard, so reviews may be any days apart",
        weight=1.0,
        usual=True,
        uses=(
            "command.hazard_per_day",
            "command.hazard_losses",
            "command.hazard_pace",
            "command.hazard_stock",
            "command.hazard_under_fire",
            "command.hazard_neck",
            "command.neck_trigger_km",
            "command.hope_of_truce",
            "supply.stock_trigger_days",
        ),
        otherwise="the staff does not judge day by day here",
    )
    EPSTEIN_1985 = 5, Law(
        "the line gives way as losses exceed what it bears (Epstein)",
        source="epstein-1985",
        fitted_on="nothing: values of an example, brought down to the losses of 2025 by judgement",
        valid_for="lines with room behind them; knows no roads, so it holds where the way out is cut",
        uses=("command.tolerated_loss_per_day", "command.fastest_yielding"),
        otherwise="no line gives way by its losses here",
    )


class CollapseForm(Form):
    """What a day costs on which much ground passes: how much of the gain is fought for."""

    ELASTIC = 0, Law(
        "losses grow slowly with a day's gain",
        source="judgement-kursk-losses",
        fitted_on="claims of both sides' losses around Sudzha at 3 to 42 km² a day: exponents of 0 and 0.65",
        valid_for="days of 0.01 to 3 km² per km of front",
        weight=0.5,
        uses=("attrition.collapse_exponent", "attrition.collapse_reference_pace"),
        otherwise="the law of a day's collapse here is another one",
    )
    CAPPED = 1, Law(
        "fought for up to a fastest pace",
        source="judgement-kursk-losses",
        fitted_on="daily claims of the holder's losses around Sudzha: at most 485",
        valid_for="days of 0.01 to 3 km² per km of front",
        weight=0.5,
        uses=("attrition.contested_pace",),
        otherwise="the law of a day's collapse here is another one",
    )
    LINEAR = 2, Law(
        "all that passes is fought for",
        source="judgement-salient",
        fitted_on="nothing: judgement",
        valid_for="days of slow advance only; single days of collapse cost up to 25,000 people",
    )


class TempoForm(Form):
    """What the tempo counts by: the ground lost in a day grows with the front, or with the ground held."""

    PER_FRONT = 0, Law(
        "by the length of front",
        source="pockets-fit",
        fitted_on="loss per day and km of front of nine pockets, 2022 to 12 March 2025",
        valid_for="fronts of 1 to 230 km; a small pocket keeps much of its front, so its end does not slow down",
        weight=0.5,
        usual=True,
    )
    PER_AREA = 1, Law(
        "by the ground held",
        source="pockets-fit",
        fitted_on="the same level, taken over at the reference area; by area they were foretold better at 7 to 28 days",
        valid_for="areas up to the reference; the last ground falls ever more slowly",
        weight=0.5,
    )


class AdvanceForm(Form):
    """How an advance comes at the tempo: each day anew, in phases of some days, or in spells with stillness between."""

    DAILY_LUMPS = 0, Law(
        "day by day, in lumps",
        source="pockets-fit",
        fitted_on="days of nine pockets, 2022 to 12 March 2025: 45 % bring ground, log SD 1.0",
        valid_for="pockets under attack; knows no attack that goes on",
        weight=0.8,
        usual=True,
        uses=("ground.event_probability", "ground.lump_log_sd"),
        otherwise="the law of a day's gain here is another one",
    )
    PHASES_1914_82 = 1, Law(
        "in phases of up to five days",
        source="cdb90-fits",
        fitted_on="CDB90, 1914-82: success of 368 attacks (pseudo-R² .14), spread of 300 rates; the level: pockets-fit",
        valid_for="ratios and lines of 1914-82; its km a day are 25-50 times a campaign's, so they are not used",
        weight=0.2,
        uses=("ground.phase_days", "ground.phase_ratio_effect"),
        otherwise="the law of a day's gain here is another one",
    )
    SPELLS = 2, Law(
        "in spells, with stillness between and ground regained",
        source="boxes-spells-fit",
        fitted_on="82 episodes in boxes of a fixed grid, May 2022 to August 2025, by a rule that knew no later day",
        valid_for="any front line, still or moving, with values of the pace fitted with it: a pocket's expect too much",
        uses=(
            "ground.event_probability",
            "ground.lump_log_sd",
            "ground.loss_28_days_km2",
            "ground.still_days",
            "ground.still_odds",
            "ground.still_odds_by_days",
            "ground.still_shape",
            "ground.still_scale_days",
            "ground.spell_days",
            "ground.turn_probability",
            "ground.regain_probability",
            "ground.regain_pace",
        ),
        otherwise="the law of a day's gain here is another one",
    )


class ForceForm(Form):
    """Which law turns the people of both sides into ground taken and held."""

    DENSITY_FLOOR = 0, Law(
        "by people per km of front",
        source="judgement-salient",
        fitted_on="the level: pockets-fit at the densities of its pockets; exponents, floors, shape: judgement, wide",
        valid_for="any strengths from nobody on; one front on which people are spread evenly",
        weight=0.75,
        usual=True,
        uses=(
            "ground.attackers_reference_per_km",
            "ground.holders_reference_per_km",
            "ground.densities_of_day_0",
            "ground.attackers_exponent",
            "ground.holders_exponent",
            "ground.attackers_floor_per_km",
            "ground.holders_floor_per_km",
            "ground.walking_pace",
            "ground.thin_line_shape",
        ),
        otherwise="the law of force to ground here is another one",
    )
    POWER_RATIO = 1, Law(
        "by the ratio of power",
        source="dupuy-1979",
        fitted_on="lines and ammunition from tables of 1979; the exponent: judgement",
        valid_for="ratios of 0.2 to 5 times the reference; it counts a single person as a force",
        weight=0.25,
        uses=("ground.power_exponent", "ground.reference_power_ratio"),
        otherwise="the law of force to ground here is another one",
    )


class AcceptanceForm(Form):
    """How a government sees the terms before it: its view moves the clock, what it says and what it asks for."""

    AFT_HAZARD = 0, Law(
        "by what goes with acceptance in the record",
        source="ceasefire-fits",
        fitted_on="794 unilateral ceasefires: level, spread, end dates, mediation; ground, losses, pressure: judgement",
        valid_for="declared ceasefires; refused offers are in no data set, so it is an upper bound",
        weight=0.6,
        usual=True,
    )
    BARGAINING = 1, Law(
        "by what a pause is worth against fighting on",
        source="powell-2006",
        fitted_on="nothing: commitment and learning theory; level and spread of the clock as in the record",
        valid_for="two governments that each act as one; values of either are shares of what it fights for: judgement",
        weight=0.4,
        uses=(*BARGAINING_SHARED, *(f"talks.{party}.{one}" for party in ("holder", "attacker") for one in BARGAINING)),
        otherwise="no government bargains here: it goes by the record",
    )


class DurabilityForm(Form):
    """Whose record tells how long a truce lasts; half Donbas, half the world, which is read in two ways."""

    COMPETING_ENDS = 0, Law(
        "as truces of 20-45 days",
        source="ceasefire-fits",
        fitted_on="144 truces of 20-45 days with a dated ending: 14 failed, 57 expired, 71 were replaced or extended",
        valid_for="truces with an end date of 20-45 days; others are taken to fail as these do",
        weight=0.25,
        uses=(
            "truce.limited_mu",
            "truce.limited_sigma",
            "truce.limited_extension_probability",
            "truce.settlement_mu",
            "truce.settlement_sigma",
        ),
        otherwise="no run takes truces of 20-45 days as its record",
    )
    WORLD_HAZARDS = 1, Law(
        "as ceasefires world-wide",
        source="ceasefire-fits",
        fitted_on="1,234 ceasefires in civil conflicts, 1989-2020, with a dated ending, 320 failures",
        valid_for="declared ceasefires of any length, one-sided ones among them",
        weight=0.25,
        uses=(
            "truce.world_mu",
            "truce.world_sigma",
            "truce.extension_probability",
            "truce.settlement_mu",
            "truce.settlement_sigma",
        ),
        otherwise="durability is as world-wide in no run",
    )
    DONBAS = 2, Law(
        "as in Donbas in 2014-21",
        source="ceasefire-fits",
        fitted_on="33 bi- and multilateral ceasefires in Donbas, 2014-20, with a dated ending, 24 failures",
        valid_for="the same two states, at a war of another scale",
        weight=0.5,
        uses=("truce.donbas_mu", "truce.donbas_sigma", "truce.extension_probability"),
        otherwise="durability is as in Donbas in no run",
    )
    ATTRIBUTED_VIOLATIONS = 3, Law(
        "until a side calls it off for violations that it blames on the other",
        source="judgement-salient",
        fitted_on="nothing: counts and leak rest on records, what a side tolerates is judgement",
        valid_for="truces whose violations are counted; settlements and truces of one domain last as world-wide",
        weight=0.0,
        uses=(
            "truce.tolerated_ratio",
            "truce.call_off_steepness",
            "truce.grave_share",
            "truce.opportunity_per_day",
            "truce.call_off_cost",
            "truce.guarantee_cost",
            "truce.extension_probability",
            "truce.world_mu",
            "truce.world_sigma",
            "truce.settlement_mu",
            "truce.settlement_sigma",
        ),
        otherwise="no truce is called off for its violations here",
    )


ATTRITION = Mechanism("attrition.form", AttritionForm, "fighting.laws", "losses")
POLICY = Mechanism("command.policy", Policy, "decisions.policies", "wants_to_leave", decided=True)
TEMPO = Mechanism("ground.tempo_form", TempoForm, "fighting.reach", "length")
ADVANCE = Mechanism("ground.advance_form", AdvanceForm, "fighting.advance", "size")
FORCE = Mechanism("ground.force_form", ForceForm, "fighting.force", "force_to_ground")
COLLAPSE = Mechanism("attrition.collapse_form", CollapseForm, "fighting.collapse", "fought_for")
ACCEPTANCE = Mechanism("talks.acceptance_form", AcceptanceForm, "talks.views", "terms_delay")
DURABILITY = Mechanism("truce.form", DurabilityForm, "truce.laws", "ends")
MECHANISMS = (ATTRITION, POLICY, TEMPO, ADVANCE, FORCE, COLLAPSE, ACCEPTANCE, DURABILITY)


UNKNOWN = tuple(mechanism for mechanism in MECHANISMS if not mechanism.decided)  # whose form can be drawn as a doubt


def default_of(forms: type[Form]) -> object:
    """What a scenario gets that does not choose: the usual form, or where there is none a draw by weight."""
    return next((form.key for form in forms if form.law.usual), drawn_of(forms))


def drawn_of(forms: type[Form]) -> object:
    """A draw among the forms with weight; of one alone, that one."""
    weights = {form.key: form.law.weight for form in forms if form.law.weight > 0.0}
    return {"choice": weights} if len(weights) > 1 else next(iter(weights))


def every_form() -> Iterator[tuple[Mechanism, Form]]:
    """Each form of each mechanism."""
    return ((mechanism, form) for mechanism in MECHANISMS for form in mechanism.forms)
