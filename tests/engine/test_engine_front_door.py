"""`import sim`: four functions, and nothing heavy until one is called."""

import subprocess
import sys
from inspect import signature

import pytest

import sim
from sim.analysis.summary import summarise
from sim.experiment.running.asked import RunSettings
from sim.experiment.running.running import compare
from sim.notebook.plots import ComparisonPlots, EnsemblePlots
from sim.scenario.loading import load


def test_importing_it_imports_nothing_else() -> None:
    code = "import sim, sys; print(sorted({name.split('.')[0] for name in sys.modules} & {'numpy', 'numba', 'simpy'}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_it_gives_what_the_rooms_behind_it_give() -> None:
    names = ["tutorial/baseline", "tutorial/leave-early"]
    through, direct = sim.compare(names, replications=20), compare([load(name) for name in names], replications=20)
    assert [sim.summarise(one) for one in through] == [summarise(one) for one in direct]
    assert sim.summarise(sim.run(sim.load(names[1]), replications=20)) == summarise(direct[1])


@pytest.mark.parametrize("name", sim.__all__)
def test_every_function_says_what_it_does(name: str) -> None:
    assert getattr(sim, name).__doc__


@pytest.mark.parametrize("kind", [sim.Scenario, sim.Ensemble, sim.Comparison, EnsemblePlots, ComparisonPlots])
def test_whatever_a_notebook_offers_says_what_it_gives(kind: type) -> None:
    own = {name: vars(kind)[name] for name in vars(kind) if not name.startswith("_")}
    assert len(own) >= 2
    for name, member in own.items():
        function = getattr(member, "fget", None) or getattr(member, "func", None) or getattr(member, "__func__", member)
        assert len(function.__doc__) > 12, name
        assert "return" in function.__annotations__, name


def test_the_settings_of_a_run_are_those_that_compare_takes() -> None:
    taken = signature(compare).parameters
    assert set(RunSettings.__annotations__) == set(taken) - {"loaded"}


def test_a_run_of_many_is_a_line_where_it_is_shown() -> None:
    shown = repr(compare([load("tutorial/baseline")], replications=20, executor="simpy")[0])
    assert shown.startswith("Ensemble(name='tutorial/baseline', hash='")
    assert "replications=20" in shown
    assert len(shown) < 300
