"""A shelf that several machines reach by an address: a bucket or whatever else fsspec knows (`s3://bucket/folder`).

What writes whole objects, as buckets do, shows a chunk when all of it is there. Elsewhere half of one may be seen for a
moment; its name does not prove it, and it counts as not there.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from sim.errors import ExtraMissing, InputError, StorageError
from sim.experiment.chunks.shelf import Shelf
from sim.experiment.store.permission import refuse_if_read_only

Given = ParamSpec("Given")
Told = TypeVar("Told")


BUCKETS = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "oci", "oss"})  # which have no folders


def _reached(act: Callable[Given, Told]) -> Callable[Given, Told]:
    """Tell what the other side refuses in one line, whichever library says it and however."""

    @wraps(act)
    def told(*given: Given.args, **named: Given.kwargs) -> Told:
        try:
            return act(*given, **named)
        except FileNotFoundError:
            raise
        except Exception as error:
            reason = (str(error) or type(error).__name__).splitlines()[0]
            raise StorageError(
                f"{given[0]}: {reason}; check the address, the rights and the way there, then repeat the command"
            ) from error

    return told


@dataclass(frozen=True)
class Shared(Shelf):
    """The chunks of one run under an address."""

    root_address: str
    shelf: str
    files: Any = field(init=False, repr=False, compare=False)
    root: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        files, root = opened(self.root_address)
        object.__setattr__(self, "files", files)
        object.__setattr__(self, "root", f"{root.rstrip('/')}/{self.shelf}")

    def __str__(self) -> str:
        return self.root_address

    def __reduce__(self) -> Any:
        return Shared, (self.root_address, self.shelf)

    @property
    def place(self) -> str:
        """The name of the shelf under the address."""
        return self.shelf

    @_reached
    def names(self) -> list[str]:
        """Names of the objects there."""
        self.files.invalidate_cache(self.root)
        try:
            return sorted(path.rstrip("/").rpartition("/")[2] for path in self.files.ls(self.root, detail=False))
        except FileNotFoundError:
            return []

    @_reached
    def content(self, name: str) -> bytes:
        """The bytes of an object."""
        told: bytes = self.files.cat_file(f"{self.root}/{name}")
        return told

    @_reached
    def put(self, name: str, content: bytes) -> None:
        """Write an object."""
        refuse_if_read_only(self.root_address)
        try:
            if not BUCKETS & set(_protocols(self.files)):
                self.files.makedirs(self.root, exist_ok=True)
            self.files.pipe_file(f"{self.root}/{name}", content)
        except FileNotFoundError as error:
            raise OSError(f"there is no such place ({error})") from error

    @_reached
    def drop(self, name: str) -> None:
        """Remove an object."""
        self.files.rm_file(f"{self.root}/{name}")

    def close(self) -> None:
        """Objects have no folder to be removed; elsewhere an empty one does no harm."""

    @property
    def address(self) -> str:
        """The address of the shelf."""
        return f"{self.root_address.rstrip('/')}/{self.shelf}"


def _protocols(files: Any) -> tuple[str, ...]:
    return (files.protocol,) if isinstance(files.protocol, str) else tuple(files.protocol)


def opened(address: str) -> tuple[Any, str]:
    """The file system of an address and the path in it; InputError where there is none of its kind."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise ExtraMissing(f"{address} needs fsspec: pip install 'salient-sim[cluster]'") from None
    try:
        files, root = url_to_fs(address)
    except (ImportError, ValueError, TypeError) as error:
        raise InputError(
            f"{address}: {error}; give a folder, or an address whose library of fsspec is installed, such as s3://"
            "bucket/folder with s3fs"
        ) from error
    return files, root
