"""Colours: contrast on their background, and apart for readers who see fewer of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest

from sim.report.drawing.palette import DARK, DASHES, LETTERS, LIGHT, palette
from sim.report.evidence.specs import FIRM
from sim.report.map.specs import RAMP

THEMES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
# Machado, Oliveira and Fernandes 2009, table 1 (severity 1.0), for linear RGB
SEEN_BY = {
    "everybody": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
LEAST_DIFFERENCE = 10.0  # CIEDE2000
LEAST_APART = {"everybody": 35.0, "protanopia": 20.0, "deuteranopia": 20.0, "tritanopia": 15.0}  # CIE 1976
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def differ(one: Sequence[float], other: Sequence[float]) -> float:
    """CIEDE2000 of two L*a*b* colours, as Sharma, Wu and Dalal (2005) write it."""
    (light_1, a_1, b_1), (light_2, a_2, b_2) = one, other
    chroma = (np.hypot(a_1, b_1) + np.hypot(a_2, b_2)) / 2
    wider = 1.5 - 0.5 * np.sqrt(chroma**7 / (chroma**7 + 25**7))
    chroma_1, chroma_2 = np.hypot(wider * a_1, b_1), np.hypot(wider * a_2, b_2)
    hue_1, hue_2 = (np.degrees(np.arctan2(b, wider * a)) % 360 for a, b in ((a_1, b_1), (a_2, b_2)))
    grey = chroma_1 * chroma_2 == 0
    turn = 0.0 if grey else (hue_2 - hue_1 + 180) % 360 - 180
    hue = hue_1 + hue_2 if grey else (hue_1 + hue_2) / 2 + (180 if abs(hue_1 - hue_2) > 180 else 0)
    light, chroma = (light_1 + light_2) / 2, (chroma_1 + chroma_2) / 2
    shape = 1 - 0.17 * cos(hue - 30) + 0.24 * cos(2 * hue) + 0.32 * cos(3 * hue + 6) - 0.20 * cos(4 * hue - 63)
    by_light = (light_2 - light_1) / (1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2))
    by_chroma = (chroma_2 - chroma_1) / (1 + 0.045 * chroma)
    by_hue = 2 * np.sqrt(chroma_1 * chroma_2) * np.sin(np.radians(turn / 2)) / (1 + 0.015 * chroma * shape)
    twist = -2 * np.sqrt(chroma**7 / (chroma**7 + 25**7)) * np.sin(np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2))))
    return float(np.sqrt(by_light**2 + by_chroma**2 + by_hue**2 + twist * by_chroma * by_hue))


def cos(degrees: float) -> float:
    return float(np.cos(np.radians(degrees)))


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((float(XYZ[1] @ linear(colour)) for colour in (one, other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def perceived(colour: str, reader: str) -> np.ndarray:
    """CIE L*a*b* of a colour as this reader sees it."""
    xyz = XYZ @ np.clip(SEEN_BY[reader] @ linear(colour), 0.0, 1.0) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


# Sharma, Wu and Dalal 2005, table 1: two colours and their difference
PUBLISHED = [
    ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
    ((50, 3.1571, -77.2803), (50, 0, -82.7485), 2.8615),
    ((50, 2.8361, -74.0200), (50, 0, -82.7485), 3.4412),
    ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
    ((50, 0, 0), (50, -1, 2), 2.3669),
    ((50, 2.4900, -0.0010), (50, -2.4900, 0.0009), 7.1792),
    ((50, 2.4900, -0.0010), (50, -2.4900, 0.0011), 7.2195),
    ((50, 2.5, 0), (73, 25, -18), 27.1492),
    ((50, 2.5, 0), (61, -5, 29), 22.8977),
    ((50, 2.5, 0), (56, -27, -3), 31.9030),
    ((50, 2.5, 0), (58, 24, 15), 19.4535),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((63.0109, -31.0961, -5.8663), (62.8187, -29.7946, -4.0864), 1.2630),
    ((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286), 0.6377),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
]


@pytest.mark.parametrize(("one", "other", "expected"), PUBLISHED)
def test_differences_are_those_of_the_article(one, other, expected):
    assert differ(one, other) == pytest.approx(expected, abs=6e-5)
    assert differ(other, one) == pytest.approx(expected, abs=6e-5)


def test_contrast_and_distance_are_those_of_the_books():
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21.0)
    assert perceived("#FFFFFF", "everybody") == pytest.approx([100.0, 0.0, 0.0], abs=0.02)
    red, green = (perceived(colour, "deuteranopia") for colour in ("#A64B00", "#5F6B00"))
    assert np.linalg.norm(red - green) < 25.0  # a pair that the palette could not use


@THEMES
def test_every_colour_stands_out_three_to_one(colours):
    for colour in colours.drawn:
        assert contrast(colour, colours.background) >= 3.0, colour


@THEMES
def test_letters_can_be_read_on_their_colour(colours):
    assert contrast(colours.on_colour, colours.truce) >= 4.5


@THEMES
@pytest.mark.parametrize("reader", SEEN_BY)
def test_all_colours_that_can_share_a_page_are_apart_for_every_reader(colours, reader):
    for one, other in combinations(colours.drawn, 2):
        assert differ(perceived(one, reader), perceived(other, reader)) >= LEAST_DIFFERENCE, (one, other)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("reader", SEEN_BY)
def test_the_steps_of_the_maps_are_apart_and_so_is_the_ring_on_them(theme, reader):
    on_the_map = (*RAMP[theme], palette(theme).ended)
    for shades in (on_the_map, [shade for shade in FIRM[theme] if shade != "transparent"]):
        for one, other in combinations(shades, 2):
            assert differ(perceived(one, reader), perceived(other, reader)) >= LEAST_DIFFERENCE, (one, other)


@THEMES
@pytest.mark.parametrize("reader", SEEN_BY)
def test_four_scenarios_are_apart_for_every_reader(colours, reader):
    for one, other in combinations(colours.scenarios, 2):
        apart = np.linalg.norm(perceived(one, reader) - perceived(other, reader))
        assert apart >= LEAST_APART[reader], (one, other)


def test_a_letter_a_colour_and_a_line_type_for_each_scenario():
    assert LETTERS == ("A", "B", "C", "D")
    assert len(set(DASHES)) == len(set(LIGHT.scenarios)) == len(set(DARK.scenarios)) == len(LETTERS)


def test_an_unknown_theme_is_light():
    assert palette(None) is LIGHT
    assert palette("dark") is DARK
