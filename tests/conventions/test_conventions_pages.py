"""Pages keep their word: links lead somewhere, all pages are listed, the checklist is whole, the card quotes truly."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(
    [*ROOT.glob("*.md"), *DOCS.glob("*.md"), DOCS / "sweeps" / "README.md", ROOT / "sim" / "data" / "README.md"]
)
LINK = re.compile(r"\]\((?!https?:)([^)\s]+)\)")
STRESS = [  # Monks et al. (2019), tables of the discrete-event version
    "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "2.5", "3.1", "3.2", "3.3", "3.4", "4.1", "4.2", "4.3",
    "5.1", "5.2", "5.3", "5.4", "6.1",
]  # fmt: skip
QUOTED = {  # on the model card -> the page that says the same
    "2,013 forecasts of 115 cases": "skill.md",
    "26 of 28 bars are met, 2 are missed": "skill.md",
    "117 of 149 comparisons agree": "verification.md",
    ".955": "uncertainty.md",
    ".960": "uncertainty.md",
    "10,000 random worlds": "statements.md",
}


@cache
def anchors(page: Path) -> frozenset[str]:
    """The places of a page that a link can name, as hosts of Markdown make them from headings."""
    found: list[str] = []
    fenced = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for heading in re.findall(r"^#+ (.*)$", fenced, flags=re.MULTILINE):
        name = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        found.append(f"{name}-{found.count(name)}" if name in found else name)
    return frozenset(found)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        path, _, anchor = target.partition("#")
        place = page.parent / path if path else page
        assert place.exists(), target
        assert not anchor or anchor in anchors(place.resolve()), target


def test_the_front_page_lists_every_page() -> None:
    listed = set(LINK.findall((ROOT / "README.md").read_text(encoding="utf-8").partition("## All pages")[2]))
    for page in PAGES:
        if page.parent == DOCS:
            assert page.relative_to(ROOT).as_posix() in listed, page.name


def test_the_checklist_has_its_twenty_items_each_with_a_place() -> None:
    text = (DOCS / "stress-des.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d\.\d) (.*?) \| (.*?) \| (.*?) \|$", text, flags=re.MULTILINE)
    assert [number for number, *_ in rows] == STRESS
    for number, title, here, where in rows:
        assert title, number
        assert len(here) > 60, number
        assert LINK.findall(where), number


def test_the_model_card_has_one_page_and_quotes_what_its_pages_say() -> None:
    card = (DOCS / "model-card.md").read_text(encoding="utf-8")
    assert len(card.split()) < 600
    for words, page in QUOTED.items():
        plain = " ".join((DOCS / page).read_text(encoding="utf-8").split())
        assert words in card, words
        assert words in plain, (words, page)
