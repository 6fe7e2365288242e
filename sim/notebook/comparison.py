"""Several scenarios with the same luck, run by run, as a notebook shows them and pandas reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import count, product
from string import ascii_uppercase
from typing import TYPE_CHECKING, cast, overload

from sim.analysis.comparison import differences, require_pairs
from sim.errors import InputError
from sim.notebook import frames
from sim.notebook.answer import MOST_TOLD, Told
from sim.notebook.ensemble import Ensemble, identity
from sim.notebook.plots import ComparisonPlots
from sim.report.drawing.palette import LETTERS
from sim.scenario.files.suggestions import near

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from sim.notebook.summaries import Difference, Summary


class Comparison(Sequence[Ensemble]):
    """Ensembles in the order asked for, the first one (A) the base: run r has the same luck in each.

    A sequence, so `leave, stay = sim.compare([…])` works; `comparison["kursk/hold"]` picks one by name. Ensembles that
    were run apart can be put together where seed, days and number of runs are the same; else InputError.
    """

    def __init__(self, ensembles: Sequence[Ensemble]) -> None:
        self._ensembles = tuple(ensembles)
        for other in self._ensembles[1:]:
            require_pairs(self._ensembles[0].arrays, other.arrays)

    @overload
    def __getitem__(self, place: int | str) -> Ensemble: ...
    @overload
    def __getitem__(self, place: slice) -> Comparison: ...
    def __getitem__(self, place: int | str | slice) -> Ensemble | Comparison:
        """One ensemble by place or name, or a comparison of some; KeyError names the nearest name."""
        if isinstance(place, slice):
            return Comparison(self._ensembles[place])
        if isinstance(place, str):
            if place not in self._named:
                raise KeyError(f"{place}: no such scenario here; {near(place, self.names)}")
            return self._named[place]
        return self._ensembles[place]

    def __len__(self) -> int:
        """Number of scenarios."""
        return len(self._ensembles)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The scenarios' names, A first; of those with one name, what was changed is called tuned, or by its letter."""
        own = [one.name for one in self._ensembles]
        told = [
            f"{name}, tuned" if own.count(name) > 1 and one.scenario.sets else name
            for name, one in zip(own, self._ensembles, strict=True)
        ]
        lettered = zip(told, _letters(), strict=False)
        return tuple(f"{name} ({letter})" if told.count(name) > 1 else name for name, letter in lettered)

    @cached_property
    def _named(self) -> dict[str, Ensemble]:
        return dict(zip(self.names, self._ensembles, strict=True))

    @property
    def seed(self) -> int:
        """The seed that all have."""
        return self._ensembles[0].seed

    @property
    def replications(self) -> int:
        """Number of runs of each."""
        return self._ensembles[0].replications

    @cached_property
    def inputs(self) -> pd.DataFrame:
        """What was drawn ((scenario, replication) × value); missing where a scenario does not draw a value."""
        return frames.stacked({name: one.inputs for name, one in self._named.items()})

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """Outcomes ((scenario, replication) × outcome)."""
        return frames.stacked({name: one.outcomes for name, one in self._named.items()})

    @cached_property
    def paths(self) -> pd.DataFrame:
        """Daily series ((scenario, replication, day) × series)."""
        return frames.stacked({name: one.paths for name, one in self._named.items()})

    @cached_property
    def summaries(self) -> dict[str, Summary]:
        """Each scenario in numbers, by name."""
        return {name: one.summary for name, one in self._named.items()}

    @cached_property
    def differences(self) -> Mapping[str, dict[str, Difference]]:
        """Each other scenario less A by name, outcome by outcome, as `salient compare --json` prints them."""
        base, *others = self._named.items()
        return {name: cast("dict[str, Difference]", differences(base[1].arrays, one.arrays)) for name, one in others}

    @property
    def plot(self) -> ComparisonPlots:
        """The app's charts of the first four scenarios, as Altair charts: `comparison.plot.curves()`."""
        return ComparisonPlots(self._told)

    def to_frame(self) -> pd.DataFrame:
        """Inputs and outcomes ((scenario, replication) × value and outcome)."""
        return frames.stacked({name: one.to_frame() for name, one in self._named.items()})

    def to_xarray(self) -> xr.Dataset:
        """The datasets of all along a dimension `scenario`; see `Ensemble.to_xarray`."""
        from sim.notebook.datasets import side_by_side

        return side_by_side({name: one.to_xarray() for name, one in self._named.items()})

    @cached_property
    def _told(self) -> Told:
        if not self._ensembles:
            raise InputError("this comparison holds no scenario; pick at least one")
        return Told.of([one.arrays for one in self._ensembles])

    def _names(self) -> list[str]:
        lettered = [f"{letter}: {identity(one)}" for letter, one in zip(LETTERS, self._ensembles, strict=False)]
        more = len(self) - MOST_TOLD
        return [*lettered, f"and {more} more, told by .summaries and .differences"] if more > 0 else lettered

    def _sizes(self) -> str:
        return "Frames: .outcomes, .inputs, .paths; charts: .plot; numbers: .summaries, .differences."

    def __repr__(self) -> str:
        """What the others change against A, and the main outcomes, under 40 lines."""
        return self._told.as_text(self._names(), self._sizes()) if self._ensembles else "Comparison of no scenario"

    def _repr_html_(self) -> str:
        """The same as a notebook shows it."""
        return self._told.as_html(self._names(), self._sizes()) if self._ensembles else f"<p>{self!r}</p>"


def _letters() -> Iterator[str]:
    """A to Z, then AA and so on."""
    return ("".join(one) for size in count(1) for one in product(ascii_uppercase, repeat=size))
