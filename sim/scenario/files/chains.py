"""Which file a reference means, and the chain of files that `extends` makes."""

from dataclasses import dataclass
from pathlib import Path

from sim.errors import InputError
from sim.legible import visible
from sim.scenario.files.documents import Document, Place, as_typed, read_document
from sim.scenario.files.shipped import shipped_file, shipped_name, shipped_names
from sim.scenario.files.suggestions import near, shown
from sim.scenario.files.text_files import LINK_TO_NOTHING, ends_nowhere, kind_of


@dataclass(frozen=True)
class Chain:
    """A scenario file, the file it extends, and so on to the base: names, files, documents."""

    names: tuple[str, ...]
    files: tuple[Path, ...]
    documents: tuple[Document, ...]


def resolved(reference: str | Path) -> Path:
    """The file a user means by a path or by the name of a shipped scenario; a path wins."""
    if not str(reference).strip():
        raise InputError("the scenario's name is empty; give a path or a shipped name such as kursk/baseline")
    try:
        return _found(str(reference), Path(), None)
    except (OSError, ValueError):
        raise InputError(f"{shown(str(reference))} is no path; give a path or a shipped name") from None


def _found(reference: str, folder: Path, asked_by: Place | None) -> Path:
    """The file behind a reference: a path, else a shipped name, else the path plus `.yaml`."""
    direct = folder / reference
    extended = direct.with_name(direct.name + ".yaml") if direct.name else direct
    if direct.is_file():
        return direct
    shipped = shipped_file(reference)
    if shipped is not None:
        return shipped
    if extended.is_file():
        return extended
    prefix = f"{asked_by}: extends = {reference}: " if asked_by else f"{reference}: "
    if kind := kind_of(direct):
        advice = "name a file in it" if direct.is_dir() else "name a regular file"
        raise InputError(f"{prefix}is {kind}, not a scenario file; {advice}")
    if ends_nowhere(direct):
        raise InputError(f"{prefix}{LINK_TO_NOTHING}")
    beside = [file.name for file in direct.parent.glob("*.yaml") if file.is_file()] if direct.parent.is_dir() else []
    known = [*shipped_names(), *(as_typed(direct.parent / name) for name in sorted(beside))]
    raise InputError(f"{prefix}no such file or shipped scenario; {near(reference, dict.fromkeys(known))}")


def chain_of(file: Path) -> Chain:
    """The chain that starts at a file; going in a circle is an error at the `extends` that closes it."""
    files, documents = [file], [read_document(file)]
    while "extends" in documents[-1].data:
        place = documents[-1].place(("extends",))
        raw = documents[-1].data["extends"]
        if not isinstance(raw, str) or not raw.strip():
            raise InputError(f"{place}: extends = {shown(raw)} is no path; write a path or shipped name")
        try:
            following = _found(raw, files[-1].parent, place)
        except (OSError, ValueError):
            raise InputError(f"{place}: extends = {shown(raw)} is no path; write another") from None
        if following.resolve() in [known.resolve() for known in files]:
            circle = " -> ".join(as_typed(known) for known in [*files, following])
            raise InputError(f"{place}: extends = {raw} goes in a circle ({circle}); remove one of them")
        files.append(following)
        documents.append(read_document(following, place))
    names = tuple(shipped_name(known) or visible(known.stem) for known in files)
    return Chain(names, tuple(files), tuple(documents))
