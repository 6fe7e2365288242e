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
from sim.language.saying import say, say_many
from sim.model.outcomes import RESULTS_VERSION
from sim.report.drawing.palette import LETTERS
from sim.session.inputs import uploads
from sim.session.inputs.scenarios import Chosen, last_written, loaded, paths_of, same_map
from sim.session.inputs.sizes import DEFAULT_RUNS, STAGES

Query = Mapping[str, Sequence[str]]
FILE = "file"
LARGEST_SEED = 2**31
LONGEST_CHANGE, MOST_CHANGES = 500, 300


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
    return {**query_within(choice), "model": fingerprint(choice)}


def query_within(choice: Choice) -> dict[str, str]:
    """The same for a link to another page of this server; no scenario is read for it."""
    query = dict[str, str]()
    for letter, chosen in zip(LETTERS, choice.scenarios, strict=False):
        name = letter.lower()
        query[name] = chosen.name
        if chosen.upload:
            query[f"{name}.{FILE}"] = uploads.encoded(chosen.upload)
        for change in chosen.sets:
            path, _, value = change.partition("=")
            query[f"{name}.{path}"] = value
    return {**query, "seed": str(choice.seed), "runs": str(choice.runs)}


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
    letters = [letter.lower() for letter in LETTERS[:most]]
    choice = Choice(
        _scenarios(query, default, letters, complaints),
        _number(query, "seed", default.seed, range(LARGEST_SEED + 1), complaints),
        _number(query, "runs", default.runs, range(1, STAGES[-1] + 1), complaints),
    )
    unknown = [key for key in query if not _known(key, letters, others)]
    complaints.extend(_left_out(unknown, choice))
    complaints.extend(_other_model(query, choice, complaints))
    return Read(choice, tuple(complaints))


def _scenarios(query: Query, default: Choice, letters: Sequence[str], complaints: list[str]) -> tuple[Chosen, ...]:
    """The scenarios of an address over those of the default; one about another map than the first is left out."""
    named = any(letter in query for letter in letters)
    found: list[Chosen] = []
    for place, letter in enumerate(letters):
        usual = default.scenarios[place] if place < len(default.scenarios) and (not named or place == 0) else None
        chosen = _named(query, letter, complaints) if letter in query else usual
        if chosen is None and letter in query and place == 0:
            chosen = default.scenarios[0]
        if chosen is None:
            continue
        tuned = _tuned(query, letter, chosen, complaints)
        if found and not same_map(tuned, found[0]):
            complaints.append(
                say(
                    "{letter}: {name} is about another map than {first}; left out.",
                    letter=letter.upper(), name=tuned.name, first=found[0].name,
                )
            )
        else:
            found.append(tuned)
    return tuple(found)


def _named(query: Query, letter: str, complaints: list[str]) -> Chosen | None:
    """The scenario under a letter; None, with a complaint, where there is none of that name."""
    name, code = query[letter][-1], query.get(f"{letter}.{FILE}")
    try:
        with uploads.foreseen(uploads.clean_name(name)):
            return _brought(name, code)
    except InputError as fault:
        complaints.append(f"{letter.upper()}: {fault}")
        return None


def _brought(name: str, code: Sequence[str] | None) -> Chosen:
    """The scenario of a name, or in the text that comes with it, once it loads."""
    uploaded = None if code is None else Chosen(uploads.clean_name(name), upload=uploads.decoded(code[-1]))
    chosen = uploaded or Chosen(name)
    loaded(chosen)
    return chosen


def _tuned(query: Query, letter: str, chosen: Chosen, complaints: list[str]) -> Chosen:
    """The scenario with its changes; a change that it refuses is left out with the reason."""
    changes = [
        f"{key.partition('.')[2]}={values[-1]}"
        for key, values in query.items()
        if key.startswith(f"{letter}.") and key != f"{letter}.{FILE}"
    ]
    together = replace(chosen, sets=(*chosen.sets, *changes))
    if not changes or _loads(together) is None:
        return together
    for change in changes[:MOST_CHANGES]:
        tried = replace(chosen, sets=(*chosen.sets, change))
        fault = _loads(tried)
        if fault is None:
            chosen = tried
        else:
            why = fault.removeprefix("--set ")
            complaints.append(say("{letter}: {fault}. It is left out.", letter=letter.upper(), fault=why))
    return chosen


def _loads(chosen: Chosen) -> str | None:
    """What is wrong with a scenario; None where it loads."""
    longest = max((len(change) for change in chosen.sets), default=0)
    if longest > LONGEST_CHANGE:
        return say(
            "a change has {n:,} characters, more than {most}; write it in a scenario file",
            n=longest, most=LONGEST_CHANGE,
        )
    try:
        loaded(chosen)
    except InputError as fault:
        return str(fault)
    return None


def _number(query: Query, key: str, default: int, allowed: range, complaints: list[str]) -> int:
    if key not in query:
        return default
    text = query[key][-1]
    if text.isascii() and text.isdigit() and len(text) < 12 and int(text) in allowed:
        return int(text)
    complaints.append(
        say(
            "{key} = {text} is no whole number from {first:,} to {last:,}; {default:,} is used.",
            key=key, text=text, first=allowed[0], last=allowed[-1], default=default,
        )
    )
    return default


def _known(key: str, letters: Sequence[str], others: Sequence[str]) -> bool:
    if key in ("seed", "runs", "model", *others) or key.startswith("embed"):
        return True
    return key.partition(".")[0] in letters


def _left_out(unknown: Sequence[str], choice: Choice) -> list[str]:
    """Sentences on keys that mean nothing; those that lack only their scenario's letter are told with it."""
    meant = {key: found for key in unknown if (found := _with_letter(key, choice))}
    others = [key for key in unknown if key not in meant]
    told = [
        say("This version knows no {key}; did you mean {found}? It is left out.", key=key, found=found)
        for key, found in meant.items()
    ]
    if others:
        told.append(
            say_many(
                "This version knows no {list}; it is left out.", "This version knows no {list}; they are left out.",
                len(others), list=", ".join(others),
            )
        )
    return told


def _with_letter(key: str, choice: Choice) -> str:
    """The key of the first scenario that has this path; empty where none has it."""
    letters = {letter.lower(): chosen for letter, chosen in zip(LETTERS, choice.scenarios, strict=False)}
    start, _, path = key.partition(".")
    if (chosen := letters.get(start.lower())) and path in paths_of(chosen):
        return f"{start.lower()}.{path}"
    return next((f"{letter}.{key}" for letter, chosen in letters.items() if key in paths_of(chosen)), "")


def _other_model(query: Query, choice: Choice, complaints: Sequence[str]) -> list[str]:
    """A sentence where the link was made with another model or other scenario files."""
    if "model" not in query:
        return []
    theirs, ours = query["model"][-1], fingerprint(choice)
    if theirs == ours or (complaints and theirs.split("-")[0] == ours.split("-")[0]):
        return []
    same = theirs.split("-")[0] == str(RESULTS_VERSION)
    what = say(say("other scenario files") if same else say("another version of the model"))
    return [
        say(
            "This link was made with {what} ({theirs}, here {ours}): its numbers may differ from those below.",
            what=what, theirs=theirs, ours=ours,
        )
    ]
