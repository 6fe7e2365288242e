"""The inputs that pages share: which scenarios, which changes to which of them, how many runs, which seed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import streamlit as st

from sim.errors import InputError
from sim.language.saying import say, spoken
from sim.report.drawing.palette import LETTERS
from sim.report.words.groups import GROUP_TITLES, GROUPS
from sim.report.words.markdown import plain
from sim.report.words.numbers import counted
from sim.report.words.value_catalogue import leaf_label
from sim.scenario.loaded import Leaf, LoadedScenario
from sim.session.answers.answers import Request
from sim.session.inputs import changes, controls, uploads
from sim.session.inputs.address import LARGEST_SEED, Choice
from sim.session.inputs.controls import Control, Standing
from sim.session.inputs.scenarios import Chosen, last_written, loaded, names, oddities, same_map
from sim.session.inputs.sizes import DEFAULT_RUNS, stages
from sim.ui import acts, page_state
from sim.ui.inputs import acting_here, finding, own_scenario, undoing, widgets
from sim.ui.parts import panels

STILL_WORKS = spoken("The inputs are kept: reset the last change in the sidebar, or choose another scenario.")
LARGEST_UPLOAD = 1  # megabytes, the least that the uploader can say; text takes at most four bytes a character
NOBODY = spoken("(none)")  # no file can have this name
AS_BEFORE = spoken("The scenarios are as before. Correct the file and upload it again.")
PRECISIONS = {500: spoken("about ±4 of 100"), 2000: spoken("about ±2 of 100"), 8000: spoken("about ±1 of 100")}


@dataclass(frozen=True)
class Inputs:
    """What the reader chose, ready to run; `scenarios` by letter, with their changes; complaints about the address."""

    choice: Choice
    request: Request
    scenarios: Mapping[str, LoadedScenario]
    complaints: tuple[str, ...]


def first_request() -> Request:
    """What a visitor sees before touching anything."""
    choice = page_state.OUTLOOK_DEFAULT
    return Request(choice.scenarios, choice.seed, choice.runs, "light", last_written())


def beside(page: str, what: str, draw: Callable[[Inputs], None]) -> None:
    """A page beside its inputs. The answer is made and sent first: that is what somebody who moves a slider waits for.

    Only the sidebar's first line goes before, so that charts know their width. A fault in one leaves the other.
    """
    with panels.guarded(what, say(STILL_WORKS)):
        read = page_state.current(page)
        st.sidebar.header(say("Scenarios" if page == page_state.COMPARE else "Scenario"))
        with panels.guarded(what, say(STILL_WORKS)):
            draw(_inputs(read.choice, [*read.complaints, *_bad_tune(page, read.choice)]))
        _button_of_the_sheet(read.choice)
        unaffected = say("What the page shows is not affected; reload it to try again.")
        with st.sidebar, panels.guarded(say("The inputs"), unaffected):
            undoing.buttons(page)
            scenarios = _several_scenarios if page == page_state.COMPARE else _one_scenario
            for warning in oddities(read.choice.scenarios):
                st.warning(plain(warning))
            scenarios(page, read.choice)
            _runs_and_seed(page, read.choice)
            page_state.all_drawn()


def _button_of_the_sheet(choice: Choice) -> None:
    """On a phone the sidebar is a sheet, which this button opens: the script of the page does, no server is asked."""
    changed = sum(len(chosen.sets) for chosen in choice.scenarios)
    label = say("Change inputs ({changed} changed)", changed=changed) if changed else say("Change inputs")
    st.button(label, key="change-inputs", type="primary")


def _one_scenario(page: str, choice: Choice) -> None:
    """The inputs of a page about one scenario."""
    _scenario(page, choice, 0, say("Scenario"))
    bare = loaded(choice.scenarios[0].bare)
    st.caption(f"{plain(say(bare.scenario.title))}. {plain(say(bare.scenario.summary))}")
    _upload(page, 0)
    own_scenario.section(page, 0, choice.scenarios[0])
    _assumptions(page, choice, 0)


def _several_scenarios(page: str, choice: Choice) -> None:
    """The inputs of a comparison of two to four scenarios of the same map (one, too, says a link)."""
    for place in range(min(len(choice.scenarios) + 1, len(LETTERS))):
        label = LETTERS[place] if place < 2 else say("{letter} (optional)", letter=LETTERS[place])
        _scenario(page, choice, place, label)
    tuned = _tuned_place(choice)
    _upload(page, tuned)
    own_scenario.section(page, tuned, choice.scenarios[tuned])
    _assumptions(page, choice, tuned)


def _inputs(choice: Choice, complaints: Sequence[str]) -> Inputs:
    request = Request(choice.scenarios, choice.seed, choice.runs, panels.theme(), last_written())
    return Inputs(choice, request, dict(zip(LETTERS, request.loaded(), strict=False)), tuple(complaints))


# which scenarios


def _scenario(page: str, choice: Choice, place: int, label: str) -> None:
    """A choice among the scenarios of the map: one's own, the shipped ones, the upload that stands here."""
    options = list(names(last_written()))
    if place > 0:
        options = [name for name in options if same_map(Chosen(name), choice.scenarios[0])]
    here = choice.scenarios[place] if place < len(choice.scenarios) else None
    own = own_scenario.offered(choice.scenarios[0] if place > 0 else None, here)
    options = [*own, *options]
    if place > 0:
        options = [say(NOBODY), *options]
    chosen = here.name if here else say(NOBODY)
    offered = {name: own[name].chosen if name in own else Chosen(name) for name in options}
    offered |= {here.name: here} if here and here.upload else {}
    key = page_state.controlled(f"{page}-scenario-{place}", chosen)
    at = options.index(chosen)
    st.selectbox(
        label,
        options,
        at,
        format_func=partial(own_scenario.title_in_list, own),
        **page_state.listened(key, partial(_choose, page, place, offered)),
    )


def _choose(page: str, place: int, offered: Mapping[str, Chosen], name: str) -> None:
    """Another scenario, of those offered, in a place; an upload that is chosen again comes with its text."""

    def change(choice: Choice) -> Choice:
        if name == NOBODY:
            return replace(choice, scenarios=_without(choice.scenarios, place))
        if place == 0:
            return replace(choice, scenarios=_on_the_map_of(offered[name], choice.scenarios))
        return choice.with_scenario(place, offered[name])

    page_state.put(page, change)


def _without(scenarios: tuple[Chosen, ...], place: int) -> tuple[Chosen, ...]:
    return (*scenarios[:place], *scenarios[place + 1 :])


def _on_the_map_of(first: Chosen, scenarios: tuple[Chosen, ...]) -> tuple[Chosen, ...]:
    """Another first scenario, with the others that share its map; with none left, the next of its map."""
    others = [one for one in scenarios[1:] if same_map(one, first)]
    if len(scenarios) > 1 and not others:
        of_map = [Chosen(name) for name in names(last_written()) if same_map(Chosen(name), first)]
        others = [one for one in of_map if one != first][:1]
    return (first, *others)


def _tuned_place(choice: Choice) -> int:
    """Which scenario the controls below are for: B unless the reader says otherwise."""
    letters = LETTERS[: len(choice.scenarios)]
    asked = (page_state.extra("tune") or "B").upper()
    chosen = asked if asked in letters else letters[-1]
    st.header(say("Assumptions"))
    st.segmented_control(
        say("The controls below are for"),
        letters,
        default=chosen,
        required=True,
        **page_state.listened(page_state.controlled("tune", chosen), partial(page_state.set_extra, "tune")),
    )
    return letters.index(chosen)


def _bad_tune(page: str, choice: Choice) -> list[str]:
    """Where an address asks for the controls of a scenario that it does not hold."""
    letters = LETTERS[: len(choice.scenarios)]
    asked = page_state.extra("tune")
    if page != page_state.COMPARE or asked is None or asked.upper() in letters:
        return []
    return [page_state.no_such("tune", asked, letters, say("The controls are for {last}.", last=letters[-1]))]


def _upload(page: str, place: int) -> None:
    """A file of the reader's own in the place of a scenario; what is wrong with it stays until the next one."""
    compared = page == page_state.COMPARE
    label = say("Upload a scenario file as {letter}", letter=LETTERS[place])
    label = label if compared else say("Upload a scenario file")
    with st.expander(label):
        key = page_state.controlled(f"upload-{page}-{place}", None)  # one that was used gives way to an empty one
        st.file_uploader(
            say(
                "A scenario in YAML of at most {n:,} characters; it may extend a shipped one",
                n=uploads.LONGEST_TEXT,
            ),
            type=["yaml", "yml"],
            max_upload_size=LARGEST_UPLOAD,
            **page_state.listened(key, partial(_take_upload, page, place)),
        )
    fault = page_state.fault(page_state.UPLOAD)
    if fault:
        st.error(f"{plain(fault)}\n\n{say(AS_BEFORE)}")


def _take_upload(page: str, place: int, file: Any) -> None:
    """A file put into the uploader; None where one was taken out again, which changes nothing."""
    if file is None:
        return
    try:
        name, text = uploads.read_upload(file.name, file.getvalue())
    except InputError as fault:
        page_state.say_fault(page_state.UPLOAD, str(fault))
        return
    chosen = Chosen(name, upload=text)
    page_state.put(page, lambda choice: _with_upload(choice, place, chosen), page_state.UPLOAD)


def _with_upload(choice: Choice, place: int, chosen: Chosen) -> Choice:
    if place == 0:
        return replace(choice, scenarios=_on_the_map_of(chosen, choice.scenarios))
    if not same_map(chosen, choice.scenarios[0]):
        raise InputError(
            f"{chosen.name}.yaml: is about another map than {choice.scenarios[0].name}; upload it as A instead"
        )
    return choice.with_scenario(place, chosen)


# what is changed in one of them


def _assumptions(page: str, choice: Choice, place: int) -> None:
    """What was changed, then the controls of one scenario, group by group."""
    chosen = choice.scenarios[place]
    bare = loaded(chosen.bare)
    if page != page_state.COMPARE:
        st.header(say("Assumptions"))
    st.caption(
        say(
            "A control left where it stands keeps the scenario's own value. Many are drawn anew for each run; a "
            "slider shifts their whole range, unless you fix the value."
        )
    )
    refused = page_state.fault(page_state.CHANGE)
    if refused:
        st.error(f"{plain(refused)}. {say('This change was not made; the others stand.')}")
    _changed(page, place, chosen)
    found = finding.asked_for(f"{page}-{LETTERS[place]}", bare, place)
    for leaf in found:
        _control(page, place, controls.control_of(leaf, bare), chosen, bare)
    for group in GROUPS:
        _group(page, place, group, chosen, bare, found)


def _changed(page: str, place: int, chosen: Chosen) -> None:
    """The list of changes, and a way back."""
    if not chosen.sets:
        return
    count = len(chosen.sets)
    paths = frozenset(change.partition("=")[0] for change in chosen.sets)
    label = say("Reset {n} changed", n=count)
    st.button(label, key=f"{page}-reset", **acts.pressed(_reset, page, place, paths))
    st.markdown(say("Changed from base:\n") + "\n".join(f"- {line}" for line in changes.in_words(chosen)))


def _group(
    page: str, place: int, group: str, chosen: Chosen, bare: LoadedScenario, found: Sequence[Leaf]
) -> None:
    """The main controls of a group, those asked for under 'More', and a way back; what was found stands above."""
    own = frozenset(change.partition("=")[0] for change in chosen.sets if _group_of(change, bare) == group)
    with st.container(horizontal=True, vertical_alignment="center"):
        title = say(GROUP_TITLES[group])
        st.header(title)
        if own:
            label = say("Reset {n}", n=len(own))
            st.button(
                label, key=f"{page}-reset-{group}", type="tertiary",
                help=say("Put back what was changed under {group}", group=title),
                **acts.pressed(_reset, page, place, own),
            )  # fmt: skip
    policy = controls.control_of(controls.leaves_by_slot(bare)[controls.POLICY], bare)
    stands = controls.stands_at(policy, chosen.sets).value
    asked = str(stands) if stands != controls.AS_IN_SCENARIO else ""
    for control in controls.main_controls(bare, group, asked):
        _control(page, place, control, chosen, bare)
    _more(page, place, group, chosen, bare, found)


def _group_of(change: str, bare: LoadedScenario) -> str:
    path = change.partition("=")[0]
    slot = next((slot for slot, leaf in controls.leaves_by_slot(bare).items() if leaf.path == path), path)
    return controls.group_of_control(slot)


def _more(
    page: str, place: int, group: str, chosen: Chosen, bare: LoadedScenario, found: Sequence[Leaf]
) -> None:
    """All other values of the group, found by what they are about; those changed stand there already."""
    others = {leaf_label(leaf): leaf for leaf in controls.other_leaves(bare, group) if leaf not in found}
    changed = {change.partition("=")[0] for change in chosen.sets}
    key = f"{page}-{LETTERS[place]}-more-{group}"
    moved = [label for label, leaf in others.items() if leaf.path in changed]
    chosen_labels = [label for label in page_state.standing(key, []) if label in others]
    shown = list(dict.fromkeys([*chosen_labels, *moved]))
    asked: list[str] = st.multiselect(
        say("More under {group} ({n})", group=say(GROUP_TITLES[group]).lower(), n=len(others)),
        list(others),
        shown,
        key=page_state.controlled(key, shown),
        placeholder=say("Type what it is about"),
        label_visibility="collapsed" if not others else "visible",
    )
    for label in asked:
        _control(page, place, controls.control_of(others[label], bare), chosen, bare)


def _control(page: str, place: int, control: Control, chosen: Chosen, bare: LoadedScenario) -> None:
    key = f"{page}-{LETTERS[place]}-{control.slot}"
    standing, effect = controls.stands_at(control, chosen.sets), acting_here.effect_of(page, control, chosen)
    with finding.shown(control.path, place):
        widgets.draw(control, key, standing, bare, _moved(page, place, bare), effect)


def _moved(page: str, place: int, bare: LoadedScenario) -> widgets.Moved:
    """What happens when a reader moves a control: the address changes."""

    def move(control: Control, done: Callable[[Standing], Standing]) -> None:
        def change(choice: Choice) -> Choice:
            chosen = choice.scenarios[place]
            standing = done(controls.stands_at(control, chosen.sets))
            if control.slot == controls.POLICY:
                day = controls.control_of(controls.leaves_by_slot(bare)[controls.ORDER_DAY], bare)
                sets = controls.with_policy(chosen.sets, control, day, standing)
            else:
                sets = controls.with_value(chosen.sets, control, standing)
            return choice.with_scenario(place, replace(chosen, sets=sets))

        page_state.put(page, change)

    return move


def _reset(page: str, place: int, paths: frozenset[str]) -> None:
    """Take back what was changed under these paths, whatever it stands at by now."""

    def change(choice: Choice) -> Choice:
        chosen = choice.scenarios[place]
        kept = tuple(one for one in chosen.sets if one.partition("=")[0] not in paths)
        return choice.with_scenario(place, replace(chosen, sets=kept))

    page_state.put(page, change)


# luck and precision


def _runs_and_seed(page: str, choice: Choice) -> None:
    """How many runs a page ends with, and the seed of their luck."""
    st.header(say("Precision and luck"))
    wanted = min(choice.runs, stages()[-1])
    options = sorted({*stages(), wanted})
    st.selectbox(
        say("Runs to refine to"),
        options,
        options.index(wanted),
        format_func=_runs_text,
        help=say(
            "The first answer is quick; more runs follow while you look. {runs:,} unless chosen otherwise.",
            runs=DEFAULT_RUNS,
        ),
        **page_state.listened(page_state.controlled(f"{page}-runs", wanted), partial(_set_runs, page)),
    )
    st.number_input(
        say("Seed"),
        0,
        LARGEST_SEED,
        choice.seed,
        step=1,
        help=say("The same seed gives the same futures, in all scenarios and on the command line."),
        **page_state.listened(page_state.controlled(f"{page}-seed", choice.seed), partial(_set_seed, page)),
    )


def _set_runs(page: str, runs: int) -> None:
    page_state.put(page, lambda choice: replace(choice, runs=runs))


def _set_seed(page: str, seed: int | None) -> None:
    """The seed typed; an emptied field changes nothing."""
    page_state.put(page, lambda choice: choice if seed is None else replace(choice, seed=seed))


def _runs_text(runs: int) -> str:
    about = PRECISIONS.get(runs)
    told = counted(runs, "run")
    return say("{runs} (a share to {about})", runs=told, about=say(about)) if about else told
