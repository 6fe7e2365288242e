"""What readers write beside results: a note to each, and the one that others are set against.

One small file in the folder of results, beside the result folders and not in them: what a run wrote stays as it is.
"""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from filelock import FileLock

from sim.errors import InputError, StorageError
from sim.experiment.store.folders import storing
from sim.experiment.store.plain_files import plain_bytes, sync_folder

FILE, LOCK = "notes.json", ".notes.lock"
LONGEST_NOTE = 500  # letters
MOST_BYTES = 4_000_000
SECONDS_TO_WAIT = 10.0


@dataclass(frozen=True)
class Notes:
    """Notes by the name of the result folder, and the name of the one that others are set against, if any."""

    texts: Mapping[str, str] = field(default_factory=dict)
    base: str | None = None

    def of(self, name: str) -> str:
        """The note to a result; empty where there is none."""
        return self.texts.get(name, "")


def notes(root: Path) -> Notes:
    """What was written in a folder of results; StorageError where the file cannot be read as notes."""
    path = root / FILE
    try:
        content = json.loads(plain_bytes(path, MOST_BYTES))
        texts, base = content["notes"], content["base"]
        if not _are_texts(texts) or not isinstance(base, str | None):
            raise ValueError("it holds something else than notes")
    except FileNotFoundError:
        return Notes()
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise StorageError(f"{path}: notes cannot be read ({reason}); correct the file or move it elsewhere") from None
    return Notes(texts, base)


def annotate(root: Path, name: str, text: str) -> None:
    """Write a note to a result, or take it away with an empty text; InputError where it is too long."""
    text = " ".join(text.split())
    if len(text) > LONGEST_NOTE:
        raise InputError(f"the note has {len(text)} letters; write at most {LONGEST_NOTE}")

    def changed(before: Notes) -> Notes:
        others = {key: value for key, value in before.texts.items() if key != name}
        return replace(before, texts={**others, name: text} if text else others)

    _change(root, changed)


def pin(root: Path, name: str | None) -> None:
    """Say which result others are set against; None takes that back."""
    _change(root, lambda before: replace(before, base=name))


def forget(root: Path, name: str) -> None:
    """A result is gone, and with it what was written to it; nothing is written where nothing was."""
    before = notes(root)
    if before.of(name):
        annotate(root, name, "")
    if before.base == name:
        pin(root, None)


def _change(root: Path, changed: Callable[[Notes], Notes]) -> None:
    """Read, change and write as one step, whoever else writes at the same time."""
    with storing(root):
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / LOCK, timeout=SECONDS_TO_WAIT):
            after = changed(notes(root))
            new = root / f".{FILE}.new"
            new.write_text(_as_text({"notes": dict(after.texts), "base": after.base}), encoding="utf-8")
            os.replace(new, root / FILE)
        sync_folder(root)


def _as_text(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _are_texts(found: object) -> bool:
    return isinstance(found, dict) and all(isinstance(one, str) for pair in found.items() for one in pair)
