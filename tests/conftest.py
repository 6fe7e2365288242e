"""What holds for every session of tests: the model is compiled before any clock runs, and limits fit the machine."""

import gc
import os
from collections import Counter
from collections.abc import Generator, Iterable

import pytest
from hypothesis import settings

from tests.compiling import compile_all, missing, needed
from tests.machine import crowding, patience, slowness

SECONDS_A_TEST = 300.0
GARBAGE = 20_000, 20, 50  # when to look for it: half of the collector's time went into looking as often as Python does
SECONDS_IF_SLOW = 5
ORDER = 20250312  # seed of the shuffled order, the same for everybody who asks for no other
HINT = "the browser's tests are a part of their own: pytest tests/browser"


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("timeout", None) is None:
        config.option.timeout = round(patience(SECONDS_A_TEST))
    settings.register_profile("salient", deadline=None)  # an example may wait for a busy machine
    settings.load_profile("salient")
    if config.getoption("randomly_seed", None) == "default":
        config.option.randomly_seed = ORDER


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Single files run in one process, which starts at once; None: as many as there are cores."""
    return 0 if all(".py" in place for place in config.args) else None


def pytest_report_header(config: pytest.Config) -> list[str]:
    longer = slowness() * crowding()
    told = [f"machine: limits {longer:.1f} times as long as where they were chosen"]
    return told if any("browser" in place for place in config.args) else [*told, HINT]


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is imported and collected stays: nobody looks through it for garbage meanwhile."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish(session: pytest.Session) -> None:
    gc.collect()
    gc.freeze()  # modules and tests stay to the end and need not be looked through again and again
    gc.set_threshold(*GARBAGE)
    if not hasattr(session.config, "workerinput") and not session.config.option.collectonly:
        prepare(session.config, [item.nodeid for item in session.items])


def pytest_sessionfinish() -> None:
    """Nothing stays out of the garbage collector's sight, where a server of pages puts what it has loaded for good.

    In tests DuckDB is among that, whose binding would complain after the closing line of all that was never collected.
    """
    gc.unfreeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: object, ids: list[str]) -> None:
    prepare(node.config, ids)  # type: ignore[attr-defined]


def prepare(config: pytest.Config, tests: Iterable[str]) -> None:
    """Compile what these tests run, once a session and only what is not kept from another."""
    wanted = needed(tests) - config.stash.get(PREPARED, set())
    config.stash[PREPARED] = config.stash.get(PREPARED, set()) | wanted
    if os.environ.get("SALIENT_TESTS_COMPILE") != "0" and (absent := missing(wanted)):
        reporter = config.pluginmanager.getplugin("terminalreporter")
        if reporter is not None:
            reporter.ensure_newline()
            reporter.write_line(f"compiling the model for this machine ({len(absent)} of 2 variants): half a minute")
        compile_all(absent)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Each worker takes whole files, and a room whose files share what they have computed as if it were one."""
    from tests.by_file import ByFileOrRoom

    return ByFileOrRoom(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slowest files first: what begins late must not be long, or one core waits for the other."""
    from tests.by_file import SECONDS, file_of

    seconds = Counter(SECONDS)
    for item in items:
        for mark in item.iter_markers("slow"):
            seconds[file_of(item.nodeid)] += mark.args[0] if mark.args else SECONDS_IF_SLOW
    items.sort(key=lambda item: -seconds[file_of(item.nodeid)])


PREPARED = pytest.StashKey[set]()


@pytest.fixture(scope="module")
def prepared_app() -> None:
    """Pages can be drawn, with first answers: other files of tests leave finer ones of the same scenarios."""
    from sim.session.answers.shelf import shelf
    from tests import drawn

    drawn.prepare()
    shelf.clear()
