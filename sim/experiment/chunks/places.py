"""Which shelf a run has: a hidden folder beside its result, or one under the address that several machines share."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sim.experiment.chunks.partial import Partial
from sim.experiment.chunks.shared import Shared, opened
from sim.experiment.chunks.shelf import Shelf
from sim.experiment.store.folders import Key

PLACED = re.compile(r"\.(?P<run>.+-seed\d+-[0-9a-f]{10})-partial-(?P<kept>paths|outcomes)-(?P<logs>\d+)")


def place_of(key: Key, *, paths: bool, logs: int) -> str:
    """The name of the shelf of a run, apart for what it keeps."""
    return f".{key.folder_name}-partial-{'paths' if paths else 'outcomes'}-{logs}"


def shelf_at(root: Path | str, place: str) -> Shelf:
    """The shelf of that name in a folder or under an address."""
    folder = as_folder(root)
    return Shared(str(root), place) if folder is None else Partial(folder / place)


def shelves_at(root: Path | str) -> list[Shelf]:
    """Every shelf in a folder or under an address."""
    folder = as_folder(root)
    if folder is not None:
        names = [entry.name for entry in folder.iterdir() if entry.is_dir()] if folder.is_dir() else []
    else:
        files, path = opened(str(root))
        files.invalidate_cache(path)
        found = files.ls(path, detail=False) if files.exists(path) else []
        names = [one.rstrip("/").rpartition("/")[2] for one in found]
    return [shelf_at(root, name) for name in sorted(names) if PLACED.fullmatch(name)]


def as_folder(root: Path | str) -> Path | None:
    """The folder of this machine that is meant, None for an address elsewhere."""
    if isinstance(root, Path) or "://" not in root:
        return Path(root)
    parts = urlsplit(root)
    return Path(unquote(parts.path)) if parts.scheme in ("file", "local") and not parts.netloc else None
