"""The results kept in a folder: what each is, whether it is whole, and whether this version made it.

Listing never raises because of one folder: what cannot be read is listed with a sentence that says so.
"""

import datetime
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.errors import StorageError
from sim.experiment.kernel import Kernel, SalientKernel
from sim.experiment.provenance import provenance
from sim.experiment.store import MANIFEST, read_manifest

NAMED_LIKE_A_RESULT = re.compile(r".+-seed\d+-[0-9a-f]{10}")
NAMED_LIKE_A_START = re.compile(r"\.(.+-seed\d+-[0-9a-f]{10})-partial-(?:paths|outcomes)-\d+")
OUTCOMES, PATHS = "outcomes.parquet", "paths.parquet"
PARQUET_ENDS = b"PAR1"

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Run:
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
    run: Run | None
    written: datetime.datetime
    size_bytes: int
    files: tuple[str, ...]
    stamp: Stamp
    damage: str = ""

    @property
    def name(self) -> str:
        """The folder's own name, which links carry."""
        return self.folder.name

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
    """Every result folder under a root, newest first; none where the root does not exist."""
    kernel = kernel or SalientKernel()
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
            starts.append(Unfinished(folder, begun[1], size))
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
    manifest = read_manifest(folder)
    run = None if manifest is None else _run_of(manifest, kernel or SalientKernel())
    if run is None and not NAMED_LIKE_A_RESULT.fullmatch(folder.name):
        return None
    files = tuple(name for name, _, _ in stamp)
    size = sum(size for _, size, _ in stamp)
    return Stored(folder, run, written, size, files, stamp, _damage(folder, files, run))


def stamp_of(folder: Path) -> Stamp:
    """Name, bytes and time of writing [ns] of each file in a folder, by which a change is noticed."""
    rows = [(file.name, file.lstat()) for file in folder.iterdir()]
    return tuple(sorted((name, status.st_size, status.st_mtime_ns) for name, status in rows))


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


def _written(folder: Path) -> datetime.datetime:
    """When the manifest was written, else when the folder last changed."""
    manifest = folder / MANIFEST
    moment = (manifest if manifest.exists() else folder).stat().st_mtime
    return datetime.datetime.fromtimestamp(moment, tz=datetime.UTC)


def _run_of(manifest: Mapping[str, Any], kernel: Kernel) -> Run | None:
    """What a manifest says, or None where it is not that of a run."""
    try:
        scenario, versions = manifest["scenario"], dict(manifest["versions"])
        return Run(
            name=str(manifest["name"]),
            title=_title(str(scenario.get("text", ""))),
            hash=str(manifest["hash"]),
            map=hashlib.sha256(str(scenario.get("theatre_text", "")).encode()).hexdigest()[:16],
            seed=int(manifest["seed"]),
            replications=int(manifest["replications"]),
            failures=int(manifest["failures"]),
            executor=str(manifest["executor"]),
            design=str(manifest["design"]),
            horizon_days=int(manifest["horizon_days"]),
            base=manifest.get("base"),
            sets=tuple(map(str, manifest.get("sets", ()))),
            versions=tuple((str(name), str(version)) for name, version in versions.items()),
            stale=_differing(versions, provenance(manifest["executor"], manifest["design"], kernel.results_version)),
            keeps_paths=bool(manifest["content"]["paths"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _title(text: str) -> str | None:
    """The title in the first line of a scenario's text, which is written as JSON."""
    key, _, value = text.partition("\n")[0].partition(": ")
    try:
        title = json.loads(value) if key == "title" else None
    except ValueError:
        return None
    return title if isinstance(title, str) else None


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


def _damage(folder: Path, files: tuple[str, ...], run: Run | None) -> str:
    """A sentence on why a result cannot be opened; empty where nothing speaks against it."""
    if MANIFEST not in files:
        return f"{MANIFEST} is missing: the result was never finished or lost a file"
    if run is None:
        return f"{MANIFEST} cannot be read as that of a run"
    for name in [OUTCOMES, PATHS] if run.keeps_paths else [OUTCOMES]:
        if name not in files:
            return f"{name} is missing"
        if not _looks_like_parquet(folder / name):
            return f"{name} is cut short or no Parquet file"
    return ""


def _looks_like_parquet(file: Path) -> bool:
    try:
        with file.open("rb") as content:
            start = content.read(4)
            content.seek(-4, 2)
            return start == PARQUET_ENDS == content.read(4)
    except OSError:
        return False
