"""A brief of an answer: what stands on the page of a minister, and on the four of an analyst."""

from __future__ import annotations

from collections.abc import Sequence

from sim.errors import SalientError
from sim.language.saying import say
from sim.model.outcomes import ENDED_FIRST, HOLDER_LOST, TRUCE_FIRST
from sim.report import about
from sim.report.answered import compared
from sim.report.answered.answer import Answered
from sim.report.answered.questions import QuestionLike, headline, levels_told, rest
from sim.report.brief import parts
from sim.report.brief.content import Brief, Length, Points, Section, Table, Text
from sim.report.brief.parts import Origin
from sim.report.comparison.before_day_0 import another_past, shares_of, with_the_command
from sim.report.drawing.palette import LETTERS
from sim.report.evidence.values import BADGES, BASES, BASIS_MEANINGS, BASIS_WORDS
from sim.report.outlook.questions import answered_by
from sim.report.terminal.words import nothing_finished
from sim.report.words.outcomes import LED_BY

ONE = ("first_events", "people", "area", "acceptance_days")
SEVERAL = (f"curves_{ENDED_FIRST}", f"people_{LED_BY}", f"curves_{TRUCE_FIRST}", f"pairs_{LED_BY}:B")
PICTURED = {
    "foothold_ended": f"curves_{ENDED_FIRST}",
    "truce_in_force": f"curves_{TRUCE_FIRST}",
    HOLDER_LOST: f"people_{HOLDER_LOST}",
}
PLOT = 330, 170  # [px]
MOST_ROWS = {Length.minister: 6, Length.analyst: None}
MOST_SUMMARIES = {Length.minister: 2, Length.analyst: 4}
KICKERS = {
    Length.minister: "Salient, a brief on one page",
    Length.analyst: "Salient, a brief for analysts",
}


def brief_of(answer: Answered, length: Length, origin: Origin, question: QuestionLike | None = None) -> Brief:
    """What a brief of this length says of an answer; SalientError where no run of a scenario could be finished.

    A comparison that a question asked for, or that is the one of a declared question, tells the question's finding.
    """
    empty = [name for name, one in zip(answer.names, answer.summaries, strict=True) if nothing_finished(one)]
    if empty:
        raise SalientError(say("no run of {name} could be finished, so there is nothing to brief on", name=empty[0]))
    question = question or answered_by(answer.request.loaded())
    sections = (_minister if length is Length.minister else _analyst)(answer, origin, question)
    title = f"{headline(answer, question, compared.headline_alone)}."
    return Brief(length, say(KICKERS[length]), title, tuple(sections), parts.foot(answer))


def _compares(answer: Answered) -> bool:
    return len(answer.results) > 1


def _minister(answer: Answered, origin: Origin, question: QuestionLike | None) -> list[Section]:
    charts = parts.charts(answer, _pictures(answer, question)[:2], *PLOT)
    counts = parts.counts(answer, Length.minister)
    return [
        _scenarios(answer, origin, Length.minister, question),
        _numbers(answer, Length.minister, question),
        Section(say("In pictures"), charts),
        Section(say("What it rests on"), (Points((*counts, *parts.drivers(answer, origin, 1))),)),
        Section(
            say("What it is not"),
            (Text(parts.what_this_is(answer)), Points(parts.points(say(about.WHAT_IT_IS_NOT))[1:2])),
        ),
    ]


def _analyst(answer: Answered, origin: Origin, question: QuestionLike | None) -> list[Section]:
    charts = parts.charts(answer, _pictures(answer, question)[:4], *PLOT)
    titled, sources = parts.source_points(answer)
    return [
        _scenarios(answer, origin, Length.analyst, question),
        _numbers(answer, Length.analyst, question),
        *_findings(answer),
        Section(say("In pictures"), charts),
        Section(say("All outcomes"), (parts.outcomes_table(answer),)),
        Section(say("What drives it"), (Points(tuple(parts.drivers(answer, origin))),)),
        Section(say("Assumptions by basis"), _assumptions(answer)),
        Section(say("Sources cited"), (Text(titled), sources)),
        Section(say("What it is not"), (Text(parts.what_this_is(answer)), _small(say(about.WHAT_IT_IS_NOT)))),
        Section(say("Limits"), (_small(say(about.LIMITS)),)),
        Section(say("The same again"), tuple(parts.again(answer, origin))),
    ]


def _pictures(answer: Answered, question: QuestionLike | None) -> tuple[str, ...]:
    """The names of the pictures, those of what the finding tells first."""
    if not _compares(answer):
        return ONE
    told = [] if question is None else levels_told(answer, question)
    return tuple(dict.fromkeys((*(PICTURED[name] for name in told if name in PICTURED), *SEVERAL)))


def _assumptions(answer: Answered) -> tuple[Points | Table | Text, ...]:
    return Points(tuple(parts.counts(answer, Length.analyst))), parts.bases_table(answer), _bases()


def _scenarios(answer: Answered, origin: Origin, length: Length, question: QuestionLike | None) -> Section:
    """What was asked and which scenarios this is about, after what must be said first."""
    heading = say("What is compared") if _compares(answer) else say("The scenario")
    told = " ".join(filter(None, ("" if question is None else f"**{question.asks}**", rest(answer, question))))
    asked = [Text(told)] if told else []
    labels = () if question is None else question.labels
    lines = parts.scenario_lines(answer, MOST_SUMMARIES[length], labels)
    return Section(heading, (*parts.warnings(answer, origin), *asked, lines, *_past(answer, length)))


def _past(answer: Answered, length: Length) -> list[Text]:
    """That the scenarios have another past, if they have; for an analyst with what gives them one."""
    told = another_past(shares_of(dict(zip(LETTERS, answer.request.loaded(), strict=False))))
    if length is Length.analyst:
        told = with_the_command(told)
    head, colon, rest_ = told.partition(":")
    return [Text(f"**{head}{colon}**{rest_}")] if told else []


def _numbers(answer: Answered, length: Length, question: QuestionLike | None) -> Section:
    if not _compares(answer):
        return Section(say("The answer"), (parts.cards_table(answer),))
    asked = [] if question is None else levels_told(answer, question)
    return Section(say("Levels and differences"), (parts.levels_table(answer, asked, MOST_ROWS[length]),))


def _findings(answer: Answered) -> list[Section]:
    """What each other scenario changes against A, and in which values they differ."""
    found = compared.findings(answer)
    sections = [
        Section(_what_changes(letter), (Points(tuple(told if len(found) == 1 else _main(told))),))
        for letter, told in found.items()
    ]
    differing = parts.differing_table(answer) if found else []
    return [*sections, *([Section(say("What was set differently"), tuple(differing))] if differing else [])]


def _what_changes(letter: str) -> str:
    return say("What changes: {letter} against A", letter=letter)


def _main(told: Sequence[str]) -> Sequence[str]:
    """Of the sentences on a scenario the first, on people, and the last two, on what comes first."""
    return [one for place, one in enumerate(told) if place == 0 or place >= len(told) - 2]


def _small(markdown: str) -> Points:
    """A list of the page *About and limits*."""
    return Points(parts.points(markdown), small=True)


def _bases() -> Text:
    """What the bases mean."""
    meanings = (f"{say(BADGES[one])}, {say(BASIS_WORDS[one])}: {say(BASIS_MEANINGS[one])}" for one in BASES)
    return Text(f"{'; '.join(meanings)}.", "note")
