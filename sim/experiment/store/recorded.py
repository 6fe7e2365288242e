"""What the manifest of a result says, checked once and whole, so that all that reads it can rely on its types.

A manifest seals itself by a digest of its own content and the files beside it by their hashes. That finds what a disk,
a program or a hand has changed; it is no signature: whoever writes a new digest on purpose is not found out by it.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import from_json

from sim.experiment.store.plain_files import plain_bytes

MANIFEST = "manifest.json"
OUTCOMES, INPUTS, PATHS, EVENTS = "outcomes.parquet", "inputs.parquet", "paths.parquet", "events.parquet"
LARGEST_MANIFEST = 16_000_000  # bytes; that of a shipped scenario has 40,000
MOST_REPLICATIONS = 10**15
LONGEST_HORIZON = 36_525

Line = Annotated[str, Field(max_length=1_000)]
Lines = Annotated[tuple[Line, ...], Field(max_length=1_000)]
Hash = Annotated[str, Field(max_length=64)]
Seed = Annotated[int, Field(ge=0, lt=1 << 63)]
FileName = Literal["outcomes.parquet", "inputs.parquet", "paths.parquet", "events.parquet"]
Versions = Annotated[dict[Line, Line | int], Field(max_length=100)]
Hashes = Annotated[dict[Line, Hash], Field(max_length=10_000)]


class UnreadableManifest(Exception):
    """The manifest of a folder is missing, cannot be read, or is not what a run wrote; its text says which."""


class Part(BaseModel):
    """Strict: no number is made of a word, no word of a number; what a later version adds is passed over."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class Fingerprint(Part):
    """Size [bytes] and SHA-256 of a file."""

    size: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class KeyPart(Part):
    """What the result depends on."""

    hash: Line
    seed: Seed
    executor: Line
    provenance: Versions


class Kept(Part):
    """What was kept beside the outcomes."""

    paths: bool
    logs: int = Field(ge=0)
    inputs: bool = False


class Content(Part):
    """Hashes of the numbers of each outcome, each series and each column of the logs."""

    outcomes: Hashes
    paths: Hashes
    events: Hashes | None = None


class Scenario(Part):
    """The texts that give the scenario again."""

    model_config = ConfigDict(extra="allow")

    name: Line
    text: str = ""
    theatre_text: str = ""


class Recorded(Part):
    """A manifest; `files` is None where it was written before files were hashed, `whole` holds it as it stands."""

    name: Line
    hash: Line
    seed: Seed
    replications: int = Field(ge=1, le=MOST_REPLICATIONS)
    failures: int = Field(ge=0)
    executor: Literal["compiled", "simpy"]
    design: Literal["sobol", "random"]
    horizon_days: int = Field(ge=1, le=LONGEST_HORIZON)
    base: Line | None = None
    sets: Lines = ()
    versions: Versions
    kept: Kept
    content: Content
    scenario: Scenario
    key: KeyPart
    files: dict[FileName, Fingerprint] | None = None
    digest: Hash | None = None
    whole: dict[str, Any] = Field(default_factory=dict, exclude=True)

    @model_validator(mode="after")
    def agrees_with_itself(self) -> Self:
        """What is said twice is said alike, and the files are those that such a run writes."""
        if (self.hash, self.seed, self.executor, self.versions) != (
            self.key.hash, self.key.seed, self.key.executor, self.key.provenance,
        ):  # fmt: skip
            raise ValueError("it contradicts its own key")
        if self.failures > self.replications:
            raise ValueError("more replications failed than there were")
        if self.files is not None:
            beside = {INPUTS: self.kept.inputs, PATHS: self.content.paths, EVENTS: self.content.events}
            wanted = {OUTCOMES, *(name for name, there in beside.items() if there)}
            if set(self.files) != wanted:
                raise ValueError(f"its list of files is not {', '.join(sorted(wanted))}")
        return self


def sealed(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content of a manifest with the digest that protects it."""
    plain = {name: value for name, value in content.items() if name != "digest"}
    return {**plain, "digest": digest_of(plain)}


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256 of all but the digest, whatever the order and the layout of the file."""
    plain = {name: value for name, value in content.items() if name != "digest"}
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def read(folder: Path) -> Recorded:
    """The manifest of a result folder; UnreadableManifest says in words why there is none to rely on."""
    try:
        told = plain_bytes(folder / MANIFEST, LARGEST_MANIFEST)
    except FileNotFoundError:
        raise UnreadableManifest(f"{MANIFEST} is missing: the result was never finished or lost a file") from None
    except OSError as error:
        raise _unreadable(error.strerror or str(error)) from error
    try:
        content = from_json(told, allow_inf_nan=False)  # refuses what is nested too deeply
        if not isinstance(content, dict):
            raise ValueError("it is no mapping")
        if "digest" in content and content["digest"] != digest_of(content):
            raise UnreadableManifest(f"{MANIFEST} was changed after it was written")
        recorded = Recorded.model_validate_json(told)
    except ValidationError as error:
        raise _unreadable(_first(error)) from error
    except ValueError as error:
        raise _unreadable(str(error)) from error
    if (recorded.files is None) != (recorded.digest is None):
        raise _unreadable("the hashes of its files or its own digest are missing")
    return recorded.model_copy(update={"whole": content})


def _first(error: ValidationError) -> str:
    """The first complaint: 'replications: input should be a valid integer'."""
    [first, *_] = error.errors(include_url=False, include_context=False, include_input=False)
    where, what = ".".join(map(str, first["loc"]))[:100], first["msg"].removeprefix("Value error, ")
    return f"{where}: {what[:1].lower()}{what[1:]}" if where else what


def _unreadable(reason: str) -> UnreadableManifest:
    line = " ".join(reason.split())[:200]
    return UnreadableManifest(f"{MANIFEST} cannot be read as that of a run ({line})")
