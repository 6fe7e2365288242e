"""A made-up place that was seen for a month, as a table of observations, for tests."""

import datetime

from sim.scenario.observed.reading import read_series

FIRST = datetime.date(2030, 4, 1)
ORIGIN = datetime.date(2030, 5, 1)


def table(
    held=lambda day: 300.0 - day, front="40", neck="12", clear="6", depth="15", state="defender", days=45, lag=0
):
    """A CSV text: area held by day from 1 April 2030, the rest the same each day, published `lag` days later."""
    lines = ["date,published,held_km2,front_length_km,neck_width_km,axis_clear_km,depth_km,main_settlement_state"]
    for day in range(days):
        date = FIRST + datetime.timedelta(day)
        public = date + datetime.timedelta(lag)
        lines.append(f"{date},{public},{held(day):g},{front},{neck},{clear},{depth},{state}")
    return "\n".join(lines) + "\n"


def series_in(folder, **what):
    """The series of such a table."""
    file = folder / "hill.csv"
    file.write_text(table(**what), encoding="utf-8")
    return read_series(file)
