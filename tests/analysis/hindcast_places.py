"""Made-up cases for tests of the hindcast: a folder of two places, one losing ground steadily, one standing still."""

import datetime
from pathlib import Path

FIRST = datetime.date(2030, 1, 1)
START = datetime.date(2030, 2, 1)
CASES = """\
case,group,purpose,episode_start,episode_end
hill,north,episode,2030-02-01,2030-02-15
ford,south,control,2030-02-01,2030-02-08
"""


def write_folder(folder: Path, days: int = 75) -> Path:
    """A folder with a file a case: 300 km² less 2 a day, and 100 km² that stand still."""
    folder.mkdir(exist_ok=True)
    (folder / "cases.csv").write_text(CASES, encoding="utf-8")
    for name, first, loss in (("hill", 300.0, 2.0), ("ford", 100.0, 0.0)):
        rows = (f"{FIRST + datetime.timedelta(day)},{first - loss * day:g},30" for day in range(days))
        text = "\n".join(["date,held_km2,front_length_km", *rows]) + "\n"
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder
