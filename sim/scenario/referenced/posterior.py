"""A posterior file, as `salient calibrate` writes it, over a scenario that names it: `parameters: {posterior: file}`.

Its values, and how their draws hang together, go over what the file that names it says and extends; files that extend
that one, and `--set`, go over them. They cite the posterior as their source, published when the last of its
observations was. A path counts from the folder of the file that names it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.errors import InputError
from sim.scenario.files.chains import Chain
from sim.scenario.files.documents import Document, Place, read_document
from sim.scenario.files.suggestions import near, shown
from sim.scenario.referenced.sources import Source
from sim.scenario.schema.complaints import validated

KEY, INSIDE = "parameters", "posterior"
TOGETHER = "together"
PARTS = ("posterior", "source", "values", TOGETHER)


@dataclass(frozen=True)
class Layers:
    """The documents of a chain from the base up, each followed by the posterior it names, and what those cite."""

    documents: tuple[Document, ...]
    sources: Mapping[str, Source]


def layers_of(chain: Chain) -> Layers:
    """A chain with its posteriors; InputError tells file, line and what to do."""
    documents, sources = list[Document](), dict[str, Source]()
    for file, document in zip(reversed(chain.files), reversed(chain.documents), strict=True):
        documents.append(_without(document))
        if KEY in document.data:
            posterior = read_document(*_named(document, file.parent))
            documents.append(_values(posterior))
            sources |= {one.id: one for one in _source(posterior)}
    return Layers(tuple(documents), sources)


def _without(document: Document) -> Document:
    """The values of a file alone: no `extends`, no `parameters`."""
    data = {key: value for key, value in document.data.items() if key not in ("extends", KEY)}
    return Document(document.shown, data, document.places)


def _named(document: Document, folder: Path) -> tuple[Path, Place]:
    place, told = document.place((KEY,)), document.data[KEY]
    if not isinstance(told, Mapping) or set(told) != {INSIDE}:
        raise InputError(f"{place}: {KEY} = {shown(told)}: names no posterior; write {KEY}: {{{INSIDE}: file.yaml}}")
    inside, file = document.place((KEY, INSIDE)), told[INSIDE]
    if not isinstance(file, str) or not file.strip():
        raise InputError(f"{inside}: {KEY}.{INSIDE} = {shown(file)} is no path; name one of `salient calibrate --out`")
    return folder / file, inside


def _values(posterior: Document) -> Document:
    """The values of a posterior file as a layer, each with the place it stands in."""
    for key in posterior.data:
        if key not in PARTS:
            raise InputError(f"{posterior.place((key,))}: unknown key '{key}' in a posterior; {near(key, PARTS)}")
    values = posterior.data.get("values")
    if not isinstance(values, Mapping):
        raise InputError(f"{posterior.shown}: has no values; name a file that `salient calibrate --out` wrote")
    places = {steps[1:]: place for steps, place in posterior.places.items() if steps[:1] == ("values",)}
    if TOGETHER not in posterior.data:
        return Document(posterior.shown, dict(values), places)
    places |= {steps: place for steps, place in posterior.places.items() if steps[:1] == (TOGETHER,)}
    return Document(posterior.shown, {**values, TOGETHER: posterior.data[TOGETHER]}, places)


def _source(posterior: Document) -> Iterator[Source]:
    told: Any = posterior.data.get("source")
    if isinstance(told, Mapping):
        places = {steps[1:]: place for steps, place in posterior.places.items() if steps[:1] == ("source",)}
        yield validated(Source, Document(posterior.shown, dict(told), places))
