"""Names that people give to entries and files: they become parts of paths, commands and texts."""

import re
from collections.abc import Sequence
from pathlib import Path

ALLOWED = re.compile(r"[\w-](?:[\w -]*[\w-])?")


def name_fault(name: str) -> str:
    """What is wrong with a name and how to write it; empty where it is fine."""
    if ALLOWED.fullmatch(name):
        return ""
    better = re.sub(r"[^\w-]+", "_", name).strip("_") or "first"
    what = "a full stop" if "." in name else "signs other than letters, digits, _, - and spaces within"
    return f"the name '{name}' holds {what}; write '{better}'"


def distinct(names: Sequence[str], files: Sequence[Path]) -> list[str]:
    """Names that tell files apart: one that two files share becomes the shortest end of each path that no other has.

    A shipped name, which has its folder in it, stays as it is.
    """
    places = [file.resolve() for file in files]
    labels = list(names)
    for parts in range(1, max((len(place.parts) for place in places), default=0) + 1):
        shared = [
            number for number, (label, place) in enumerate(zip(labels, places, strict=True))
            if any(label == other and place != there for other, there in zip(labels, places, strict=True))
        ]
        for number in shared:
            if "/" not in names[number]:
                labels[number] = _end_of(places[number], parts, places)
    return labels


def _end_of(place: Path, parts: int, others: Sequence[Path]) -> str:
    """The last parts of a path; without its ending, unless another differs from it in nothing else."""
    bare = place.with_suffix("")
    alike = [other for other in others if other.with_suffix("") == bare and other != place]
    return "/".join((place if alike else bare).parts[-parts:])
