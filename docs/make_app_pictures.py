"""Make the numbers and pictures of the tour of the app, docs/app.md: python -m docs.make_app_pictures [--words-only]

A comment in the tour says what stands below it, `<!-- truce: exit_modes, command; area_end_km2 -->`: an address, then
what the app says there (title, findings of charts, outcomes, the command), then outcomes as a table. The prose around
it is written by hand and has no numbers of results. Pictures need Playwright and Chromium; words do not.
"""

from __future__ import annotations

import argparse
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import numpy as np

from sim.report import charts
from sim.report.answered import compared, pictures
from sim.report.drawing.palette import LETTERS
from sim.report.evidence import values as evidence
from sim.report.hindcast import first_screen, record
from sim.report.map import words as map_words
from sim.report.seen import words as seen_words
from sim.report.terminal.tables import outcome_rows
from sim.report.timeline import words as timeline_words
from sim.report.words.measures import shared_level
from sim.report.words.outcomes import row_label
from sim.session.answers import replays, taking_along
from sim.session.answers.answers import Answer, Request, best_answer
from sim.session.answers.shelf import shelf, simulate
from sim.session.answers.sweeps import TOLD_FIRST, Swept
from sim.session.inputs import address
from sim.session.inputs.address import Choice
from sim.session.inputs.scenarios import Chosen, last_written, loaded
from sim.session.inputs.sweeping import sweep
from sim.ui import page_state
from sim.ui.parts.views import charts_by_subject

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect, Page

    from tests.browser.opening import Opened

Query = Mapping[str, Sequence[str]]

TOUR = Path(__file__).with_name("app.md")
FOLDER = Path(__file__).with_name("app")
SERVER = "http://127.0.0.1:8501/"
STOP = re.compile(rf"(<!-- (\w+): ([^>]*?)-->\n<{re.escape(SERVER)}(\S*)>\n).*?(<!-- end -->)", re.DOTALL)
FAULTY = "extends: kursk/undecided\ncommand:\n  policy: policy_date\n  order_dya: 5\n"


# what the app says at an address


@dataclass(frozen=True)
class Place:
    """An address of the app: page, what it shows, and what else the address holds."""

    path: str
    page: str
    choice: Choice
    query: Query

    @property
    def answers(self) -> bool:
        """Whether the page shows an answer that is refined."""
        return self.page in ("outlook", page_state.COMPARE)


def place(path: str) -> Place:
    """An address as the app reads it; one that it would complain about is a mistake in the tour."""
    page, _, text = path.partition("?")
    page, query = page or "outlook", parse_qs(text)
    most = len(LETTERS) if page == page_state.COMPARE else 1
    found = address.read(query, page_state.default_of(page), most, page_state.OWN_KEYS.get(page, ()))
    if found.complaints:
        raise SystemExit(f"{path}: {' '.join(found.complaints)}")
    return Place(path, page, found.choice, query)


@lru_cache(maxsize=16)
def answer(path: str) -> Answer:
    """What the page shows once it has refined to the number of runs in its address."""
    choice = place(path).choice
    return refined(choice.scenarios, choice)


def refined(scenarios: tuple[Chosen, ...], choice: Choice) -> Answer:
    """The answer of scenarios once they are refined to the runs of a choice."""
    request = Request(scenarios, choice.seed, choice.runs, "light", last_written())
    for scenario in request.loaded():
        found = shelf.best(scenario.hash, choice.seed)
        if found is None or found.replications < choice.runs:
            shelf.put(simulate(scenario, choice.seed, choice.runs))
    return best_answer(request)


def title(path: str) -> str:
    """The finding over the page."""
    at = place(path)
    if at.page == "evidence":
        scenario = loaded(at.choice.scenarios[0], last_written())
        return evidence.title(evidence.shares(evidence.parameters(scenario)))
    if at.page == "timeline":
        return _title_of_timeline(at)
    if at.page == page_state.COMPARE:
        return compared.comparison_headline(answer(path))
    if at.page == page_state.SWEEP:
        return _title_of_sweep(at)
    if at.page == "track_record":
        return first_screen.title(record.track_record())
    return pictures.headline(answer(path).summaries[0])


def _title_of_sweep(at: Place) -> str:
    along = sweep(at.choice.scenarios[0], at.query["along"][0], last_written())
    return Swept(along, refined(along.scenarios, at.choice)).headline(TOLD_FIRST)


def _title_of_timeline(at: Place) -> str:
    chosen, written = at.choice.scenarios[0], last_written()
    overview = replays.overview(chosen, at.choice.seed, at.choice.runs, written)
    start, horizon = overview.scenario.scenario.start, overview.chances.horizon
    if "run" not in at.query:
        return map_words.most_runs_title(overview.chances, int(at.query["day"][0]), start)
    number = int(at.query["run"][0])
    run = replays.one_run(chosen, at.choice.seed, number, written)
    return timeline_words.run_title(number, run.outcomes, start, horizon, overview.level)


def sentence(path: str, name: str) -> tuple[str, str]:
    """Where the page says something, and what, by name.

    `title`, `command`, `seen` (how many later maps lie within what maps of the runs show), `made_of` (the line under
    the track record), the finding of a chart, or an outcome.
    """
    if name == "title":
        return "Title", f"{title(path).removesuffix('.')}."
    if name == "seen":
        results, scenario = answer(path).results[0], answer(path).request.loaded()[0]
        return seen_words.AS_TABLE, seen_words.inside(results, scenario.sights())
    if name == "made_of":
        return "Under the title", record.made_of(record.track_record())
    if name == "command":
        return "Command line", f"`{taking_along.command(answer(path))}`"
    if name.partition(":")[0] not in pictures.PICTURES:
        heads, row = cells(path, name)
        return "All outcomes", f"{named(path, name)}: {'; '.join(map(' '.join, zip(heads, row, strict=True)))}"
    picture = answer(path).picture(name)
    computed = picture.how_to_read
    for always in (*charts.HOW_TO_READ.values(), *charts.RANGES.values()):
        computed = computed.replace(always, "")
    [tab] = [tab for tab, names in charts_by_subject(len(answer(path).results)).items() if name in names]
    return tab, f"{picture.title}. {computed}".strip()


# what is written into the tour


def filled(text: str) -> str:
    """The tour with everything under its comments as the app says it now."""

    def fill(stop: re.Match[str]) -> str:
        said, _, rows = " ".join(stop[3].split()).partition(";")
        lines = [quotation(stop[4], names(said)), table(stop[4], names(rows))]
        return f"{stop[1]}{''.join(lines)}{stop[5]}"

    return STOP.sub(fill, text)


def names(listed: str) -> list[str]:
    """The names in a list with commas."""
    return [name.strip() for name in listed.split(",") if name.strip()]


def quotation(path: str, wanted: Sequence[str]) -> str:
    """The page's own words, each behind the place where it says them."""
    return "".join(f"> - *{where}*: {said}\n" for where, said in (sentence(path, name) for name in wanted))


def table(path: str, wanted: Sequence[str]) -> str:
    """Outcomes as rows: each scenario with its range, then the differences over pairs with theirs."""
    if not wanted:
        return ""
    head = ["*All outcomes*", *cells(path, wanted[0])[0]]
    lines = [head, ["---"] * len(head), *([named(path, name), *cells(path, name)[1]] for name in wanted)]
    return "\n" + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def cells(path: str, name: str) -> tuple[Sequence[str], Sequence[str]]:
    """The heads of the table of all outcomes and the row of one, as the model names it, ranges in brackets."""
    shown = answer(path)
    rows = {row["outcome"]: row for row in outcome_rows(shown.summaries, shown.differences)}
    head = named(path, name)
    if head not in rows:
        raise SystemExit(f"{path}: no outcome {name}; there are {', '.join(rows)}")
    letters = LETTERS[: len(shown.results)]
    ranges = {letter: f"{letter}, uncertainty" for letter in letters}
    ranges |= {f"{letter} less A": f"{letter} less A, 95%" for letter in letters[1:]}
    return list(ranges), [_cell(rows[head], main, ranges[main]) for main in ranges]


def named(path: str, name: str) -> str:
    """An outcome, as the model names it, as the head of its row on the page."""
    return row_label(name, shared_level(dict(zip(LETTERS, answer(path).summaries, strict=False))))


def _cell(row: Mapping[str, str], main: str, range_: str) -> str:
    """'mean 36 km² (9 runs in 10: 0 to 110)'; what half of the runs are below is left to the app."""
    told = row[range_].partition(", half at most")[0]
    return f"{row[main]} ({told})" if told else row[main]


# pictures

PATIENCE = 120_000  # ms, on a busy machine
TALLEST, MARGIN = 6000, 14  # pixels
COLOURS = 256  # of a palette
MAIN, TABS = '[data-testid="stMainBlockContainer"]', '[data-testid="stTabs"]'
BLOCK = '[data-testid="stHorizontalBlock"]'
ROWS = f"{TABS} {BLOCK}:has(h2)"
SIDEBAR, CHART = '[data-testid="stSidebar"]', '[data-testid="stVegaLiteChart"]'


@dataclass(frozen=True)
class Picture:
    """A part of a page: file, stop of the tour, first and last thing in it, with the sidebar or not, light or dark."""

    file: str
    stop: str
    top: str
    bottom: str
    sidebar: bool = False
    scheme: str = "light"
    before: Callable[[Page], None] | None = None


def upload_faulty(page: Page) -> None:
    """Upload a file with a mistake in it."""
    page.get_by_text("Upload a scenario file").first.click()
    mine = {"name": "mine.yaml", "mimeType": "application/yaml", "buffer": FAULTY.encode()}
    page.locator("input[type=file]").first.set_input_files(mine)  # type: ignore[arg-type]
    page.get_by_text("Correct the file and upload it again").wait_for(timeout=PATIENCE)


PICTURES = (
    Picture("outlook", "outlook", SIDEBAR, f"{MAIN} {CHART} >> nth=1", sidebar=True),
    Picture("withdraw", "withdraw", TABS, f"{ROWS} >> nth=1"),
    Picture("pressure", "pressure", f"{SIDEBAR} h2:has-text('Assumptions')", f"{ROWS} >> nth=0", sidebar=True),
    Picture("truce", "truce", "h1", f"{ROWS} >> nth=0"),
    Picture("map", "map", "h1", f"{MAIN} [data-testid='stCaptionContainer'] >> nth=0"),
    Picture("happened", "happened", f"{MAIN} h2 >> nth=1", f"{MAIN} {CHART} >> nth=1"),
    Picture("record", "record", "h2#forecasts", f"{MAIN} {CHART} >> nth=0"),
    Picture("replay", "replay", "h1", f"{MAIN} {CHART} >> nth=1", scheme="dark"),
    Picture("evidence", "evidence", "h2#value", f"{MAIN} {BLOCK}:has([data-testid='stTable']) >> nth=-1"),
    Picture("fault", "outlook", SIDEBAR, "[data-testid='stAlert']", sidebar=True, before=upload_faulty),
)


def photograph_all(text: str, wanted: Sequence[Picture]) -> None:
    """Start the server and make the pictures."""
    from playwright.sync_api import sync_playwright

    from benchmarks.app.serving import FLAGS, chromium, served

    paths = {stop[2]: stop[4] for stop in STOP.finditer(text)}
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        with served() as server:
            for picture in wanted:
                photograph(browser, server.url, picture, paths[picture.stop])
        browser.close()


def photograph(browser: Browser, url: str, picture: Picture, path: str) -> None:
    """Open an address, wait until nothing changes any more, check what it says, and keep a part of what is seen."""
    from tests.browser.opening import DESKTOP, opened

    seen = opened(browser, f"{url}/{path}", DESKTOP, picture.scheme)
    check(seen, place(path))
    if picture.before is not None:
        picture.before(seen.page)
    height = seen.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    seen.page.set_viewport_size({"width": DESKTOP[0], "height": min(height + 80, TALLEST)})
    seen.done()
    size = save(seen.page.screenshot(clip=clip(seen.page, picture)), FOLDER / f"{picture.file}.png")
    print(f"{picture.file}.png: {size // 1000} kB")
    seen.close()


def check(seen: Opened, at: Place) -> None:
    """Wait for the last run and see that the page says what the tour says."""
    if at.answers:
        seen.page.get_by_text(f"{at.choice.runs:,} paired runs; done.").wait_for(timeout=PATIENCE)
    if at.page == "outlook":
        seen.page.get_by_text(f"Findings from {at.choice.runs:,} paired runs each.").wait_for(timeout=PATIENCE)
    seen.done()
    if seen.query.get("seed", "1") != str(at.choice.seed) or seen.title != title(at.path):
        raise SystemExit(f"{at.path} shows '{seen.title}' at {seen.path}; the tour says '{title(at.path)}'")


def clip(page: Page, picture: Picture) -> FloatRect:
    """From the top of the first thing to the bottom of the last, over the main part or, with the sidebar, the page."""
    top, bottom, main = (page.locator(part).first.bounding_box() for part in (picture.top, picture.bottom, MAIN))
    if not (top and bottom and main):
        raise SystemExit(f"{picture.file}: {picture.top} or {picture.bottom} is not on the page")
    side = page.locator(f"{MAIN} h1").first.bounding_box()
    empty = (side or main)["x"] - main["x"] - 2 * MARGIN
    left = 0.0 if picture.sidebar else main["x"] + empty
    right, start = main["x"] + main["width"] - (0.0 if picture.sidebar else empty), max(top["y"] - MARGIN, 0)
    return {"x": left, "y": start, "width": right - left, "height": bottom["y"] + bottom["height"] + MARGIN - start}


def save(shot: bytes, file: Path) -> int:
    """Keep a picture as PNG with a palette: a third of the size, the same to the eye. Returns its size in bytes."""
    from PIL import Image

    seen = Image.open(io.BytesIO(shot)).convert("RGB")
    red, green, blue = np.moveaxis(np.asarray(seen, dtype=np.int64).reshape(-1, 3), 1, 0)
    numbers, places, counts = np.unique(red << 16 | green << 8 | blue, return_inverse=True, return_counts=True)
    colours = np.stack([numbers >> 16, numbers >> 8 & 255, numbers & 255], axis=1)
    spread = seen.quantize(COLOURS // 2, method=Image.Quantize.MAXCOVERAGE).getpalette() or []
    common = colours[np.argsort(-counts)[: COLOURS // 2]]  # flat areas keep their colour
    palette = np.concatenate([common, np.reshape(spread, (-1, 3))])
    nearest = np.argmin(((colours[:, None] - palette) ** 2).sum(axis=2), axis=1)
    few = Image.fromarray(nearest[places].reshape(seen.height, seen.width).astype(np.uint8))
    few.putpalette(palette.astype(np.uint8).tobytes())
    file.parent.mkdir(exist_ok=True)
    few.save(file, optimize=True)
    return file.stat().st_size


def main() -> None:
    """Fill in the words and, unless told otherwise, make the pictures."""
    parser = argparse.ArgumentParser(prog="python -m docs.make_app_pictures", description=__doc__)
    parser.add_argument("--words-only", action="store_true", help="leave the pictures alone")
    parser.add_argument("--pictures", nargs="+", choices=sorted(one.file for one in PICTURES), help="just these")
    given = parser.parse_args()
    text = filled(TOUR.read_text(encoding="utf-8"))
    TOUR.write_text(text, encoding="utf-8")
    if not given.words_only:
        photograph_all(text, [one for one in PICTURES if not given.pictures or one.file in given.pictures])


if __name__ == "__main__":
    main()
