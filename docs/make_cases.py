"""Package the given cases for a hindcast: python -m docs.make_cases FOLDER

FOLDER holds the tables as they were derived from the archived maps: `pockets/`, `boxes/`, `kursk/`. Kept are the
columns that a forecast or its score reads, one long compressed table a set. Origin and terms: sim/data/README.md.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
from collections.abc import Iterable
from pathlib import Path

HOME = Path(__file__).parent.parent / "sim" / "data" / "cases"
CASE = ("case", "group", "purpose", "attacker", "defender", "episode_start", "episode_end", "every_days", "quality")
SEEN = ("case", "date", "published", "held_km2", "front_length_km", "neck_width_km", "axis_clear_km", "depth_km",
        "main_settlement_state", "sudzha_state", "is_new_value")  # fmt: skip
KURSK = (  # the foothold twice: as other cases, but every two weeks, and every day of the last month
    {"case": "kursk", "purpose": "episode", "episode_start": "2024-09-10", "episode_end": "2025-04-01",
     "every_days": "14"},
    {"case": "kursk_march_2025", "purpose": "apart", "episode_start": "2025-03-01", "episode_end": "2025-03-31",
     "every_days": "1"},
)  # fmt: skip
NECK_UNTIL = "2025-03-06"  # from then on the measured neck touches the strip by the border
Row = dict[str, str]


def rows_in(file: Path, **known: str) -> list[Row]:
    """The rows of a table, each with what its file does not tell."""
    with file.open(encoding="utf-8", newline="") as opened:
        return [{**known, **row} for row in csv.DictReader(opened)]


def written(rows: Iterable[Row], wanted: Iterable[str]) -> str:
    """A table of the wanted columns that some row has."""
    kept = list(rows)
    columns = [column for column in wanted if any(row.get(column) for row in kept)]
    text = io.StringIO()
    table = csv.DictWriter(text, columns, restval="", extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    table.writerows(kept)
    return text.getvalue()


def package(name: str, cases: list[Row], series: list[Row]) -> None:
    """Write one set: cases as they are, series compressed to the same bytes each time."""
    folder = HOME / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "cases.csv").write_text(written(cases, CASE), encoding="utf-8", newline="\n")
    content = gzip.compress(written(series, SEEN).encode(), compresslevel=9, mtime=0)
    (folder / "series.csv.gz").write_bytes(content)


def last_of_each_day(rows: list[Row]) -> list[Row]:
    """The rows without earlier ones of the same day."""
    return list({row["date"]: row for row in rows}.values())


def main() -> None:
    """Package the three sets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    given: Path = parser.parse_args().folder
    pockets = [{**row, "purpose": "episode"} for row in rows_in(given / "pockets" / "cases.csv")]
    names = [row["case"] for row in pockets]
    seen = [row for name in names for row in rows_in(given / "pockets" / f"{name}.csv", case=name)]
    package("pockets", pockets, seen)
    package("boxes", rows_in(given / "boxes" / "cases.csv"), rows_in(given / "boxes" / "series.csv"))
    foothold = last_of_each_day(rows_in(given / "kursk" / "salient_geometry_daily.csv"))
    sides = {"group": "kursk", "attacker": "Russia", "defender": "Ukraine"}
    for row in foothold:
        if row["date"] >= NECK_UNTIL:
            row["neck_width_km"] = ""
    daily = [{**row, "case": case["case"]} for case in KURSK for row in foothold]
    package("kursk", [{**sides, **case} for case in KURSK], daily)


if __name__ == "__main__":
    main()
