"""What is measured of the app: first screen, slider to charts, memory over many moves, many sessions at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from random import Random
from statistics import median, quantiles
from typing import TYPE_CHECKING

from benchmarks.app.serving import Memory, Server, served
from benchmarks.app.watching import Redraw, Watched
from sim.scenario.loaded import LoadedScenario
from sim.session.answers.shelf import Results, simulate
from sim.session.inputs.scenarios import Chosen, loaded
from sim.session.inputs.sizes import quick_size

if TYPE_CHECKING:
    from playwright.sync_api import Browser

OUTLOOK = "/?a=kursk/baseline"
COMPARE = "/compare?a=kursk/hold&b=kursk/hold&b.ground.tempo_start_shift=0.7"
SWEEP = "/sweep?a=kursk/baseline"
MOVED, FROM_PERSONS = "attacker.people_persons", 50_000  # each of the scenarios that are loaded has another number
SLIDERS = ("Attacker's tempo on day 0", "Attacker's strength", "Attacker's preference for a full settlement")
ALONG = "Moved along its range"
FARTHER_THAN = 0.08  # of the track; nearer places may be the same value
SECONDS_TO_LOOK = 1.0  # a person looks at an answer before the next move; refinement goes on meanwhile
LOOKED_AT_LONG = 25  # in the long run, every so many moves all runs are waited for
SESSION_RUNS = 500
FIRST_CHART = "() => !!document.querySelector('[data-testid=stMain] svg.marks .role-mark > *')"


@dataclass(frozen=True)
class Times:
    """Milliseconds of many moves, the charts drawn at each, and moves that changed no chart."""

    milliseconds: tuple[float, ...]
    charts: int
    missed: int

    @property
    def middle(self) -> float:
        """The median."""
        return median(self.milliseconds)

    @property
    def high(self) -> float:
        """The 95th percentile."""
        if len(self.milliseconds) < 2:
            return self.milliseconds[0]
        return quantiles(self.milliseconds, n=20, method="inclusive")[-1]


@dataclass(frozen=True)
class Growth:
    """Memory before and after many moves."""

    moves: int
    before: Memory
    after: Memory


@dataclass
class Sessions:
    """Sessions that moved sliders at the same time, with what each said and should have said."""

    times: Times
    said: dict[str, list[str]] = field(default_factory=dict)
    wrong: dict[str, list[str]] = field(default_factory=dict)


def seconds_to_first_screen(browser: Browser, server: Server, openings: int) -> list[float]:
    """From opening the address to the last chart of Outlook, each in a new session, after one that warms up."""
    seconds = []
    for _ in range(openings + 1):
        page = Watched.opened(browser, server.url)
        seconds.append(page.seconds_to_charts())
        page.close()
    return seconds[1:]


def seconds_to_sweep(browser: Browser, server: Server, openings: int) -> list[float]:
    """From opening the address to the last chart of Sweep, each in a new session and with runs that nobody asked for.

    The first one, which is not told, warms up.
    """
    seconds = []
    for seed in range(openings + 1):
        page = Watched.opened(browser, f"{server.url}{SWEEP}&seed={seed}")
        seconds.append(page.seconds_to_charts())
        page.close()
    return seconds[1:]


def seconds_to_another_sweep(browser: Browser, server: Server, times: int) -> list[float]:
    """From choosing another input on Sweep to the last chart along it, with runs that nobody asked for."""
    page = Watched.opened(browser, f"{server.url}{SWEEP}&seed={times + 1}")
    page.refined()
    seconds = []
    for _ in range(times):
        page.choose_next(ALONG)
        found = page.redraw()
        assert found is not None
        seconds.append(found.milliseconds / 1000.0)
    page.close()
    return seconds


def milliseconds_to_load(scenarios: int) -> list[float]:
    """Processor time to load a scenario with a change that was not asked for before, as a moved slider asks for it."""
    loaded(Chosen("kursk/baseline"))
    return [_milliseconds(partial(loaded, _with_people(number)), time.process_time) for number in range(scenarios)]


def milliseconds_to_run(times: int) -> list[float]:
    """By the clock, to make the paired runs of a first answer, of two scenarios, with luck of their own each time."""
    both = [loaded(Chosen("kursk/baseline")), loaded(_with_people(0))]
    for one in both:
        simulate(one, times, quick_size())
    return [_milliseconds(partial(_simulated, both, seed), time.perf_counter) for seed in range(times)]


def _simulated(scenarios: Sequence[LoadedScenario], seed: int) -> list[Results]:
    return [simulate(one, seed, quick_size()) for one in scenarios]


def _with_people(number: int) -> Chosen:
    return Chosen("kursk/baseline", (f"{MOVED}={FROM_PERSONS + number}",))


def _milliseconds(act: Callable[[], object], clock: Callable[[], float]) -> float:
    began = clock()
    act()
    return 1000.0 * (clock() - began)


def seconds_of_first_visitors(browser: Browser, servers: int) -> list[float]:
    """From opening the address of a server that has just begun to answer, to the first chart; a new server each time.

    The engine is compiled already: a server that must compile says so instead.
    """
    seconds = []
    for _ in range(servers):
        with served() as server:
            context = browser.new_context()
            page = context.new_page()
            began = time.monotonic()
            page.goto(server.url, wait_until="commit")
            page.wait_for_function(FIRST_CHART, timeout=120_000)
            seconds.append(time.monotonic() - began)
            context.close()
    return seconds


def slider_times(browser: Browser, server: Server, path: str, moves: int) -> Times:
    """The time from a slider's release to the last chart of the first answer, move by move."""
    page = Watched.opened(browser, f"{server.url}{path}")
    page.refined()
    found = []
    for _ in moved(page, moves, Random(path)):
        found.append(page.redraw())
        time.sleep(SECONDS_TO_LOOK)
    page.close()
    return _times(found)


def moved(page: Watched, moves: int, random: Random) -> Iterator[str]:
    """Drag one slider after the other to a random new place and let go; give back which."""
    for number in range(moves):
        label = SLIDERS[number % len(SLIDERS)]
        here = page.place(label)
        parts = (random.uniform(0.05, 0.95) for _ in range(100))
        page.drag(label, next(part for part in parts if abs(part - here) > FARTHER_THAN))
        yield label


def memory_growth(browser: Browser, server: Server, moves: int) -> Growth | None:
    """Memory before and after so many moves on Compare in one session; None where the system does not tell."""
    before = server.memory()
    page = Watched.opened(browser, f"{server.url}{COMPARE}")
    for number, _ in enumerate(moved(page, moves, Random("memory"))):
        page.redraw(quiet=50.0)
        if number % LOOKED_AT_LONG == 0:
            page.refined()
    page.refined()
    after = server.memory()
    page.close()
    return None if before is None or after is None else Growth(moves, before, after)


def many_sessions(browser: Browser, server: Server, sessions: int, moves: int) -> Sessions:
    """Move sliders in many sessions at the same time; each has its own seed and its own random places."""
    pages = [
        Watched.opened(browser, f"{server.url}{COMPARE}&seed={seed}&runs={SESSION_RUNS}")
        for seed in range(1, sessions + 1)
    ]
    walks = [moved(page, moves, Random(seed)) for seed, page in enumerate(pages)]
    found = []
    for _ in range(moves):
        for walk in walks:
            next(walk)
        found += [page.redraw() for page in pages]
    done = Sessions(_times(found))
    for page in pages:
        page.refined()
        done.said[page.path] = page.says()
        page.close()
    return done


def check(browser: Browser, fresh: Server, sessions: Sessions) -> None:
    """Open each session's last address alone, on a server that nobody else used, and note what differs."""
    for path, said in sessions.said.items():
        page = Watched.opened(browser, f"{fresh.url}{path}")
        page.refined()
        right = page.says()
        if said != right:
            sessions.wrong[path] = _differences(said, right)
        page.close()


def _differences(said: Sequence[str], right: Sequence[str]) -> list[str]:
    return [f"said {one!r}, alone {other!r}" for one, other in zip(said, right, strict=False) if one != other] or [
        f"said {len(said)} lines, alone {len(right)}"
    ]


def _times(found: Sequence[Redraw | None]) -> Times:
    drawn = [one for one in found if one is not None]
    if not drawn:
        raise RuntimeError("no move of a slider changed a chart")
    return Times(tuple(one.milliseconds for one in drawn), max(one.charts for one in drawn), len(found) - len(drawn))
