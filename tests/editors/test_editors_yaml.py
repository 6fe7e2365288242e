"""A foreign judge: yaml-language-server, which checks, explains and completes scenario files in most editors.

SALIENT_YAML_SERVER names its script, node_modules/yaml-language-server/bin/yaml-language-server of the npm package.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.scenario.files.shipped import scenario_folder
from tests.editors.language_server import LanguageServer
from tests.machine import patience

SCRIPT = os.environ.get("SALIENT_YAML_SERVER")
FOLDER = scenario_folder().resolve()
FILES = sorted(FOLDER.rglob("*.yaml"))
SHIPPED = FOLDER / "kursk" / "baseline.yaml"
TEXT = SHIPPED.read_text(encoding="utf-8")
PLANTED = {  # mistake: what stands in the shipped baseline, what is put there instead, and what is said of it
    "a section misspelled": ("\nsupply:", "\nsuply:", "suply is not allowed"),
    "a value misspelled": ("\n  lost_below_km2:", "\n  lost_bellow_km2:", "lost_bellow_km2 is not allowed"),
    "a value above its range": ("{value: 36.2,", "{value: 36200,", "above the maximum of 5000"),
    "a value below its range": ("{value: 0.19,", "{value: -0.19,", "below the minimum of 0"),
    "a distribution beyond the range": ("{uniform: [0.2, 0.8],", "{uniform: [0.2, 80],", "above the maximum of 1"),
    "a number too many": ("[8000, 12000, 30000],", "[8000, 12000, 20000, 30000],", "too many items"),
    "a choice that there is not": ("policy: {value: access_hazard,", "policy: {value: acces_hazard,", "access_hazard"),
    "a basis that there is not": ("event_probability: {value: 0.45, source: pockets-fit, basis: fitted}",
                                  "event_probability: {value: 0.45, source: pockets-fit, basis: fit}", "judgement"),
    "a text for a number": ("tempo_sd: {value: 1.5,", "tempo_sd: {value: one and a half,", "number"),
    "a day that no month has": ("tabled_day: {value: -1,", "tabled_day: {value: 2025-02-40,", "This is no day"),
    "two forms in one value": ("{bernoulli: [0.8],", "{bernoulli: [0.8], uniform: [0, 1],", "only one must validate"),
    "a start that is no date": ("start: 2025-03-12", "start: 12 March 2025", "date"),
}  # fmt: skip
THEATRE = FOLDER / "theatres" / "tutorial.yaml"
SOURCES = FOLDER / "avdiivka" / "sources.yaml"
BESIDE = {  # mistake: the shipped file, what stands there, what is put there instead, and what is said of it
    "a row's key misspelled": (THEATRE, "axis: east, depth_km", "axis: east, dept_km", "dept_km is not allowed"),
    "a depth below nothing": (THEATRE, "depth_km: 11.0", "depth_km: -11.0", "below the minimum of 0"),
    "a share above one": (THEATRE, "built_up_share: 0.6", "built_up_share: 60", "above the maximum of 1"),
    "no area where all are given": (THEATRE, "area_km2: 24.0, ", "", 'Missing property "area_km2"'),
    "an area where none is asked for": (THEATRE, "areas: given", "areas: equal_cells", "Incorrect type"),
    "a surface that there is not": (THEATRE, "surface: paved", "surface: gravel", "water"),
    "a point of three numbers": (THEATRE, "[5.0, 0.1]", "[5.0, 0.1, 2.0]", "too many items"),
    "a map's basis that there is not": (THEATRE, "basis: judgement}\nsettle", "basis: guess}\nsettle", "fitted"),
    "a part of the map misspelled": (THEATRE, "\nroutes:", "\nroute:", "route is not allowed"),
    "yes for true": (THEATRE, "main: true, border_strip", "main: yes, border_strip", "boolean"),
    "a source's day that no month has": (SOURCES, "published: 2024-01-15", "published: 2024-01-32", "This is no day"),
    "a source's key misspelled": (SOURCES, "  publisher:", "  publishers:", "publishers is not allowed"),
}  # fmt: skip
OWN = """\
# yaml-language-server: $schema=../salient.schema.json
extends: kursk/undecided
supply:
  stock_days: {value: 5, source: user}
  demand_kg_per_person_day: {triangular: [8, 15, 30], source: user}
  
command:
  policy: hold
  order_day: 2025-03-20
talks:
  holder:
    open_probability: 0.5
weather:
  mud_share: 0.5
attacker:
  pauses: 
"""  # noqa: W291, W293


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    node = shutil.which("node")
    if SCRIPT is None or node is None:
        pytest.skip("SALIENT_YAML_SERVER names no script, or no node here; npm install yaml-language-server gives it")
    with LanguageServer([node, SCRIPT, "--stdio"], patience(60.0)) as running:
        yield running


@pytest.fixture(scope="module")
def own(server: LanguageServer) -> Path:
    """A scenario of one's own among the shipped ones, open in the editor."""
    file = FOLDER / "kursk" / "own.yaml"
    server.open(file, OWN)
    return file


def place(words: str) -> tuple[int, int]:
    """Line and column, from 1, at which words begin in the scenario of one's own."""
    before = OWN.partition(words)[0]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def test_every_shipped_file_is_clean(server: LanguageServer) -> None:
    for file in FILES:
        server.open(file, file.read_text(encoding="utf-8"))
    assert {file.name: found for file in FILES if (found := server.problems(file))} == {}


@pytest.mark.parametrize("mistake", PLANTED)
def test_a_mistake_is_underlined_at_its_line(server: LanguageServer, mistake: str) -> None:
    old, new, said = PLANTED[mistake]
    assert TEXT.count(old) == 1
    file = SHIPPED.with_name(f"{mistake.replace(' ', '-')}.yaml")
    server.open(file, TEXT.replace(old, new))
    [(line, message)] = server.problems(file)
    assert line == TEXT.partition(old.lstrip("\n"))[0].count("\n") + 1
    assert said in message


@pytest.mark.parametrize("mistake", BESIDE)
def test_a_mistake_in_a_theatre_or_its_sources_is_underlined_too(server: LanguageServer, mistake: str) -> None:
    shipped, old, new, said = BESIDE[mistake]
    text = shipped.read_text(encoding="utf-8")
    assert old in text
    file = shipped.with_name(f"{mistake.replace(' ', '-')}.yaml")
    server.open(file, text.replace(old, new, 1))
    assert [message for _, message in server.problems(file) if said in message]


@pytest.mark.parametrize(
    ("shipped", "words", "told"),
    [
        (THEATRE, "depth_km", "Distance from the border [km]. From 0 to 500."),
        (THEATRE, "width_km", "Width at the reference area [km]. Above 0, at most 500."),
        (THEATRE, "area_km2", "Area of the cell [km²], where areas are given. Above 0."),
        (THEATRE, "basis", "What it rests on. Default: judgement."),
        (THEATRE, "areas", "Whether settlements divide the ground equally"),
        (SOURCES, "published", "The day it became public, as 2025-03-12, or unknown"),
    ],
)
def test_what_is_shown_over_a_key_of_a_theatre_or_source_is_of_it_alone(
    server: LanguageServer, shipped: Path, words: str, told: str
) -> None:
    text = shipped.read_text(encoding="utf-8")
    server.open(shipped, text)
    before = text.partition(words)[0]
    shown = server.hover(shipped, before.count("\n") + 1, len(before) - before.rfind("\n") + 1).replace("\\", "")
    assert told in shown
    assert "||" not in shown


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("stock_days", "Stock at the positions on day 0 [days]. From 0 to 365. Default: triangular [2, 5, 14] (judg"),
        ("5, source", "From 0 to 365"),
        ("demand_kg", "Daily demand of a person [kg/person/day]. From 0.1 to 100."),
        ("triangular", "[low, mode, high]: Most likely at the mode"),
        ("policy", "`policy_date`: an order on a set day"),
        ("order_day", "From 0 to 3,650, a date, or never. Default: never"),
        ("open_probability", "Open to a truce at all within the horizon [probability]. From 0 to 1."),
        ("mud_share", "Share of foul spells that are mud, not fog [share]. From 0 to 1. Default: 0.3"),
        ("talks", "Proposals, the two governments that must accept, and the mediator."),
        ("extends", "The scenario that this one changes"),
    ],
)
def test_what_is_shown_over_a_key_is_of_that_value_alone(
    server: LanguageServer, own: Path, words: str, told: str
) -> None:
    line, column = place(words)
    shown = server.hover(own, line, column + 1).replace("\\", "")
    assert told in shown
    assert "||" not in shown
    assert shown.count("#### ") == 1


def test_keys_are_offered_with_their_meaning_and_default(server: LanguageServer, own: Path) -> None:
    line, _ = place("  \ncommand")
    offered = server.completions(own, line, 3)
    assert {"stock_capacity_days", "road_load_t", "routes"} <= set(offered)
    assert not {"stock_days", "policy", "value"} & set(offered)
    assert offered["road_load_t"]["documentation"].startswith("Load of a vehicle on a road [t]. From 0.01 to 40.")
    assert offered["stock_capacity_days"]["insertText"] == "stock_capacity_days: ${1:14}"


def test_options_are_offered_with_their_words(server: LanguageServer, own: Path) -> None:
    line, column = place("hold\n  order_day")
    offered = server.completions(own, line, column)
    assert {"hold", "policy_date", "access_hazard", "epstein_1985"} <= set(offered)
    assert offered["hold"]["documentation"] == "no withdrawal is ordered"
    line, column = place("pauses: ")
    assert {'"yes"', '"no"', "true", "false"} <= set(server.completions(own, line, column + len("pauses: ")))
