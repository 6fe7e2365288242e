"""The address of a page is its state: scenarios, every changed value, seed and runs, there and back. Pure functions.

`?a=kursk/undecided&b=kursk/undecided&b.ground.tempo_start_shift=0.7&seed=1&runs=2000&model=1-5f3a9c0e`: a letter a
scenario, `letter.path=value` a change as `--set` takes it, `letter.file=` the text of an uploaded file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from sim.errors import InputError
from sim.model.outcomes import RESULTS_VERSION
from sim.report.palette import LETTERS
from sim.ui import uploads
from sim.ui.answers import DEFAULT_RUNS, STAGES
from sim.ui.worlds import Chosen, last_written, loaded, names, same_map

Query = Mapping[str, Sequence[str]]
FILE = "file"
LARGEST_SEED = 2**31


@dataclass(frozen=True)
class Choice:
    """What a reader chose: one to four scenarios with their changes, the seed, and how many runs at the end."""

    scenarios: tuple[Chosen, ...]
    seed: int = 1
    runs: int = DEFAULT_RUNS

    def with_scenario(self, place: int, chosen: Chosen) -> Choice:
        """The same with another scenario at a place (0 is A)."""
        return replace(self, scenarios=(*self.scenarios[:place], chosen, *self.scenarios[place + 1 :]))


@dataclass(frozen=True)
class Read:
    """A choice read from an address, with a sentence for each part of it that could not be used."""

    choice: Choice
    complaints: tuple[str, ...] = ()


def query_of(choice: Choice) -> dict[str, str]:
    """The choice as the parameters of an address, with what tells whether another machine has the same model."""
    query = dict[str, str]()
    for letter, chosen in zip(LETTERS, choice.scenarios, strict=False):
        name = letter.lower()
        query[name] = chosen.name
        if chosen.upload:
            query[f"{name}.{FILE}"] = uploads.encoded(chosen.upload)
        for change in chosen.sets:
            path, _, value = change.partition("=")
            query[f"{name}.{path}"] = value
    return {**query, "seed": str(choice.seed), "runs": str(choice.runs), "model": fingerprint(choice)}


def fingerprint(choice: Choice) -> str:
    """Version of the results and a digest of the scenarios as they are here."""
    written = last_written()
    hashes = "".join(loaded(chosen, written).hash for chosen in choice.scenarios)
    return f"{RESULTS_VERSION}-{hashlib.sha256(hashes.encode()).hexdigest()[:8]}"


def folders_text(names: Sequence[str]) -> str:
    """The names of result folders for an address; never a path."""
    return ",".join(quote(name, safe="") for name in names)


def read(query: Query, default: Choice, most: int = len(LETTERS), others: Sequence[str] = ()) -> Read:
    """The choice an address holds; what it does not say is as in the default. `others` are a page's own keys."""
    complaints: list[str] = []
    scenarios = _scenarios(query, default, most, complaints)
    choice = Choice(
        scenarios,
        _number(query, "seed", default.seed, range(LARGEST_SEED + 1), complaints),
        _number(query, "runs", default.runs, range(1, STAGES[-1] + 1), complaints),
    )
    unknown = [key for key in query if not _known(key, len(scenarios), others)]
    if unknown:
        complaints.append(f"This version knows no {', '.join(unknown)}; it is left out.")
    complaints.extend(_other_model(query, choice, complaints))
    return Read(choice, tuple(complaints))


def _scenarios(query: Query, default: Choice, most: int, complaints: list[str]) -> tuple[Chosen, ...]:
    if "a" not in query:
        given: list[Chosen] = list(default.scenarios)
        letters = [letter.lower() for letter in LETTERS[: len(given)]]
    else:
        letters = _letters_in(query, most)
        given = [_named(query, letter, complaints) or default.scenarios[0].bare for letter in letters]
    tuned = [_tuned(query, letter, chosen, complaints) for letter, chosen in zip(letters, given, strict=True)]
    first = loaded(tuned[0].bare)
    kept = [chosen for chosen in tuned if same_map(loaded(chosen.bare), first)]
    for chosen in tuned:
        if chosen not in kept:
            complaints.append(f"{chosen.name} is about another map than {tuned[0].name} and is left out.")
    return tuple(kept)


def _letters_in(query: Query, most: int) -> list[str]:
    """The letters of an address up to the first gap."""
    letters = [letter.lower() for letter in LETTERS[:most]]
    return next((letters[:count] for count, letter in enumerate(letters) if letter not in query), letters)


def _named(query: Query, letter: str, complaints: list[str]) -> Chosen | None:
    """The scenario under a letter; None, with a complaint, where there is none of that name."""
    name, code = query[letter][-1], query.get(f"{letter}.{FILE}")
    try:
        if code is not None:
            clean = uploads.clean_name(name)
            text = uploads.decoded(code[-1])
            uploads.load_upload(clean, text)
            return Chosen(clean, upload=text)
    except InputError as fault:
        complaints.append(f"{letter.upper()}: {fault}")
        return None
    if name in names(last_written()):
        return Chosen(name)
    complaints.append(f"{letter.upper()}: there is no scenario {name} here; another one is shown.")
    return None


def _tuned(query: Query, letter: str, chosen: Chosen, complaints: list[str]) -> Chosen:
    """The scenario with its changes; a change that it refuses is left out with the reason."""
    for key, values in query.items():
        start, _, path = key.partition(".")
        if start != letter or path in ("", FILE):
            continue
        tried = replace(chosen, sets=(*chosen.sets, f"{path}={values[-1]}"))
        try:
            loaded(tried)
        except InputError as fault:
            complaints.append(f"{letter.upper()}: {str(fault).removeprefix('--set ')}. It is left out.")
        else:
            chosen = tried
    return chosen


def _number(query: Query, key: str, default: int, allowed: range, complaints: list[str]) -> int:
    if key not in query:
        return default
    text = query[key][-1]
    if text.isascii() and text.isdigit() and len(text) < 12 and int(text) in allowed:
        return int(text)
    complaints.append(f"{key} = {text} is no whole number from {allowed[0]:,} to {allowed[-1]:,}; {default:,} is used.")
    return default


def _known(key: str, scenarios: int, others: Sequence[str]) -> bool:
    if key in ("seed", "runs", "model", *others) or key.startswith("embed"):
        return True
    return key.partition(".")[0] in [letter.lower() for letter in LETTERS[:scenarios]]


def _other_model(query: Query, choice: Choice, complaints: Sequence[str]) -> list[str]:
    """A sentence where the link was made with another model or other scenario files."""
    if "model" not in query:
        return []
    theirs, ours = query["model"][-1], fingerprint(choice)
    if theirs == ours or (complaints and theirs.split("-")[0] == ours.split("-")[0]):
        return []
    what = "other scenario files" if theirs.split("-")[0] == str(RESULTS_VERSION) else "another version of the model"
    return [f"This link was made with {what} ({theirs}, here {ours}): its numbers may differ from those below."]
