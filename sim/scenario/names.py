"""Names that people give to entries: they become parts of paths, commands and file texts."""

import re

ALLOWED = re.compile(r"[\w-](?:[\w -]*[\w-])?")


def name_fault(name: str) -> str:
    """What is wrong with a name and how to write it; empty where it is fine."""
    if ALLOWED.fullmatch(name):
        return ""
    better = re.sub(r"[^\w-]+", "_", name).strip("_") or "first"
    what = "a full stop" if "." in name else "signs other than letters, digits, _, - and spaces within"
    return f"the name '{name}' holds {what}; write '{better}'"
