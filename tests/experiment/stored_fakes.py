"""Results of the stand-in model, stored and listed."""


from fake_kernel import FakeKernel, FakeLoaded

from sim.experiment.results.listing import stored
from sim.experiment.running.running import run

N = 60


def fake(root, **changes):
    settings = {"seed": 1, "replications": N, "logs": 2} | changes
    kernel = settings.pop("kernel", None) or FakeKernel()
    loaded = settings.pop("loaded", FakeLoaded())
    return run(loaded, out=root, kernel=kernel, **settings)


def fakes(root, **changes):
    """The result folders after one more run."""
    fake(root, **changes)
    return stored(root, kernel=FakeKernel())
