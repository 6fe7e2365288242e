"""The evidence in words and tables: complete, countable, findable, and safe with texts of others."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sim.analysis.article import facts
from sim.model.outcomes import OUTCOMES
from sim.report.drawing.palette import palette
from sim.report.evidence import (
    article as article_words,
)
from sim.report.evidence import (
    specs as evidence_specs,
)
from sim.report.evidence import (
    tables as evidence_tables,
)
from sim.report.evidence import (
    values as evidence,
)
from sim.report.evidence.influence import Influence, sentence, weightiest_first
from sim.report.evidence.values import BASES, SET_BY_READER, Parameter, parameters, shares, title
from sim.report.words.groups import GROUPS, group_of
from sim.scenario.files.shipped import shipped_names
from sim.scenario.loading import load
from sim.scenario.schema.columns import COLUMNS
from sim.scenario.table import rows
from sim.scenario.values.distributions import Basis, Distribution

BASELINE = load("kursk/baseline")
FOUND = parameters(BASELINE)
BY_PATH = {one.path: one for one in FOUND}
TUNED = load("kursk/baseline", ["ground.held_area_km2=150", "talks.attacker.open_probability=0.9"])


@pytest.mark.parametrize("name", shipped_names())
def test_every_value_with_a_basis_is_listed_once(name: str) -> None:
    scenario = load(name)
    found = parameters(scenario)
    assert [one.path for one in found] == [row.path for row in rows(scenario) if row.basis]
    assert {one.path for one in found} >= {leaf.path for leaf in scenario.leaves()}
    for one in found:
        assert one.meaning, one.path
        assert one.value, one.path
        assert one.drawn, one.path
        assert one.allowed or one.path.startswith("theatre."), one.path
        assert one.group in GROUPS
        assert one.source.title
    assert sum(share.all for share in shares(found)) == len(found)
    assert sum(share.varying for share in shares(found)) == sum(one.varies for one in found)


def test_every_column_of_the_schema_and_every_row_of_a_map_has_a_group() -> None:
    assert {group_of(path) for path in COLUMNS} == set(GROUPS)
    assert {group_of(row.path) for name in shipped_names() for row in rows(load(name)) if row.basis} == set(GROUPS)


def test_the_title_counts_by_basis() -> None:
    counts = {basis: sum(one.basis is basis for one in FOUND) for basis in BASES}
    assert title(shares(FOUND)) == (
        f"Of {len(FOUND)} values, {counts[Basis.ARTICLE]} come from the article (Data), {counts[Basis.REPORTED]} are "
        f"reported elsewhere (Data), {counts[Basis.FITTED]} are fitted to data (Estimate) and "
        f"{counts[Basis.JUDGEMENT]} are judged (Assumption)"
    )


def test_what_varies_is_counted_apart_from_what_is_judged() -> None:
    varying = [one for one in FOUND if one.varies]
    judged = sum(one.basis is Basis.JUDGEMENT for one in varying)
    assert 0 < judged < min(len(varying), sum(one.basis is Basis.JUDGEMENT for one in FOUND))
    assert evidence.varying_title(shares(FOUND)) == (
        f"{len(varying)} values vary from run to run; {judged} of these are judged"
    )


def test_titles_of_few_and_none() -> None:
    one = [BY_PATH["attrition.days_in_line"]]
    assert title(shares(one)) == "Of 1 value, 1 comes from the article (Data)"
    assert title(shares([])) == "This scenario has no values"
    assert evidence.varying_title(shares(one)).startswith("No value varies")
    assert evidence.varying_title(shares([BY_PATH["holder.people_persons"]])) == (
        "1 value varies from run to run; it is judged"
    )
    assert evidence.contradictions_title(0).startswith("No contradiction")
    assert "article" not in title(shares(parameters(load("tutorial/baseline"))))


@pytest.mark.parametrize("name", shipped_names())
def test_a_theatre_is_invented_or_not_whatever_a_scenario_is_called(name: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(f"extends: {name}\n", encoding="utf-8")
    assert evidence.is_invented(load(name)) == evidence.is_invented(load(str(file))) == name.startswith("tutorial/")


def test_the_opening_names_the_scenario_and_its_latest_source() -> None:
    text = evidence.opening(BASELINE)
    for words in ("Kursk foothold", "kursk/baseline", "12 March 2025", "90 days", "hindsight"):
        assert words in text
    assert "invented" in evidence.opening(load("tutorial/baseline"))
    dates = [row["published"] for row in csv.DictReader(io.StringIO(evidence_tables.values_csv(FOUND)))]
    latest = date.fromisoformat(max(text for text in dates if re.fullmatch(r"\d{4}-\d\d-\d\d", text)))
    assert f"The latest source is of {latest.day} {latest:%B %Y}." in text


def test_what_the_reader_set_is_said_to_be_theirs() -> None:
    found = parameters(TUNED)
    own = [one for one in found if one.source is SET_BY_READER]
    assert [one.path for one in own] == ["ground.held_area_km2", "talks.attacker.open_probability"]
    assert all(one.changed for one in own)
    assert own[0].base_value == BY_PATH["ground.held_area_km2"].value
    assert title(shares(found)).endswith("; 2 of them set by you")
    assert "ground.held_area_km2" not in {one.value for one, _ in evidence.contradictions(found)}


def test_a_value_is_found_by_any_of_its_words() -> None:
    def paths(*wanted: object, **more: object) -> list[str]:
        return [one.path for one in evidence.matching(FOUND, *wanted, **more)]  # type: ignore[arg-type]

    assert len(paths()) == len(FOUND)
    assert "talks.attacker.pressure_credibility" in paths("attacker PRESSURE credible")
    assert "talks.attacker.settlement_shift" in paths("P15")
    assert "ground.held_area_km2" in paths("deepstate")
    assert paths("no such words at all") == []
    assert {BY_PATH[path].badge for path in paths("", ["Data"])} == {"Data"}
    assert {BY_PATH[path].group for path in paths("", (), ["talks", "truce"])} == {"talks", "truce"}
    assert paths("", changed=True) == []
    assert [one.path for one in evidence.matching(parameters(TUNED), changed=True)] == [
        "ground.held_area_km2",
        "talks.attacker.open_probability",
    ]


def test_a_filter_says_what_it_leaves() -> None:
    assert evidence.filter_sentence(0, 226).startswith("None of the 226")
    assert evidence.filter_sentence(226, 226) == "All 226 values."
    assert evidence.filter_sentence(3, 226) == "3 of 226 values."


@pytest.mark.parametrize("name", shipped_names())
def test_the_files_hold_every_value_and_every_source(name: str) -> None:
    scenario = load(name)
    found = parameters(scenario)
    cited = evidence.cited_sources(scenario, found)
    values = list(csv.DictReader(io.StringIO(evidence_tables.values_csv(found))))
    assert [row["path"] for row in values] == [one.path for one in found]
    assert {row["basis"] for row in values} <= {basis.value for basis in Basis}
    for row in values:
        source = scenario.sources[row["source"]]
        told = (row["source_title"], row["publisher"], row["published"], row["link"])
        assert told == (source.title, source.publisher, str(source.published), source.url)
    sources = list(csv.DictReader(io.StringIO(evidence_tables.sources_csv(cited))))
    assert {row["source"] for row in values} <= {row["Name in files"] for row in sources}
    assert sum(int(row["Values"]) for row in sources) == len(found)
    assert {row["Published"] for row in sources if row["Name in files"] == "citeam-2025-03-10"} == {"2025-03-10"}


def test_the_file_tells_what_varies_and_what_was_changed_from_what() -> None:
    file = io.StringIO(evidence_tables.values_csv(parameters(TUNED)))
    values = {row["path"]: row for row in csv.DictReader(file)}
    drawn = {leaf.path for leaf in TUNED.leaves() if isinstance(leaf.quantity, Distribution)}
    assert {path for path, row in values.items() if row["varies"] == "yes"} == drawn
    changed = {path: row["base_value"] for path, row in values.items() if row["changed_from_base"] == "yes"}
    assert list(changed) == ["ground.held_area_km2", "talks.attacker.open_probability"]
    assert changed["ground.held_area_km2"] == BY_PATH["ground.held_area_km2"].value
    assert {row["base_value"] for path, row in values.items() if path not in changed} == {""}


def test_links_are_those_of_the_sources() -> None:
    table = evidence_tables.values_table(FOUND, {})
    for one, link in zip(FOUND, table["Link"], strict=True):
        assert (link if isinstance(link, str) else "") == one.source.url
    assert all(link.startswith("https://") for link in table["Link"].dropna())


def test_the_counts_by_subject_add_up() -> None:
    table = evidence_tables.shares_table(FOUND)
    assert list(table["about"]) == [*GROUPS, "all"]
    heads = [int(cell.split()[0]) for cell in table["together"]]
    assert sum(heads[:-1]) == heads[-1] == len(FOUND)


def test_the_bars_are_the_counts_of_the_title() -> None:
    frame = evidence_tables.shares_frame(shares(FOUND))
    for which, bar in frame.groupby("row"):
        assert bar["from"].iloc[0] == 0.0, which
        assert bar["to"].iloc[-1] == pytest.approx(1.0)
        assert list(bar["from"].iloc[1:]) == pytest.approx(list(bar["to"].iloc[:-1]))
    every = frame[frame["row"] == evidence_tables.ALL]
    assert [int(count) for count in every["count"]] == [share.all for share in shares(FOUND) if share.all]
    assert evidence_tables.shares_frame(shares([])).empty


SPECS = {
    "shares": lambda theme: evidence_specs.shares_spec(theme),
    "shape": lambda theme: evidence_specs.shape_spec(theme, "days", "linear"),
    "log shape": lambda theme: evidence_specs.shape_spec(theme, "days", "log"),
    "options": lambda theme: evidence_specs.options_spec(theme),
}


@pytest.mark.parametrize("kind", SPECS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_specification_is_constant_and_holds_no_numbers_of_a_scenario(kind: str, theme: str) -> None:
    spec = SPECS[kind](theme)
    assert spec["data"] == {"name": "source"}
    assert spec["width"] == "container"
    assert "title" not in spec
    SPECS[kind](theme)["layer"].clear()
    assert SPECS[kind](theme) == spec
    assert SPECS[kind]("dark") != SPECS[kind]("light")
    json.dumps(spec)


def contrast(one: str, other: str) -> float:
    """Ratio of luminances as WCAG defines it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_colours_are_those_of_no_scenario() -> None:
    for theme in ("light", "dark"):
        colours = palette(theme)
        assert not set(evidence_specs.FIRM[theme][:3]) & {*colours.scenarios, *colours.first_events}


@pytest.mark.parametrize(("theme", "background"), [("light", "#FFFFFF"), ("dark", "#0E1117")])
def test_colours_stand_out(theme: str, background: str) -> None:
    *full, hollow = evidence_specs.FIRM[theme]
    assert hollow == "transparent"
    for colour in (*full, evidence_specs.OUTLINE[theme]):
        assert contrast(colour, background) >= 3.0, colour
    for colour, ink in zip([*full, background], evidence_specs.ON_FIRM[theme], strict=True):
        assert contrast(colour, ink) >= 4.5, colour


def test_every_drawn_value_has_its_picture() -> None:
    from sim.analysis.value_shapes import bounded, shape_of
    from sim.report.words.values import mark_words, option_names

    for leaf in BASELINE.leaves():
        if not isinstance(leaf.quantity, Distribution):
            continue
        declaration = leaf.declaration
        shape = shape_of(bounded(leaf.quantity, declaration.low, declaration.high))
        if shape.at.size:
            frame = evidence_tables.shape_frame(shape, mark_words(leaf.quantity, declaration))
            assert set(frame["part"]) == {"density", "mass", "mark 0.05", "mark 0.5", "mark 0.95"}
        else:
            frame = evidence_tables.options_frame(shape, option_names(declaration))
            assert frame["share"].sum() == pytest.approx(1.0)
        assert len(frame) < 200


# the article


def test_the_statements_stand_beside_the_values_of_the_scenario_shown() -> None:
    told = article_words.table(FOUND)
    became = " ".join(told["What it became"])
    assert BY_PATH["ground.loss_7_days_km2"].value in became
    assert "changed here" not in became
    tuned = " ".join(article_words.table(parameters(TUNED))["What it became"])
    assert "**90 of 100** :violet-badge[changed here]" in tuned
    assert len(told) == len(article_words.table(parameters(load("kursk/hold"))))


def test_a_statement_left_to_the_runs_names_the_outcomes_that_answer_it_and_no_other() -> None:
    abouts = {outcome.name: outcome.about for outcome in OUTCOMES}
    for fact, became in zip(facts(), article_words.table(FOUND)["What it became"], strict=True):
        lines = [line for line in became.split("  \n") if line.startswith("Answered by: ")]
        answered = [line.removeprefix("Answered by: ").lower() for line in lines]
        assert sorted(answered) == sorted(abouts[name].lower() for name in fact.results)


def test_an_invented_theatre_does_not_cite_the_article() -> None:
    found = parameters(load("tutorial/baseline"))
    assert not article_words.applies(found)
    assert "no part" in article_words.title(found)


def test_the_summary_counts_every_statement() -> None:
    numbers = [int(word) for word in article_words.summary().replace(",", "").split() if word.isdigit()]
    total, *parts = [number for number in numbers if number > 0]
    assert total == sum(parts)  # "day 0" is no count


def test_one_value_in_full_says_all_that_is_known() -> None:
    said = dict(article_words.in_full(BY_PATH["talks.attacker.settlement_shift"]).itertuples(index=False))
    assert set(said) == {
        "**Here**",
        "**Allowed**",
        "**Unit**",
        "**Basis**",
        "**Source**",
        "**On the source**",
        "**Note**",
        "**The article**",
        "**In files**",
    }
    assert "P15" in said["**The article**"]
    assert "Assumption" in said["**Basis**"]
    changed = next(one for one in parameters(TUNED) if one.changed)
    again = dict(article_words.in_full(changed).itertuples(index=False))
    assert "set by you" in again["**Basis**"]
    assert "138 to 180" in again["**In the base**"]
    moving = Influence("A general truce first", 0.254)
    moved = dict(article_words.in_full(changed, moving).itertuples(index=False))
    assert moved == again | {"**Moves most**": "A general truce first; how far: 25"}


def test_texts_of_others_cannot_draw_pictures_or_links() -> None:
    nasty = "![x](https://elsewhere.example/x.png) [click](https://elsewhere.example)"
    one: Parameter = replace(BY_PATH["ground.held_area_km2"], note=nasty, meaning=nasty, value=nasty)
    for text in [
        *article_words.in_full(one)["said"],
        article_words.contradiction(evidence.contradictions(FOUND)[0][0], one, BASELINE.sources),
        *article_words.table([one])["What it became"],
    ]:
        assert not re.search(r"(?<!\\)\]\(", text)


def test_contradictions_name_their_dated_sources() -> None:
    [(first, value), *_] = evidence.contradictions(FOUND)
    text = article_words.contradiction(first, value, BASELINE.sources)
    assert "DeepState" in text
    assert "Al Mayadeen" in text
    assert "12 March 2025" in text


@pytest.mark.parametrize("name", ["kursk/baseline", "kursk/settlement-first", "tutorial/baseline"])
def test_the_quick_counts_are_those_of_the_list(name: str) -> None:
    for sets in ([], ["ground.tempo_mean=-3"]):
        scenario = load(name, sets)
        assert evidence.shares_of(scenario) == evidence.shares(evidence.parameters(scenario))


def test_what_moves_an_answer_and_is_judged_comes_first_and_the_rest_stays_in_order() -> None:
    judged = [one for one in FOUND if one.basis == Basis.JUDGEMENT][:3]
    firmer = [one for one in FOUND if one.basis != Basis.JUDGEMENT][:2]
    still = [one for one in FOUND if one not in (*judged, *firmer)]
    sizes = dict(zip([one.path for one in (*judged, *firmer)], (0.1, 0.4, 0.2, 0.5, 0.6), strict=True))
    moving = {path: Influence("an answer", size) for path, size in sizes.items()}
    ordered = weightiest_first(FOUND, moving)
    assert list(ordered[:5]) == [judged[1], judged[2], judged[0], firmer[1], firmer[0]]
    assert list(ordered[5:]) == still
    all_of_them = sentence(FOUND, moving, 400)
    assert all_of_them.startswith("5 values clearly move an answer in 400 runs, 3 of them judged")
    assert "asked for" not in all_of_them
    assert sentence(FOUND, {}, 400) == "No value clearly moves an answer in 400 runs: they stand as in the files."
