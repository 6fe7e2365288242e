"""The results kept in a folder: what each is, whether it is whole, and whether this version made it.

Listing never raises because of one folder: what cannot be read is listed with a sentence that says so.
"""

import datetime
import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic_core import from_json

from sim.errors import StorageError
from sim.experiment.kernel import Kernel, SalientKernel
from sim.experiment.store.plain_files import open_plain
from sim.experiment.store.provenance import provenance
from sim.experiment.store.recorded import MANIFEST, OUTCOMES, PATHS, Recorded, UnreadableManifest, read
from sim.experiment.store.soundness import harmed
from sim.experiment.store.workshop import sweep

NAMED_LIKE_A_RESULT = re.compile(r".+-seed\d+-[0-9a-f]{10}")
NAMED_LIKE_A_START = re.compile(r"\.(.+-seed\d+-[0-9a-f]{10})-partial-(?:paths|outcomes)-\d+")
PARQUET_ENDS = b"PAR1"
LONGEST_TITLE = 200
NO_HASHES = "it was written before results carried the hashes of their files; only its numbers can be checked"
NO_INPUTS = "it was written before results carried their inputs; `run` puts one that does in its place"

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class StoredRun:
    """What the manifest of a result says: which scenario, how it was run, and by which version."""

    name: str
    title: str | None
    hash: str
    map: str  # fingerprint of the theatre
    seed: int
    replications: int
    failures: int
    executor: str
    design: str
    horizon_days: int
    base: str | None
    sets: tuple[str, ...]
    versions: tuple[tuple[str, str], ...]
    stale: tuple[str, ...]  # what differs from this installation: "numpy 2.1, now 2.4"
    keeps_paths: bool
    note: str = ""  # what cannot be checked

    @property
    def model(self) -> tuple[tuple[str, str], ...]:
        """The version of the model that gave the numbers."""
        return tuple(pair for pair in self.versions if pair[0] in ("salient", "results_version", "code"))


@dataclass(frozen=True)
class Stored:
    """One result folder as it stood when it was listed; `damage` says in a sentence why it cannot be opened.

    `run` is None where the manifest cannot be read. `stamp` is a row a file: name, bytes, when written [ns].
    """

    folder: Path
    run: StoredRun | None
    written: datetime.datetime
    size_bytes: int
    files: tuple[str, ...]
    stamp: Stamp
    damage: str = ""

    @property
    def name(self) -> str:
        """The folder's own name, which links carry; signs that cannot be written are replaced."""
        return printable(self.folder.name)

    @property
    def current(self) -> bool:
        """Whether this version of the model, on this machine, would give the same folder."""
        return self.run is not None and not self.damage and not self.run.stale


@dataclass(frozen=True)
class Unfinished:
    """Finished chunks of a run that has not ended; the same command goes on from them."""

    folder: Path
    name: str
    size_bytes: int


def stored(root: Path, *, kernel: Kernel | None = None) -> tuple[Stored, ...]:
    """Every result folder under a root, newest first; none where the root does not exist.

    What a kill has left is swept first. Files are looked at, not read: opening a result computes their hashes.
    """
    kernel = kernel or SalientKernel()
    sweep(root)
    found = [look(folder, kernel=kernel) for folder in _folders(root) if not folder.name.startswith(".")]
    results = [one for one in found if one is not None]
    return tuple(sorted(results, key=lambda one: (one.written, one.name), reverse=True))


def unfinished(root: Path) -> tuple[Unfinished, ...]:
    """Runs under a root that have begun and not ended, in alphabetical order."""
    starts = []
    for folder in _folders(root):
        begun = NAMED_LIKE_A_START.fullmatch(folder.name)
        if begun:
            size = sum(row[1] for row in _stamp_or_nothing(folder))
            starts.append(Unfinished(folder, printable(begun[1]), size))
    return tuple(starts)


def look(folder: Path, *, kernel: Kernel | None = None) -> Stored | None:
    """One result folder; None where there is none, or where a folder was never a result."""
    try:
        stamp = stamp_of(folder)
        written = _written(folder)
    except FileNotFoundError:
        return None
    except OSError as error:
        if not NAMED_LIKE_A_RESULT.fullmatch(folder.name):
            return None
        reason = f"the folder cannot be read ({error.strerror or error}); make it readable"
        return Stored(folder, None, _EPOCH, 0, (), (), reason)
    run, damage = None, ""
    try:
        recorded = read(folder)
        run = _run_of(recorded, kernel or SalientKernel())
        damage = _damage(folder, recorded)
    except UnreadableManifest as error:
        if not NAMED_LIKE_A_RESULT.fullmatch(folder.name):
            return None
        damage = str(error)
    if damage and not os.path.lexists(folder):  # another process has taken it away while it was looked at
        return None
    files = tuple(name for name, _, _ in stamp)
    size = sum(size for _, size, _ in stamp)
    return Stored(folder, run, written, size, files, stamp, damage)


def stamp_of(folder: Path) -> Stamp:
    """Name, bytes and time of writing [ns] of each file in a folder, by which a change is noticed."""
    rows = [(file.name, file.lstat()) for file in folder.iterdir()]
    return tuple(sorted((name, status.st_size, status.st_mtime_ns) for name, status in rows))


LAST_MOMENT = datetime.datetime(9999, 1, 1, tzinfo=datetime.UTC).timestamp()
_EPOCH = datetime.datetime.fromtimestamp(0, tz=datetime.UTC)


def _folders(root: Path) -> list[Path]:
    try:
        return sorted(folder for folder in root.iterdir() if folder.is_dir())
    except FileNotFoundError:
        return []
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError(f"{root}: the folder of results cannot be read ({reason}); make it readable") from error


def _stamp_or_nothing(folder: Path) -> Stamp:
    try:
        return stamp_of(folder)
    except OSError:
        return ()


def printable(name: str) -> str:
    """A name as it can be shown and sent: bytes that are no text, and signs that steer a terminal, are replaced."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name)


def _written(folder: Path) -> datetime.datetime:
    """When the manifest was written, else when the folder last changed; of a clock gone wrong, the nearest that is."""
    manifest = folder / MANIFEST
    status = manifest.lstat() if os.path.lexists(manifest) else folder.stat()
    moment = min(max(status.st_mtime, 0.0), LAST_MOMENT)
    return datetime.datetime.fromtimestamp(moment, tz=datetime.UTC)


def _run_of(recorded: Recorded, kernel: Kernel) -> StoredRun:
    """What a manifest says, as a row of the list."""
    scenario, versions = recorded.scenario, recorded.versions
    now = provenance(recorded.executor, recorded.design, kernel.results_version)
    return StoredRun(
        name=recorded.name,
        title=_title(scenario.text),
        hash=recorded.hash,
        map=hashlib.sha256(scenario.theatre_text.encode()).hexdigest()[:16],
        seed=recorded.seed,
        replications=recorded.replications,
        failures=recorded.failures,
        executor=recorded.executor,
        design=recorded.design,
        horizon_days=recorded.horizon_days,
        base=recorded.base,
        sets=recorded.sets,
        versions=tuple((name, str(version)) for name, version in versions.items()),
        stale=_differing(versions, now),
        keeps_paths=bool(recorded.content.paths),
        note="" if recorded.files is not None else NO_HASHES,
    )


def _title(text: str) -> str | None:
    """The title in the first line of a scenario's text, which is written as JSON."""
    key, _, value = text.partition("\n")[0].partition(": ")
    try:
        title = from_json(value) if key == "title" else None
    except ValueError:
        return None
    return title[:LONGEST_TITLE] if isinstance(title, str) else None


def _differing(then: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """Each version in which a result and this installation are not the same, in words."""
    return tuple(
        OTHER_CODE
        if name == "code"
        else f"{VERSIONS.get(name, name)} {then.get(name, 'none')}, now {now.get(name, 'none')}"
        for name in dict.fromkeys([*now, *then])
        if then.get(name) != now.get(name)
    )


OTHER_CODE = "the model's code has changed since"


VERSIONS = {
    "salient": "Salient",
    "results_version": "model",
    "python": "Python",
    "machine": "processor",
    "numpy": "NumPy",
    "scipy": "SciPy",
    "numba": "Numba",
    "simpy": "SimPy",
    "design": "design",
}


def _damage(folder: Path, recorded: Recorded) -> str:
    """A sentence on why a result cannot be opened; empty where nothing speaks against it at a glance."""
    if recorded.files is not None:
        return next(iter(harmed(folder, recorded, hashing=False)), "")
    for name in [OUTCOMES, PATHS] if recorded.content.paths else [OUTCOMES]:
        if not os.path.lexists(folder / name):
            return f"{name} is missing"
        if not _looks_like_parquet(folder / name):
            return f"{name} is cut short or no Parquet file"
    return ""


def _looks_like_parquet(file: Path) -> bool:
    try:
        with open_plain(file) as content:
            start = content.read(4)
            content.seek(-4, 2)
            return start == PARQUET_ENDS == content.read(4)
    except OSError:
        return False
