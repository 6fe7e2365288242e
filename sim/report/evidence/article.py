"""What the article's statements became, one value in full, and contradictions, as texts for readers.

Texts of scenario files (titles, notes, meanings) may be anybody's: they are made safe before they stand in Markdown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sim.analysis.article import Disagreement, Fact, Role, facts, facts_behind
from sim.language.saying import say, say_many, spoken
from sim.model.outcomes import OUTCOMES
from sim.report.evidence.influence import Influence
from sim.report.evidence.values import (
    ASSUMPTION,
    BASIS_WORDS,
    DATA,
    ESTIMATE,
    SET_BY_READER,
    Parameter,
    published_words,
)
from sim.report.words.markdown import code, plain
from sim.report.words.values import spelling_words, unit_meaning
from sim.scenario.referenced.sources import Source

if TYPE_CHECKING:
    import pandas as pd

BADGE_COLOURS = {DATA: "green", ESTIMATE: "blue", ASSUMPTION: "orange"}
ROLE_WORDS = {
    Role.VALUE: "gives the value",
    Role.SETTING: "fixes the start",
    Role.ELSEWHERE: "number from elsewhere",
    Role.REASON: "one reason among others",
    Role.DIRECTION: "direction only",
    Role.RESULT: "a question to the runs",
    Role.LEFT_OUT: "not modelled",
}
ROLE_COLOURS = {
    Role.VALUE: "green",
    Role.SETTING: "green",
    Role.ELSEWHERE: "blue",
    Role.REASON: "orange",
    Role.DIRECTION: "orange",
    Role.RESULT: "violet",
    Role.LEFT_OUT: "gray",
}
SUMMARY = {
    Role.VALUE: ("gives a value as it stands", "give values as they stand"),
    Role.SETTING: ("fixes something about day 0", "fix something about day 0"),
    Role.ELSEWHERE: ("names what another source has the number for", "name what other sources have the numbers for"),
    Role.REASON: ("is one reason behind a judged value", "are one reason among others behind judged values"),
    Role.DIRECTION: ("sets a direction whose size is judged", "set a direction whose size is judged"),
    Role.RESULT: ("is left to the runs to answer", "are left to the runs to answer"),
    Role.LEFT_OUT: ("is not modelled", "are not modelled"),
}
ALT = spoken("Each statement of the article by paragraph, and what it became in the scenario")
CAPTION = spoken(
    "P1 to P15 are the paragraphs of a news article of 12-13 March 2025, told in our own words; P8 holds no statement. "
    "The article has no figure for area, troops, losses or roads: all such numbers are from elsewhere. Values are "
    "those of the scenario chosen."
)
DOES_NOT_APPLY = spoken(
    "This scenario does not cite the article: its theatre is another one, or its values were replaced."
)


def applies(found: Sequence[Parameter]) -> bool:
    """Whether any value of the scenario cites the article."""
    return any(one.paragraphs for one in found)


def title(found: Sequence[Parameter]) -> str:
    """How many statements there are and what they gave."""
    if not applies(found):
        return say("The article plays no part in this scenario")
    counts = Counter(fact.role for fact in facts())
    return say(
        "Of the article's {n} statements, {k} give values; the others give reasons, directions or questions",
        n=len(facts()), k=counts[Role.VALUE],
    )


def summary() -> str:
    """The statements by what they became."""
    counts = Counter(fact.role for fact in facts())
    parts = [f"{counts[role]} {say_many(*SUMMARY[role], counts[role])}" for role in Role if counts[role]]
    return say("Of {n} statements, {list}, and {last}.", n=len(facts()), list=", ".join(parts[:-1]), last=parts[-1])


def table(found: Sequence[Parameter]) -> pd.DataFrame:
    """A row a statement: its paragraph and what it says; its role, why, and the values of this scenario."""
    import pandas as pd

    by_path = {one.path: one for one in found}
    return pd.DataFrame(
        {
            spoken("The article says"): [f"**P{fact.paragraph}** {say(fact.says)}" for fact in facts()],
            spoken("What it became"): [_became(fact, by_path) for fact in facts()],
        }
    )


def role_badge(role: Role) -> str:
    """What a statement became, as a badge."""
    return f":{ROLE_COLOURS[role]}-badge[{say(ROLE_WORDS[role])}]"


def _became(fact: Fact, by_path: Mapping[str, Parameter]) -> str:
    lines = [f"{role_badge(fact.role)} {say(fact.became)}"]
    lines += [_value_line(by_path[path]) for path in fact.values if path in by_path]
    return "  \n".join(lines + [say("Answered by: {about}", about=about) for about in _results(fact)])


def _value_line(one: Parameter) -> str:
    changed = f" :violet-badge[{say('changed here')}]" if one.changed else ""
    return f"→ {plain(one.meaning)}: **{plain(one.value)}**{changed}"


def _results(fact: Fact) -> list[str]:
    told = [say(outcome.about) for outcome in OUTCOMES if outcome.name in fact.results]
    return [text[:1].lower() + text[1:] for text in told]


def in_full(one: Parameter, moving: Influence | None = None) -> pd.DataFrame:
    """All that is known about one value, a row a fact: its name and what is said."""
    import pandas as pd

    said = _said(one, moving)
    return pd.DataFrame({"about": [f"**{name}**" for name in said], "said": list(said.values())})


def _said(one: Parameter, moving: Influence | None) -> dict[str, str]:
    source = one.source
    by = ", ".join(part for part in (plain(say(source.publisher)), published_words(source)) if part)
    declaration = one.leaf.declaration if one.leaf is not None else None
    unit, spelling = (unit_meaning(declaration), spelling_words(declaration)) if declaration else ("", "")
    told = [f"P{fact.paragraph}: {say(fact.says)}" for fact in facts_behind(one.path)] if one.paragraphs else []
    basis = say("set by you" if source is SET_BY_READER else BASIS_WORDS[one.basis])
    said = {
        spoken("Here"): f"**{plain(one.value)}**. {one.drawn}",
        spoken("In the base"): (plain(one.base_value) or say("absent")) if one.changed else "",
        spoken("Allowed"): plain(one.allowed),
        spoken("Unit"): unit,
        spoken("Basis"): f":{BADGE_COLOURS[one.badge]}-badge[{say(one.badge)}] {basis}",
        spoken("Moves most"): _moved(moving) if moving else "",
        spoken("Source"): f"{plain(say(source.title))}{f' ({by})' if by else ''}",
        spoken("On the source"): plain(say(source.note)),
        spoken("Note"): plain(say(one.note)),
        spoken("The article"): " ".join(told),
        spoken("In files"): f"{code(one.path)}{spelling}",
    }
    return {say(name): text for name, text in said.items() if text}


def _moved(moving: Influence) -> str:
    return say("{outcome}; how far: {size}", outcome=plain(moving.moved), size=round(100.0 * moving.size))


def contradiction(one: Disagreement, value: Parameter, sources: Mapping[str, Source]) -> str:
    """Where sources contradict each other about a value, which they are, and what is done about it."""
    named = [sources[name] for name in (one.source, *one.also) if name in sources]
    dated = [source for source in named if published_words(source).startswith(tuple("123456789"))]
    who = "; ".join(dict.fromkeys(f"{plain(say(source.publisher))}, {published_words(source)}" for source in dated))
    told = f" *{who}.*" if who else ""
    return f"- **{plain(value.meaning)}: {plain(value.value)}.** {say(one.differ)} {say(one.done)}{told}"
