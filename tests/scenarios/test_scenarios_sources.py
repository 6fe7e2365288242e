"""The list of sources: complete, used, and dated."""

import re
from datetime import date
from pathlib import Path

from ruamel.yaml import YAML

import sim.model
from sim.analysis.article import facts
from sim.scenario.files.shipped import scenario_folder
from sim.scenario.made.priors import FILE as PRIORS
from sim.scenario.schema.columns import COLUMNS
from sim.scenario.schema.drawn_forms import EVIDENCE
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.structure import slots

LAWS = Path(sim.model.__file__).parent
FILE = scenario_folder() / "sources.yaml"
SOURCES = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))


def test_a_source_says_what_it_is_who_published_it_and_when():
    for name, entry in SOURCES.items():
        assert set(entry) <= {"title", "publisher", "published", "url", "note"}, name
        assert entry["title"], name
        assert entry["publisher"], name
        assert isinstance(entry["published"], date) or entry["published"] == "unknown", name
        assert entry.get("url", "https://x/y").startswith("https://"), name


def test_only_judgement_has_no_date_and_it_says_whose_and_why():
    for name, entry in SOURCES.items():
        assert (entry["published"] == "unknown") == name.startswith("judgement-"), name
        if name.startswith("judgement-"):
            assert entry["publisher"] == "Salient authors", name
            assert entry["note"], name


def test_every_law_cites_a_listed_source():
    cited = [
        word
        for file in LAWS.rglob("*.py")
        for passage in re.findall(r"[Ss]ource: ([^.]*)", file.read_text(encoding="utf-8"))
        for word in re.findall(r"\b[a-z0-9]+(?:-[a-z0-9]+)*-(?:fit|fits|\d{4}|kursk-\w+|salient)\b", passage)
    ]
    assert len(cited) > 15
    assert set(cited) <= set(SOURCES)


def test_every_source_is_used_named_in_a_note_or_a_statement_of_the_article():
    files = [file for file in scenario_folder().rglob("*.yaml") if file != FILE]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    text += "\n".join([*(fact.source for fact in facts()), EVIDENCE["source"], ""])
    text += "\n".join(terms.default.evidence.source for _, terms in slots(Scenario))
    text += "\n".join(file.read_text(encoding="utf-8") for file in LAWS.rglob("*.py"))
    text += PRIORS.read_text(encoding="utf-8")
    text += "\n".join(file.read_text(encoding="utf-8") for file in PRIORS.parents[1].glob("scenario/made/*.py"))
    for name in SOURCES:
        words = [name, name.replace("article-p", "P")]
        assert any(re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) for word in words), name


def test_every_default_of_the_schema_cites_a_listed_source():
    cited = {path: terms.default.evidence.source for path, terms in slots(Scenario)}
    assert set(cited) == set(COLUMNS)
    assert {source for source in cited.values() if source not in SOURCES} == set()
