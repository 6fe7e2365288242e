"""How quickly and soundly the app answers in a real browser: python -m benchmarks.app_latency

Starts the app on this machine, opens it in Chromium (SALIENT_CHROMIUM, else what the path has), drags sliders to random
places and measures in the page: from letting go to the last chart of the first answer (200 paired runs a scenario;
what is refined later does not count). Then memory over many moves, and many sessions at once, each compared with what
another server tells one session alone. Ends with 1 where memory or sessions fail; with --strict also where times do.

Times are told in this machine's own and judged as `salient bench` judges its: by how many steps of a plain loop it
does meanwhile, so that a slow machine neither misses nor flatters a bar. Beside each stands what it is on the machine
on which the bars were set.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from statistics import mean, median
from typing import TYPE_CHECKING, Any

from benchmarks.app import measures
from benchmarks.app.measures import COMPARE, OUTLOOK, Growth, Sessions, Times
from benchmarks.app.serving import FLAGS, chromium, served
from sim.experiment.bench import REFERENCE_STEP, STEPS, plain_loop, seconds
from sim.session.inputs.sizes import quick_size

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SECONDS_OF_FIRST_VISITOR, SECONDS_TO_FIRST_SCREEN, SECONDS_TO_SWEEP = 4.0, 3.0, 2.0
MIDDLE, HIGH, LOADED, RUN = 300.0, 800.0, 8.0, 55.0  # ms
WARM, GROWTH = 350.0, 50.0  # MB
LOOPS = 5  # before and after what is timed


@dataclass(frozen=True)
class Line:
    """A row of the table: what was measured against which bar; times have a `slowness` and are judged with --strict."""

    what: str
    measured: float
    unit: str
    bar: float | None = None
    slowness: float | None = None  # of this machine meanwhile, 1 where the bars were set

    @property
    def judged(self) -> float:
        """What is set against the bar: of a time, what it is where the bars were set."""
        return self.measured / (self.slowness or 1.0)

    @property
    def met(self) -> bool:
        """Whether the bar is kept, if there is one."""
        return self.bar is None or self.judged < self.bar or self.judged == self.bar == 0.0

    @property
    def text(self) -> str:
        """The row as people read it."""
        there = "" if self.slowness is None else self._number(self.judged)
        bar = "" if self.bar is None else f"{'none' if self.bar == 0.0 else f'under {self.bar:,.0f}'}"
        verdict = "" if self.bar is None else self.verdict
        return f"{self.what:<67}{self._number(self.measured):>9} {self.unit:<4}{there:>9}  {bar:<12}{verdict}".rstrip()

    def _number(self, value: float) -> str:
        return f"{value:,.2f}" if self.unit == "s" else f"{value:,.0f}"

    @property
    def verdict(self) -> str:
        """Kept or missed, in a word."""
        return "met" if self.met else "missed"


@dataclass
class Timed:
    """What was found, and how many times slower than where the bars were set this machine was meanwhile."""

    found: Any
    slowness: float


def timed(work: Callable[[], Any]) -> Timed:
    """Measure, with the plain loop before and after."""
    before = step()
    found = work()
    return Timed(found, mean((before, step())) / REFERENCE_STEP)


def step() -> float:
    """Seconds that a step of the plain loop takes now."""
    return median(seconds(plain_loop) for _ in range(LOOPS)) / STEPS


def measure(browser: Browser, asked: argparse.Namespace) -> list[Line]:
    """Everything, as rows."""
    say("parts of an answer")
    lines = parts_of_an_answer(asked.moves)
    say("first visitors")
    if asked.servers:
        lines += first_visitors(timed(lambda: measures.seconds_of_first_visitors(browser, asked.servers)))
    with served() as server, served() as untouched:
        say("first screen")
        measures.seconds_to_first_screen(browser, untouched, 0)
        lines += first_screen(timed(lambda: measures.seconds_to_first_screen(browser, server, asked.openings)))
        say("sweep")
        lines += sweep(
            timed(lambda: measures.seconds_to_sweep(browser, server, asked.openings)),
            timed(lambda: measures.seconds_to_another_sweep(browser, server, asked.openings)),
        )
        for name, path in (("Compare", COMPARE), ("Outlook", OUTLOOK)):
            say(f"{asked.moves} moves on {name}")
            lines += moves(name, timed(partial(measures.slider_times, browser, server, path, asked.moves)))
        if asked.memory_moves:
            say(f"memory over {asked.memory_moves} moves")
            lines += memory(measures.memory_growth(browser, server, asked.memory_moves))
        if asked.sessions:
            say(f"{asked.sessions} sessions at once")
            sessions = measures.many_sessions(browser, server, asked.sessions, asked.session_moves)
            measures.check(browser, untouched, sessions)
            lines += together(asked.sessions, sessions)
    return lines


def first_visitors(visitors: Timed) -> list[Line]:
    """A row on the first visitors of fresh servers."""
    about = "opening a fresh server to its first chart, median"
    return [Line(about, median(visitors.found), "s", SECONDS_OF_FIRST_VISITOR, visitors.slowness)]


def first_screen(opened: Timed) -> list[Line]:
    """Rows on the first screen of a warm server."""
    about = "opening Outlook to its last chart"
    return [
        Line(f"{about}, median", median(opened.found), "s", SECONDS_TO_FIRST_SCREEN, opened.slowness),
        Line(f"{about}, slowest", max(opened.found), "s", SECONDS_TO_FIRST_SCREEN, opened.slowness),
    ]


def sweep(opened: Timed, chosen: Timed) -> list[Line]:
    """Rows on the first look at a sweep whose runs are not there: from the address, and from another input chosen."""
    opening, choosing = "opening Sweep to its last chart, median", "Sweep: another input to its last chart, median"
    return [
        Line(opening, median(opened.found), "s", SECONDS_TO_SWEEP, opened.slowness),
        Line(choosing, median(chosen.found), "s", SECONDS_TO_SWEEP, chosen.slowness),
    ]


def parts_of_an_answer(times: int) -> list[Line]:
    """Rows on what a first answer is made of, in this process, without a page."""
    loading = timed(lambda: measures.milliseconds_to_load(times))
    running = timed(lambda: measures.milliseconds_to_run(times))
    load, runs = "a changed scenario loaded, processor time", f"{quick_size()} paired runs of two scenarios"
    return [
        Line(f"{load}, median", median(loading.found), "ms", LOADED, loading.slowness),
        Line(f"{runs}, median", median(running.found), "ms", RUN, running.slowness),
    ]


def moves(name: str, moved: Timed) -> list[Line]:
    """Rows on the moves of one page."""
    times: Times = moved.found
    about = f"{name}: slider to last of {times.charts} charts"
    middle = f"{about}, median of {len(times.milliseconds)}"
    return [
        Line(middle, times.middle, "ms", MIDDLE, moved.slowness),
        Line(f"{about}, 95th percentile", times.high, "ms", HIGH, moved.slowness),
        Line(f"{name}: moves that changed no chart", times.missed, "", 0.0),
    ]


def memory(growth: Growth | None) -> list[Line]:
    """Rows on memory."""
    if growth is None:
        say("this system does not tell the memory of a process")
        return []
    server = growth.after.server - growth.before.server
    background = growth.after.background - growth.before.background
    return [
        Line("server's memory after warming up", growth.before.server, "MB", WARM),
        Line(f"server's memory, growth over {growth.moves} moves", server, "MB", GROWTH),
        Line("background process's memory after warming up", growth.before.background, "MB"),
        Line(f"background process's memory, growth over {growth.moves} moves", background, "MB", GROWTH),
    ]


def together(count: int, sessions: Sessions) -> list[Line]:
    """Rows on many sessions at once."""
    for path, differences in sessions.wrong.items():
        say(f"{path}: {'; '.join(differences)}")
    times = sessions.times
    return [
        Line(f"{count} sessions at once: slider to last chart, median", times.middle, "ms"),
        Line(f"{count} sessions at once: slider to last chart, 95th percentile", times.high, "ms"),
        Line(f"{count} sessions at once: moves that changed no chart", times.missed, "", 0.0),
        Line(f"{count} sessions at once: sessions with other numbers than alone", len(sessions.wrong), "", 0.0),
    ]


def report(lines: Sequence[Line], strict: bool) -> dict[str, Any]:
    """The rows, the machine, and what is judged to have failed, as JSON has them."""
    return {
        "command": "python -m benchmarks.app_latency",
        "machine": {"processors": os.cpu_count(), "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None},
        "python": platform.python_version(),
        "measured": [asdict(line) | {"judged": line.judged, "met": line.met} for line in lines],
        "failed": [line.what for line in lines if not line.met and (strict or line.slowness is None)],
    }


def say(text: str) -> None:
    """Say on stderr how far it is."""
    print(text, file=sys.stderr, flush=True)


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--servers", type=int, default=3, help="fresh servers, for their first visitor; 0 skips [3]")
    parser.add_argument("--moves", type=int, default=30, help="timed moves a page [30]")
    parser.add_argument("--openings", type=int, default=5, help="times the first screen is opened [5]")
    parser.add_argument("--memory-moves", type=int, default=500, help="moves between readings of memory; 0 skips [500]")
    parser.add_argument("--sessions", type=int, default=10, help="sessions at once; 0 skips [10]")
    parser.add_argument("--session-moves", type=int, default=5, help="moves of each session [5]")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--strict", action="store_true", help="fail where a time misses its bar, too")
    return parser.parse_args(given)


def main() -> int:
    """Measure and print; 1 where something failed."""
    from playwright.sync_api import sync_playwright

    asked = arguments()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        lines = measure(browser, asked)
        browser.close()
    found = report(lines, asked.strict)
    heading = f"{'':<67}{'measured':>9}{'there':>14}  there = where the bars were set"
    print(json.dumps(found, indent=2) if asked.json else "\n".join([heading, *(line.text for line in lines)]))
    return 1 if found["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
