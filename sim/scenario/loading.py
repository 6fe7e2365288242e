"""From a scenario file, or a shipped name, to a validated scenario with its map and its sources; and back."""

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from sim.errors import InputError
from sim.scenario.files.chains import Chain, chain_of, resolved
from sim.scenario.files.documents import Document, Place, parse, rewritten
from sim.scenario.files.modeline import with_modeline
from sim.scenario.files.names import distinct
from sim.scenario.files.suggestions import near, shown
from sim.scenario.judging import refuse_contradictions
from sim.scenario.loaded import Leaf, LoadedScenario, quantities_of
from sim.scenario.referenced.posterior import layers_of
from sim.scenario.referenced.settings import spelled_out
from sim.scenario.referenced.sources import Source, gathered, is_known, require
from sim.scenario.referenced.theatre import Theatre, check_held_area, read_theatre
from sim.scenario.schema.complaints import validated
from sim.scenario.schema.drawn_forms import SWITCH, with_draws
from sim.scenario.schema.overrides import Assignment, assignments, put_over, with_known
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.structure import merged
from sim.scenario.tuning import changes_to, reference_to, save, tuned_text
from sim.scenario.values.declarations import lines_of
from sim.scenario.values.distributions import central_value, same_numbers

__all__ = [
    "Leaf", "LoadedScenario", "canonical", "from_documents", "load", "restore", "shortened", "told_apart", "tuned",
    "with_values", "write_changes", "write_tuned",
]  # fmt: skip

HELD_AREA = "ground.held_area_km2"


def load(reference: str | Path, sets: Sequence[str] = ()) -> LoadedScenario:
    """Load a scenario by path or shipped name (a path wins), with `path=value` texts and settings put over it."""
    chain = chain_of(resolved(reference))
    plain = spelled_out(sets, lambda: _load(chain, (), ()).document)
    return _load(chain, plain, assignments(plain))


def with_values(loaded: LoadedScenario, changes: Sequence[Assignment]) -> LoadedScenario:
    """The same scenario with further values put over it; refuses what a file would refuse."""
    return _load(chain_of(loaded.file), loaded.sets, (*assignments(loaded.sets), *changes))


def tuned(loaded: LoadedScenario, sets: Sequence[str]) -> LoadedScenario:
    """What `load` gives for the same file with these texts behind those it has; without reading it again."""
    over, every = assignments(sets), (*loaded.sets, *sets)
    if any(change.path in ("theatre", SWITCH) for change in over):
        return load(loaded.file, every)
    return _over(loaded, over, loaded.base_scenario or loaded.scenario, every)


def shortened(loaded: LoadedScenario, horizon_days: int) -> LoadedScenario:
    """The same scenario over fewer days, as `--set horizon_days=…` gives it; without reading its file again."""
    own = f"horizon_days={horizon_days}"
    return _over(loaded, assignments([own]), loaded.base_scenario, (*loaded.sets, own))


def _over(
    known: LoadedScenario, over: Sequence[Assignment], before: Scenario | None, sets: tuple[str, ...]
) -> LoadedScenario:
    """A loaded scenario with values put over it; only what they touch is validated."""
    document = put_over(Scenario, known.document, over)
    scenario = _validated(document, (known.document, known.scenario))
    return _complete(
        document, scenario, known.theatre, known.theatre_text, known.theatre_document, before,
        name=known.name, file=known.file, base=known.base, sources=known.sources, sets=sets, chain=known.chain,
    )  # fmt: skip


def told_apart(scenarios: Sequence[LoadedScenario]) -> list[LoadedScenario]:
    """The scenarios, those of one name from different files called by the ends of their paths: `a/x` and `b/x`."""
    labels = distinct([one.name for one in scenarios], [one.file for one in scenarios])
    return [
        one if one.name == label else replace(one, name=label) for one, label in zip(scenarios, labels, strict=True)
    ]


def _load(chain: Chain, sets: tuple[str, ...], changes: tuple[Assignment, ...]) -> LoadedScenario:
    document = Document(chain.documents[-1].shown, {})
    found = layers_of(chain)
    layers, over = with_draws(found.documents, changes)
    root = document = merged(Scenario, document, layers[0])
    for layer in layers[1:]:
        document = merged(Scenario, document, layer)
    theatre, theatre_document = _theatre(document, chain, over)
    whole = put_over(Scenario, _with_routes(document, theatre), over)
    scenario = _validated(whole)
    before = _base(root, document, theatre, chain, bool(over))
    return _complete(
        whole, scenario, theatre, theatre.text(), theatre_document,
        _validated(before, (whole, scenario)) if before is not None else None,
        name=chain.names[0], file=chain.files[0], base=chain.names[-1] if len(chain.names) > 1 else None,
        sources={**gathered([*reversed(chain.files), Path(theatre_document.shown)]), **found.sources},
        sets=sets, chain=chain.names,
    )  # fmt: skip


def _complete(
    document: Document, scenario: Scenario, theatre: Theatre, theatre_text: str, theatre_document: Document,
    before: Scenario | None, **known: Any,
) -> LoadedScenario:
    """A scenario and the document it came from, set against the one before it; `known` is what only its files tell."""
    text = canonical(scenario)
    loaded = LoadedScenario(
        scenario=scenario, theatre=theatre, changed=_changed(before, scenario), text=text, theatre_text=theatre_text,
        hash=_hash(text, theatre_text), base_scenario=before, document=document, theatre_document=theatre_document,
        **known,
    )  # fmt: skip
    _check(loaded)
    return loaded


def restore(name: str, text: str, theatre_text: str, sources: Mapping[str, Source] | None = None) -> LoadedScenario:
    """A scenario from the two texts that a manifest keeps; nothing is known of its base or its file."""
    document, theatre_document = parse(text, name), parse(theatre_text, f"theatre of {name}")
    scenario, theatre = _validated(document), validated(Theatre, theatre_document)
    text, theatre_text = canonical(scenario), theatre.text()
    return LoadedScenario(
        name=name, file=Path(name), scenario=scenario, theatre=theatre, base=None, changed=(), text=text,
        theatre_text=theatre_text, hash=_hash(text, theatre_text), sources=dict(sources or {}),
        chain=(name,), document=document, theatre_document=theatre_document,
    )


def from_documents(
    name: str, scenario: Mapping[str, Any], theatre: Mapping[str, Any], sources: Mapping[str, Source] | None = None,
    sets: Sequence[str] = (),
) -> LoadedScenario:
    """A scenario from plain data as its two files would hold it, without any file; shipped sources are known besides.

    `sets` are texts and settings put over it. Refuses what files are refused for; messages name it instead of a line.
    """
    document, theatre_document = Document(name, dict(scenario)), Document(f"theatre of {name}", dict(theatre))
    ground = validated(Theatre, theatre_document)
    document = _with_routes(document, ground)
    plain = spelled_out(sets, lambda: document)
    whole = put_over(Scenario, document, assignments(plain))
    return _complete(
        whole, _validated(whole), ground, ground.text(), theatre_document, None,
        name=name, file=Path(name), base=None, sets=plain, chain=(name,),
        sources={**_shipped_sources(), **(sources or {})},
    )  # fmt: skip


@lru_cache(maxsize=1)
def _shipped_sources() -> dict[str, Source]:
    return gathered(())


def write_tuned(base: LoadedScenario, changes: Mapping[str, object], file: Path | None = None) -> str:
    """The text of a scenario that extends the base and changes these paths; saved where a file is given.

    Loading it gives the numbers of the base with the changes. A shipped base is named, others given by path.
    """
    wanted = changes_to(base, changes)
    with_values(base, wanted)
    reference = reference_to(base, file)
    text = tuned_text(f"{base.scenario.title}, tuned", reference, (*assignments(base.sets), *wanted))
    if file is not None:
        text = with_modeline(text, file)
        save(file, text)
    return text


def write_changes(file: Path, base: LoadedScenario, changes: Mapping[str, object]) -> str:
    """Save the base's own file under a name with these values put in place and its comments kept."""
    wanted = changes_to(base, changes)
    with_values(base, wanted)
    text = with_modeline(rewritten(base.file, {change.path: change.value for change in wanted}), file)
    save(file, text)
    return text


def canonical(scenario: Scenario) -> str:
    """The whole scenario as YAML, every value with its evidence, in the order of the schema."""
    return "\n".join(lines_of(scenario)) + "\n"


def _hash(text: str, theatre_text: str) -> str:
    return hashlib.sha256((text + theatre_text).encode()).hexdigest()[:16]


def _validated(document: Document, known: tuple[Document, Scenario] | None = None) -> Scenario:
    """The scenario in a document; what it shares with a known document of one start is taken from its scenario."""
    start = _start_of(document)
    if known is not None and _start_of(known[0]) == start:
        data = with_known(document.data, known[0].data, known[1])
        document = Document(document.shown, data, document.places)
    return validated(Scenario, document, {"start": start})


def _start_of(document: Document) -> datetime.date | None:
    """The first day, from which days given as dates count, where there is one."""
    start = document.data.get("start")
    if isinstance(start, str):
        try:
            start = datetime.date.fromisoformat(start)
        except ValueError:
            start = None
    return start if isinstance(start, datetime.date) and not isinstance(start, datetime.datetime) else None


def _theatre(document: Document, chain: Chain, over: Sequence[Assignment]) -> tuple[Theatre, Document]:
    """The map the scenario names, relative to the file that names it, or to the current folder for --set."""
    chosen = [change for change in over if change.path == "theatre"]
    raw = chosen[-1].value if chosen else document.data.get("theatre")
    place = chosen[-1].place if chosen else document.place(("theatre",))
    if "theatre" not in document.data and not chosen:
        _validated(document)  # which tells a misspelled key before the missing one
    if not isinstance(raw, str) or not raw.strip():
        raise InputError(f"{place}: theatre = {shown(raw)} is no path; write the path of a theatre file")
    folder = Path() if chosen else _folder_of(place, chain)
    return read_theatre(folder / raw, place)


def _folder_of(place: Place, chain: Chain) -> Path:
    for file, document in zip(chain.files, chain.documents, strict=True):
        if document.shown == place.where:
            return file.parent
    return chain.files[0].parent


def _with_routes(document: Document, theatre: Theatre) -> Document:
    """The scenario's routes in the order of the map; a route it does not mention has the defaults."""
    supply = document.data.get("supply", {})
    given = supply.get("routes", {}) if isinstance(supply, Mapping) else None
    if not isinstance(given, Mapping):
        return document
    names = [route.name for route in theatre.routes]
    for name in given:
        if name not in names:
            place = document.place(("supply", "routes", name))
            raise InputError(f"{place}: supply.routes.{name} is no route of the theatre; {near(name, names)}")
    routes = {name: given.get(name, {}) for name in names}
    data = {**document.data, "supply": {**supply, "routes": routes}}
    return Document(document.shown, data, document.places)


def _base(root: Document, document: Document, theatre: Theatre, chain: Chain, tuned: bool) -> Document | None:
    """What the scenario is compared with: the end of its chain, or itself before anything was put over it."""
    if len(chain.names) > 1:
        own, _ = _theatre(root, chain, ()) if "theatre" in root.data else (theatre, root)
        return _with_routes(root, own)
    return _with_routes(document, theatre) if tuned else None


def _changed(base: Scenario | None, scenario: Scenario) -> tuple[str, ...]:
    if base is None:
        return ()
    before = {found.path: found.value for found in quantities_of(base)}
    return tuple(
        found.path for found in quantities_of(scenario)
        if found.path not in before
        or (found.value is not before[found.path] and not same_numbers(before[found.path], found.value))
    )


def _check(loaded: LoadedScenario) -> None:
    if not all(is_known(loaded.sources, evidence) for evidence in loaded.evidences()):
        for path, place, evidence in loaded.cited():
            require(loaded.sources, evidence, place, path)
    refuse_contradictions(loaded.scenario, loaded.place)
    held = next((found.value for found in quantities_of(loaded.scenario) if found.path == HELD_AREA), None)
    if held is not None:
        check_held_area(loaded.theatre, loaded.theatre_document, central_value(held), HELD_AREA)
