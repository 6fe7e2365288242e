"""The members of all forecasts as a table: case, origin, horizon_days, member, held_km2 (on the map)."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from sim.analysis.hindcast.origins import HORIZONS
from sim.analysis.hindcast.running import Found
from sim.errors import InputError

COLUMNS = ("case", "origin", "horizon_days", "member", "held_km2")


def write_members(found: Iterable[Found], file: Path) -> None:
    """Write the table, compressed where the name ends with .gz; areas in km² to the third digit."""
    try:
        with file.open("wb") as opened:
            if file.suffix == ".gz":
                with gzip.GzipFile(fileobj=opened, mode="wb", mtime=0, filename="") as packed:
                    _write(found, io.TextIOWrapper(packed, encoding="utf-8", newline=""))
            else:
                _write(found, io.TextIOWrapper(opened, encoding="utf-8", newline=""))
    except OSError as fault:
        raise InputError(f"--members {file}: {fault.strerror}; name a file that can be written") from None


def _write(found: Iterable[Found], text: io.TextIOWrapper) -> None:
    text.write(",".join(COLUMNS) + "\n")
    for one in found:
        text.writelines(_lines(one))
    text.flush()
    text.detach()


def _lines(found: Found) -> Iterator[str]:
    for day, members in found.members.items():
        for horizon, row in zip(HORIZONS, members, strict=True):
            start = f"{found.case},{day},{horizon},"
            yield from (f"{start}{number},{held:.3f}\n" for number, held in enumerate(row))
