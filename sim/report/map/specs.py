"""The map as a Vega-Lite specification: constant for a theme and a theatre's extent, equal kilometres both ways.

The scale follows the width of its place: whatever the screen, a kilometre east is as long as a kilometre north.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from sim.language.saying import say, spoken
from sim.report.drawing.palette import Palette, palette
from sim.report.drawing.specs import Spec, constant, finished
from sim.report.map.frames import HEIGHT, SHAPES, Extent

if TYPE_CHECKING:
    import altair as alt

Kind = Literal["chance", "state"]
Place = tuple["alt.X", "alt.Y"]
RAMP = {
    "light": ("#F6F9F8", "#A3D3C6", "#5AA998", "#247A6B", "#0A4F45"),
    "dark": ("#1A2422", "#1F4D45", "#2E8073", "#61BFAD", "#C8F1E7"),
}
CLASSES = ("0 to 2", "2 to 4", "4 to 6", "6 to 8", "8 to 10")
LEGEND = spoken("Of 10 runs, the holder holds it in")
CROSSED = {  # over a symbol, by its standing: paths in halves of its width, and how strong
    "even": ("M-0.8,0.2L0.2,-0.8M-0.5,0.5L0.5,-0.5M-0.2,0.8L0.8,-0.2", 1.0),
    "fewer": ("M-1.15,-1.15L1.15,1.15", 1.4),
}
STYLES: dict[str, tuple[list[int], float]] = {  # dashes, width
    "border": ([7, 5], 1.8),
    "axis": ([1, 0], 1.2),
    "paved": ([1, 0], 4.0),
    "track": ([2, 4], 2.2),
    "water": ([8, 3, 2, 3], 2.2),
    "seen": ([10, 3], 3.0),
    "scale": ([1, 0], 2.5),
}


def map_spec(theme: str, extent: Extent, kind: Kind = "chance", width: float | None = None) -> Spec:
    """A copy of the map's specification: `chance` with a legend in tenths, `state` for one run.

    As wide as its place, or of a fixed width [px] for a picture to take along.
    """
    return _spec("dark" if theme == "dark" else "light", extent, kind, width)


def ramp(theme: str) -> tuple[str, ...]:
    """Five fills from 'with the attacker' to 'held', lighter to darker (dark theme: darker to lighter)."""
    return RAMP["dark" if theme == "dark" else "light"]


@constant
def _spec(theme: str, extent: Extent, kind: Kind, width: float | None) -> Spec:
    colours = palette(theme)
    place = _place(extent, width)
    layers = [
        _lines(colours, place),
        _arrows(colours, place),
        _focus(colours, place),
        _places(theme, colours, place, kind),
        *_crossed(colours, place),
        *_texts(colours, place),
    ]
    return finished(layers, colours, HEIGHT)


def _place(extent: Extent, width: float | None) -> Place:
    """Where a row of the frame stands: the extent in the middle of the picture, as large as fits, equal both ways."""
    import altair as alt

    wide, high = extent.x_high - extent.x_low, extent.y_high - extent.y_low
    if width is None:
        px_per_km = f"min(width / {wide:.4f}, height / {high:.4f})"
        x_ends: list[Any] = [alt.ExprRef(f"width / 2 {sign} {px_per_km} * {wide / 2.0:.4f}") for sign in "-+"]
        y_ends: list[Any] = [alt.ExprRef(f"height / 2 {sign} {px_per_km} * {high / 2.0:.4f}") for sign in "+-"]
    else:
        scale = min(width / wide, HEIGHT / high)
        x_ends = [width / 2.0 - scale * wide / 2.0, width / 2.0 + scale * wide / 2.0]
        y_ends = [HEIGHT / 2.0 + scale * high / 2.0, HEIGHT / 2.0 - scale * high / 2.0]
    x = alt.Scale(domain=[extent.x_low, extent.x_high], range=x_ends, nice=False, zero=False)
    y = alt.Scale(domain=[extent.y_low, extent.y_high], range=y_ends, nice=False, zero=False)
    return alt.X("x:Q", axis=None, scale=x), alt.Y("y:Q", axis=None, scale=y)


def tenths(theme: str) -> alt.Scale:
    """Five fills for a share in [0, 1]."""
    import altair as alt

    return alt.Scale(type="quantize", domain=[0, 1], range=list(ramp(theme)))


def tenths_legend(colours: Palette) -> alt.Legend:
    """The five fills with their tenths."""
    import altair as alt

    words = " : ".join(f"datum.value < {0.2 * place + 0.1:.1f} ? '{say(text)}'" for place, text in enumerate(CLASSES))
    return alt.Legend(
        title=say(LEGEND), titleColor=colours.text, titleFontSize=12, titleFontWeight="normal", titleLimit=320,
        type="symbol", symbolType="circle", symbolStrokeColor=colours.text, symbolStrokeWidth=1.0,
        labelExpr=f"{words} : ''", columnPadding=8,
    )  # fmt: skip


def _part(name: str) -> alt.Chart:
    import altair as alt

    return alt.Chart().transform_filter(f"datum.part === '{name}'")


def _lines(colours: Palette, place: Place) -> alt.Chart:
    import altair as alt

    shades = {"border": colours.quiet_text, "scale": colours.text, "seen": colours.text}

    def by_style(values: list[Any]) -> alt.Scale:
        return alt.Scale(type="ordinal", domain=list(STYLES), range=values)

    dash = alt.StrokeDash("style:N", legend=None, scale=by_style([dashes for dashes, _ in STYLES.values()]))
    width = alt.StrokeWidth("style:O", legend=None, scale=by_style([width for _, width in STYLES.values()]))
    shade = alt.Color("style:N", legend=None, scale=by_style([shades.get(name, colours.neither) for name in STYLES]))
    opacity = alt.condition("datum.style === 'paved'", alt.value(0.55), alt.value(1.0))
    chart: alt.Chart = (
        _part("line")
        .mark_line(clip=True, strokeCap="butt")
        .encode(*place, shade, dash, width, opacity=opacity, detail="group:N", order="order:Q")
    )
    return chart


def _arrows(colours: Palette, place: Place) -> alt.Chart:
    import altair as alt

    turned = alt.Angle("angle:Q", scale=alt.Scale(domain=[0, 360], range=[0, 360]), legend=None)
    chart: alt.Chart = (
        _part("arrow")
        .mark_point(shape="triangle-up", filled=True, size=55, opacity=1, color=colours.quiet_text)
        .encode(*place, turned)
    )
    return chart


def _focus(colours: Palette, place: Place) -> alt.Chart:
    """A ring around the settlement that the event is about."""
    chart: alt.Chart = (
        _part("place")
        .transform_filter("datum.focus > 0")
        .mark_point(shape="circle", size=620, strokeWidth=2.5, opacity=1, color=colours.ended, filled=False)
        .encode(*place)
    )
    return chart


def _places(theme: str, colours: Palette, place: Place, kind: Kind) -> alt.Chart:
    import altair as alt

    shapes = list(SHAPES.values())
    shape = alt.Shape("shape:N", legend=None, scale=alt.Scale(domain=shapes, range=shapes))
    size = alt.Size("size:Q", legend=None, scale=None)
    fill = alt.Fill("share:Q", scale=tenths(theme), legend=tenths_legend(colours) if kind == "chance" else None)
    tooltip = [alt.Tooltip("group:N", title="place"), alt.Tooltip("says:N", title="state")]
    width = alt.condition("datum.standing === 'most runs'", alt.value(2.8), alt.value(1.3))
    dash = alt.condition("datum.standing === 'even'", alt.value([3, 2.5]), alt.value([1, 0]))
    chart: alt.Chart = (
        _part("place")
        .mark_point(filled=True, opacity=1, stroke=colours.text)
        .encode(*place, shape, size, fill, strokeWidth=width, strokeDash=dash, tooltip=tooltip)
    )
    return chart


def _crossed(colours: Palette, place: Place) -> list[alt.Chart]:
    """Hatching where a chance is even, a stroke where it is clearly below a half: what no colour has to tell."""
    import altair as alt

    layers = []
    for standing, (path, width) in CROSSED.items():
        rows = _part("place").transform_filter(f"datum.standing === '{standing}'")
        drawn = rows.mark_point(shape=path, filled=False, opacity=1, stroke=colours.text, strokeWidth=width)
        layers.append(drawn.encode(*place, alt.Size("size:Q", legend=None, scale=None)))
    return layers


def _texts(colours: Palette, place: Place) -> list[alt.Chart]:
    """Names and numbers, each over a halo in the colour of the background."""
    styles = {"note": (colours.quiet_text, "normal", "italic"), "name": (colours.text, "normal", "normal"),
              "chance": (colours.text, "bold", "normal")}  # fmt: skip
    layers = []
    for part, (shade, weight, slant) in styles.items():
        for halo in (True, False):
            look: dict[str, Any] = {name: {"expr": f"datum.{name}"} for name in ("align", "dx", "dy")}
            look |= {"fontSize": 12, "fontWeight": weight, "fontStyle": slant, "baseline": "middle"}
            if halo:
                look |= {"stroke": colours.background, "strokeWidth": 3.5, "strokeJoin": "round"}
            shown = _part(part).mark_text(color=colours.background if halo else shade, **look)
            layers.append(shown.encode(*place, text="text:N"))
    return layers
