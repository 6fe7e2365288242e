"""The page Runs over results that are stored for a test: listed, selected, opened."""

import json
from pathlib import Path

import numpy as np
from streamlit.testing.v1 import AppTest

from sim.experiment.kernel import SalientKernel
from sim.experiment.results.listing import Stored, stored
from sim.experiment.running.running import compare
from sim.experiment.store.recorded import sealed
from sim.scenario.loading import load
from sim.session.answers import stored as kept
from tests.drawn import drawn

N = 60
KURSK = ("kursk/undecided", "kursk/undecided-hold", "kursk/undecided-withdraw-now", "kursk/withdraw-now")
TUTORIAL = ("tutorial/baseline", "tutorial/leave-early")


class Failing(SalientKernel):
    """Some replications fail."""

    def __init__(self, which=(3, 40)):
        super().__init__()
        self.which = list(which)

    def run_block(self, model, rows, **settings):
        block = super().run_block(model, rows, **settings)
        block.faults[:] = np.isin(np.arange(block.first, block.first + len(rows)), self.which)
        return block

    def traceback_of(self, *_):
        return "made to fail"


def add(root: Path, *names: str, seed: int = 1, n: int = N, kernel: SalientKernel | None = None) -> list[Stored]:
    """Store runs and list them in the order of the names."""
    compare([load(name) for name in names], replications=n, seed=seed, out=root, kernel=kernel)
    by_name = {one.run.name: one for one in stored(root) if one.run and one.run.seed == seed}
    return [by_name[name] for name in names]


def runs(**query: str) -> AppTest:
    return drawn("runs", query)


def said(test: AppTest) -> str:
    """All that stands on the page outside of charts."""
    kinds = (test.title, test.header, test.markdown, test.caption, test.info, test.warning, test.error, test.success)
    return "\n".join(one.value for kind in kinds for one in kind)


def quiet(test: AppTest) -> AppTest:
    assert not test.exception
    assert not test.error
    return test


def button(test: AppTest, label: str):
    [found] = [one for one in test.button if one.label == label]
    return found


def select(test: AppTest, *results: Stored) -> AppTest:
    for result in results:
        test.checkbox(key=f"select {result.name}").check()
    return test.run()


def opening(*results: Stored) -> AppTest:
    return runs(open=kept.address_of(results))


def made_by_another_version(one: Stored) -> None:
    manifest = json.loads((one.folder / "manifest.json").read_text())
    for versions in (manifest["versions"], manifest["key"]["provenance"]):
        versions["numpy"] = "1.0"
    (one.folder / "manifest.json").write_text(json.dumps(sealed(manifest)))
