"""What a scenario can say: every parameter with its default, unit, bounds, meaning and source, declared once."""

from datetime import date
from typing import Literal

from pydantic import Field, field_validator

from sim.scenario.schema.sections.attrition import Attrition
from sim.scenario.schema.sections.decisions import Command, Withdrawal
from sim.scenario.schema.sections.defaults import ASSUMED, NEVER
from sim.scenario.schema.sections.talks import Talks
from sim.scenario.schema.sections.truce import Truce
from sim.scenario.values.choices import LineQuality, RouteState, WeatherState
from sim.scenario.values.declarations import Quantity, Section, choice, quantity, switch
from sim.scenario.values.law_forms import AdvanceForm, ForceForm, TempoForm, default_of
from sim.scenario.values.spelling import LeafFault
from sim.scenario.values.together import Together

FIRST_YEAR, LAST_YEAR = 1900, 2200
LARGEST_KM2, LONGEST_KM = 50_000.0, 5_000.0  # of a place that is still one foothold, and of its front


class Sides(Section):
    """Names shown to readers; the model only knows holder and attacker."""

    holder: str = Field(default="the holder", description="What readers see the holder called")
    attacker: str = Field(default="the attacker", description="What readers see the attacker called")


class Weather(Section):
    """Spells of weather, and what they do to roads and drones."""

    start: Quantity = choice(WeatherState, "clear", about="Weather on day 0", **ASSUMED)
    clear_spell_days: Quantity = quantity(
        6.0, unit="days", low=0.1, high=365.0, about="Mean length of a clear spell", **ASSUMED)
    fog_spell_days: Quantity = quantity(
        2.0, unit="days", low=0.1, high=365.0, about="Mean length of a spell of fog or rain", **ASSUMED)
    mud_spell_days: Quantity = quantity(
        5.0, unit="days", low=0.1, high=365.0, about="Mean length of a muddy spell", **ASSUMED)
    mud_share: Quantity = quantity(
        0.3, unit="share", low=0.0, high=1.0, about="Share of foul spells that are mud, not fog", **ASSUMED)
    fog_hazard_multiplier: Quantity = quantity(
        {"triangular": [0.2, 0.5, 0.8]}, unit="ratio", low=0.0, high=1.0,
        about="Danger of a trip in fog or rain against clear weather", **ASSUMED)
    mud_road_capacity: Quantity = quantity(
        0.5, unit="ratio", low=0.0, high=1.0, about="Capacity of a paved road in mud", **ASSUMED)
    mud_track_capacity: Quantity = quantity(
        0.2, unit="ratio", low=0.0, high=1.0, about="Capacity of a dirt track in mud", **ASSUMED)


class Ground(Section):
    """Area held, length of front, and the tempo at which ground is lost."""

    held_area_km2: Quantity = quantity(
        {"triangular": [138, 145, 180]}, unit="km²", low=1.0, high=LARGEST_KM2,
        about="Ground firmly held on day 0", **ASSUMED)
    strip_area_km2: Quantity = quantity(
        {"triangular": [10, 30, 60]}, unit="km²", low=0.0, high=2000.0,
        about="Part of it within about 1.5 km of the border, supplied straight across it", **ASSUMED)
    front_length_km: Quantity = quantity(
        36.2, unit="km", low=1.0, high=LONGEST_KM, about="Length of front at the reference area", **ASSUMED)
    front_reference_km2: Quantity = quantity(
        139.6, unit="km²", low=1.0, high=LARGEST_KM2, about="Area at which that length was measured", **ASSUMED)
    front_exponent: Quantity = quantity(
        0.6, unit="exponent", low=0.0, high=1.5,
        about="How the front shrinks with the area (0.5 keeps the shape)", **ASSUMED)
    lost_below_km2: Quantity = quantity(
        35.0, unit="km²", low=0.0, high=2000.0, about="The foothold counts as lost at or below this area", **ASSUMED)
    main_settlement_lost_at_start: Quantity = quantity(
        {"bernoulli": [0.8]}, unit="yes or no", low=0.0, high=1.0, kind="parameter",
        about="Attacker already holds the centre of the main settlement on day 0", **ASSUMED)
    outskirts_share: Quantity = quantity(
        {"uniform": [0.2, 0.8]}, unit="share", low=0.0, high=1.0,
        about="Part of the main settlement that is still held when its centre is lost", **ASSUMED)
    tempo_mean: Quantity = quantity(
        {"normal": [-4.0, 0.5]}, unit="ln km²/day/km", low=-16.0, high=3.0,
        about="Long-run mean of the log loss rate per km of front", source="pockets-fit", basis="fitted")
    tempo_sd: Quantity = quantity(
        1.5, unit="ln units", low=0.0, high=4.0, about="Standard deviation of the log loss rate over the long run",
        source="pockets-fit", basis="fitted")
    tempo_half_life_days: Quantity = quantity(
        {"lognormal": [25, 0.4]}, unit="days", low=1.0, high=3650.0,
        about="Time in which a departure of tempo from its mean halves", source="pockets-fit", basis="fitted")
    tempo_form: Quantity = choice(
        TempoForm, default_of(TempoForm), about="Law of what the tempo counts by: front or ground held", **ASSUMED)
    loss_7_days_km2: Quantity = quantity(
        0.0, unit="km²", low=-LARGEST_KM2, high=LARGEST_KM2,
        about="Ground lost in the 7 days before day 0 (below 0: regained)", **ASSUMED)
    loss_14_days_km2: Quantity = quantity(
        0.0, unit="km²", low=-LARGEST_KM2, high=LARGEST_KM2,
        about="Ground lost in the 14 days before day 0 (below 0: regained)", **ASSUMED)
    loss_28_days_km2: Quantity = quantity(
        0.0, unit="km²", low=-LARGEST_KM2, high=LARGEST_KM2,
        about="Ground lost in the 28 days before day 0 (below 0: regained)", **ASSUMED)
    still_days: Quantity = quantity(
        0.0, unit="days", low=0.0, high=3650.0, about="How long the line has stood still by day 0", **ASSUMED)
    front_before_km: Quantity = quantity(
        70.0, unit="km", low=1.0, high=LONGEST_KM, about="Mean length of front over those days", **ASSUMED)
    quiet_loss_km2_per_day: Quantity = quantity(
        0.02, unit="km²/day", low=1e-6, high=100.0,
        about="Added to the losses before day 0, so that a quiet window counts", **ASSUMED)
    tempo_weight_7_days: Quantity = quantity(
        0.27, unit="weight", low=0.0, high=1.0, about="Weight of the last 7 days in the tempo of day 0",
        source="pockets-fit", basis="fitted")
    tempo_weight_14_days: Quantity = quantity(
        0.57, unit="weight", low=0.0, high=1.0, about="Weight of the last 14 days in the tempo of day 0",
        source="pockets-fit", basis="fitted")
    tempo_start_noise: Quantity = quantity(
        {"normal": [0.0, 1.0]}, unit="ln units", low=-6.0, high=6.0,
        about="What the past fortnight does not tell of the tempo of day 0", source="pockets-fit", basis="fitted")
    tempo_start_shift: Quantity = quantity(
        0.0, unit="ln units", low=-4.0, high=4.0,
        about="Change of the tempo of day 0 (0.7 is twice the pace)", **ASSUMED)
    axis_correlation: Quantity = quantity(
        0.9, unit="correlation", low=0.0, high=1.0,
        about="How far the axes share the luck of the day (1: each gains by its front)", **ASSUMED)
    event_probability: Quantity = quantity(
        0.45, unit="probability per day", low=0.01, high=1.0, about="Chance that a day brings any gain of ground",
        source="pockets-fit", basis="fitted")
    lump_log_sd: Quantity = quantity(
        1.0, unit="ln units", low=0.0, high=3.0, about="Spread of a day's gain around its expectation",
        source="pockets-fit", basis="fitted")
    waves_per_km_day: Quantity = quantity(
        {"lognormal": [0.15, 0.5]}, unit="1/km/day", low=0.0, high=1.0,
        about="Assaults per day and km of front: splits a day's gain, does not change it", **ASSUMED)
    strip_tempo: Quantity = quantity(
        {"triangular": [0.15, 0.35, 0.7]}, unit="ratio", low=0.0, high=5.0,
        about="Tempo against the border strip compared with open ground", **ASSUMED)
    urban_multiplier: Quantity = quantity(
        {"triangular": [0.3, 0.5, 0.8]}, unit="ratio", low=0.01, high=1.0,
        about="Gain per day in fully built-up ground against village country", **ASSUMED)
    power_exponent: Quantity = quantity(
        {"normal": [0.0, 0.5], "clip": [0, None]}, unit="exponent", low=0.0, high=3.0,
        about="How gains grow with the ratio of power (never negative)", **ASSUMED)
    reference_power_ratio: Quantity = quantity(
        3.5, unit="ratio", low=0.1, high=50.0,
        about="Ratio of power at which the fitted tempo holds unchanged", **ASSUMED)
    advance_form: Quantity = choice(
        AdvanceForm, default_of(AdvanceForm), about="Law of how an advance comes: by days, phases or spells", **ASSUMED)
    phase_days: Quantity = quantity(
        {"triangular": [1, 3, 5]}, unit="days", low=1.0, high=5.0,
        about="Advance in phases: length of a phase", note="Engagements last 3 days (median), half of them 2 to 5",
        source="cdb90-fits", basis="fitted")
    phase_ratio_effect: Quantity = quantity(
        {"normal": [0.335, 0.183], "clip": [0, None]}, unit="exponent", low=0.0, high=3.0,
        about="Advance in phases: growth of a phase's odds with the ratio of strengths",
        source="cdb90-fits", basis="fitted")
    still_odds: Quantity = quantity(
        {"normal": [-2.2, 0.7]}, unit="ln odds", low=-12.0, high=12.0,
        about="Spells: odds that a line stands still that moved on day 0", **ASSUMED)
    still_odds_by_days: Quantity = quantity(
        {"normal": [0.5, 0.3], "clip": [0, None]}, unit="exponent", low=0.0, high=5.0,
        about="Spells: growth of those odds with the days it has stood", **ASSUMED)
    still_shape: Quantity = quantity(
        {"normal": [1.1, 0.6], "clip": [0.4, 2.5]}, unit="exponent", low=0.1, high=20.0,
        about="Spells: how fast the chance that stillness goes on falls", **ASSUMED)
    still_scale_days: Quantity = quantity(
        {"normal": [20, 12], "clip": [5, 50]}, unit="days", low=0.1, high=3650.0,
        about="Spells: days after which stillness persists", **ASSUMED)
    spell_days: Quantity = quantity(
        {"normal": [25, 15], "clip": [8, 100]}, unit="days", low=0.1, high=1e5,
        about="Spells: mean length of a spell in which ground moves", **ASSUMED)
    turn_probability: Quantity = quantity(
        {"normal": [0.25, 0.07], "clip": [0.03, 0.4]}, unit="probability", low=0.0, high=1.0,
        about="Spells: chance that the other side moves in the next one", **ASSUMED)
    regain_probability: Quantity = quantity(
        {"normal": [0.3, 0.1], "clip": [0.1, 0.5]}, unit="probability", low=0.0, high=1.0,
        about="Spells: chance that the holder moves where nobody did lately", **ASSUMED)
    regain_pace: Quantity = quantity(
        0.5, unit="ratio", low=0.0, high=5.0,
        about="Spells: ground regained in a day against what the attacker takes in one", **ASSUMED)
    force_form: Quantity = choice(
        ForceForm, default_of(ForceForm), about="Law that turns people into ground taken and held", **ASSUMED)
    attackers_reference_per_km: Quantity = quantity(
        {"lognormal": [1000, 0.4]}, unit="persons/km", low=1.0, high=50000.0,
        about="Attackers per km of front at which the fitted tempo holds unchanged", **ASSUMED)
    holders_reference_per_km: Quantity = quantity(
        {"lognormal": [200, 0.6]}, unit="persons/km", low=1.0, high=50000.0,
        about="Holders per km of front at which the fitted tempo holds unchanged", **ASSUMED)
    densities_of_day_0: Quantity = switch(
        False, about="The fitted tempo holds unchanged at the strengths of day 0, from their floors on", **ASSUMED)
    attackers_exponent: Quantity = quantity(
        {"triangular": [0.0, 0.3, 1.0]}, unit="exponent", low=0.0, high=3.0,
        about="How gains grow with attackers per km", **ASSUMED)
    holders_exponent: Quantity = quantity(
        {"triangular": [0.0, 0.3, 1.0]}, unit="exponent", low=0.0, high=3.0,
        about="How gains shrink with holders per km", **ASSUMED)
    attackers_floor_per_km: Quantity = quantity(
        {"lognormal": [25, 0.7]}, unit="persons/km", low=0.5, high=1000.0,
        about="Attackers per km of front below which little is taken", **ASSUMED)
    holders_floor_per_km: Quantity = quantity(
        {"lognormal": [40, 0.6]}, unit="persons/km", low=0.5, high=1000.0,
        about="Holders per km of front below which a line gives way", **ASSUMED)
    walking_pace: Quantity = quantity(
        {"lognormal": [10, 0.4]}, unit="km²/day/km", low=0.1, high=100.0,
        about="Pace into ground that nobody holds", **ASSUMED)
    thin_line_shape: Quantity = quantity(
        {"uniform": [0, 1]}, unit="exponent", low=0.0, high=1.0,
        about="How a line that thins out gives way: fought for and then walked into (0), or both side by side (1)",
        note="At twice the holders' floor 1.8 times the pace of the fit by 0, 39 by 1: no record tells, so all between",
        **ASSUMED)
    settlements_per_km2: Quantity = quantity(
        {"lognormal": [0.1, 0.3]}, unit="1/km²", low=0.0, high=10.0,
        about="Settlements that reports count per km² that passes (a count alone: nothing rests on it)", **ASSUMED)


class Attacker(Section):
    """The side that squeezes the foothold."""

    people_persons: Quantity = quantity(
        {"triangular": [50000, 60000, 67000]}, unit="persons", low=0.0, high=2e6,
        about="People of the attacker in the theatre on day 0", **ASSUMED)
    reinforcement_persons_per_day: Quantity = quantity(
        0.0, unit="persons/day", low=0.0, high=20000.0, about="People who join the attacker each day", **ASSUMED)
    replaced_share: Quantity = quantity(
        0.0, unit="share", low=0.0, high=1.0,
        about="Part of the attacker's people who fall for whom others join by the next day", **ASSUMED)
    stall_factor: Quantity = quantity(
        1.0, unit="ratio", low=0.0, high=5.0, about="Tempo multiplier during a stall", **ASSUMED)
    stall_days: Quantity = quantity(
        0.0, unit="days", low=0.0, high=3650.0, about="Length of that stall from day 0", **ASSUMED)
    race_multiplier: Quantity = quantity(
        {"triangular": [1.0, 1.5, 2.5]}, unit="ratio", low=0.0, high=10.0,
        about="Tempo between a truce's agreement and its start", **ASSUMED)
    pauses: Quantity = switch(True, about="The attacker pauses after heavy loss", **ASSUMED)
    pause_loss_share: Quantity = quantity(
        {"triangular": [0.05, 0.10, 0.20]}, unit="share in 14 days", low=0.0, high=1.0,
        about="Share of the attacker's people lost in 14 days that brings a pause", **ASSUMED)
    resume_loss_share: Quantity = quantity(
        0.03, unit="share in 14 days", low=0.0, high=1.0, about="Share below which the pause ends", **ASSUMED)
    pause_tempo: Quantity = quantity(
        0.3, unit="ratio", low=0.0, high=1.0, about="Tempo during a pause", **ASSUMED)
    break_share: Quantity = quantity(
        {"lognormal": [0.17, 1.35], "truncate": [0.03, 1.0]}, unit="share", low=0.001, high=1.0,
        about="Losses in 14 days at which an attacker stops attacking for a time",
        note="364 attackers of 1914-82: who won or drew had not reached it. Of the 112 who lost, alone: 0.07, and "
        "0.18 to 0.21 in battles of 6 days and more. Cut at 0.03 by judgement: below, attacks ended for other reasons",
        source="cdb90-fits", basis="fitted")
    stop_days: Quantity = quantity(
        {"lognormal": [10, 0.7]}, unit="days", low=1.0, high=365.0, kind="chance",
        about="How long it then stops", **ASSUMED)
    allied_share: Quantity = quantity(
        0.0, unit="share", low=0.0, high=1.0,
        about="Part of the attacker's people on day 0 who are an allied contingent", **ASSUMED)
    allied_withdrawal_day: Quantity = quantity(
        NEVER, unit="day", low=0.0, high=3650.0, about="Day on which the allied contingent leaves", **ASSUMED)
    urged_days: Quantity = quantity(
        0.0, unit="days", low=0.0, high=3650.0,
        about="Days from day 0 on which the attacker's leader urges it on: it hurries and makes no pause", **ASSUMED)
    urged_multiplier: Quantity = quantity(
        {"triangular": [1.0, 1.25, 2.0]}, unit="ratio", low=1.0, high=10.0,
        about="Tempo while the attacker is urged on", **ASSUMED)


class Holder(Section):
    """The side that holds the foothold."""

    people_persons: Quantity = quantity(
        {"triangular": [8000, 12000, 30000]}, unit="persons", low=0.0, high=2e6,
        about="People of the holder in the theatre on day 0", **ASSUMED)
    beyond_strip_share: Quantity = quantity(
        {"triangular": [0.3, 0.6, 0.9]}, unit="share", low=0.0, high=1.0,
        about="Share of them beyond the border strip", **ASSUMED)
    reinforcement_persons_per_day: Quantity = quantity(
        0.0, unit="persons/day", low=0.0, high=20000.0, about="People who join the holder each day", **ASSUMED)
    replaced_share: Quantity = quantity(
        0.0, unit="share", low=0.0, high=1.0,
        about="Part of the holder's people who fall for whom others join by the next day", **ASSUMED)
    line_quality: Quantity = choice(
        LineQuality, "prepared", about="State of the holder's line on day 0", **ASSUMED)


class Route(Section):
    """State of one supply route of the theatre on day 0."""

    start_state: Quantity = choice(
        RouteState, "open", about="State of the route on day 0", **ASSUMED)


class Supply(Section):
    """What the people beyond the strip need and what reaches them."""

    routes: dict[str, Route] = Field(default_factory=dict, max_length=4)
    demand_kg_per_person_day: Quantity = quantity(
        {"triangular": [8, 15, 30]}, unit="kg/person/day", low=0.1, high=100.0,
        about="Daily demand of a person", **ASSUMED)
    stock_days: Quantity = quantity(
        {"triangular": [2, 5, 14]}, unit="days", low=0.0, high=365.0,
        about="Stock at the positions on day 0", **ASSUMED)
    stock_capacity_days: Quantity = quantity(
        14.0, unit="days", low=0.1, high=365.0, about="Most that can be stored forward", **ASSUMED)
    trip_hazard_per_km: Quantity = quantity(
        {"triangular": [0.01, 0.022, 0.06]}, unit="1/km", low=0.0, high=1.0,
        about="Chance per km that a trip under fire is lost", **ASSUMED)
    road_load_t: Quantity = quantity(
        2.5, unit="t", low=0.01, high=40.0, about="Load of a vehicle on a road", **ASSUMED)
    crew_persons: Quantity = quantity(
        1.5, unit="persons/vehicle", low=0.0, high=10.0, about="People hurt per vehicle lost", **ASSUMED)
    under_fire_capacity: Quantity = quantity(
        {"triangular": [0.2, 0.4, 0.7]}, unit="ratio", low=0.0, high=1.0,
        about="Trips still attempted on a route under fire", **ASSUMED)
    floor_share: Quantity = quantity(
        {"triangular": [0.0, 0.05, 0.2]}, unit="share of demand", low=0.0, high=1.0,
        about="Supply on foot and by air when every road is closed", **ASSUMED)
    road_closes_with_town: Quantity = switch(
        False, about="The main road closes for supply once all of the main settlement is the attacker's", **ASSUMED)
    road_closes_day: Quantity = quantity(
        NEVER, unit="day", low=0.0, high=3650.0, about="Day on which the main road closes for supply", **ASSUMED)
    cut_hazard_per_day: Quantity = quantity(
        {"lognormal": [0.02, 0.7]}, unit="1/day", low=0.0, high=5.0,
        about="Chance per day that troops reach a route under fire", **ASSUMED)
    cut_reference_tempo: Quantity = quantity(
        0.0821, unit="km²/day/km", low=1e-4, high=10.0,
        about="Tempo at which that hazard holds (e to the -2.5)", **ASSUMED)
    fire_hazard_per_day: Quantity = quantity(
        0.02, unit="1/day", low=0.0, high=5.0, about="Chance per day that an open route comes under fire", **ASSUMED)
    reopen_hazard_per_day: Quantity = quantity(
        0.0, unit="1/day", low=0.0, high=5.0, about="Chance per day that a cut route is opened again", **ASSUMED)
    stock_trigger_days: Quantity = quantity(
        {"triangular": [1, 2, 4]}, unit="days", low=0.01, high=60.0,
        about="Stock below which the holder's staff worries", **ASSUMED)


class Scenario(Section):
    """A foothold, the people in it, the talks about it, and what is assumed of each."""

    title: str = Field(description="What the scenario is called")
    summary: str = Field(default="", description="What it assumes, in a few sentences")
    theatre: str = Field(description="Path of the map, from this file")
    start: date = Field(description="The first day, day 0")
    horizon_days: int = Field(default=90, ge=1, le=365, description="Days from day 0 that are simulated")
    forms: Literal["chosen", "drawn"] = Field(
        default="chosen", description="Whether each mechanism's law is the one chosen, or drawn in every replication")
    sides: Sides = Field(default_factory=Sides)
    weather: Weather = Field(default_factory=Weather)
    ground: Ground = Field(default_factory=Ground)
    attacker: Attacker = Field(default_factory=Attacker)
    holder: Holder = Field(default_factory=Holder)
    attrition: Attrition = Field(default_factory=Attrition)
    supply: Supply = Field(default_factory=Supply)
    command: Command = Field(default_factory=Command)
    withdrawal: Withdrawal = Field(default_factory=Withdrawal)
    talks: Talks = Field(default_factory=Talks)
    truce: Truce = Field(default_factory=Truce)
    together: Together | None = Field(default=None, description="How the draws of some values follow each other")

    @field_validator("start")
    @classmethod
    def _in_known_years(cls, start: date) -> date:
        """A day so far away is a slip, and the calendar ends soon after the year 9999."""
        if not FIRST_YEAR <= start.year <= LAST_YEAR:
            raise LeafFault(f"= {start} is not in the years {FIRST_YEAR} to {LAST_YEAR}; give a day such as 2025-03-12")
        return start
