"""What the shipped scenarios say: which values differ, where each comes from, and what was public by then."""

import re
import shutil
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from sim.errors import InputError
from sim.scenario.cut_off import check_as_of
from sim.scenario.files.shipped import scenario_folder, shipped_names
from sim.scenario.loaded import LoadedScenario
from sim.scenario.loading import load

CUT_OFF = date(2025, 3, 12)
NEW_PROPOSALS = tuple(f"talks.proposals.{name}." for name in ("full_settlement", "energy", "way_out", "leaving"))

# scenario -> (base, values that differ from it, with the value that makes the name true)
CHANGES: dict[str, tuple[str, dict[str, object]]] = {
    "kursk/undecided": ("kursk/baseline", {"command.ordered_before_start": 0}),
    "kursk/withdraw-now": (
        "kursk/baseline",
        {"command.policy": "policy_date", "command.order_day": 0, "command.lag_days": 0},
    ),
    "kursk/withdraw-when-road-under-fire": (
        "kursk/baseline", {"command.policy": "policy_road_under_fire"},
    ),
    "kursk/withdraw-when-road-cut": ("kursk/baseline", {"command.policy": "policy_road_cut"}),
    "kursk/hold": ("kursk/baseline", {"command.policy": "hold"}),
    "kursk/undecided-withdraw-now": (
        "kursk/undecided",
        {"command.policy": "policy_date", "command.order_day": 0, "command.lag_days": 0},
    ),
    "kursk/undecided-withdraw-when-road-cut": ("kursk/undecided", {"command.policy": "policy_road_cut"}),
    "kursk/undecided-hold": ("kursk/undecided", {"command.policy": "hold"}),
    "kursk/advance-surges": ("kursk/baseline", {"ground.tempo_start_shift": 0.7}),
    "kursk/advance-stalls": ("kursk/baseline", {"attacker.stall_factor": 0.2, "attacker.stall_days": 21}),
    "kursk/ceasefire-accepted-promptly": (
        "kursk/baseline", {"talks.attacker.accepts_on_day": ("triangular", (1, 3, 7))},
    ),
    "kursk/ceasefire-with-conditions": (
        "kursk/baseline",
        {
            "talks.attacker.conditional_weight": 1,
            "talks.attacker.refuse_weight": 0,
            "talks.attacker.examine_weight": 0,
            "talks.mediation.counter_required": "yes",
            "talks.mediation.monitoring_clause": 1,
            "talks.mediation.rearming_clause": 1,
            "talks.mediation.mobilisation_clause": 1,
            "talks.mediation.people_clause": 1,
        },
    ),
    "kursk/settlement-first": (
        "kursk/baseline",
        {
            "talks.attacker.refuses_time_limited": "yes",
            "talks.proposals.full_settlement.kind": "settlement",
            "talks.proposals.full_settlement.tabled_day": 14,
            "talks.proposals.full_settlement.duration_days": 0,
            "talks.proposals.full_settlement.truce_class": 3,
            "talks.proposals.full_settlement.written": "yes",
            "talks.proposals.full_settlement.shift_log_days": 1.5,
        },
    ),
    "kursk/no-pressure": ("kursk/baseline", {"talks.attacker.pressure_credibility": 0}),
    "kursk/unmonitored-truce": (
        "kursk/ceasefire-accepted-promptly",
        {"talks.mediation.monitoring_clause": 0, "truce.associations": "prior"},
    ),
    "kursk/monitored-truce": (
        "kursk/unmonitored-truce",
        {
            "talks.proposals.thirty_days.written": "yes",
            "talks.proposals.thirty_days.truce_class": 2,
            "talks.proposals.thirty_days.monitored": "yes",
            "talks.proposals.thirty_days.rearming_monitored": 0.8,
        },
    ),
    "kursk/counter-offers": (
        "kursk/baseline",
        {
            f"talks.{side}.{answer}_weight": weight
            for side in ("holder", "attacker")
            for answer, weight in (("conditional", 1), ("refuse", 0), ("examine", 0))
        },
    ),
    "kursk/race-to-the-line": (
        "kursk/ceasefire-accepted-promptly",
        {
            "attacker.race_multiplier": ("triangular", (1.5, 2.5, 4)),
            "truce.same_day_share": 0,
            "truce.lag_days": ("triangular", (5, 10, 20)),
        },
    ),
    "kursk/evacuation-under-truce": (
        "kursk/undecided",
        {
            "command.policy": "policy_date",
            "command.order_day": 14,
            "command.lag_days": 0,
            "talks.proposals.thirty_days.people_settled": "yes",
            "talks.attacker.accepts_on_day": ("triangular", (1, 3, 7)),
        },
    ),
    "kursk/energy-truce-first": (
        "kursk/baseline",
        {
            "talks.proposals.energy.kind": "partial",
            "talks.proposals.energy.domain": "energy",
            "talks.proposals.energy.tabled_day": 2,
            "talks.proposals.energy.duration_days": 30,
            "talks.proposals.energy.mediated": "yes",
            "talks.holder.partial_kept_shift": ("normal", (0, 0.5)),
            "talks.holder.partial_broken_shift": ("normal", (0, 0.5)),
            "talks.attacker.partial_kept_shift": ("normal", (0, 0.5)),
            "talks.attacker.partial_broken_shift": ("normal", (0, 0.5)),
            "talks.mediation.partial_probability": 0,
        },
    ),
    "kursk/humanitarian-truce": (
        "kursk/undecided",
        {
            "command.policy": "policy_date",
            "command.order_day": 14,
            "command.lag_days": 0,
            "talks.proposals.way_out.kind": "partial",
            "talks.proposals.way_out.domain": "humanitarian",
            "talks.proposals.way_out.tabled_day": 2,
            "talks.proposals.way_out.duration_days": 30,
            "talks.proposals.way_out.mediated": "yes",
            "talks.proposals.way_out.shift_log_days": -4,
        },
    ),
    "kursk/leaving-by-the-terms": (
        "kursk/undecided",
        {
            "talks.proposals.leaving.kind": "general",
            "talks.proposals.leaving.tabled_day": 2,
            "talks.proposals.leaving.duration_days": 30,
            "talks.proposals.leaving.mediated": "yes",
            "talks.proposals.leaving.line_rule": "withdraw",
        },
    ),
    "kursk/exchange-of-ground": (
        "kursk/leaving-by-the-terms",
        {
            "talks.proposals.leaving.line_rule": "exchange",
            "talks.holder.exchange_shift": ("normal", (0, 0.5)),
            "talks.attacker.exchange_shift": ("normal", (0, 0.5)),
        },
    ),
    "kursk/guaranteed-truce": ("kursk/unmonitored-truce", {"talks.proposals.thirty_days.guaranteed": "yes"}),
    "kursk/late-monitors": (
        "kursk/monitored-truce",
        {
            "truce.monitors_delay_days": ("triangular", (7, 12, 21)),
            "truce.monitors_see_share": ("triangular", (0.1, 0.3, 0.5)),
        },
    ),
    "kursk/talks-for-show": (
        "kursk/undecided",
        {
            "talks.attacker.show_probability": 1,
            "talks.attacker.show_days": ("triangular", (20, 30, 60)),
            "talks.show_regroups": "yes",
        },
    ),
    "kursk/highway-closed": ("kursk/baseline", {"supply.routes.paved_road.start_state": "cut"}),
    "kursk-february/withdraw-now": (
        "kursk-february/baseline",
        {"command.policy": "policy_date", "command.order_day": 0, "command.lag_days": 0},
    ),
    "kursk-february/hold": ("kursk-february/baseline", {"command.policy": "hold"}),
    "tutorial/leave-early": (
        "tutorial/baseline", {"command.policy": "policy_date", "command.order_day": 5},
    ),
    "tutorial/monitored-truce": (
        "tutorial/baseline",
        {
            "talks.proposals.thirty_days.written": "yes",
            "talks.proposals.thirty_days.monitored": "yes",
            "talks.proposals.thirty_days.rearming_monitored": 0.8,
        },
    ),
}
BASES = ("avdiivka/baseline", "kursk/baseline", "kursk-february/baseline", "tutorial/baseline")
KURSK = sorted(name for name in (*CHANGES, *BASES) if name.startswith("kursk/"))


@cache
def shipped(name: str) -> LoadedScenario:
    return load(name)


def plain(leaf) -> object:
    """A value without its evidence: a number, the name of a choice, or form and arguments."""
    quantity, options = leaf.quantity, leaf.declaration.options
    if hasattr(quantity, "form"):
        windows = tuple(window for window in (quantity.clip, quantity.truncate) if window is not None)
        return (quantity.form, quantity.arguments, *windows)
    return options[int(quantity.value)] if options else quantity.value


def values(name: str) -> dict[str, object]:
    return {leaf.path: plain(leaf) for leaf in shipped(name).leaves()}


def test_every_shipped_scenario_is_described_here():
    assert set(shipped_names()) == {*CHANGES, *BASES}


@pytest.mark.parametrize("name", [*BASES, *CHANGES])
def test_a_shipped_scenario_loads_and_says_what_it_is(name):
    loaded = shipped(name)
    assert loaded.name == name
    assert loaded.scenario.title
    assert len(loaded.scenario.summary) > 40


@pytest.mark.parametrize("name", CHANGES)
def test_a_scenario_differs_from_its_base_only_in_what_its_name_says(name):
    base, expected = CHANGES[name]
    before, after = values(base), values(name)
    new_entries = [path for path in after if path not in before]
    differing = {path: value for path, value in after.items() if path in before and before[path] != value}
    stated = {path: value for path, value in expected.items() if path in before}
    assert differing == stated
    assert set(before) <= set(after)
    for path in new_entries:
        assert path.startswith(NEW_PROPOSALS)
    assert {path: after[path] for path in expected} == expected


@pytest.mark.parametrize("name", [*BASES, *CHANGES])
def test_every_value_has_a_known_source(name):
    loaded = shipped(name)
    for leaf in loaded.leaves():
        evidence = leaf.quantity.evidence
        assert evidence.source != "user", leaf.path
        assert evidence.source in loaded.sources, leaf.path
        if evidence.source.startswith("judgement-"):
            assert evidence.basis == "judgement", leaf.path


@pytest.mark.parametrize("name", KURSK)
def test_nothing_published_after_the_start_feeds_a_kursk_scenario(name):
    check_as_of(shipped(name), CUT_OFF)


def copy_with(folder: Path, replace: str, by: str, published: str) -> Path:
    """A copy of the scenarios in which one value of the baseline cites a planted source."""
    shutil.copytree(scenario_folder(), folder)
    with (folder / "sources.yaml").open("a", encoding="utf-8") as sources:
        sources.write(
            f"\nplanted:\n  title: A report of another day\n  publisher: Nobody\n  published: {published}\n"
        )
    baseline = folder / "kursk" / "baseline.yaml"
    text = baseline.read_text(encoding="utf-8")
    assert text.count(replace) == 1
    baseline.write_text(text.replace(replace, by), encoding="utf-8")
    return baseline


OURS = "front_reference_km2: {value: 139.6, source: deepstate-2025-03-12, basis: reported"


@pytest.mark.parametrize(
    ("published", "basis", "refused"),
    [
        ("2025-03-12", "reported", False),
        ("2025-03-13", "reported", True),
        ("2025-03-13", "judgement", True),
        ("unknown", "reported", True),
        ("unknown", "judgement", False),
    ],
)
def test_a_planted_later_source_is_refused(tmp_path, published, basis, refused):
    planted = OURS.replace("deepstate-2025-03-12, basis: reported", f"planted, basis: {basis}")
    loaded = load(copy_with(tmp_path / "scenarios", OURS, planted, published))
    if not refused:
        check_as_of(loaded, CUT_OFF)
        return
    with pytest.raises(InputError, match=r"baseline\.yaml:\d+:\d+: .*front_reference_km2"):
        check_as_of(loaded, CUT_OFF)


def test_reported_numbers_do_not_rest_on_judgement_and_the_reverse():
    for leaf in shipped("kursk/baseline").leaves():
        evidence = leaf.quantity.evidence
        if evidence.basis == "article":
            assert re.match(r"article-p\d+$", evidence.source), leaf.path
        if evidence.basis == "fitted":
            assert evidence.source.endswith("-fits") or evidence.source == "pockets-fit", leaf.path


def test_the_kursk_theatre_is_the_ground_of_the_baseline():
    theatre = shipped("kursk/baseline").theatre
    assert theatre.main_settlement == "Sudzha"
    assert theatre.neck is None
    order = {axis: [place.name for place in theatre.along(axis)] for axis in theatre.axes}
    assert order == {
        "north": ["Sudzha", "Zaoleshenka", "Rubanshchina", "Novolyubovka"],
        "east": ["Melovoy", "Podol", "Goncharovka"],
        "west": ["Gogolevka"],
        "south": ["Guevo", "Gornal", "Oleshnya", "Open ground of the strip"],
    }
    assert [place.name for place in theatre.settlements if place.border_strip] == [
        "Gornal", "Oleshnya", "Open ground of the strip",
    ]
    shares = {place.name: place.built_up_share for place in theatre.settlements}
    assert (shares.pop("Sudzha"), shares.pop("Goncharovka"), shares.pop("Zaoleshenka")) == (0.6, 0.4, 0.4)
    assert set(shares.values()) == {0.15}
    routes = [(route.name, route.main) for route in theatre.routes]
    assert routes == [("paved_road", True), ("dirt_tracks", False)]


def test_the_tutorial_theatre_gives_every_area_and_a_neck():
    loaded = shipped("tutorial/baseline")
    theatre = loaded.theatre
    assert sum(place.area_km2 for place in theatre.settlements) == pytest.approx(120.0)
    assert sum(place.area_km2 for place in theatre.settlements if place.border_strip) == pytest.approx(20.0)
    assert theatre.neck is not None
    assert (len(theatre.axes), len(theatre.routes)) == (2, 2)
    states = [value for path, value in values("tutorial/baseline").items() if path.endswith("start_state")]
    assert states == ["open", "open"]
