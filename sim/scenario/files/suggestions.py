"""What a reader typed, shown again, and what may have been meant."""

import difflib
from collections.abc import Iterable, Mapping


def near(word: str, words: Iterable[str]) -> str:
    """`did you mean 'x'?`, or the choice when there is nothing near, or nothing when there is no choice."""
    known = list(words)
    found = nearest(word, known)
    if found:
        return f"did you mean '{found}'?"
    if not known:
        return "nothing is allowed here"
    more = f" and {len(known) - 12} more" if len(known) > 12 else ""
    return f"known here: {', '.join(known[:12])}{more}"


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like a word, or whose beginning is; nothing where none is."""
    plain = word.lower().replace("-", "_")
    whole = {candidate.lower().replace("-", "_"): candidate for candidate in known}
    beginnings = {candidate[: len(plain) + 1]: name for candidate, name in whole.items()}
    for candidates in (whole, beginnings if len(plain) > 3 else {}):
        found = difflib.get_close_matches(plain, list(candidates), n=1, cutoff=0.6)
        if found:
            return candidates[found[0]]
    return ""


def shown(raw: object) -> str:
    """A raw value as the user would write it, on one line, at most 60 characters."""
    if raw is None:
        text = "null"
    elif isinstance(raw, bool):
        text = "true" if raw else "false"
    elif isinstance(raw, Mapping):
        text = "{" + ", ".join(f"{key}: {shown(value)}" for key, value in raw.items()) + "}"
    elif isinstance(raw, list | tuple):
        text = "[" + ", ".join(shown(item) for item in raw) + "]"
    else:
        text = repr(raw) if isinstance(raw, str) else str(raw)
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "..."
