"""Result folders: found again by what they depend on, written whole or not at all.

A folder holds `manifest.json`, `outcomes.parquet` (a row a replication), and, where kept, `paths.parquet`
(a row a replication and day) and `events.parquet`. While a run lasts, finished chunks stand in a hidden
folder beside it; an interrupted run goes on from them.
"""

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sim.errors import InputError, StorageError
from sim.experiment.permission import refuse_if_read_only
from sim.experiment.records import Part

MANIFEST = "manifest.json"
DEFAULT_ROOT = Path("results")
ROOT_VARIABLE = "SALIENT_RESULTS"
ATTEMPTS = 5


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
    """Make the folder of results and try it before anything is computed."""
    with storing(root):
        root.mkdir(parents=True, exist_ok=True)
        probe = root / f".probe-{os.getpid()}"
        probe.write_bytes(b"salient")
        probe.unlink()


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a result folder, or None when there is none that can be read."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) else None


def find(root: Path, key: Key, *, paths: bool, logs: int) -> dict[str, Any] | None:
    """Manifest of a stored result of the key that kept at least these paths and logs, or None."""
    manifest = read_manifest(root / key.folder_name)
    if manifest is None or manifest.get("key") != key.as_json():
        return None
    kept = manifest.get("kept", {})
    enough = (kept.get("paths", False) or not paths) and kept.get("logs", 0) >= logs
    return manifest if enough else None


def publish(root: Path, key: Key, files: dict[str, Callable[[Path], None]], manifest: dict[str, Any]) -> Path:
    """Write tables and manifest under a temporary name, then rename; an older result of the key gives way."""
    folder = root / key.folder_name
    writing = root / f".{key.folder_name}-writing-{os.getpid()}"
    with storing(root):
        try:
            shutil.rmtree(writing, ignore_errors=True)
            writing.mkdir(parents=True)
            for name, write in files.items():
                write(writing / name)
            text = json.dumps(manifest, indent=2, ensure_ascii=False, allow_nan=False)
            (writing / MANIFEST).write_text(text + "\n", encoding="utf-8")
            _take_place(writing, folder)
        finally:
            shutil.rmtree(writing, ignore_errors=True)
    return folder


def _take_place(writing: Path, folder: Path) -> None:
    """Rename to the final name; what stood there is moved aside first, as folders cannot be swapped.

    Another process may put its result of the same run there in between: then it is moved aside in turn.
    """
    old = folder.with_name(f".{folder.name}-old-{os.getpid()}")
    for attempts_left in reversed(range(ATTEMPTS)):
        with contextlib.suppress(FileNotFoundError):
            folder.rename(old)
        try:
            writing.rename(folder)
            break
        except OSError as error:
            if error.errno not in (errno.EEXIST, errno.ENOTEMPTY, errno.EACCES) or not attempts_left:
                raise
        finally:
            shutil.rmtree(old, ignore_errors=True)


@dataclass(frozen=True)
class Partial:
    """Finished chunks of a run that has not ended, in a hidden folder beside its result."""

    folder: Path

    @classmethod
    def of(cls, root: Path, key: Key, *, paths: bool, logs: int) -> "Partial":
        """The place for one key, apart for what the run keeps."""
        return cls(root / f".{key.folder_name}-partial-{'paths' if paths else 'outcomes'}-{logs}")

    def save(self, part: Part) -> None:
        """Add a chunk: written under a temporary name, then renamed."""
        last = part.first + len(part.faults)
        name = self.folder / f"{part.first}-{last}.npz"
        with storing(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            temporary = name.with_name(f".{name.name}-{os.getpid()}")
            try:
                with temporary.open("wb") as file:
                    np.savez(file, first=part.first, outcomes=part.outcomes, faults=part.faults,
                             paths=part.paths, events=part.events)  # fmt: skip
                temporary.replace(name)
            finally:
                temporary.unlink(missing_ok=True)

    def load(self) -> Iterator[Part]:
        """Chunks of an earlier, interrupted call; one that cannot be read is computed again."""
        for name in sorted(self.folder.glob("[0-9]*.npz")):
            try:
                with np.load(name, allow_pickle=False) as file:
                    part = Part(int(file["first"]), file["outcomes"], file["faults"], file["paths"],
                                file["events"])  # fmt: skip
            except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
                continue
            yield part

    def remove(self) -> None:
        """Forget the chunks: the result stands in its folder now."""
        shutil.rmtree(self.folder, ignore_errors=True)
