"""One figure a sweep, as plain SVG: the mean of an outcome against an input, with the error of the mean."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 460, 260, 70, 20, 44, 48
BARS = 2.0  # standard errors of a mean, drawn each way
INK, LINE, FAINT = "#333333", "#1f5a8a", "#cccccc"
Points = Sequence[tuple[float, float, float]]


def number(value: float) -> str:
    """A number as short as its size allows."""
    return f"{value:,.0f}" if abs(value) >= 100.0 else f"{value:.3g}"


def text(x: float, y: float, words: str, anchor: str = "middle", size: int = 11) -> str:
    """A line of text."""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}">{escape(words)}</text>'


def stroke(x1: float, y1: float, x2: float, y2: float, colour: str = INK) -> str:
    """A straight line."""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"/>'


def scaled(points: Points) -> tuple[list[tuple[float, float, float]], float, float]:
    """Steps at equal distances with mean and error in pixels, and the two ends of the upright scale."""
    low = min(min(mean - BARS * error for _, mean, error in points), 0.0)
    high = max(mean + BARS * error for _, mean, error in points)
    high = high if high > low else low + 1.0
    across, upright = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    places = [
        (
            LEFT + across * i / (len(points) - 1),
            HEIGHT - BOTTOM - upright * (mean - low) / (high - low),
            upright * error / (high - low),
        )
        for i, (_, mean, error) in enumerate(points)
    ]
    return places, low, high


def axes(points: Points, places: Points, low: float, high: float) -> list[str]:
    """The two scales: every third step of the input, four levels of the outcome."""
    drawn = [stroke(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM)]
    for i in range(4):
        y = HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * i / 3
        drawn.append(stroke(LEFT, y, WIDTH - RIGHT, y, FAINT))
        drawn.append(text(LEFT - 6, y + 4, number(low + (high - low) * i / 3), "end"))
    for (value, _, _), (x, _, _) in list(zip(points, places, strict=True))[::3]:
        drawn.append(text(x, HEIGHT - BOTTOM + 16, number(value)))
    return drawn


def curve(places: Points) -> list[str]:
    """The line through the means, each with a bar of two standard errors."""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in places)
    bars = [stroke(x, y - BARS * error, x, y + BARS * error, LINE) for x, y, error in places]
    dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{LINE}"/>' for x, y, _ in places]
    return [f'<polyline points="{path}" fill="none" stroke="{LINE}" stroke-width="2"/>', *bars, *dots]


def figure(title: str, verdict: str, input_words: str, points: Points) -> str:
    """The whole picture; `points` are (value, mean, standard error)."""
    places, low, high = scaled(points)
    drawn = [
        text(LEFT, 18, title, "start", 13),
        text(LEFT, 34, verdict, "start"),
        text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, input_words),
        *axes(points, places, low, high),
        *curve(places),
    ]
    frame = f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" fill="{INK}"'
    body = "\n".join(drawn)
    white = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>\n{white}\n{body}\n</svg>\n'
