"""When a value of the schema acts: what must hold elsewhere in a scenario for a change of it to change any run.

Declared once for each value that does not always act, as the model uses it. A value without a line here may act.
The test is exact: what is said to be without effect changes no run in any digit.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from sim.scenario.loaded import LoadedScenario, quantities_of
from sim.scenario.values.distributions import Fixed, Quantity
from sim.scenario.values.law_forms import every_form

PARTIES = ("holder", "attacker")
N_TEXTS = 4  # proposals that a scenario can hold
REFERENCE_LENGTH = 30.0  # [days] of a truce, at which its length neither delays nor hastens


@dataclass(frozen=True)
class Values:
    """The values of a scenario by slot path, asked for what they can be in any run."""

    by_slot: dict[str, tuple[Quantity, tuple[str, ...] | None]]
    has_neck: bool

    def only(self, slot: str, value: float) -> bool:
        """Whether it is this number in every run."""
        quantity = self.by_slot[slot][0]
        return quantity.support() == (value, value)

    def can_be(self, slot: str, option: str) -> bool:
        """Whether a choice or a switch can be this option."""
        quantity, options = self.by_slot[slot]
        low, high = quantity.support()
        place = (options or ()).index(option)
        if isinstance(quantity, Fixed) or quantity.form != "choice":
            return low <= place <= high
        return quantity.arguments[place] > 0.0

    def matching(self, pattern: str) -> Iterator[str]:
        """The slots of a pattern with * for a number."""
        wanted = re.compile(re.escape(pattern).replace(r"\*", r"\d+"))
        return (slot for slot in self.by_slot if wanted.fullmatch(slot))

    def lays_a_text(self) -> bool:
        """Whether there is a proposal at all: whatever else is laid before a government comes of one."""
        return any(self.matching("talks.proposals.*.kind"))

    def is_told(self, party: str) -> bool:
        """Whether a government accepts on a set day whatever its clock says, and is asked for nothing else."""
        kinds = list(self.matching("talks.proposals.*.kind"))
        if any(self.can_be(slot, "partial") or self.can_be(slot, "settlement") for slot in kinds):
            return False
        told = {one: self.by_slot[f"talks.{one}.accepts_on_day"][0].support()[1] < math.inf for one in PARTIES}
        return told[party] and (all(told.values()) or self.only("talks.mediation.partial_probability", 0.0))

    def tables_domains(self, domain: str = "") -> bool:
        """Whether a truce of one domain, or of that domain, is tabled in any run."""
        after = not self.only("talks.mediation.partial_probability", 0.0)
        if after and (not domain or self.can_be("talks.mediation.partial_domain", domain)):
            return True
        texts = [slot.removesuffix(".kind") for slot in self.matching("talks.proposals.*.kind")]
        return any(
            self.can_be(f"{text}.kind", "partial") and (not domain or self.can_be(f"{text}.domain", domain))
            for text in texts
        )

    def has_accepted(self) -> bool:
        """Whether the holder's government has accepted all that is on the schedule before day 0."""
        days = [self.by_slot[slot][0].support()[1] for slot in self.matching("talks.proposals.*.holder_accepted_day")]
        counter_offers_alone_count = self.can_be("talks.mediation.counter_required", "yes")
        return bool(days) and max(days) <= 0.0 and not counter_offers_alone_count

    def a_route_is_open(self) -> bool:
        """Whether a route is open on day 0 in any run."""
        return any(self.can_be(slot, "open") for slot in self.matching("supply.routes.*.start_state"))

    def refuses_end_dates(self) -> bool:
        """Whether a government accepts no truce with an end date in any run."""
        return any(not self.can_be(f"talks.{party}.refuses_time_limited", "no") for party in PARTIES)


Reason = Callable[[Values], str]


def _needs(option: str, slot: str, reason: str) -> Reason:
    return lambda values: "" if values.can_be(slot, option) else reason


def _unless_only(slot: str, number: float, reason: str) -> Reason:
    return lambda values: reason if values.only(slot, number) else ""


def _first(*reasons: Reason) -> Reason:
    return lambda values: next((said for reason in reasons if (said := reason(values))), "")


def _all_of(one: Reason, other: Reason) -> Reason:
    return lambda values: one(values) and other(values)


def _all_lengths_at_the_reference(values: Values) -> str:
    lengths = [*values.matching("talks.proposals.*.duration_days"), "talks.mediation.partial_duration_days"]
    if all(values.only(slot, REFERENCE_LENGTH) or values.only(slot, 0.0) for slot in lengths):
        return "every truce proposed lasts 30 days or has no end date"
    return ""


def _no_domains(domain: str = "") -> Reason:
    what = f"{domain} truce" if domain else "truce of one domain"
    return lambda values: "" if values.tables_domains(domain) else f"no {what} is tabled here"


def _group(names: tuple[str, ...], reason: Reason) -> dict[str, Reason]:
    return dict.fromkeys(names, reason)


BY_THE_CLOCK = (  # act wherever a clock decides whether a government accepts
    "clock_mu",
    "clock_sigma",
    "same_day_atom",
    "time_limit_shift",
    "mediation_shift",
    "settlement_shift",
    "territory_shift",
    "momentum_effect",
    "losses_effect",
    "counter_shift",
    "partial_shift",
)
OF_MOMENTUM = (
    "momentum_reference_km2_per_day",
    "momentum_cap",
    "momentum_floor",
    "momentum_smoothing",
    "momentum_after_loss",
)


def _told(party: str) -> Reason:
    said = f"the {party}'s government accepts on a set day, whatever its clock says"
    return lambda values: said if values.is_told(party) else ""


def _party(party: str) -> dict[str, Reason]:
    """What holds of one government's values."""
    done = _told(party)
    momentum = _unless_only(f"talks.{party}.momentum_effect", 0.0, "momentum has no effect on this government")
    found = _group(BY_THE_CLOCK, done) | _group(OF_MOMENTUM, _first(done, momentum))
    found |= _of_pressure_and_losses(party) | _of_pauses(party) | _of_domains(party) | _of_statements(party)
    found["people_relief"] = _first(done, _all_of(*_of_people(party)))
    return {f"talks.{party}.{name}": reason for name, reason in found.items()}


def _of_pressure_and_losses(party: str) -> dict[str, Reason]:
    own, done, moves_nobody = f"talks.{party}.", _told(party), "pressure has no effect on this government"
    credible = _unless_only(f"{own}pressure_credibility", 0.0, "there is no pressure on this government")
    effect = _unless_only(f"{own}pressure_effect", 0.0, moves_nobody)
    losses = _unless_only(f"{own}losses_effect", 0.0, "losses have no effect on this government")
    return {
        "pressure_effect": _first(done, credible),
        "pressure_credibility": _first(
            done, _all_of(effect, _needs("bargaining", "talks.acceptance_form", moves_nobody))
        ),
        "losses_reference_persons": _first(done, losses),
    }


def _of_pauses(party: str) -> dict[str, Reason]:
    """Of what a pause is to a government, by its length and without a settlement."""
    own, done = f"talks.{party}.", _told(party)
    no_length = _unless_only(f"{own}length_effect", 0.0, "no length counts with this government")
    length = _first(_all_lengths_at_the_reference, no_length)
    settlement = _unless_only(f"{own}settlement_shift", 0.0, "this government has no preference for a settlement")
    pause = _all_of(length, settlement)
    not_asked = _unless_only("talks.mediation.mobilisation_clause", 0.0, "no answer asks for this")
    return {
        "full_stop": _first(done, settlement),
        "length_effect": _first(done, _all_lengths_at_the_reference),
        "rearming_relief": _first(done, pause),
        "mobilisation_relief": _first(done, pause, not_asked),
    }


def _of_people(party: str) -> tuple[Reason, Reason]:
    """Why what becomes of the people counts neither by ground waited for nor by what is bargained for."""
    no_wait = "this government does not wait for ground"
    territory = _unless_only(f"talks.{party}.territory_shift", 0.0, no_wait)
    not_asked = _unless_only("talks.mediation.people_clause", 0.0, "no answer asks for this")
    bargains = _needs("bargaining", "talks.acceptance_form", no_wait)
    return _first(territory, not_asked), bargains if party == "attacker" else territory


def _of_domains(party: str) -> dict[str, Reason]:
    done = _told(party)
    kept_or_broken = _group(("partial_kept_shift", "partial_broken_shift"), _first(done, _no_domains()))
    return kept_or_broken | {"humanitarian_shift": _first(done, _no_domains("humanitarian"))}


def _of_statements(party: str) -> dict[str, Reason]:
    own = f"talks.{party}."
    said_anyhow = "what this government says does not follow its delay"
    return {
        "statement_reference_log_days": _unless_only(f"{own}statement_tilt", 0.0, said_anyhow),
        "show_days": _unless_only(f"{own}show_probability", 0.0, "this government does not talk for show"),
    }


def _of_law_forms() -> dict[str, Reason]:
    """What holds of values that only some forms of a rival law use."""
    found: dict[str, Reason] = {}
    for mechanism, form in every_form():
        for slot in form.law.uses:
            needs = _needs(form.key, mechanism.slot, form.law.otherwise)
            found[slot] = _all_of(needs, found[slot]) if slot in found else needs  # the words of the first
    return found


def _no_text(term: str, option: str, reason: str) -> Reason:
    def said(values: Values) -> str:
        texts = values.matching(f"talks.proposals.*.{term}")
        return "" if any(values.can_be(slot, option) for slot in texts) else reason

    return said


NO_EXCHANGE = _no_text("line_rule", "exchange", "no text exchanges ground here")
_nothing_exchanged = _all_of(
    _unless_only("talks.swap_share", 0.0, "no settlement hands ground over here"), NO_EXCHANGE
)


def _no_show(values: Values) -> str:
    nobody = all(values.only(f"talks.{party}.show_probability", 0.0) for party in PARTIES)
    return "no government talks for show here" if nobody else ""


def _no_deadline(values: Values) -> str:
    lapses = [slot for slot in values.matching("talks.proposals.*.lapse_day") if not values.only(slot, math.inf)]
    return "" if lapses else "no proposal has a deadline here"


def _no_neck(values: Values) -> str:
    return "" if values.has_neck else "the held ground of this map has no neck"


OF_TEXTS, NO_TEXT = ("talks.", "truce."), "no proposal is made here"
LATER_ONLY = (
    "This government has accepted what is proposed, so this acts in few runs only: on counter-offers and on what is "
    "laid before it later."
)
NO_END_DATE_ONLY = (
    "A government here accepts no truce with an end date: no length changes anything, only that there is no end date."
)
OPENED_AGAIN_ONLY = (
    "No route is open at the start, so this acts in few runs only: where hardly anybody is left to fire at one, and it "
    "opens."
)
BY_THE_STAFF = _of_law_forms()["command.hazard_neck"]
ACTS: dict[str, Reason] = {
    **_of_law_forms(),
    "talks.deadline_shift": _unless_only("attacker.urged_days", 0.0, "nobody urges the attacker on here"),
    "talks.swap_price": _first(_of_law_forms()["talks.swap_price"], _nothing_exchanged),
    "talks.show_regroups": _no_show,
    "talks.domain_correlation": _no_domains(),
    **_group(
        ("talks.show_lull", "talks.show_regroup"),
        _first(_needs("yes", "talks.show_regroups", "talk for show is not used to regroup here"), _no_show),
    ),
    "truce.guarantee_cost": _first(
        _of_law_forms()["truce.guarantee_cost"],
        _no_text("guaranteed", "yes", "no third party guarantees a text here"),
    ),
    "attacker.stall_factor": _unless_only("attacker.stall_days", 0.0, "there is no stall"),
    "attacker.stall_days": _unless_only("attacker.stall_factor", 1.0, "a stall changes nothing: its factor is 1"),
    **_group(
        ("attacker.pause_loss_share", "attacker.resume_loss_share", "attacker.pause_tempo"),
        _needs("yes", "attacker.pauses", "the attacker makes no pauses here"),
    ),
    "attacker.allied_share": _unless_only("attacker.allied_withdrawal_day", math.inf, "no contingent leaves here"),
    "attacker.allied_withdrawal_day": _unless_only("attacker.allied_share", 0.0, "there is no allied contingent here"),
    "attacker.urged_multiplier": _unless_only("attacker.urged_days", 0.0, "nobody urges the attacker on here"),
    **_group(("command.hazard_neck", "command.neck_trigger_km"), _first(_no_neck, BY_THE_STAFF)),
    "command.ordered_days_before": _unless_only("command.ordered_before_start", 0.0, "no order was given before day 0"),
    **_party("holder"),
    **_party("attacker"),
    **{
        f"talks.{party}.{leaf}": _no_text(*terms)
        for party in PARTIES
        for leaf, terms in {
            "guarantee_shift": ("guaranteed", "yes", "no third party guarantees a text here"),
            "endorsement_shift": ("endorsed", "yes", "no third party endorses a text here"),
            "exchange_shift": ("line_rule", "exchange", "no text exchanges ground here"),
        }.items()
    },
    **_group(
        (
            "truce.definitive_log_hazard",
            "truce.compliance_log_hazard",
            "truce.written_log_hazard",
            "truce.mediated_log_hazard",
            "truce.monitored_log_hazard",
            "truce.limited_log_hazard",
            "truce.guaranteed_log_hazard",
            "truce.partial_log_hazard",
        ),
        _unless_only("truce.associations", 0.0, "what goes with a lasting truce is not taken to make it last here"),
    ),
    "truce.answered_by_other_share": _unless_only("truce.answered_share", 0.0, "no violation is answered here"),
    **{
        f"talks.proposals.{text}.domain": _needs(
            "partial", f"talks.proposals.{text}.kind", "this proposal is not of one domain"
        )
        for text in range(N_TEXTS)
    },
    "talks.mediation.deadlines_press": _no_deadline,
    **_group(
        ("talks.mediation.deadline_pace", "talks.mediation.deadline_refusal"),
        _first(_needs("yes", "talks.mediation.deadlines_press", "deadlines do not press here"), _no_deadline),
    ),
    "talks.mediation.partial_domain": _unless_only(
        "talks.mediation.partial_probability", 0.0, "the mediator tables no truce of one domain of its own"
    ),
    "truce.humanitarian_relief": _no_domains("humanitarian"),
    "truce.effect_share": _needs("prior", "truce.associations", "no share of the associations is drawn here"),
    **_group(
        ("truce.pressed_log_hazard", "truce.one_sided_log_hazard"),
        _needs("yes", "truce.origin_counts", "how a truce came about does not count here"),
    ),
}


def why_without_effect(scenario: LoadedScenario, slot: str) -> str:
    """Why a value, by its slot path, changes no run of a scenario; empty where it may."""
    reason, values = ACTS.get(slot), _values(scenario)
    if slot.startswith(OF_TEXTS) and not values.lays_a_text():
        return NO_TEXT
    return reason(values) if reason is not None else ""


def why_little_effect(scenario: LoadedScenario, slot: str) -> str:
    """What keeps a value from acting but in few runs or in one way; empty where nothing is known that does."""
    values = _values(scenario)
    if slot.startswith("talks.holder.") and slot in ACTS and values.has_accepted():
        return LATER_ONLY
    if slot == "supply.fire_hazard_per_day" and not values.a_route_is_open():
        return OPENED_AGAIN_ONLY
    if slot.startswith("talks.proposals.") and slot.endswith(".duration_days") and values.refuses_end_dates():
        return NO_END_DATE_ONLY
    return ""


@lru_cache(maxsize=16)
def _values(scenario: LoadedScenario) -> Values:
    found = {
        one.slot: (one.value, one.terms.options if one.terms is not None else None)
        for one in quantities_of(scenario.scenario)
    }
    return Values(found, scenario.theatre.neck is not None)
