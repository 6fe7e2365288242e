"""Questions and answers kept so that a later change shows: a file with a hash over a canonical text of its content.

The text is JSON with sorted keys, no spaces and no character beyond ASCII; the hash is SHA-256 of it, without the hash
itself. It shows that the content was not changed since; that it is as old as it says shows only where the hash was
published on that day.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.errors import InputError
from sim.scenario.files.documents import as_typed
from sim.scenario.files.text_files import read_text

HASH = "sha256"
FROZEN = ".json"
LARGEST = 16 * 1024 * 1024  # bytes


def canonical(content: Mapping[str, Any]) -> str:
    """The one text that a content has, whoever writes it."""
    bare = {key: value for key, value in content.items() if key != HASH}
    return json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def hash_of(content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical text, 64 hex digits."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def frozen(content: Mapping[str, Any]) -> dict[str, Any]:
    """A content with its hash."""
    return {**content, HASH: hash_of(content)}


def write_frozen(content: Mapping[str, Any], file: Path) -> None:
    """Write a content with its hash to a new file."""
    try:
        with file.open("x", encoding="utf-8") as opened:
            opened.write(json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n")
    except FileExistsError:
        raise InputError(f"--out {file}: is there already, and what is frozen stays; choose another name") from None
    except OSError as error:
        raise InputError(f"--out {file}: cannot be written ({error.strerror}); choose another place") from None


def read_frozen(file: Path) -> dict[str, Any]:
    """What `write_frozen` wrote; refused where it was changed since."""
    name = as_typed(file)
    try:
        content = json.loads(read_text(file, name, LARGEST))
    except ValueError as error:
        raise InputError(f"{name}: is no JSON ({error}); give a file that `salient questions --out` wrote") from None
    if not isinstance(content, dict) or not {HASH, "answers"} <= set(content):
        raise InputError(f"{name}: holds no frozen answers; give a file that `salient questions --out` wrote")
    if hash_of(content) != content[HASH]:
        raise InputError(
            f"{name}: {HASH} = {content[HASH]} is not that of its content ({hash_of(content)}): "
            "it was changed after it was frozen; take the file as it was written"
        )
    return content
