"""What a page has in its address, and how inputs change it: the address is the only state of a page.

Inputs are drawn from the address at every run; moving one is an act, which writes the address anew. So the
browser's back and forward undo and redo, and a link is all another reader needs.

Browser and server speak past each other while a page is drawn: what the browser sends may still hold the address and
the inputs of before. So this session owns both. An address that it has replaced is late unless the reader went back
to it, and an input that was set from elsewhere is a new one: what is still said of the old one goes unheard.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from sim.errors import InputError
from sim.language.saying import say
from sim.report.drawing.palette import LETTERS
from sim.scenario.files.suggestions import near
from sim.session.inputs.address import Choice, Read, query_of, query_within, read
from sim.session.inputs.scenarios import Chosen
from sim.session.inputs.steps import Steps
from sim.ui import acts, reader

OUTLOOK_DEFAULT = Choice((Chosen("kursk/baseline"),))
COMPARE_DEFAULT = Choice((Chosen("kursk/undecided"), Chosen("kursk/undecided-withdraw-now")))
OUTLOOK, COMPARE, SWEEP = "outlook", "compare", "sweep"
OWN_KEYS = {
    OUTLOOK: ("later",),
    COMPARE: ("tune", "show", "asked", "later", "day", "run", "with"),
    SWEEP: ("along", "tell"),
    "timeline": ("day", "run", "event", "small", "later"),
    "evidence": ("show", "q", "basis", "group", "parameter"),
    "runs": ("open", "show", "later", "day", "run", "with"),
}
LONGEST_SAID = 60
WITH_SCENARIOS = (OUTLOOK, COMPARE, SWEEP, "timeline", "evidence")
OWNED, MOST_REPLACED = "address and inputs", 20
MARK, KEPT_GENERATIONS = "~", 3
CHANGE, UPLOAD = "change", "upload"
PLAYING = "day that plays"
Query = dict[str, list[str]]


@dataclass
class Drawn:
    """An input as the page last drew it, by its key: in which drawing, and the value that needs no answer any more."""

    drawing: int
    answered: Any
    overtaken: bool = False


@dataclass
class Sought:
    """An input to be shown: its path, in which scenario (A is 0), and the how manieth that was asked for."""

    path: str
    place: int
    number: int
    fresh: bool = True  # not drawn yet


@dataclass
class Owned:
    """What this session knows of its address and inputs, in one place: to change it interrupts nothing."""

    page: str | None = None  # shown last
    left: dict[str, Query] = field(default_factory=dict)  # addresses of the pages, as they were left
    steps: dict[str, Steps] = field(default_factory=dict)  # inputs of the pages, one after the other
    sought: Sought | None = None  # the input that was asked for last
    held: Query | None = None  # the address
    replaced: list[Query] = field(default_factory=list)  # addresses of before
    fault: tuple[str, str] = ("", "")  # what the last act was about, and why it could not be done
    inputs: dict[str, Drawn] = field(default_factory=dict)
    generations: dict[str, int] = field(default_factory=dict)
    drawing: int = 0  # of how many
    drawn: int = 0  # the last that came to its end


def _own() -> Owned:
    owned: Owned = st.session_state.setdefault(OWNED, Owned())
    return owned


def default_of(page: str) -> Choice:
    """What a page shows when its address says nothing."""
    return COMPARE_DEFAULT if page == COMPARE else OUTLOOK_DEFAULT


def arrive(page: str) -> None:
    """Coming from another page without an address, take up what was left here; called before a page is drawn."""
    own = _own()
    if own.page == page:
        return
    own.page, own.held, own.replaced, own.fault, own.sought = page, None, [], ("", ""), None
    st.session_state.pop(PLAYING, None)
    kept = own.left.get(_shared_by(page))
    if kept and page in WITH_SCENARIOS and not st.query_params:
        _give(kept)


def current(page: str) -> Read:
    """The choice in the address of a page, which is drawn now."""
    own = _own()
    own.drawing += 1
    found = _read(page)
    own.left[_shared_by(page)] = {
        key: values for key, values in _query().items() if page == COMPARE or key not in _own_keys(page)
    }
    _take_note(page, found.choice)
    return found


def left_choice() -> Choice:
    """What the page Outlook and those that share its inputs showed last in this session."""
    left = _own().left.get(_shared_by(OUTLOOK))
    return read(left, OUTLOOK_DEFAULT, 1).choice if left else OUTLOOK_DEFAULT


def put(page: str, change: Callable[[Choice], Choice], kind: str = CHANGE) -> None:
    """Change the choice of a page; its own keys stay. A choice that cannot be run is refused with a sentence.

    For acts; `kind` is what the sentence is about.
    """
    say_fault(kind, "")
    own = {key: values for key, values in _query().items() if key in _own_keys(page)}
    try:
        query = query_of(change(_read(page).choice))
    except InputError as fault:
        say_fault(kind, str(fault).removeprefix("--set "))
    else:
        _give({**query, **own})


def steps(page: str) -> Steps:
    """The inputs that a reader had on a page and on those that share them; it was drawn before."""
    return _own().steps[_shared_by(page)]


def step(page: str, way: int) -> None:
    """Go one step back, or on again. For acts."""
    had, now = steps(page), _read(page).choice
    if now != had.beside(way):  # else this act was begun before
        _take_note(page, now)
        if (then := had.beside(way)) is None:
            return
        put(page, lambda _: then)
        if fault(CHANGE):
            return
    had.at += way


def _take_note(page: str, choice: Choice) -> None:
    """The inputs of a page as they are now; the browser may have gone back to them."""
    had = _own().steps.setdefault(_shared_by(page), Steps([choice]))
    had.seen(choice, walked=went_back())


def seek(page: str, path: str, place: int = 0) -> None:
    """Show an input beside a page, of one of its scenarios, wherever it stands there. For acts."""
    if page == COMPARE:
        set_extra("tune", LETTERS[place])
    before = sought()
    _own().sought = Sought(path, place, before.number + 1 if before else 1)


def newly_sought(place: int) -> str | None:
    """The path of an input of a scenario that was asked for and is drawn now for the first time."""
    one = sought()
    if one is None or one.place != place or not one.fresh:
        return None
    one.fresh = False
    return one.path


def sought() -> Sought | None:
    """The input that was asked for last on this page."""
    return _own().sought


def say_fault(kind: str, text: str) -> None:
    """Why the reader's last act could not be done; what was said of an earlier one is over."""
    _own().fault = (kind, text)


def fault(kind: str) -> str:
    """Why the last act, of this kind, could not be done; it stands until the next act."""
    said, text = _own().fault
    return text if said == kind else ""


def extra(key: str) -> str | None:
    """One of the page's own keys in the address."""
    values = _query().get(key)
    return values[-1] if values else None


def not_offered(key: str, offered: Sequence[str], instead: str) -> list[str]:
    """A sentence where the address asks for something by one of the page's own keys that there is not."""
    asked = extra(key)
    return [] if asked is None or asked in offered else [no_such(key, asked, offered, instead)]


def no_such(key: str, asked: str, offered: Sequence[str], instead: str) -> str:
    """That something asked for in the address is not on offer, what is, and what is done instead."""
    said = asked if len(asked) <= LONGEST_SAID else f"{asked[:LONGEST_SAID]}…"
    hint = near(asked[:LONGEST_SAID], offered)
    stop = "" if hint.endswith("?") else "."
    return say(
        "{key} = {asked} is not on offer; {hint} {instead}",
        key=key, asked=said, hint=f"{hint}{stop}", instead=instead,
    )


def set_extra(key: str, value: object) -> None:
    """Set one of the page's own keys, or take it away with None. For acts."""
    query = _query()
    changed = {name: values for name, values in query.items() if name != key}
    if value is not None:
        changed = {**query, key: [str(value)]}
    if changed != query:
        _give(changed)


# inputs


def controlled(name: str, value: Any) -> str:
    """The key of an input that stands where the address says; its default must be the same value.

    An input that the reader moved stands there already. One that stands elsewhere was overtaken, by a link, a file,
    another input: it is drawn anew, under a key of its own, so that the browser cannot mistake it for the old one.
    """
    own = _own()
    generation = own.generations.get(name, 0)
    stood = st.session_state.get(_key(name, generation), value)
    if not _same(stood, value):
        if (before := own.inputs.get(_key(name, generation))) is not None:
            before.answered, before.overtaken = stood, True
        own.inputs.pop(_key(name, generation - KEPT_GENERATIONS), None)
        generation = own.generations[name] = generation + 1
    own.inputs[_key(name, generation)] = Drawn(own.drawing, value)
    return _key(name, generation)


def standing(name: str, default: Any) -> Any:
    """Where an input of this name stands now, if it was drawn."""
    return st.session_state.get(_key(name, _own().generations.get(name, 0)), default)


def all_drawn() -> None:
    """Every input of the page was drawn: those that were not are gone."""
    own = _own()
    own.drawn = own.drawing


def moved(key: str, take: Callable[[Any], None]) -> None:
    """Hand on the value that a reader gave an input; an act.

    The browser may still tell where an input stood that was overtaken or is gone: that needs no answer. A value that
    it did not stand at is the reader's, whose page is not drawn anew yet.
    """
    own = _own()
    drawn = own.inputs.get(key)
    if drawn is None or key not in st.session_state:
        return
    value = st.session_state[key]
    gone = drawn.overtaken or drawn.drawing < own.drawn
    if gone and _same(value, drawn.answered):
        return
    take(value)
    drawn.answered = value


def listened(key: str, take: Callable[[Any], None]) -> dict[str, Any]:
    """Key and callback of an input, for its call."""
    return {"key": key, "on_change": acts.noting(moved, key, take)}


def _key(name: str, generation: int) -> str:
    return f"{name}{MARK}{generation}" if generation else name


def _same(one: Any, other: Any) -> bool:
    """Whether an input stands at a value, give or take what an address does not keep of numbers and texts."""
    one, other = getattr(one, "file_id", one), getattr(other, "file_id", other)
    if isinstance(one, float | int) and isinstance(other, float | int):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
    if isinstance(one, str) and isinstance(other, str):
        return one.strip() == other.strip()
    return bool(one == other)


# addresses


def link(choice: Choice, **own_keys: object) -> dict[str, str]:
    """Parameters of an address that shows a choice."""
    return {**query_of(choice), **{key: str(value) for key, value in own_keys.items()}}


def link_within(choice: Choice, **own_keys: object) -> dict[str, str]:
    """The same where scenarios are many and were not read yet."""
    return {**query_within(choice), **{key: str(value) for key, value in own_keys.items()}}


def _read(page: str) -> Read:
    most = 4 if page == COMPARE else 1
    return read(_query(), default_of(page), most, _own_keys(page))


def _own_keys(page: str) -> tuple[str, ...]:
    """What an address of this page may hold beside scenarios, seed and runs; the language on every page."""
    return (*OWN_KEYS.get(page, ()), reader.IN_ADDRESS)


def _query() -> Query:
    """The address that holds: what the browser says, unless that is one which was replaced here meanwhile."""
    told = {key: st.query_params.get_all(key) for key in st.query_params}
    own = _own()
    if own.held is not None and told != own.held and told in own.replaced and not went_back():
        st.query_params.from_dict(own.held)
        return own.held
    own.held = told
    return told


def _give(query: Mapping[str, Any]) -> None:
    """Write the address anew; what it was before is late from now on. Nothing after it touches Streamlit's state."""
    own = _own()
    held = {key: [values] if isinstance(values, str) else list(values) for key, values in query.items()}
    st.query_params.from_dict(query)
    own.replaced = [one for one in [*own.replaced, own.held] if one not in (None, held)][-MOST_REPLACED:]
    own.held = held


def went_back() -> bool:
    """Whether this run is the browser's back or forward."""
    context = get_script_run_ctx(suppress_warning=True)
    return context is not None and context.is_history_navigation


def _shared_by(page: str) -> str:
    """Pages about one scenario show the same one."""
    return page if page == COMPARE else "one scenario"
