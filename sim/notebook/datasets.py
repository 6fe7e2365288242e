"""The same frames as an xarray Dataset, for who thinks in dimensions; xarray comes with the extra `xarray`."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pandas as pd

from sim.errors import ExtraMissing

if TYPE_CHECKING:
    import xarray

DAILY = "daily_"  # before the name of a series: some have that of an outcome
REPLICATION, WITH_SERIES, DAY = "replication", "replication_with_series", "day"
MISSING = "to_xarray() needs xarray, which is not installed: pip install 'salient-sim[xarray]'"
PLAIN = ("", "yes or no")
SAID_OF_DAY = {"units": "days", "long_name": "Days since day 0, the start of the scenario"}


def dataset(frame: pd.DataFrame, paths: pd.DataFrame) -> xarray.Dataset:
    """Inputs and outcomes (replication) and daily series (replication, day), those named `daily_…`.

    Names are those of an exported NetCDF file: `command.order_day` is `command__order_day`; where fewer replications
    have series, these have a dimension of their own, `replication_with_series`. `units` and `long_name` are attributes
    of each variable, scenario, hash and seed of the whole. ExtraMissing where xarray is not installed.
    """
    xr = _xarray()
    whole: xarray.Dataset = xr.Dataset(
        {_named(name): (REPLICATION, _plain(frame[name]), _said(frame, name)) for name in frame},
        coords={REPLICATION: frame.index.to_numpy()},
        attrs={
            "scenario": frame.attrs["scenario"], "scenario_hash": frame.attrs["hash"], "seed": frame.attrs["seed"],
        },
    )  # fmt: skip
    return whole.merge(_series(paths, len(frame))) if len(paths) else whole


def side_by_side(datasets: Mapping[str, xarray.Dataset]) -> xarray.Dataset:
    """Datasets of paired scenarios along a dimension `scenario`; what one of them does not draw is missing there."""
    xr = _xarray()
    names = pd.Index(list(datasets), name="scenario")
    together: xarray.Dataset = xr.concat(
        list(datasets.values()), dim=names, data_vars="all", coords="minimal", join="exact", compat="override",
        combine_attrs="override",
    )  # fmt: skip
    first = next(iter(datasets.values()))
    hashes = [one.attrs["scenario_hash"] for one in datasets.values()]
    return together.assign_attrs(scenario=list(datasets), scenario_hash=hashes, seed=first.attrs["seed"])


def _series(paths: pd.DataFrame, replications: int) -> xarray.Dataset:
    xr = _xarray()
    kept, days = (paths.index.unique(level).to_numpy() for level in paths.index.names)
    over = REPLICATION if len(kept) == replications else WITH_SERIES
    values = {
        f"{DAILY}{name}": ((over, DAY), paths[name].to_numpy().reshape(len(kept), len(days)), _said(paths, name))
        for name in paths
    }
    series: xarray.Dataset = xr.Dataset(values, coords={over: kept, DAY: (DAY, days, SAID_OF_DAY)})
    return series


def _named(name: Any) -> str:
    """A path as the name of a variable, as a keyword of `with_` spells it."""
    return str(name).replace(".", "__")


def _said(frame: pd.DataFrame, name: Any) -> dict[str, str]:
    """Unit and meaning; a share has the unit 1, as the CF conventions have it, and words have none."""
    unit, about = frame.attrs["units"].get(name, ""), frame.attrs["about"].get(name, "")
    words = isinstance(frame[name].dtype, pd.CategoricalDtype)
    return {**({} if words else {"units": "1" if unit in PLAIN else unit}), "long_name": about}


def _plain(column: pd.Series) -> Any:
    """Values as xarray stores them anywhere: words as objects."""
    return column.astype(object).to_numpy() if isinstance(column.dtype, pd.CategoricalDtype) else column.to_numpy()


def _xarray() -> ModuleType:
    try:
        import xarray as found
    except ImportError:
        raise ExtraMissing(MISSING) from None
    return found
