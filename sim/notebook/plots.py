"""The app's charts as Altair charts: the same marks, titles and words, as wide as a notebook, numbers inside.

Each is an `altair.LayerChart`: show it, `.save("chart.html")`, or change it with `.properties(width=…)`. Its title is
the finding; how to read it stands below that. The theme is `light` or `dark`, each on its own background.
"""

from __future__ import annotations

import textwrap
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Literal

from sim.errors import InputError
from sim.model.outcomes import ENDED_FIRST, TRUCE_FIRST
from sim.report.drawing.fed_layers import fed
from sim.report.drawing.palette import LETTERS, ThemeName, palette
from sim.report.drawing.specs import CHOSEN_RUN, DATA_NAME, Spec
from sim.report.drawing.still import records
from sim.report.words.outcomes import COMPARED, COMPARED_PEOPLE
from sim.scenario.files.suggestions import near, shown

if TYPE_CHECKING:
    import altair as alt

    from sim.notebook.answer import Told
    from sim.report.answered.pictures import Picture

Side = Literal["holder", "attacker"]
THEMES = ("light", "dark")
FIRST = {"truce": TRUCE_FIRST, "lost": ENDED_FIRST}
SIDES = ("holder", "attacker")
WIDTH = 640
TITLE_LETTERS, NOTE_LETTERS = 74, 100


class Plots:
    """Charts of one to four scenarios, A first."""

    def __init__(self, told: Told) -> None:
        self._told = told

    def curves(self, event: Literal["truce", "lost"] = "lost", theme: ThemeName = "light") -> alt.LayerChart:
        """Share of runs in which a truce, or the loss of the foothold, has come first by day, a line a scenario."""
        return self._drawn(f"curves_{FIRST[_one_of('event', event, FIRST)]}", theme)

    def people(self, outcome: str = COMPARED_PEOPLE[0], theme: ThemeName = "light") -> alt.LayerChart:
        """People killed, wounded or captured [persons], a row of dots a scenario; by default the first outcome told."""
        return self._drawn(f"people_{_one_of('outcome', outcome, COMPARED_PEOPLE)}", theme)

    def acceptance(self, side: Side = "attacker", theme: ThemeName = "light") -> alt.LayerChart:
        """Share of runs in which a government has accepted a general proposal by day."""
        return self._drawn(f"accepts_{_one_of('side', side, SIDES)}", theme)

    def truce_durability(self, theme: ThemeName = "light") -> alt.LayerChart:
        """Share of truces still holding by days since their start (Kaplan-Meier)."""
        return self._drawn("truce_durability", theme)

    def truce_violations(self, theme: ThemeName = "light") -> alt.LayerChart:
        """Violations per day of truce."""
        return self._drawn("truce_violations", theme)

    def exit_modes(self, theme: ThemeName = "light") -> alt.LayerChart:
        """Share of runs by way of leaving."""
        return self._drawn("exit_modes", theme)

    def _drawn(self, name: str, theme: ThemeName) -> alt.LayerChart:
        _one_of("theme", theme, THEMES)
        return chart(self._told.picture(name, theme), theme)


class EnsemblePlots(Plots):
    """Charts of one scenario."""

    def first_events(self, theme: ThemeName = "light") -> alt.LayerChart:
        """What comes first by day: truce, foothold no longer held, neither; stacked shares of runs."""
        return self._drawn("first_events", theme)

    def area(self, theme: ThemeName = "light") -> alt.LayerChart:
        """Ground held [km²] by day in forty single runs, in proportion to how runs end."""
        return self._drawn("area", theme)

    def casualties(self, theme: ThemeName = "light") -> alt.LayerChart:
        """People killed or wounded of both sides, fifty dots each."""
        return self._drawn("people", theme)

    def acceptance_days(self, theme: ThemeName = "light") -> alt.LayerChart:
        """Days on which the attacker's government accepts, in the runs in which it does."""
        return self._drawn("acceptance_days", theme)


class ComparisonPlots(Plots):
    """Charts of several scenarios with the same luck."""

    def area(self, scenario: str = "A", theme: ThemeName = "light") -> alt.LayerChart:
        """Ground held [km²] by day in forty single runs of one scenario, by its letter; axes are alike."""
        return self._drawn(f"area:{_one_of('scenario', scenario, self._letters())}", theme)

    def differences(self, outcome: str = COMPARED[0], other: str = "B", theme: ThemeName = "light") -> alt.LayerChart:
        """One outcome of another scenario, by its letter, less A, pair by pair."""
        letter = _one_of("other", other, self._letters()[1:])
        return self._drawn(f"pairs_{_one_of('outcome', outcome, COMPARED)}:{letter}", theme)

    def _letters(self) -> tuple[str, ...]:
        return tuple(LETTERS[: len(self._told.ensembles)])


def chart(picture: Picture, theme: ThemeName) -> alt.LayerChart:
    """A picture of the app with its title and how to read it; a sentence where there is nothing to draw."""
    import altair as alt
    from altair.utils.schemapi import debug_mode

    rows = alt.InlineData(values=records(picture.frame), name=DATA_NAME)
    with debug_mode(False):  # Altair checked the specification when it was made, and checks it again when it is drawn
        drawn = alt.LayerChart.from_dict(_spec(picture, theme), validate=False)
        return drawn.properties(data=rows)


def _spec(picture: Picture, theme: ThemeName) -> Spec:
    colours, spec = palette(theme), picture.spec
    text, below = textwrap.wrap(picture.title, TITLE_LETTERS), textwrap.wrap(picture.how_to_read, NOTE_LETTERS)
    title = {
        "text": text, "subtitle": below,
        "anchor": "start", "color": colours.text, "subtitleColor": colours.quiet_text, "fontSize": 15, "offset": 12,
    }  # fmt: skip
    config = {**spec.get("config", {}), "background": colours.background}
    whole = {**_layers(picture, colours.text), "data": {"name": DATA_NAME}, "title": title, "width": WIDTH}
    return {**whole, "config": config, "description": picture.alt, "padding": 14}


def _layers(picture: Picture, colour: str) -> Spec:
    """The layers that have rows; else one with a sentence."""
    if not picture.nothing:
        spec = fed(picture.spec, picture.frame)
        return {**spec, "layer": [_without_choice(layer) for layer in spec["layer"]]}
    mark: dict[str, Any] = {"type": "text", "align": "left", "fontSize": 13, "color": colour, "text": picture.nothing}
    return {"layer": [{"mark": mark, "encoding": {"x": {"value": 0}, "y": {"value": 12}}}], "height": 24}


def _without_choice(layer: Spec) -> Spec:
    """A layer as it looks where no run is chosen: in the app a click leads to its story, here it would lead nowhere."""
    channels = {name: _unconditional(channel) for name, channel in layer.get("encoding", {}).items()}
    return {**{key: part for key, part in layer.items() if key not in ("params", "name")}, "encoding": channels}


def _unconditional(channel: Any) -> Any:
    conditions = channel.get("condition", []) if isinstance(channel, dict) else []
    if not any(one.get("param") == CHOSEN_RUN for one in conditions if isinstance(one, dict)):
        return channel
    return {key: part for key, part in channel.items() if key != "condition"}


def _one_of(name: str, value: str, known: Collection[str]) -> str:
    """The value, if it is among the known ones."""
    if value not in known:
        raise InputError(f"{name} = {shown(value)} has no chart; {near(str(value), known)}")
    return value
