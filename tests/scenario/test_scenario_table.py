"""A scenario as a table; and what reading a scenario must not import."""

import subprocess
import sys

import pytest

from sim.errors import ExecutorUnavailable, InputError, SalientError, StorageError
from sim.scenario.loading import load
from sim.scenario.table import rows
from sim.units import number_text, range_text, with_unit


def test_a_row_tells_value_unit_evidence_and_difference(folder):
    found = {row.path: row for row in rows(load("child.yaml", ["horizon_days=30"]))}
    stock = found["supply.stock_days"]
    assert (stock.value, stock.unit, stock.basis, stock.source) == ("1", "days", "judgement", "user")
    assert (stock.differs, stock.base_value) == (True, "triangular [2, 5, 9]")
    assert (found["horizon_days"].value, found["horizon_days"].differs) == ("30", True)
    area = found["ground.held_area_km2"]
    assert (area.value, area.unit, area.basis, area.differs) == (
        "triangular [110, 120, 140]",
        "km²",
        "reported",
        False,
    )
    assert found["supply.routes.bridge.start_state"].value == "under_fire"
    assert found["talks.proposals.first.lapse_day"].value == "never"
    assert found["theatre.settlements.Alder"].source == "map-2020"
    assert found["theatre.settlements.Alder"].value == "depth 8 km, built-up 0.5, 60 km²"
    assert found["theatre.routes.bridge"].value == "8 + 30 km, 300 t/day"


def test_a_scenario_without_a_base_differs_in_nothing(folder):
    assert not any(row.differs for row in rows(load("base.yaml")))


def test_reading_a_scenario_imports_nothing_heavy():
    code = (
        "import sys; from sim.scenario.loading import load; from sim.scenario.table import rows; "
        "rows(load('kursk/baseline')); "
        "print([m for m in sys.modules if m.split('.')[0] in ('scipy', 'numba', 'pandas', 'streamlit')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_quantile_imports_scipy_special_and_not_scipy_stats():
    code = (
        "import sys; from sim.scenario.values.distributions import Distribution; "
        "Distribution('beta', (2.0, 3.0), truncate=(0.1, 0.5)).quantile([0.5]); "
        "print('scipy.special' in sys.modules, 'scipy.stats' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True False"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1, "day", "1 day"),
        (3, "day", "3 days"),
        (60000, "people", "60,000 people"),
        (0.35, "share", "0.35"),
        (140, "km²", "140 km²"),
        (float("inf"), "day", "never"),
        (1.23456789e-6, "", "1.23457e-06"),
    ],
)
def test_values_read_well_with_their_unit(value, unit, text):
    assert with_unit(value, unit) == text


def test_ranges_read_well():
    infinity = float("inf")
    assert range_text(0, 60, "days") == "0 to 60 days"
    assert range_text(0, infinity, "km") == "0 km or more"
    assert range_text(-4, 4, "km") == "−4 to 4 km"
    assert range_text(-infinity, -1, "day") == "−1 days or less"
    assert range_text(-infinity, 5, "km") == "5 km or less"
    assert range_text(-infinity, infinity, "") == "any number"
    assert number_text(-0.5) == "-0.5"


def test_errors_carry_the_exit_code_and_stay_on_one_line():
    assert str(InputError("a\n  b")) == "a b"
    codes = [kind.exit_code for kind in (SalientError, InputError, StorageError, ExecutorUnavailable)]
    assert codes == [1, 2, 1, 1]
