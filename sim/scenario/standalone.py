"""A scenario known only by its two canonical texts, such as that of a stored run, as files that load again."""

import re
import tempfile
from functools import lru_cache
from pathlib import Path

from sim.errors import InputError
from sim.scenario.files.shipped import shipped_names
from sim.scenario.loading import load

THEATRE_LINE = re.compile(r"^theatre: .*$", re.MULTILINE)


def standalone_files(name: str, text: str, theatre_text: str, hash_wanted: str) -> dict[str, str]:
    """File name -> text, the scenario first; put into one folder, it loads to the same values.

    One file that takes its map from a shipped scenario, where that gives the very same scenario (so the hash is the
    same too); else a second file holds the map.
    """
    stem = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60] or "scenario"
    home = shipped_with_map(theatre_text, name)
    if home is not None:
        short = _with_line(text, f"extends: {home}")
        if _hash_of(short) == hash_wanted:
            return {f"{stem}.yaml": short}
    return {f"{stem}.yaml": _with_line(text, f'theatre: "{stem}-map.yaml"'), f"{stem}-map.yaml": theatre_text}


@lru_cache(maxsize=16)
def shipped_with_map(theatre_text: str, preferred: str = "") -> str | None:
    """A shipped scenario with this map: the preferred one, else a baseline, else any; None where none has it."""
    names = sorted(shipped_names(), key=lambda name: (name != preferred, not name.endswith("/baseline")))
    return next((name for name in names if load(name).theatre_text == theatre_text), None)


def _with_line(text: str, line: str) -> str:
    return THEATRE_LINE.sub(lambda _: line, text, count=1)


@lru_cache(maxsize=16)
def _hash_of(text: str) -> str | None:
    """The hash of the scenario in a text; None where it does not load by itself."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "scenario.yaml"
        file.write_text(text, encoding="utf-8")
        try:
            return load(file).hash
        except InputError:
            return None
