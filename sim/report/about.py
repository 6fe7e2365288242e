"""What the app says about itself: what it is not, what it leaves out, how to read, cite and report; its history.

Markdown without headings; the pages *About and limits* and *Evidence* draw it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from sim.language.saying import say, spoken

PACKAGE = Path(__file__).resolve().parent.parent
WHAT_IT_DOES = spoken("""
Salient asks one kind of question: a foothold is being squeezed while a ceasefire is on the table. What happens to the
ground, the people and the talks if the holder withdraws now, later or not at all; if the attacker presses or pauses;
if each party accepts, bargains or stalls?

Every chart shows many simulated futures that follow from stated assumptions. Every assumption can be seen with its
source on the page *Evidence*, and every one can be moved. Scenarios are compared with the same luck, run by run, so
that differences come from what is set differently and not from chance.
""")


@dataclass(frozen=True)
class Step:
    """One step of the guided minute: what to look at, the page it is on, and the name of the link to it."""

    text: str
    page: str
    link: str


GUIDE = (
    Step(
        "**Read the title.** It says what happens in how many of 100 simulated futures; the cards under it say when, "
        "what ground is held, and how many people are killed or wounded.",
        "outlook",
        "Open the outlook",
    ),
    Step(
        "**Move one thing.** Drag a slider there: title and charts answer at once. The mark under a slider is the "
        "scenario's own value; the browser's back button undoes.",
        "outlook",
        "Move a slider",
    ),
    Step(
        "**Compare with the same luck.** Two scenarios meet the same weather and the same draws of chance, run by run: "
        "what differs, the governments' answers too, comes from what is set differently.",
        "compare",
        "Set staying beside leaving",
    ),
    Step(
        "**See one future happen**, event by event, on a day that you choose.",
        "timeline",
        "Open the map and one run",
    ),
    Step(
        "**Ask what it rests on.** First what moves the answers and is merely judged.",
        "evidence",
        "See every value",
    ),
    Step(
        "**Ask how good it was.** What forecasts of past cases said, and what happened; misses first.",
        "track_record",
        "Open the track record",
    ),
)
WHAT_IT_IS_NOT = spoken("""
- **No prediction.** The odds hold under the assumptions. Many of these are judgements, written down later and not
  free of hindsight; their sources say so.
- **No proof that a course is right.** What counts as better depends on whose aims are asked about. No side, truce,
  ground or day is ranked. Of people killed, wounded or captured, too, only *more* and *fewer* are said, and of whom.
- **No plan.** Nothing is finer than a settlement, places on the map are schematic, and routes have no coordinates.
- **No judge of the past.** The Kursk scenarios start on 12 March 2025. Their definitions were chosen by people who
  knew what followed: that an answer agrees with it makes the answer plausible, and shows no skill.
""")
LIMITS = spoken("""
- **Civilians are not modelled**, and neither are the fate of prisoners, damage, displacement, or the home front and
  the politics of either side.
- **Loss counts rest on statements of the belligerents**, with a wide range for how far they are from the truth.
  Losses during a withdrawal rest on a handful of cases.
- **Governments answer on clocks fitted to past ceasefires**, most of them of civil conflicts. Refused offers are in
  no data set found, so the clock alone would say too much; how open a government is at all is a judgement. What
  pressure and momentum do to an answer has a sign in the literature; its size is judged.
- **No front line and nothing beyond the border.** The ground is divided equally over the settlements still held. Air
  power, artillery stocks, electronic warfare and fighting elsewhere enter only through the pace of the advance and
  the danger on the roads.
- **No learning and no surprise.** Both staffs follow fixed rules, no new weapon or reserve arrives unless a scenario
  says so, and nobody outside the talks acts.
- **A narrow interval is no certainty.** It says what more runs would still move. The doubt about the assumptions is
  in the spread of the futures, as far as a range was given, and nowhere if an assumption is wrong in kind.
""")
CARE = spoken("""
- It is **not for choosing targets, timing attacks or planning operations**, and holds nothing that would help to.
- People die in what is counted here. Numbers of people stand for killed, wounded or captured human beings of either
  side; please quote them in that spirit.
- *Holder* and *attacker* are relative to the foothold and imply no position on the war, its causes or its borders. In
  the Kursk scenarios the attacker is the state whose territory the foothold lies in; the war began with its invasion
  of the other. Boundaries and names imply no position either.
- Sources are public, and there is no personal data beyond the public acts of office holders.
- Give the assumptions along with any number you quote; the scenario file and the command offered under each answer
  let others check it.
""")
READING = spoken("""
- **In 7 of 10 simulated futures**: counted over the runs. The number of runs and the seed stand under each chart.
- **95% simulation interval**: how far a number could move with more runs. It says nothing about the assumptions.
- **Middle half**: half of the futures lie inside, a quarter below and a quarter above.
- **No clear difference**: the interval of the paired difference holds zero. In how many pairs it is more or fewer
  stands apart: most pairs may go one way without a clear difference on average.
- **Data, Estimate, Assumption**: a value was published by others, fitted to data, or judged.
- A control **left at its mark** keeps the scenario's own value, often a whole range; once moved, it moves that whole
  range, unless you make the value the same in every run.
""")
PRIVACY = spoken("""
- Salient asks no other computer for anything: no fonts, maps, statistics of use or updates. Only a link that you
  click, such as the address of a source, opens another site, in a tab of its own.
- What you choose stays in the address of the page and in the memory of the computer that runs the app. Results are
  written to its disk only where a page says so, or by the command line.
- **The address is the link you share.** It holds the names of the scenarios, every value you changed, the seed, the
  number of runs and what you searched for on a page. After an upload it holds the text of the uploaded file, too.
- By default only the computer that runs the app can open it.
""")
KEYBOARD = spoken("""
- **Tab** and **Shift+Tab** go from one control to the next, **Enter** or **Space** press it.
- Sliders: **arrow keys** for a step, **Page Up** and **Page Down** for ten, **Home** and **End** for the ends.
- Lists: type to search, **arrow keys** to choose, **Enter** to take, **Esc** to leave.
- Tables: **Tab** into the table, then **arrow keys**; **Shift+Space** selects a row where rows can be selected,
  **Ctrl+F** searches, **Esc** leaves the search.
- Every chart has a text alternative, and each page has its numbers as tables.
""")
CITE_WITH = spoken("""
With a number, give the scenario, the number of runs, the seed and the results version. The scenario stands near the top
of the page and in a picture that you take along; the others stand under each chart, the results version as *model*.
With a value, cite its own source as the page *Evidence* names it, not Salient.
""")
FAULTS = spoken("""
Something is wrong, or a source is missing? Please open an issue in the project's repository. What helps most:

- the link, or the scenario file with the seed and the number of runs: they repeat every number;
- for a wrong number, the source that says otherwise, with its date;
- for a fault of the app, the number in its message, which names the lines in the log of the computer that runs it.
""")


@dataclass(frozen=True)
class Release:
    """One version and the facts that changed with it."""

    name: str
    lines: tuple[str, ...]


def citation(version: str, results_version: int) -> str:
    """How to cite this installation, as a reference and for a list of references."""
    return say(
        "Salient contributors. Salient: what happens to a squeezed foothold while a ceasefire is on the table, "
        "version {version} (results version {results_version}). Simulation software, MIT licence.",
        version=version, results_version=results_version,
    )


def bibtex(version: str, results_version: int) -> str:
    """The same for BibTeX."""
    fields = {
        "author": "{Salient contributors}",
        "title": "{Salient}: what happens to a squeezed foothold while a ceasefire is on the table",
        "version": version,
        "note": say(
            "Simulation software, results version {results_version}, MIT licence", results_version=results_version
        ),
    }
    lines = ",\n".join(f"  {name} = {{{text}}}" for name, text in fields.items())
    return f"@software{{salient,\n{lines}\n}}"


def installed(version: str, results_version: int) -> str:
    """Which version this is."""
    return say(
        "Installed here: version {version}, results version {results_version}. A higher results version means that "
        "the same scenario and seed give other numbers than before.",
        version=version, results_version=results_version,
    )


def changelog_file() -> Path:
    """The list of changes: inside the installed package, or beside it in a checkout."""
    inside = PACKAGE / "CHANGELOG.md"
    return inside if inside.is_file() else PACKAGE.parent / "CHANGELOG.md"


def releases(text: str) -> tuple[Release, ...]:
    """The versions of a list of changes (`## name`, then `- line`), the newest first as written."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if heading := re.fullmatch(r"##\s+(.+?)\s*", line):
            found.append((heading[1], []))
        elif found and line.startswith("- "):
            found[-1][1].append(line[2:].strip())
        elif found and found[-1][1] and line.startswith("  "):
            found[-1][1][-1] += f" {line.strip()}"
    return tuple(Release(name, tuple(lines)) for name, lines in found)


def history() -> tuple[Release, ...]:
    """The versions so far; none where the list did not come with the installation."""
    try:
        return releases(changelog_file().read_text(encoding="utf-8"))
    except OSError:
        return ()
