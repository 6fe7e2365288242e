"""Sources: found, read, cited, and public by a given day."""

import datetime

import pytest
from invented_theatre import replaced

from sim.errors import InputError
from sim.scenario.cut_off import check_as_of
from sim.scenario.loading import load
from sim.scenario.referenced.sources import read_sources


def test_a_source_says_what_it_is_and_when_it_became_public(folder):
    found = read_sources(folder / "sources.yaml")
    assert found["map-2020"].published == datetime.date(2020, 1, 15)
    assert found["hearsay"].published == "unknown"


def test_sources_of_a_parent_folder_are_found(folder):
    (folder / "below").mkdir()
    (folder / "below" / "mine.yaml").write_text(
        "extends: ../base.yaml\nsupply: {stock_days: {value: 2, source: survey-2021}}\n"
    )
    assert "survey-2021" in load("below/mine.yaml").sources


def test_the_shipped_sources_are_always_there(folder):
    assert "judgement-salient" in load("base.yaml").sources


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("title: A map", "titel: A map", "sources.yaml:2:3: unknown key 'titel'; did you mean 'title'?"),
        ("published: 2020-01-15", "published: early", "sources.yaml:3:3: published: 'early' is no date"),
        ("published: 2020-01-15", "url: x", "published is missing"),
        (
            "hearsay:\n  title: Hearsay\n  published: unknown",
            "hearsay: yes",
            "sources.yaml:7:1: source 'hearsay' needs",
        ),
        ("survey-2021:", "map-2020:", "the key 'map-2020' appears twice"),
    ],
)
def test_a_fault_in_the_sources_is_told_with_its_place(folder, old, new, words):
    replaced(folder, "sources.yaml", old, new)
    with pytest.raises(InputError) as caught:
        load("base.yaml")
    assert words in str(caught.value)


def test_a_map_must_cite_known_sources(folder):
    replaced(folder, "theatre.yaml", "source: map-2020", "source: map-2019")
    with pytest.raises(InputError) as caught:
        load("base.yaml")
    assert "cites the unknown source 'map-2019'; did you mean 'map-2020'?" in str(caught.value)
    assert str(caught.value).startswith("theatre.yaml:")


@pytest.fixture
def dated(folder):
    """The base scenario with all defaults' sources dated early, so that only its own values can be late."""
    from sim.scenario.referenced.sources import Source

    loaded = load("base.yaml")
    for name in list(loaded.sources):
        if name not in read_sources(folder / "sources.yaml"):
            loaded.sources[name] = Source(id=name, title="early", published=datetime.date(2000, 1, 1))
    return loaded


def test_what_was_public_by_the_day_passes(dated):
    check_as_of(dated, datetime.date(2020, 1, 15))


def test_what_was_published_later_is_refused_with_its_place(dated):
    with pytest.raises(InputError) as caught:
        check_as_of(dated, datetime.date(2020, 1, 14))
    assert str(caught.value).startswith(
        "base.yaml:7:3: ground.held_area_km2 rests on 'map-2020', published 2020-01-15, after"
    )
    assert "more after this" in str(caught.value)


def test_an_unknown_day_of_publication_passes_only_for_a_judgement(folder):
    far = datetime.date(2100, 1, 1)
    check_as_of(load("base.yaml"), far)
    replaced(folder, "base.yaml", "source: hearsay, basis: judgement", "source: hearsay, basis: reported")
    with pytest.raises(
        InputError, match=r"^base.yaml:9:3: supply.stock_days rests on 'hearsay', published nobody"
    ):
        check_as_of(load("base.yaml"), far)
