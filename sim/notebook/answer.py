"""Paired ensembles as the app's pages see them: the same sentences, tables and pictures, for a notebook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from sim.analysis.comparison import differences
from sim.analysis.summary import summarise
from sim.notebook.html import bullets, section, table
from sim.report.answered import compared, pictures
from sim.report.drawing.palette import LETTERS, ThemeName
from sim.report.terminal.tables import outcome_rows
from sim.report.terminal.words import nothing_finished
from sim.report.words.numbers import LIMITS, counted, few_runs
from sim.report.words.outcomes import IN_COMPARISON
from sim.session.answers.shelf import Results, results_of

if TYPE_CHECKING:
    from sim.experiment.ensemble import Ensemble
    from sim.notebook.summaries import Difference, Summary
    from sim.report.answered.pictures import Picture
    from sim.scenario.loaded import LoadedScenario

ALONE = "Main outcomes"
COMPARED = f"{ALONE}, in brackets the difference against A over pairs with the same luck, and its 95% interval"
MOST_TOLD = len(LETTERS)


@dataclass(frozen=True)
class Asked:
    """A theme and scenarios, as a picture asks for them."""

    theme: str
    scenarios: tuple[LoadedScenario, ...]

    def loaded(self) -> Sequence[LoadedScenario]:
        """The scenarios, A first."""
        return self.scenarios


@dataclass(frozen=True, eq=False)
class Told:
    """One to four paired ensembles, A first, in numbers and words; those beyond are not told."""

    ensembles: tuple[Ensemble, ...]

    @classmethod
    def of(cls, ensembles: Sequence[Ensemble]) -> Told:
        """The first four."""
        return cls(tuple(ensembles[:MOST_TOLD]))

    @cached_property
    def results(self) -> tuple[Results, ...]:
        """What pictures are drawn from: all outcomes, and series of as many runs as the app keeps."""
        return tuple(results_of(one) for one in self.ensembles)

    @cached_property
    def summaries(self) -> tuple[Summary, ...]:
        """Each scenario in numbers."""
        return tuple(cast("Summary", summarise(one)) for one in self.ensembles)

    @cached_property
    def differences(self) -> tuple[dict[str, Difference], ...]:
        """Each other scenario against the first, pair by pair."""
        base, *others = self.ensembles
        return tuple(cast("dict[str, Difference]", differences(base, one)) for one in others)

    def page(self, theme: ThemeName = "light") -> Page:
        """The same in the colours of a theme."""
        return Page(self, Asked(theme, tuple(one.loaded for one in self.ensembles)))

    def picture(self, name: str, theme: ThemeName) -> Picture:
        """One of the app's pictures, by its name in `sim.report.answered.pictures`."""
        return pictures.draw(name, self.page(theme))

    @property
    def headline(self) -> str:
        """The finding: the answer of one, what B changes of several."""
        return f"{compared.comparison_headline(self.page())}."

    @property
    def findings(self) -> dict[str, list[str]]:
        """What each other scenario changes, by its letter; nothing where the headline says it all."""
        found = compared.findings(self.page())
        return {} if [*found.values()] == [[self.headline]] else found

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """The main outcomes: name, then answer and uncertainty of one, or value and difference against A of each."""
        main = [{**one, "outcomes": self._main(one["outcomes"])} for one in self.summaries]
        listed = outcome_rows(main, [self._main(one) for one in self.differences])
        heads = self.heads[1:]
        if self.differences:
            return [(row["outcome"], row["A"], *(_change(row, letter) for letter in heads[1:])) for row in listed]
        return [(row["outcome"], row["A"], row["A, uncertainty"]) for row in listed]

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of those rows."""
        letters = LETTERS[: len(self.ensembles)]
        return ("outcome", *letters) if self.differences else ("outcome", "answer", "uncertainty")

    @property
    def caveats(self) -> str:
        """What a reader must know of few and failed runs, and of all numbers."""
        kept = min(one["replications"] - one["failures"] for one in self.summaries)
        failed = {one["scenario"]: one["failures"] for one in self.summaries if one["failures"]}
        told = [_failed(n, name) for name, n in failed.items()]
        return " ".join(filter(None, [few_runs(kept), *told, LIMITS]))

    @property
    def finished(self) -> bool:
        """Whether some run of each scenario could be finished."""
        return not any(nothing_finished(one) for one in self.summaries)

    def as_text(self, names: Sequence[str], sizes: str) -> str:
        """Names, the finding and the main outcomes in under 40 lines."""
        found = self.findings if len(self.findings) == 1 else {}  # of more the table tells
        lines = [*names, "", self.headline, *(f"  {line}" for told in found.values() for line in told)]
        grid = aligned([self.heads, *self.rows]) if self.finished else []
        return "\n".join([*lines, "", *grid, "", self.caveats, sizes])

    def as_html(self, names: Sequence[str], sizes: str) -> str:
        """The same as a part of a page."""
        several = len(self.findings) > 1
        body = "".join(
            (f"<p>{letter} against A:</p>" if several else "") + bullets(found)
            for letter, found in self.findings.items()
        )
        body += table(COMPARED if self.differences else ALONE, self.heads, self.rows) if self.finished else ""
        return section(self.headline, (), f"{bullets(names)}{body}", f"{self.caveats} {sizes}")

    @staticmethod
    def _main(entries: Any) -> dict[str, Any]:
        return {name: entries[name] for name in IN_COMPARISON if name in entries}


@dataclass(frozen=True, eq=False)
class Page:
    """What pictures and sentences are made from."""

    told: Told
    request: Asked

    @property
    def results(self) -> Sequence[Results]:
        """Results, A first."""
        return self.told.results

    @property
    def summaries(self) -> Sequence[Any]:
        """Each in numbers."""
        return self.told.summaries

    @property
    def differences(self) -> Sequence[Any]:
        """Each against A."""
        return self.told.differences


def _failed(n: int, name: str) -> str:
    return f"{counted(n, 'run')} of {name} failed and {'is' if n == 1 else 'are'} in no number."


def _change(row: dict[str, str], letter: str) -> str:
    """A value and in brackets its difference against A, with its interval."""
    change, interval = row[f"{letter} less A"], row[f"{letter} less A, 95%"]
    return f"{row[letter]} ({change}{f'; {interval}' if interval and change != '0' else ''})".strip()


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of text in columns two spaces apart."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return [line.rstrip() for line in lines]
