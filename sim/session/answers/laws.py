"""What other laws make of a comparison: crossed runs of its scenarios with the laws drawn, as pictures and tables.

The runs are made in the background, once somebody asks for them. No Streamlit here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sim.analysis.ensemble_like import level_of
from sim.analysis.forms.compared import crossed_content
from sim.experiment.crossed import SOURCES
from sim.language.saying import current, say, spoken
from sim.report.answered.answer_like import AnswerLike
from sim.report.answered.pictures import Picture
from sim.report.drawing.palette import LETTERS
from sim.report.forms import by_law, told
from sim.report.terminal import forms as terminal
from sim.report.words.forms import MECHANISM_WORDS, agreement_words, form_words
from sim.report.words.measures import Level, shared_level
from sim.report.words.outcomes import label
from sim.scenario.schema.drawn_forms import DRAW_ALL, SWITCH
from sim.scenario.values.law_forms import UNKNOWN
from sim.session.answers.answers import Request
from sim.session.answers.shelf import Shelf, shelf

if TYPE_CHECKING:
    import pandas as pd

    from sim.scenario.loaded import LoadedScenario

CROSSED_RUNS = 500
CHOOSING = (SWITCH, *(mechanism.slot for mechanism in UNKNOWN))
HEADS = (spoken("parameters"), spoken("chance"), spoken("laws"), spoken("together"))  # SOURCES, and all of them
Entry = Mapping[str, Any]


def crossed_request(request: Request) -> Request:
    """The same scenarios with their laws drawn, whatever was chosen, crossed: as `salient compare --forms` does."""
    scenarios = tuple(replace(one, sets=(DRAW_ALL, *filter(_no_law, one.sets))) for one in request.scenarios)
    runs = min(request.runs, CROSSED_RUNS)
    return replace(request, scenarios=scenarios, runs=runs, crossed=True).within_reach()


def laws_of(request: Request, kept: Shelf = shelf) -> Laws | None:
    """What the laws make of a crossed request; None until all its scenarios are crossed."""
    scenarios = request.loaded()
    found = [kept.crossing(one.hash, request.seed) for one in scenarios]
    runs = [one.runs for one in found if one is not None]
    if len(runs) < len(scenarios) or len({one.failed.size for one in runs}) > 1:
        return None
    levels = {letter: {"lost_below": _below(one)} for letter, one in zip(LETTERS, scenarios, strict=False)}
    return Laws(request, crossed_content(LETTERS[: len(runs)], runs), shared_level(levels))


def agreement_lines(differences: Sequence[Entry], at: Level) -> list[str]:
    """How many laws agree on what each other scenario changes, an outcome a line; differences of B, C and D by law."""
    return [
        told.line(name, letter, one, at)
        for letter, one in zip(LETTERS[1:], differences, strict=False)
        for name in one["agreement"]
    ]


def _below(scenario: LoadedScenario) -> Entry:
    return level_of(scenario.scenario.ground.lost_below_km2)


def _no_law(change: str) -> bool:
    """Whether a change is not about which law holds."""
    return change.partition("=")[0].strip() not in CHOOSING


@dataclass(frozen=True, eq=False)
class Laws:
    """The comparison law by law; `content` is what `salient compare --forms` tells, by letter."""

    request: Request
    content: Entry
    at: Level
    _drawn: dict[str, dict[str, Picture]] = field(default_factory=dict)

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The outcomes that are told."""
        return tuple(self.content["units"])

    @property
    def what_a_law_is(self) -> str:
        """How many laws of which mechanisms are counted."""
        return told.what_a_law_is(self._first)

    @property
    def what_to_make_of_it(self) -> str:
        """Whether to believe these sentences or the table on top."""
        return told.what_to_make_of_it(self._first)

    @property
    def _first(self) -> Entry:
        """The first difference: laws and pairs are the same in all."""
        return next(iter(self.content["differences"].values()))

    def sentences(self, table: AnswerLike | None = None) -> list[str]:
        """Each outcome's levels over all laws, how many laws agree, and where the table of these scenarios does not."""
        return self.about(self.outcomes, table)

    def about(self, outcomes: Sequence[str], table: AnswerLike | None = None) -> list[str]:
        """The same of some outcomes; of the first that is told where none of them is."""
        known = [name for name in outcomes if name in self.outcomes] or self.outcomes[:1]
        return [
            self._sentence(name, place, table)
            for place in range(len(self.content["differences"]))
            for name in known
        ]

    def _sentence(self, name: str, place: int, table: AnswerLike | None) -> str:
        """Of the difference at a place."""
        less = [*self.content["differences"].values()][place]
        sentence = told.line(name, LETTERS[place + 1], less, self.at, self._levels(name)[place])
        if table is None:
            return sentence
        changes = [one[name] for one in table.differences]
        levels = told.levels_beside(name, [one["outcomes"][name] for one in table.summaries], changes)
        sign = less["agreement"][name]["sign"]
        return f"{sentence} {told.against_the_table(name, sign, changes[place], levels[place])}".rstrip()

    def _levels(self, name: str) -> list[str]:
        """From A to each other scenario, over all laws."""
        first, *others = [
            {**rows[0]["outcomes"][name], **self.content["units"][name]} for rows in self.content["by_form"].values()
        ]
        changes = [
            {**less["by_form"][0]["outcomes"][name], "base": first["mean"], "other": other["mean"]}
            for less, other in zip(self.content["differences"].values(), others, strict=True)
        ]
        return told.levels_beside(name, [first, *others], changes)

    def picture(self, outcome: str) -> Picture:
        """One outcome of each scenario in the runs of each law."""
        return self._pictures[outcome]

    @property
    def _pictures(self) -> dict[str, Picture]:
        """Those in the language of the reader, made once."""
        code = current().code
        if code not in self._drawn:
            self._drawn[code] = self._draw()
        return self._drawn[code]

    def _draw(self) -> dict[str, Picture]:
        by_form, theme = self.content["by_form"], self.request.theme
        pictures = {}
        for name in self.outcomes:
            frame = by_law.by_law_frame(by_form, name)
            percent = self.content["units"][name]["kind"] == "share"
            spec = by_law.by_law_spec(theme, len(by_form), int(frame["order"].max()) + 1, percent)
            pictures[name] = Picture(self._title(name), spec, frame, say(by_law.ALT), say(by_law.HOW_TO_READ))
        return pictures

    def _title(self, outcome: str) -> str:
        changes = self.content["differences"].items()
        agreed = {letter: agreement_words(one["agreement"][outcome]) for letter, one in changes}
        parts = [say("{letter} against A, {agreed}", letter=letter, agreed=text) for letter, text in agreed.items()]
        return f"{label(outcome, self.at)}: {'. '.join(parts)}"

    def table(self) -> pd.DataFrame:
        """A row an outcome and law: its runs, each scenario's mean, and each difference against A with its sign."""
        import pandas as pd

        rows = [row for one in self.content["by_form"].values() for row in one]
        laws = {(row["slot"], row["form"]): row["runs"] for row in rows}
        return pd.DataFrame([self._row(name, law, runs) for name in self.outcomes for law, runs in laws.items()])

    def split_table(self) -> pd.DataFrame:
        """A row an outcome and other scenario: what the spread of the difference comes of."""
        import pandas as pd

        changes = self.content["differences"].items()
        rows = [(name, letter, one["split"][name]) for name in self.outcomes for letter, one in changes]
        return pd.DataFrame([self._split(*row) for row in rows])

    def _row(self, name: str, law: tuple[str, str], runs: int) -> dict[str, str]:
        unit, mechanism = self.content["units"][name], say(MECHANISM_WORDS.get(law[0], by_law.ALL))
        words = form_words(*law)
        row = {"outcome": label(name, self.at), spoken("law of"): mechanism, spoken("law"): words, "runs": f"{runs:,}"}
        for letter, rows in self.content["by_form"].items():
            own = _of_law(rows, law)
            row[letter] = terminal.mean_words(own["outcomes"][name], unit) if own else ""
        for letter, one in self.content["differences"].items():
            own = _of_law(one["by_form"], law)
            row[f"{letter} less A"] = terminal.change_words(own["outcomes"][name], unit) if own else ""
        return row

    def _split(self, name: str, letter: str, split: Entry | None) -> dict[str, str]:
        unit, heads = self.content["units"][name], HEADS
        row = {"outcome": label(name, self.at), spoken("difference"): say("{letter} less A", letter=letter)}
        if split is None or split["alone"] is None:
            unknown = say("none" if split else "in too few runs")
            return {**row, spoken("spread (SD)"): unknown, **dict.fromkeys(heads, "")}
        shares = (*(split["alone"][source] for source in SOURCES), split["together"])
        cells = dict(zip(heads, map(terminal.share, shares), strict=True))
        return {**row, spoken("spread (SD)"): terminal.value(split["sd"], unit), **cells}


def _of_law(rows: Sequence[Entry], law: tuple[str, str]) -> Entry | None:
    """The row of a law, if it is there."""
    return next((row for row in rows if (row["slot"], row["form"]) == law), None)
