"""Result folders: found again by what they depend on, written whole or not at all.

A folder holds `manifest.json`, `outcomes.parquet` and `inputs.parquet` (a row a replication each), and, where kept,
`paths.parquet` (a row a replication and day) and `events.parquet`. The manifest holds the hash of every other file.
While a run lasts, finished chunks stand in a hidden folder beside it; an interrupted run goes on from them.
"""

import errno
import hashlib
import json
import logging
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.errors import InputError, StorageError
from sim.experiment.store.permission import refuse_if_read_only
from sim.experiment.store.plain_files import hash_of_file, sync, sync_folder
from sim.experiment.store.recorded import MANIFEST, Recorded, UnreadableManifest, read, sealed
from sim.experiment.store.soundness import foreign, harmed
from sim.experiment.store.workshop import NEW, OLD, sweep, workshop

log = logging.getLogger("salient.results")  # without a handler its warnings are lines on stderr

DEFAULT_ROOT = Path("results")
ROOT_VARIABLE = "SALIENT_RESULTS"
ATTEMPTS = 20
EXCHANGED = (errno.ENOENT, errno.EEXIST, errno.ENOTEMPTY, errno.EACCES)  # by another process, meanwhile


def chosen_root() -> Path:
    """Folder of results where none is named: SALIENT_RESULTS if set, else `results` in the folder of the start."""
    return Path(os.environ.get(ROOT_VARIABLE) or DEFAULT_ROOT)


@dataclass(frozen=True)
class Key:
    """What a stored result depends on: the scenario, the seed, the executor and the provenance."""

    name: str
    hash: str
    seed: int
    executor: str
    provenance: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The parts that must agree; the name of a scenario is only a label."""
        return {
            "hash": self.hash,
            "seed": self.seed,
            "executor": self.executor,
            "provenance": self.provenance,
        }

    @property
    def folder_name(self) -> str:
        """A name people can read, made unique by a digest of everything the result depends on."""
        text = json.dumps(self.as_json(), sort_keys=True)
        digest = hashlib.sha256(text.encode()).hexdigest()[:10]
        readable = re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-") or "scenario"
        return f"{readable[:60]}-seed{self.seed}-{digest}"


@contextmanager
def storing(folder: Path) -> Iterator[None]:
    """Turn what the disk refuses into one line that says where and what to do; refuse where nothing may be written."""
    refuse_if_read_only(folder)
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error).splitlines()[0]
        told = f"{folder}: cannot write results ({reason})"
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageError(f"{told}; free some space or choose another folder with --out") from error
        advice = "it is a file, not a folder" if folder.is_file() else "make the folder writable"
        raise InputError(f"{told}; {advice} or choose another folder with --out") from error


def prepare_root(root: Path) -> None:
    """Make the folder of results, try it before anything is computed, and sweep what a kill has left there."""
    with storing(root):
        root.mkdir(parents=True, exist_ok=True)
        with workshop(root, "probe"):
            pass
        sweep(root)


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The whole manifest of a result folder, or None when there is none to rely on."""
    try:
        return read(folder).whole
    except UnreadableManifest:
        return None


def find(root: Path, key: Key, *, paths: bool, logs: int) -> Recorded | None:
    """Manifest of a stored result of the key that kept at least these paths and logs, every file as it was written.

    Where a result stands there that is not, a line on stderr says why it is computed again.
    """
    folder = root / key.folder_name
    if not os.path.lexists(folder):
        return None
    try:
        recorded = read(folder)
    except UnreadableManifest as error:
        tell_computed_again(folder, str(error))
        return None
    if recorded.key.model_dump() == key.as_json() and (
        (paths and not recorded.kept.paths) or recorded.kept.logs < logs
    ):
        return None
    reason = _why_not_used(folder, recorded, key)
    if reason:
        tell_computed_again(folder, reason)
    return None if reason else recorded


def _why_not_used(folder: Path, recorded: Recorded, key: Key) -> str:
    if recorded.key.model_dump() != key.as_json():
        return f"{MANIFEST} is that of another run"
    if recorded.files is None:
        return "it was written before results carried the hashes of their files"
    if not recorded.kept.inputs:
        return "it was written before results carried their inputs"
    return next(iter(harmed(folder, recorded)), "")


def tell_computed_again(folder: Path, reason: str) -> None:
    """One line on stderr: what stands there is not relied upon."""
    log.warning("salient: %s is not used again: %s; computing it again", folder, " ".join(reason.split()))


def refuse_foreign(folder: Path) -> None:
    """Refuse to replace a folder that holds what no run wrote; deleting a reader's notes is worse than stopping."""
    with storing(folder):
        kind = _other_kind(folder)
        names = [] if kind else _foreign_now(folder)
    if kind:
        raise InputError(f"{folder} is {kind}, not a result folder; move it elsewhere or choose another --out")
    if names:
        raise InputError(
            f"{folder} holds {', '.join(names[:3])}, which no run wrote, and is to be replaced; "
            "move that elsewhere or choose another --out"
        )


def _other_kind(folder: Path) -> str:
    """'a link' or 'a file'; empty where a folder stands, or nothing."""
    try:
        mode = folder.lstat().st_mode  # looked at once, as another process may exchange it between two looks
    except FileNotFoundError:
        return ""
    if stat.S_ISDIR(mode):
        return ""
    return "a link" if stat.S_ISLNK(mode) else "a file"


def _foreign_now(folder: Path) -> list[str]:
    """What no run wrote, nothing where no folder stands; another process may exchange it while it is looked at."""
    for attempts_left in reversed(range(ATTEMPTS)):
        try:
            return foreign(folder)
        except FileNotFoundError:
            if os.path.lexists(folder) and not attempts_left:
                raise
    return []


def publish(root: Path, key: Key, files: Mapping[str, Callable[[Path], None]], manifest: dict[str, Any]) -> Path:
    """Write tables and manifest in a workshop, then rename; an older result of the key gives way.

    Everything is on the disk before the rename, the manifest last: where it stands the other files are whole.
    """
    folder = root / key.folder_name
    with storing(root), workshop(root, key.folder_name) as shop:
        new = shop / NEW
        new.mkdir()
        hashes = {}
        for name, write in files.items():
            write(new / name)
            sync(new / name)
            hashes[name] = {"size": (new / name).stat().st_size, "sha256": hash_of_file(new / name)}
        text = json.dumps(sealed({**manifest, "files": hashes}), indent=2, ensure_ascii=False, allow_nan=False)
        (new / MANIFEST).write_text(text + "\n", encoding="utf-8")
        sync(new / MANIFEST)
        sync_folder(new)
        _take_place(shop, folder)
        sync_folder(root)
    return folder


def _take_place(shop: Path, folder: Path) -> None:
    """Rename to the final name; what stood there is moved aside first, as folders cannot be swapped.

    Another process may put its result of the same run there in between, or move it aside: then it is tried again.
    """
    for attempts_left in reversed(range(ATTEMPTS)):
        refuse_foreign(folder)
        try:
            if folder.exists():
                shutil.rmtree(shop / OLD, ignore_errors=True)
                folder.rename(shop / OLD)
            (shop / NEW).rename(folder)
            return
        except OSError as error:
            if error.errno not in EXCHANGED or not attempts_left:
                raise
