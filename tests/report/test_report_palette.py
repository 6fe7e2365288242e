"""Colours: contrast on their background, and apart for readers who see fewer of them."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from sim.report.palette import DARK, DASHES, LETTERS, LIGHT, palette

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
LEAST_APART = {"everybody": 35.0, "protanopia": 20.0, "deuteranopia": 20.0, "tritanopia": 15.0}  # CIE 1976
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((float(XYZ[1] @ linear(colour)) for colour in (one, other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def perceived(colour: str, reader: str) -> np.ndarray:
    """CIE L*a*b* of a colour as this reader sees it."""
    xyz = XYZ @ np.clip(SEEN_BY[reader] @ linear(colour), 0.0, 1.0) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_contrast_and_distance_are_those_of_the_books():
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21.0)
    assert perceived("#FFFFFF", "everybody") == pytest.approx([100.0, 0.0, 0.0], abs=0.02)
    red, green = (perceived(colour, "deuteranopia") for colour in ("#A64B00", "#5F6B00"))
    assert np.linalg.norm(red - green) < 25.0  # a pair that the palette could not use


@THEMES
def test_every_colour_stands_out_three_to_one(colours):
    for colour in {*colours.first_events, *colours.scenarios, colours.text, colours.quiet_text}:
        assert contrast(colour, colours.background) >= 3.0, colour


@THEMES
def test_letters_can_be_read_on_their_colour(colours):
    assert contrast(colours.on_colour, colours.truce) >= 4.5


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
