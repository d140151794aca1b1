"""The colours and type of every chart; the same tokens as `.streamlit/config.toml`, and nowhere else.

A chart is built for one appearance ("light" or "dark"). Colour is never the only carrier: each role has a second
channel (fill, outline, thickness, dash, a word), named beside it.
"""

from dataclasses import dataclass
from typing import Any, Literal

import altair as alt
from altair.utils import schemapi

Appearance = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Palette:
    """The roles of colour.

    Attributes:
        done: ours, done (filled).
        plan: plan, baseline, reference (thin line, outline).
        critical: critical, overdue, blocking (thick edge, a word).
        attention: due soon (a word).
        quiet: unknown, provisional (dashed line, "provisional").
        text: axis and label text.
        faint: shading of days off, grid lines.
        background: what stands behind the chart.
        categories: eight hues that stay apart for the three common colour-vision deficiencies.
    """

    done: str
    plan: str
    critical: str
    attention: str
    quiet: str
    text: str
    faint: str
    background: str
    categories: tuple[str, ...]


PALETTES: dict[Appearance, Palette] = {
    "light": Palette(
        done="#2F6F5E",
        plan="#2B4C7E",
        critical="#B5391F",
        attention="#8A5A00",
        quiet="#6B7280",
        text="#1F2937",
        faint="#EDF0EF",
        background="#FFFFFF",
        categories=("#2F6F5E", "#2B4C7E", "#C98A00", "#B5391F", "#6D5AA8", "#3E9AB5", "#9A6A3A", "#8B95A1"),
    ),
    "dark": Palette(
        done="#6FB8A2",
        plan="#8FB0E0",
        critical="#F0836B",
        attention="#E8B85A",
        quiet="#9CA3AF",
        text="#E5E9E8",
        faint="#262D2F",
        background="#15191B",
        categories=("#6FB8A2", "#8FB0E0", "#E8B85A", "#F0836B", "#C47EB2", "#85DAE6", "#D7DD46", "#ABD8C3"),
    ),
}

FONT = "system-ui, 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"


def palette(appearance: str | None) -> Palette:
    """The colours of an appearance; light for anything but "dark"."""
    return PALETTES["dark" if appearance == "dark" else "light"]


def finished(chart: alt.TopLevelMixin, appearance: str | None, *, title: str | None = None) -> dict[str, Any]:
    """A chart with the house's type and colours, as the specification that a page draws.

    `title` says the finding, not the axes. Vega's own menu offers PNG and SVG of the chart. In Altair's debug mode,
    its default, the specification is checked against the schema.
    """
    colours = palette(appearance)
    if title is not None:
        chart = chart.properties(title=title)
    chart = (
        chart.configure(font=FONT, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=colours.text,
            titleColor=colours.quiet,
            gridColor=colours.faint,
            domainColor=colours.faint,
            tickColor=colours.faint,
            labelFontSize=12,
            titleFontSize=12,
            titleFontWeight="normal",
        )
        .configure_title(color=colours.text, anchor="start", fontSize=14, fontWeight=600, offset=10)
        .configure_text(color=colours.text, font=FONT)
        .configure_legend(labelColor=colours.text, titleColor=colours.quiet, labelFontSize=12)
    )
    spec: dict[str, Any] = chart.to_dict(validate=schemapi.DEBUG_MODE)
    return spec
