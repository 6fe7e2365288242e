"""Every value of a scenario with what it rests on: rows for readers, shares by basis, what to look for, in words.

No numbers of a result are here; shapes of distributions come from `sim.analysis.value_shapes`.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sim.analysis.article import Disagreement, paragraphs_cited, still_holding
from sim.language.dates import full_date
from sim.language.saying import kept, say, say_many, spoken
from sim.report.words import numbers as words
from sim.report.words.groups import group_of
from sim.report.words.markdown import code, plain
from sim.report.words.value_catalogue import named
from sim.report.words.values import allowed_words, drawn_words, unit_of, value_words
from sim.scenario.loaded import Leaf, LoadedScenario, quantities_of
from sim.scenario.referenced.sources import Source
from sim.scenario.table import Row, rows
from sim.scenario.values.distributions import USER, Basis, Distribution

DATA, ESTIMATE, ASSUMPTION = "Data", "Estimate", "Assumption"
BADGES = {
    Basis.ARTICLE: DATA,
    Basis.REPORTED: DATA,
    Basis.FITTED: ESTIMATE,
    Basis.JUDGEMENT: ASSUMPTION,
}
BASES = tuple(Basis)
BASIS_WORDS = {
    Basis.ARTICLE: "from the article",
    Basis.REPORTED: "reported elsewhere",
    Basis.FITTED: "fitted to data",
    Basis.JUDGEMENT: "judged",
}
COUNTED = {
    Basis.ARTICLE: ("{n} comes from the article (Data)", "{n} come from the article (Data)"),
    Basis.REPORTED: ("{n} is reported elsewhere (Data)", "{n} are reported elsewhere (Data)"),
    Basis.FITTED: ("{n} is fitted to data (Estimate)", "{n} are fitted to data (Estimate)"),
    Basis.JUDGEMENT: ("{n} is judged (Assumption)", "{n} are judged (Assumption)"),
}
BASIS_MEANINGS = {
    Basis.ARTICLE: "stands in the article as it is",
    Basis.REPORTED: "published by somebody else, on a date that is given",
    Basis.FITTED: "estimated by us from past battles, pockets or ceasefires",
    Basis.JUDGEMENT: "chosen by the authors, who say so",
}
INVENTED = "judgement-tutorial"
OF_INVENTED = spoken("The theatre and its values are invented; what is fitted to data comes from elsewhere.")
OF_HINDSIGHT = spoken("Judgements were written down later and are not free of hindsight.")
SET_BY_READER = Source(id=USER.source, title=spoken("Set by you"), published="unknown")


@dataclass(frozen=True)
class Parameter:
    """One value for a reader, all in words; `leaf` is missing for rows of the map."""

    path: str
    group: str
    meaning: str
    value: str
    unit: str
    allowed: str
    drawn: str
    varies: bool
    basis: Basis
    source: Source
    note: str
    changed: bool
    base_value: str
    leaf: Leaf | None = None

    @property
    def badge(self) -> str:
        """Data, Estimate or Assumption."""
        return BADGES[self.basis]

    @property
    def paragraphs(self) -> frozenset[int]:
        """The paragraphs of the article that source or note name."""
        return paragraphs_cited(self.source.id, self.note)


@kept(maxsize=8)
def parameters(loaded: LoadedScenario) -> tuple[Parameter, ...]:
    """Every value with a basis, in the order of the schema, then the rows of the map."""
    leaves = {leaf.path: leaf for leaf in loaded.leaves()}
    before = _base_values(loaded)
    found = []
    for row in rows(loaded):
        if not row.basis:
            continue
        leaf = leaves.get(row.path)
        source = loaded.sources.get(row.source, SET_BY_READER)
        if leaf is None:
            found.append(_map_row(row, source))
        else:
            found.append(_scenario_row(row, leaf, source, before.get(row.path, ""), loaded.scenario.start))
    return tuple(found)


def _scenario_row(row: Row, leaf: Leaf, source: Source, base: str, start: datetime.date) -> Parameter:
    quantity, declaration = leaf.quantity, leaf.declaration
    return Parameter(
        path=row.path,
        group=group_of(row.path),
        meaning=meaning(leaf),
        value=value_words(quantity, declaration, start),
        unit=unit_of(declaration),
        allowed=allowed_words(declaration),
        drawn=drawn_words(quantity, declaration),
        varies=isinstance(quantity, Distribution),
        basis=quantity.evidence.basis,
        source=source,
        note=row.note,
        changed=leaf.changed,
        base_value=base,
        leaf=leaf,
    )


def _map_row(row: Row, source: Source) -> Parameter:
    name = row.path.rsplit(".", 1)[-1].replace("_", " ")
    return Parameter(
        path=row.path,
        group=group_of(row.path),
        meaning=f"{name[:1].upper()}{name[1:]}: {_small(say(row.about))}",
        value=row.value.replace("^", say(" to the power ")),
        unit=row.unit,
        allowed="",
        drawn=say("The same in every run."),
        varies=False,
        basis=Basis(row.basis),
        source=source,
        note=row.note,
        changed=row.differs,
        base_value=row.base_value,
    )


def meaning(leaf: Leaf) -> str:
    """What a value means, and whose it is where several have one: 'Attacker: acceptance clock: log median'."""
    parts = leaf.path.split(".")
    owner = {"talks": parts[1:-1], "supply": parts[2:-1], "attacker": parts[:1], "holder": parts[:1]}.get(parts[0], [])
    names = [name.replace("_", " ") for name in owner if name not in ("proposals", "mediation")]
    about = named(leaf.declaration)
    if not names or any(name in about.lower() for name in names):
        return about
    text = f"{' '.join(map(say, names))}: {_small(about)}"
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _base_values(loaded: LoadedScenario) -> dict[str, str]:
    """What the base scenario has for each value, in words."""
    if loaded.base_scenario is None:
        return {}
    declared = {leaf.path: leaf.declaration for leaf in loaded.leaves()}
    return {
        present.path: value_words(present.value, declared[present.path], loaded.base_scenario.start)
        for present in quantities_of(loaded.base_scenario)
        if present.path in declared
    }


# how many rest on what


@dataclass(frozen=True)
class BasisShare:
    """How many values rest on one basis: of all, of those that vary from run to run, and of those the reader set."""

    basis: Basis
    all: int
    varying: int
    yours: int = 0


def shares(found: Sequence[Parameter]) -> tuple[BasisShare, ...]:
    """The count of values by basis, the firmest first."""
    every = Counter(one.basis for one in found)
    varying = Counter(one.basis for one in found if one.varies)
    yours = Counter(one.basis for one in found if one.source is SET_BY_READER)
    return tuple(BasisShare(basis, every[basis], varying[basis], yours[basis]) for basis in BASES)


def shares_of(loaded: LoadedScenario) -> tuple[BasisShare, ...]:
    """The same counts without the words, at once: what pages show beside an answer."""
    values = [found.value for found in quantities_of(loaded.scenario)]
    theatre = loaded.theatre
    rows_of_map = [*([theatre.neck] if theatre.neck is not None else []), *theatre.settlements, *theatre.routes]
    cited = [*(value.evidence for value in values), *(row.evidence for row in rows_of_map)]
    every = Counter(evidence.basis for evidence in cited)
    varying = Counter(value.evidence.basis for value in values if isinstance(value, Distribution))
    yours = Counter(evidence.basis for evidence in cited if evidence.source == USER.source)
    return tuple(BasisShare(basis, every[basis], varying[basis], yours[basis]) for basis in BASES)


def title(counted: Sequence[BasisShare]) -> str:
    """'Of 226 values, 8 come from the article (Data), 44 are fitted to data (Estimate) and 174 are judged (…)'."""
    counts = {share.basis: share.all for share in counted}
    total = sum(counts.values())
    parts = [say_many(*COUNTED[basis], n) for basis, n in counts.items() if n]
    if not parts:
        return say("This scenario has no values")
    yours = sum(share.yours for share in counted)
    of_which = say("; {yours} of them set by you", yours=yours) if yours else ""
    return say_many("Of {n} value, {list}", "Of {n} values, {list}", total, list=words.listed(parts)) + of_which


def varying_title(counted: Sequence[BasisShare]) -> str:
    """How many values are drawn anew for each run, and how many of these are judged."""
    total, judged = sum(share.varying for share in counted), counted[-1].varying
    if not total:
        return say("No value varies from run to run: the spread of the answers is luck alone")
    if total == 1:
        if judged:
            return say("1 value varies from run to run; it is judged")
        return say("1 value varies from run to run; it is not judged")
    vary = say("{total} values vary from run to run", total=total)
    if not judged:
        return say("{vary}; none of these are judged", vary=vary)
    return say_many("{vary}; {n} of these is judged", "{vary}; {n} of these are judged", judged, vary=vary)


def meanings() -> str:
    """What the badges and bases mean."""
    lines = [
        f"- **{say(BADGES[basis])}**, {say(BASIS_WORDS[basis])}: {say(BASIS_MEANINGS[basis])}." for basis in BASES
    ]
    return "\n".join(lines)


def is_invented(loaded: LoadedScenario) -> bool:
    """Whether the map says that it is made up, whoever wrote the scenario that plays on it and however it is named."""
    theatre = loaded.theatre
    return any(place.evidence.source == INVENTED for place in (*theatre.settlements, *theatre.routes))


def opening(loaded: LoadedScenario) -> str:
    """Which scenario this is about, and until when something had to be public to count."""
    scenario, latest = loaded.scenario, _latest(loaded)
    known = say(" The latest source is of {day}.", day=full_date(latest)) if latest else ""
    warning = say(OF_INVENTED if is_invented(loaded) else OF_HINDSIGHT)
    return say(
        "**{title}** ({name}) starts on {day} and runs for {horizon_days} days.{known} {warning}",
        title=plain(say(scenario.title)), name=code(loaded.name), day=full_date(scenario.start),
        horizon_days=scenario.horizon_days, known=known, warning=warning,
    )


def _latest(loaded: LoadedScenario) -> datetime.date | None:
    """The day of the latest dated source that a value rests on."""
    days = [one.source.published for one in parameters(loaded)]
    return max((day for day in days if isinstance(day, datetime.date)), default=None)


# finding one


def matching(
    found: Sequence[Parameter],
    text: str = "",
    badges: Collection[str] = (),
    groups: Collection[str] = (),
    changed: bool = False,
) -> tuple[Parameter, ...]:
    """The values that hold every word of the text, with one of the badges and in one of the groups (none: any)."""
    wanted = text.lower().split()
    return tuple(
        one
        for one in found
        if all(word in _searched(one) for word in wanted)
        and (not badges or one.badge in badges)
        and (not groups or one.group in groups)
        and (not changed or one.changed)
    )


@lru_cache(maxsize=4096)
def _searched(one: Parameter) -> str:
    source = one.source
    paragraphs = " ".join(f"p{number}" for number in one.paragraphs)
    about = one.leaf.declaration.about if one.leaf is not None else ""
    told = (one.path, one.meaning, about, one.value, one.note, one.badge, paragraphs)
    parts = (*told, source.id, source.title, source.publisher)
    return " ".join(parts).lower()


def filter_sentence(shown: int, total: int) -> str:
    """How many values a filter leaves."""
    if shown == 0:
        return say("None of the {total} values fits. Take a word or a filter away.", total=total)
    if shown == total:
        return say("All {total} values.", total=total)
    return say("{shown} of {total} values.", shown=shown, total=total)


# sources


@dataclass(frozen=True)
class Cited:
    """A source with how many values of the scenario rest on it."""

    source: Source
    values: int


def cited_sources(loaded: LoadedScenario, found: Sequence[Parameter]) -> tuple[Cited, ...]:
    """The sources listed with the scenario, those with most values first; some are named in notes or laws only."""
    counts = Counter(one.source.id for one in found)
    listed = {**loaded.sources, **({SET_BY_READER.id: SET_BY_READER} if counts[SET_BY_READER.id] else {})}
    order = sorted(listed, key=lambda name: -counts[name])
    return tuple(Cited(listed[name], counts[name]) for name in order)


def sources_title(cited: Sequence[Cited]) -> str:
    """How many sources carry the values."""
    carrying = sum(1 for one in cited if one.values)
    return say(
        "{carrying} sources carry the values; {more} more are cited in notes and laws",
        carrying=carrying, more=len(cited) - carrying,
    )


def contradictions_title(n: int) -> str:
    """How often sources contradict each other."""
    if n == 0:
        return say("No contradiction between sources is known for this scenario")
    return say_many(
        "Sources contradict each other about {n} value", "Sources contradict each other about {n} values", n
    )


def published_words(source: Source) -> str:
    """The day a source became public."""
    if isinstance(source.published, datetime.date):
        return full_date(source.published)
    return "" if source.id == SET_BY_READER.id else say("no date: a judgement")


def contradictions(found: Sequence[Parameter]) -> tuple[tuple[Disagreement, Parameter], ...]:
    """Where the sources of the scenario contradict each other, with the value in question."""
    by_path: Mapping[str, Parameter] = {one.path: one for one in found}
    sources = {path: one.source.id for path, one in by_path.items()}
    return tuple((one, by_path[one.value]) for one in still_holding(sources))
