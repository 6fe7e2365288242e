"""The parts that briefs are made of: scenarios, levels, charts, what an answer rests on, how it is made again.

Every sentence is one that the app says; here they are chosen and put side by side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from sim.language.saying import say, spoken
from sim.legible import LONGEST_MESSAGE
from sim.model.outcomes import ENDED_FIRST, FIRST_EVENT, TRUCE_FIRST
from sim.report import about
from sim.report.answered import around, pictures
from sim.report.answered.answer import Answered
from sim.report.answered.tables import EACH_FOR_ITSELF, bare, differing_values
from sim.report.brief.content import Chart, Length, Points, Table, Text
from sim.report.drawing.palette import LETTERS, ThemeName
from sim.report.drawing.still import alone
from sim.report.evidence import values as evidence
from sim.report.evidence.tables import shares_table
from sim.report.outlook import first_screen
from sim.report.outlook.drivers import NOTE
from sim.report.terminal.tables import DAYS_UNTIL, outcome_rows
from sim.report.words import numbers as words
from sim.report.words.markdown import shown
from sim.report.words.measures import shared_level
from sim.report.words.outcomes import COMPARED, row_label
from sim.report.words.value_catalogue import leaf_label
from sim.report.words.values import changed_first, value_words
from sim.scenario.loaded import LoadedScenario
from sim.scenario.schema.overrides import assignments
from sim.scenario.values.distributions import central_value

MOST_DIFFERING, MOST_OF_MANY = 12, 6
THEMES: tuple[ThemeName, ...] = ("light", "dark")
LEVELS = (f"{FIRST_EVENT}: {ENDED_FIRST}", f"{FIRST_EVENT}: {TRUCE_FIRST}", *COMPARED)
PAIRS = spoken(
    "Differences over pairs of runs with the same luck (pt: points of 100); in brackets, 95% simulation intervals"
)
OF_LEVELS = spoken("Shares with their 95% simulation interval, amounts as the mean with what 9 runs in 10 have")
OF_MANY = spoken(
    "Shares of runs, and means; in brackets the difference against A where its 95% simulation interval leaves zero out "
    "(pt: points of 100). The results as JSON, from the app or salient compare --json, have every interval"
)
OF_ROWS = spoken("Shares of runs, and means")
HOLDS_ZERO = spoken("Where it holds zero, there is no clear difference.")
OWN_LAWS = spoken(
    "All numbers are by the scenarios' own laws; whether rival published laws agree is told by salient compare --forms."
)
OWN_LAWS_IN_APP = spoken(
    "All numbers are by the scenarios' own laws; for others see 'What other laws say' on the app's page Compare."
)
MOST_OF_ANY = spoken(
    "Each is told with the most values that it carries in any one scenario: together they may be more than A has."
)
TWO = 2
NEVER = ("0%", "")
NOT_TOLD = spoken("What drives it is not told for results of another version or design.")


@dataclass(frozen=True)
class Origin:
    """What only the maker of an answer knows: the command that makes the brief again, and what must be said of it.

    `warnings` are sentences; `told_drivers` is false where this version does not draw the values that the runs had.
    """

    command: str
    warnings: tuple[str, ...] = ()
    told_drivers: bool = True


@dataclass(frozen=True, eq=False)
class _Themed:
    """An answer as pictures ask for it, in the colours of a theme; it is its own request."""

    theme: ThemeName
    answer: Answered

    def __getattr__(self, name: str) -> Any:
        return getattr(self.answer, name)

    @property
    def request(self) -> _Themed:
        """Itself."""
        return self

    def loaded(self) -> Sequence[LoadedScenario]:
        """The scenarios read."""
        return self.answer.request.loaded()


# scenarios


def scenario_lines(answer: Answered, most: int, labels: Sequence[str] = ()) -> Points | Text:
    """Which scenario stands behind each letter, what was changed in it, and of at most so many their summaries.

    `labels` are what a question calls them.
    """
    lines = []
    called = {letter: f"{letter}, {label}" for letter, label in zip(LETTERS, labels, strict=False)}
    loaded, first = answer.request.loaded(), dict[str, str]()
    for letter, one, name in zip(LETTERS, loaded, answer.names, strict=False):
        known = first.setdefault(f"{one.scenario.title}\n{one.scenario.summary}", letter)
        title, named = _said(say(one.scenario.title)), called.get(letter, letter)
        head = f"{named}: {title}" if len(loaded) > 1 else title
        told = f"**{head}** ({_said(name)})."
        summary = _said(say(one.scenario.summary)) if len(loaded) <= most else ""
        if known != letter:
            told, summary = say("**{letter}**: as {known} ({name}).", letter=named, known=known, name=_said(name)), ""
        lines.append(told + changed_first(changed_words(one), summary))
    return Points(tuple(lines)) if len(lines) > 1 else Text(lines[0])


def changed_words(scenario: LoadedScenario) -> list[str]:
    """What was put over a scenario, each value in words."""
    leaves = {leaf.path: leaf for leaf in scenario.leaves()}
    told = []
    for change in assignments(scenario.sets):
        leaf = leaves.get(change.path)
        if leaf is None:
            told.append(f"{change.path.replace('_', ' ').capitalize()} = {_said(str(change.value))}")
        else:
            value = value_words(leaf.quantity, leaf.declaration, scenario.scenario.start)
            told.append(f"{leaf_label(leaf)} = {value}")
    return list(dict.fromkeys(told))


def differing_table(answer: Answered) -> list[Table]:
    """The values in which the scenarios differ, if they do."""
    scenarios = dict(zip(LETTERS, answer.request.loaded(), strict=False))
    table = differing_values(scenarios)
    if table.empty:
        return []
    rows = tuple(tuple(map(str, row)) for row in table.itertuples(index=False))
    left = len(rows) - (most := MOST_DIFFERING if len(scenarios) == TWO else MOST_OF_MANY)
    more = words.counted(left, "more value")
    note = say("{values} differ; `salient check` lists every one.", values=more) if left > 0 else ""
    caption = say("What differs between these scenarios")
    return [Table(caption, (say("Value"), *scenarios), rows[:most], note.replace("`", ""))]


# numbers


def cards_table(answer: Answered) -> Table:
    """The four numbers of the first screen."""
    scenario = answer.request.loaded()[0].scenario
    threshold = central_value(scenario.ground.lost_below_km2)
    cards = first_screen.cards(answer.results[0], answer.summaries[0], scenario.start, threshold)
    rows = tuple((card.label, card.value, words.capital(card.note)) for card in cards)
    return Table(say("The answer in four numbers"), (say("What"), say("How much"), say("Range and condition")), rows)


def levels_table(answer: Answered, asked: Sequence[str] = (), most: int | None = None) -> Table:
    """What was asked for, what comes first, people and ground: each scenario's level, then each difference.

    At most so many rows, what was asked for first.
    """
    at = shared_level(dict(zip(LETTERS, answer.summaries, strict=False)))
    wanted = [row_label(name, at) for name in dict.fromkeys((*asked, *LEVELS))][:most]
    rows = {row["outcome"]: row for row in outcome_rows(answer.summaries, answer.differences)}
    letters = LETTERS[: len(answer.summaries)]
    head = (say("Outcome"), *letters, *(say("{letter} less A", letter=letter) for letter in letters[1:]))
    told = tuple(
        (name, *(bare(rows[name][one]) for one in letters), *(_difference(rows[name], one) for one in letters[1:]))
        for name in wanted
    )
    note = f"{reading('95% simulation interval')} {say(HOLDS_ZERO)}"
    return Table(f"{say(OF_ROWS)}. {say(PAIRS)}", head, told, note)


def outcomes_table(answer: Answered) -> Table:
    """Every outcome in one row: of one or two scenarios with all that is known, of more the levels and clear changes.

    What comes in no run of any scenario is named below the table.
    """
    letters = LETTERS[: len(answer.summaries)]
    told: list[tuple[str, ...]] = []
    never: list[str] = []
    rows = outcome_rows(answer.summaries, answer.differences)
    comes = False  # the event whose days follow it
    for row in rows:
        if row["outcome"] == say(DAYS_UNTIL):
            if comes and len(letters) == TWO:
                told[-1] = _with_days(told[-1], row)
            continue
        comes = not all(_is_never(row, one) for one in letters)
        if comes:
            told.append(_outcome(row, letters))
        else:
            never.append(row["outcome"])
    note = say("In no run: {list}. ", list="; ".join(never)) if never else ""
    caption, head = _heads(letters)
    paired = f"{say(EACH_FOR_ITSELF)} " if len(letters) >= TWO else ""
    return Table(caption, (say("Outcome"), *head), tuple(told), f"{note}{paired}{reading('95% simulation interval')}")


def _heads(letters: Sequence[str]) -> tuple[str, Sequence[str]]:
    """What the table of all outcomes holds, and the heads of its columns behind the first."""
    if len(letters) < TWO:
        return say(OF_LEVELS), [say("Answer")]
    if len(letters) == TWO:
        return f"{say(OF_LEVELS)}. {say(PAIRS)}", [*letters, say("B less A")]
    return say(OF_MANY), letters


def _outcome(row: dict[str, str], letters: Sequence[str]) -> tuple[str, ...]:
    """One row of that table."""
    if len(letters) <= TWO:
        changes = (_difference(row, one) for one in letters[1:])
        return row["outcome"], *(_level(row, one) for one in letters), *changes
    bare = [row[one].removeprefix("mean ") for one in letters]
    changes = (_clear_change(row, one) for one in letters[1:])
    others = (f"{level} {change}".strip() for level, change in zip(bare[1:], changes, strict=True))
    return row["outcome"], bare[0], *others


def _clear_change(row: dict[str, str], letter: str) -> str:
    """A difference against A in brackets, where its interval leaves zero out; else nothing."""
    interval = row[f"{letter} less A, 95%"]
    clear = (interval[:1], interval.rpartition(" ")[2][:1]) in {("+", "+"), (words.MINUS, words.MINUS)}
    return f"({row[f'{letter} less A']})" if clear else ""


def _is_never(row: dict[str, str], letter: str) -> bool:
    """Whether an outcome comes in no run of a scenario, or is nothing in all of them."""
    never = row[letter] in (*NEVER, say("in {share}", share="0%"), say("in no run"))
    return never or row[f"{letter}, uncertainty"] == say("{share} have none", share="100%")


def _with_days(before: tuple[str, ...], row: dict[str, str]) -> tuple[str, ...]:
    """The row of a day, the difference in days behind that in how often it comes."""
    return *before[:-1], f"{before[-1]}; {say(DAYS_UNTIL).strip()} {_difference(row, 'B')}"


def _level(row: dict[str, str], letter: str) -> str:
    """An answer, and in brackets how uncertain it is: `OF_LEVELS` says what the brackets hold."""
    value, doubt = row[letter].removeprefix("mean "), row[f"{letter}, uncertainty"].partition(", half at most")[0]
    doubt = doubt.removeprefix("95%: ").removeprefix("9 runs in 10: ")
    return f"{value} ({doubt})" if doubt else value


def _difference(row: dict[str, str], letter: str) -> str:
    """A difference against A, its interval behind it."""
    change, interval = row[f"{letter} less A"], row[f"{letter} less A, 95%"]
    return f"{bare(change)} ({interval})" if interval and change not in ("0", say("no pair")) else bare(change)


# charts


def charts(answer: Answered, names: Sequence[str], width: int, height: int) -> tuple[Chart, ...]:
    """The pictures of these names in each theme, with plots of this size [px]."""
    themed = {theme: _Themed(theme, answer) for theme in THEMES}
    return tuple(_chart(name, themed, width, height) for name in names)


def _chart(name: str, themed: Mapping[ThemeName, _Themed], width: int, height: int) -> Chart:
    found = {theme: pictures.draw(name, one) for theme, one in themed.items()}
    first = found["light"]
    if first.nothing:
        return Chart(first.title, first.alt, f"{first.nothing} {first.how_to_read}", {})
    specs = {theme: alone(one.spec, one.frame, theme, width, height) for theme, one in found.items()}
    return Chart(first.title, first.alt, first.how_to_read, specs)


# what it rests on, what it is not


def counts(answer: Answered, length: Length) -> list[str]:
    """How many values of A rest on what, and how many vary; where rival laws are told: for a minister in the app."""
    counted = evidence.shares_of(answer.request.loaded()[0])
    told = [f"{evidence.title(counted)}.", f"{evidence.varying_title(counted)}."]
    own = [say(OWN_LAWS if length is Length.analyst else OWN_LAWS_IN_APP)] if answer.forms is None else []
    return [*(_in_a(answer, one) for one in told), *(own if len(answer.results) > 1 else [])]


def _in_a(answer: Answered, told: str) -> str:
    """What is told of A alone says so where there are others."""
    return told if len(answer.results) == 1 else say("In A: {told}", told=f"{told[:1].lower()}{told[1:]}")


def drivers(answer: Answered, origin: Origin, most: int | None = None) -> list[str]:
    """What drives A's answer, or that it is not told."""
    if not origin.told_drivers:
        return [say(NOT_TOLD)]
    return [*(_in_a(answer, one) for one in answer.drivers[:most]), say(NOTE)]


def source_line(answer: Answered) -> str:
    """Runs, seed, version and day of the evidence."""
    request = answer.request
    return around.source_line(request.loaded()[0], answer.replications, request.seed, request.model)


def warnings(answer: Answered, origin: Origin) -> list[Text]:
    """What must be said before any number: few runs, failed runs, another version."""
    kept = [(one.name, len(one.failures), one.replications) for one in answer.results]
    few = words.few_runs(min(n - failed for _, failed, n in kept))
    failed = [f"{around.failed_line(_said(name), failed, n)}." for name, failed, n in kept if failed]
    return [Text(f"**{line}**") for line in (few, *failed, *origin.warnings) if line]


def what_this_is(answer: Answered) -> str:
    """What a reader must know whatever the answer is."""
    return around.what_this_is(answer.request.loaded()[0], _said)


def reading(name: str) -> str:
    """The line of the reading aids that explains a word, strong as there."""
    number = [line.startswith(f"**{name}") for line in points(say(about.READING))].index(True)
    return points(say(about.READING))[number]


def points(markdown: str) -> tuple[str, ...]:
    """The points of a list in the app's own Markdown, each in a line; words that are set apart lightly are plain."""
    lines = "".join(f"\n{line}" if line.startswith("- ") else f" {line.strip()}" for line in markdown.splitlines())
    found = [" ".join(line.removeprefix("- ").split()) for line in lines.splitlines() if line.startswith("- ")]
    return tuple("**".join(part.replace("*", "") for part in line.split("**")) for line in found)


def bases_table(answer: Answered) -> Table:
    """How many values of A rest on what, by what they are about."""
    table = shares_table(evidence.parameters(answer.request.loaded()[0]))
    rows = tuple(tuple(map(str, row)) for row in table.itertuples(index=False))
    head = tuple(words.capital(str(name)) for name in table.columns)
    caption = say("Values by basis; in brackets, how many are drawn anew for each run")
    return Table(_in_a(answer, caption), head, rows)


def source_points(answer: Answered) -> tuple[str, Points]:
    """How many sources carry the values of all scenarios, and each of these with day and number of values."""
    cited: dict[str, evidence.Cited] = {}
    for one in answer.request.loaded():
        for found in evidence.cited_sources(one, evidence.parameters(one)):
            if found.source.id not in cited or cited[found.source.id].values < found.values:
                cited[found.source.id] = found
    ordered = sorted(cited.values(), key=lambda one: -one.values)
    lines = tuple(_cited(one) for one in ordered if one.values)
    several = f" {say(MOST_OF_ANY)}" if len(answer.results) > 1 else ""
    return f"{evidence.sources_title(ordered)}.{several}", Points(lines, small=True)


def _cited(one: evidence.Cited) -> str:
    source = one.source
    parts = (say(source.publisher), evidence.published_words(source), words.counted(one.values, "value"))
    return f"{_said(say(source.title))}: {', '.join(_said(part) for part in parts if part)}."


# identity


def foot(answer: Answered) -> str:
    """Which program, scenario and luck: enough to find the same numbers again."""
    hashes = ", ".join(f"{_said(name)} {one.hash}" for name, one in zip(answer.names, answer.results, strict=True))
    return say(
        "Salient {version}. {source_line} Scenario hash: {hashes}.",
        version=version("salient-sim"), source_line=source_line(answer), hashes=hashes,
    )


def again(answer: Answered, origin: Origin) -> list[Text]:
    """The command that makes the brief again, and what it takes."""
    return [
        Text(origin.command, "code"),
        Text(say("The same scenarios, seed and number of runs give the same numbers; the last line tells them.")),
        Text(about.citation(version("salient-sim"), int(answer.request.model)))
        if answer.request.model.isdecimal()
        else Text(say("Made by results version {model}.", model=answer.request.model)),
    ]


def _said(text: str) -> str:
    """A text of others, in one line and without markup."""
    return shown(text, LONGEST_MESSAGE).replace("**", "* *")
