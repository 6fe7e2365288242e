"""Colours of the charts, light and dark: above 3:1 on their background, distinct for colour-blind readers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ThemeName = Literal["light", "dark"]


@dataclass(frozen=True)
class Palette:
    """Colours of one theme; a colour never stands alone: line type, shape or a letter says the same."""

    truce: str
    foothold_ended: str
    neither: str
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
    def first_events(self) -> tuple[str, str, str]:
        """Colours of truce, foothold no longer held and neither in this order."""
        return self.truce, self.foothold_ended, self.neither


LIGHT = Palette(
    truce="#0072B2",
    foothold_ended="#B86E00",
    neither="#8C8C8C",
    scenario_a="#0072B2",
    scenario_b="#C4510A",
    scenario_c="#0B5D43",
    scenario_d="#8C8C8C",
    text="#111111",
    quiet_text="#4A4A4A",
    grid="#DDDDDD",
    on_colour="#FFFFFF",
    background="#FFFFFF",
)
DARK = Palette(
    truce="#56B4E9",
    foothold_ended="#E69F00",
    neither="#7D7D7D",
    scenario_a="#56B4E9",
    scenario_b="#F0A35E",
    scenario_c="#8CEBCB",
    scenario_d="#7D7D7D",
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
