"""What somebody elsewhere needs to know to make any replications of a run, as plain data."""

from functools import lru_cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from sim.errors import InputError
from sim.experiment.chunks.places import place_of
from sim.experiment.kernel import Kernel, SalientKernel
from sim.experiment.running.work import Settings, Work
from sim.experiment.store.folders import Key
from sim.experiment.store.provenance import provenance


class Order(BaseModel):
    """A run by its texts and settings; `reference` and `sets` are what was typed, where that is known."""

    model_config = ConfigDict(frozen=True, strict=True)

    name: str
    text: str
    theatre_text: str
    hash: str
    seed: int
    executor: Literal["compiled", "simpy"]
    design: Literal["sobol", "random"]
    paths: bool
    logs: int
    versions: tuple[tuple[str, str | int], ...]
    reference: str = ""
    sets: tuple[str, ...] = ()

    @classmethod
    def of(cls, work: Work) -> "Order":
        """The order of a work."""
        settings, loaded = work.settings, work.loaded
        told = work.kernel.describe(loaded)
        versions = provenance(settings.executor, settings.design, work.kernel.results_version)
        return cls.model_validate(
            {
                "name": getattr(loaded, "stored_name", loaded.name),
                "text": told["text"],
                "theatre_text": told["theatre_text"],
                "hash": loaded.hash,
                **{name: getattr(settings, name) for name in ("seed", "executor", "design", "paths", "logs")},
                "versions": tuple(versions.items()),
                "reference": getattr(loaded, "reference", ""),
                "sets": tuple(getattr(loaded, "sets", ())),
            }
        )

    @property
    def key(self) -> Key:
        """What the run's result depends on."""
        return Key(self.name, self.hash, self.seed, self.executor, dict(self.versions))

    @property
    def place(self) -> str:
        """The name of the run's shelf."""
        return place_of(self.key, paths=self.paths, logs=self.logs)

    def settings(self, **others: Any) -> Settings:
        """The settings of the run, with what has no bearing on its numbers."""
        plain: dict[str, Any] = {"workers": 1, "out": None, "fresh": False} | others
        return Settings(self.seed, self.executor, self.design, paths=self.paths, logs=self.logs, **plain)

    def scenario(self, kernel: Kernel) -> Any:
        """The scenario, as it reads here."""
        loaded = kernel.load_described({"name": self.name, "text": self.text, "theatre_text": self.theatre_text})
        if loaded.hash != self.hash:
            raise InputError(f"{self.name} reads as another scenario here: its hash is {loaded.hash}, not {self.hash}")
        return loaded


@lru_cache(maxsize=4)
def work_of(order: Order) -> Work:
    """The work of an order, ready to run here; the same one for the same order."""
    kernel = SalientKernel()
    return Work.of(order.scenario(kernel), order.settings(), kernel)
