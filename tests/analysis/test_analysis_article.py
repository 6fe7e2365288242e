"""The article's statements: complete, and each where it says it is; no citation without a statement."""

import re

import pytest

from sim.analysis.article import (
    PARAGRAPHS,
    WITHOUT_STATEMENT,
    Fact,
    Role,
    disagreements,
    facts,
    facts_behind,
    paragraphs_cited,
    still_holding,
)
from sim.model.outcomes import OUTCOMES
from sim.scenario.files.shipped import shipped_names
from sim.scenario.loading import load
from sim.scenario.referenced.sources import Source
from sim.scenario.table import Row, rows

KURSK = [name for name in shipped_names() if name.startswith("kursk/")]
BASELINE = load("kursk/baseline")
ROWS = {row.path: row for row in rows(BASELINE)}
NUMBER = re.compile(r"\d[\d,.]*\d|\d")


def source_of(row: Row) -> Source:
    return BASELINE.sources[row.source]


def test_every_paragraph_with_a_statement_is_told_once_or_more() -> None:
    told = {fact.paragraph for fact in facts()}
    assert told == set(PARAGRAPHS) - set(WITHOUT_STATEMENT)
    assert [fact.paragraph for fact in facts()] == sorted(fact.paragraph for fact in facts())
    assert {fact.role for fact in facts()} == set(Role)


@pytest.mark.parametrize("fact", facts(), ids=lambda fact: f"P{fact.paragraph}: {fact.says[:30]}")
def test_a_statement_names_values_and_outcomes_that_exist(fact: Fact) -> None:
    assert set(fact.values) <= set(ROWS)
    assert set(fact.results) <= {outcome.name for outcome in OUTCOMES}
    assert set(fact.scenarios) <= set(shipped_names())
    assert fact.source in BASELINE.sources
    for sentence in (fact.says, fact.became):
        assert sentence == sentence.strip()
        assert sentence.endswith(".")


@pytest.mark.parametrize("fact", [fact for fact in facts() if fact.role is Role.VALUE], ids=lambda f: f.says[:30])
def test_a_value_given_by_the_article_says_so_and_cites_the_paragraph(fact: Fact) -> None:
    for path in fact.values:
        row = ROWS[path]
        assert row.basis == "article", path
        assert fact.paragraph in paragraphs_cited(row.source, row.note), path


def test_every_value_of_the_basis_article_is_given_by_a_statement() -> None:
    given = {path for fact in facts() if fact.role is Role.VALUE for path in fact.values}
    assert {path for path, row in ROWS.items() if row.basis == "article"} == given


@pytest.mark.parametrize("name", KURSK)
def test_every_paragraph_that_a_value_cites_names_that_value(name: str) -> None:
    """In reverse: nothing leans on the article that the list of its statements does not show."""
    for row in rows(load(name)):
        told = {fact.paragraph for fact in facts_behind(row.path)}
        assert paragraphs_cited(row.source, row.note) <= told, row.path


def test_no_source_of_another_map_is_the_article() -> None:
    for name in set(shipped_names()) - set(KURSK):
        assert not any(paragraphs_cited(row.source, row.note) for row in rows(load(name))), name


def test_paragraphs_are_read_from_source_and_note() -> None:
    assert paragraphs_cited("article-p14", "") == {14}
    assert paragraphs_cited("judgement-x", "Seen (P6), doubted (P13), staying (P10-P12)") == {6, 10, 11, 12, 13}
    assert paragraphs_cited("pockets-fit", "P-value of the fit; APEX; 5 P") == frozenset()


def test_a_role_without_its_place_is_refused() -> None:
    with pytest.raises(ValueError, match="needs values"):
        Fact(paragraph=1, says="a.", role=Role.VALUE, became="b.")
    area = ("ground.held_area_km2",)
    with pytest.raises(ValueError, match="has no values"):
        Fact(paragraph=1, says="a.", role=Role.LEFT_OUT, became="b.", values=area)
    with pytest.raises(ValueError, match="needs results"):
        Fact(paragraph=1, says="a.", role=Role.RESULT, became="b.")


def test_the_source_of_a_statement_is_its_paragraph_and_no_other_can_be_said() -> None:
    said = {"paragraph": 3, "says": "a.", "role": Role.LEFT_OUT, "became": "b."}
    assert Fact.model_validate(said).source == "article-p3"
    with pytest.raises(ValueError, match="source"):
        Fact.model_validate({**said, "source": "article-p2"})


@pytest.mark.parametrize("one", disagreements(), ids=lambda one: one.value)
def test_a_contradiction_says_nothing_that_no_note_says(one) -> None:
    """Each number told stands in the note of the value or of one of the sources named."""
    row = ROWS[one.value]
    assert row.source == one.source
    named = [source_of(row), *(BASELINE.sources[name] for name in one.also)]
    notes = " ".join([row.note, *(f"{source.title} {source.note}" for source in named)])
    for number in NUMBER.findall(f"{one.differ} {one.done}".replace("day 0", "")):
        assert number in NUMBER.findall(notes), number


def test_a_contradiction_is_gone_once_the_value_rests_on_something_else() -> None:
    sources = {path: row.source for path, row in ROWS.items()}
    assert still_holding(sources) == disagreements()
    changed = {**sources, "ground.held_area_km2": "user"}
    assert {one.value for one in disagreements()} - {one.value for one in still_holding(changed)} == {
        "ground.held_area_km2"
    }
    assert still_holding({}) == ()
