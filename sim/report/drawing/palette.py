"""Colours of the charts, light and dark: above 3:1 on their background, distinct for colour-blind readers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ThemeName = Literal["light", "dark"]


@dataclass(frozen=True)
class Palette:
    """Colours of one theme; a colour never stands alone: line type, shape or a letter says the same.

    All of them can meet on one page, so each differs from each, also for readers who see fewer colours: by 10 and
    more in CIEDE2000 (a test computes it). None is the colour of a side.
    """

    truce: str
    ended: str
    neither: str
    neither_between: str  # as an area between the two others
    surrendered: str
    scenario_a: str
    scenario_b: str
    scenario_c: str
    scenario_d: str
    text: str
    quiet_text: str
    grid: str
    on_colour: str
    background: str

    @property
    def scenarios(self) -> tuple[str, str, str, str]:
        """Colours of scenarios A, B, C and D in this order."""
        return self.scenario_a, self.scenario_b, self.scenario_c, self.scenario_d

    @property
    def drawn(self) -> tuple[str, ...]:
        """All colours that stand for something in a chart."""
        return (*self.first_events, self.surrendered, *self.scenarios, self.text, self.quiet_text)

    @property
    def first_events(self) -> tuple[str, str, str]:
        """Colours of truce, foothold no longer held and neither in this order."""
        return self.truce, self.ended, self.neither

    @property
    def areas(self) -> tuple[str, str, str]:
        """The same where they lie upon each other as areas: their neighbours differ in grey too."""
        return self.truce, self.ended, self.neither_between


LIGHT = Palette(
    truce="#0072B2",
    ended="#B86E00",
    neither="#8C8C8C",
    neither_between="#D2D2D2",
    surrendered="#4C9AB2",
    scenario_a="#3D2FAB",
    scenario_b="#A33A71",
    scenario_c="#0F3A1C",
    scenario_d="#6D5B21",
    text="#111111",
    quiet_text="#4A4A4A",
    grid="#DDDDDD",
    on_colour="#FFFFFF",
    background="#FFFFFF",
)
DARK = Palette(
    truce="#56B4E9",
    ended="#E69F00",
    neither="#7D7D7D",
    neither_between="#7D7D7D",
    surrendered="#53E9FC",
    scenario_a="#6C76FB",
    scenario_b="#CB59AD",
    scenario_c="#3D8F4F",
    scenario_d="#F4D383",
    text="#F5F3F0",
    quiet_text="#C9C6C2",
    grid="#3A3D45",
    on_colour="#111111",
    background="#171614",
)

LETTERS = ("A", "B", "C", "D")
DASHES: tuple[tuple[int, ...], ...] = ((1, 0), (7, 4), (2, 3), (9, 3, 2, 3))  # solid, dashed, dotted, dash-dot


def palette(theme: ThemeName | str | None) -> Palette:
    """The palette of a theme; anything but dark is light."""
    return DARK if theme == "dark" else LIGHT
