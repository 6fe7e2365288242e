"""A plugin for SimPy's own tests: their environment is the clock of a run of ours, with no model processes on it.

What happened to each test is written as JSON to the file that SALIENT_SIMPY_REPORT names.
"""

import json
import os
from functools import cache
from pathlib import Path

import pytest
import simpy

from sim.engine import simpy_engine
from sim.engine.plain_blocks import plain_world
from sim.engine.theatre import Model, model_of
from sim.scenario.loading import load

simpy_engine.summon = lambda world: ()
simpy_engine.begin = lambda world: None
outcomes: dict[str, str] = {}


@cache
def model() -> Model:
    return model_of(load("tutorial/baseline"))


def environment(initial_time: float = 0) -> simpy.Environment:
    """The environment that a user's process gets."""
    clock = simpy_engine.SimPyRun(plain_world(model())).env
    clock._now = initial_time
    return clock


simpy.Environment = environment  # type: ignore[misc]


@pytest.fixture
def benchmark():
    """What is measured there is called once here."""
    return lambda function, *arguments: function(*arguments)


def pytest_configure(config: pytest.Config) -> None:
    """Know the mark of another plugin."""
    config.addinivalue_line("markers", "benchmark(group): a measurement")


def pytest_runtest_logreport(report) -> None:
    """Note the worst of set-up, call and tear-down."""
    if report.when == "call" or not report.passed:
        outcomes[report.nodeid.removeprefix("tests/")] = report.outcome


def pytest_sessionfinish() -> None:
    """Hand the outcomes over."""
    Path(os.environ["SALIENT_SIMPY_REPORT"]).write_text(json.dumps(outcomes), encoding="utf-8")
