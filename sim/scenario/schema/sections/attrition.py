"""What a scenario can say about people killed or wounded while fighting (part of the schema)."""

from sim.scenario.values.declarations import Quantity, Section, choice, quantity
from sim.scenario.values.law_forms import AttritionForm, CollapseForm, default_of

ASSUMED = {"source": "judgement-salient"}
RIDGE = "Daily series of battles leave both exponents open along a ridge; drawn over the published corners"


class Attrition(Section):
    """People killed or wounded while fighting, by rival laws."""

    form: Quantity = choice(AttritionForm, default_of(AttritionForm), about="Law of attrition", **ASSUMED)
    attacker_per_contested_km2: Quantity = quantity(
        {"lognormal": [78, 0.4]}, unit="persons/km²", low=0.0, high=5000.0,
        about="Attacker killed or wounded per contested km²", source="casualties-per-km2-2024", basis="reported")
    collapse_form: Quantity = choice(
        CollapseForm, default_of(CollapseForm), about="Law of how much of a day's gain is fought for", **ASSUMED)
    collapse_exponent: Quantity = quantity(
        {"uniform": [0.0, 0.7]}, unit="exponent", low=0.0, high=1.0,
        about="Growth of a day's losses with its gain", **ASSUMED)
    collapse_reference_pace: Quantity = quantity(
        {"lognormal": [0.08, 0.4]}, unit="km²/day/km", low=0.001, high=100.0,
        about="Pace of a day with gains up to which all of it is fought for", **ASSUMED)
    contested_pace: Quantity = quantity(
        {"lognormal": [0.2, 0.6]}, unit="km²/day/km", low=0.001, high=100.0,
        about="Fastest pace at which ground is fought for; what falls faster counts as given up", **ASSUMED)
    claim_bias: Quantity = quantity(
        {"lognormal": [0.85, 0.25]}, unit="ratio", low=0.05, high=5.0,
        about="True count against the belligerent's claim", **ASSUMED)
    attacker_per_given_up_km2: Quantity = quantity(
        {"lognormal": [6, 0.8]}, unit="persons/km²", low=0.0, high=1000.0,
        about="Attacker killed or wounded per km² given up by the holder", source="cdb90-fits", basis="fitted")
    attacker_per_quiet_km_day: Quantity = quantity(
        {"lognormal": [0.3, 0.5]}, unit="persons/km/day", low=0.0, high=100.0,
        about="Attacker killed or wounded per km of front on a day without movement", **ASSUMED)
    exchange_ratio: Quantity = quantity(
        {"lognormal": [1.8, 0.5]}, unit="ratio", low=0.05, high=50.0,
        about="Attacker's losses for each of the holder's", source="cdb90-fits", basis="fitted")
    elastic_level: Quantity = quantity(
        2.5, unit="persons/km/day", low=0.0, high=100.0,
        about="Form tempo_elastic: losses at the reference rate", **ASSUMED)
    elastic_exponent: Quantity = quantity(
        0.3, unit="exponent", low=0.0, high=2.0, about="Form tempo_elastic: growth with the rate", **ASSUMED)
    elastic_reference_rate: Quantity = quantity(
        0.035, unit="km²/day/km", low=1e-4, high=10.0, about="Form tempo_elastic: rate of that level", **ASSUMED)
    days_in_line: Quantity = quantity(
        218.0, unit="days", low=1.0, high=3650.0,
        about="Days of fighting before day 0 (form fitted_1914_82)", **ASSUMED)
    fitted_residual: Quantity = quantity(
        {"normal": [0.0, 1.05]}, unit="ln units", low=-5.0, high=5.0,
        about="Form fitted_1914_82: scatter of the attacker's losses around it", source="cdb90-fits", basis="fitted")
    fitted_residual_holder: Quantity = quantity(
        {"normal": [0.0, 1.13]}, unit="ln units", low=-5.0, high=5.0,
        about="Form fitted_1914_82: scatter of the holder's losses beyond what goes with the attacker's",
        source="cdb90-fits", basis="fitted")
    lanchester_share_per_day: Quantity = quantity(
        {"lognormal": [0.0017, 0.4]}, unit="share per day", low=0.0, high=0.1,
        about="Form lanchester: share of the attackers killed or wounded a day at the reference strengths",
        note="Around 0.16 to 0.18 % a day of the theatre in 2025, known only after 12 March", **ASSUMED)
    lanchester_own_exponent: Quantity = quantity(
        {"uniform": [0.0, 1.0]}, unit="exponent", low=0.0, high=2.0,
        about="Form lanchester: growth with one's own people (square law 0, linear and logarithmic 1)",
        note=RIDGE, **ASSUMED)
    lanchester_enemy_exponent: Quantity = quantity(
        {"uniform": [0.0, 1.0]}, unit="exponent", low=0.0, high=2.0,
        about="Form lanchester: growth with the other side's people (square and linear law 1, logarithmic 0)",
        note=RIDGE, **ASSUMED)
    lanchester_attackers_per_km: Quantity = quantity(
        520.0, unit="persons/km", low=1.0, high=50000.0,
        about="Form lanchester: attackers per km of front of that share",
        note="Around 623,000 people over 1,200 km in 2025, known only after 12 March", **ASSUMED)
    lanchester_holders_per_km: Quantity = quantity(
        {"lognormal": [250, 0.4]}, unit="persons/km", low=1.0, high=50000.0,
        about="Form lanchester: holders per km of front of that share",
        note="No count of the same front was found: a quarter to all of the attackers'", **ASSUMED)
    engaged_share: Quantity = quantity(
        {"lognormal": [0.06, 0.6]}, unit="share", low=0.0, high=1.0,
        about="Epstein's model: attackers who fight on a day",
        note="On average 0.17 % of the whole a day: 0.16 to 0.18 in 2025, known only after 12 March; spread: judgement",
        **ASSUMED)
    killed_share: Quantity = quantity(
        {"triangular": [0.2, 0.3, 0.42]}, unit="share", low=0.0, high=1.0,
        about="Killed among the killed and wounded", **ASSUMED)
