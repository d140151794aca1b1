"""Names on an axis in two lines: on a phone a long one would leave no room for the bars, or be cut off."""

import json
import unicodedata
from collections.abc import Iterable

import altair as alt

LINE_WIDTH = 16
"""Latin letters in a line of a name; a Chinese character is as wide as two."""

LIMIT, LINE_HEIGHT = 130, 11
"""Width of a name and height of its line, in pixels."""


def axis_of_names(names: Iterable[str]) -> alt.Axis:
    """An axis that writes the long ones of these names in two lines; each stays one value of the scale."""
    broken = {name: lines for name in names if len(lines := two_lines(name)) > 1}
    if not broken:
        return alt.Axis(labelLimit=LIMIT, labelOverlap=False)
    written = f"{json.dumps(broken)}[datum.label]"
    return alt.Axis(
        labelExpr=f"{written} || datum.label",
        # Vega hangs the second line below the middle of the bar: both move up by half a line.
        labelOffset={"condition": {"test": f"isValid({written})", "value": -LINE_HEIGHT / 2}, "value": 0},
        labelLimit=LIMIT,
        labelLineHeight=LINE_HEIGHT,
        # Two lines are as high as a bar's step, which Vega takes for too near and leaves every other name out.
        labelOverlap=False,
    )


def two_lines(name: str) -> list[str]:
    """A name in at most two lines; what the second cannot hold ends in "…".

    A line breaks at a space, or, where there is none, between any two characters, as Chinese does.
    """
    if _width(name) <= LINE_WIDTH:
        return [name]
    fitting = _fitting(name)
    at = name.rfind(" ", 0, fitting + 1)
    first, rest = (name[:at], name[at + 1 :]) if at > 0 else (name[:fitting], name[fitting:])
    return [first, rest if _width(rest) <= LINE_WIDTH else f"{rest[: _fitting(rest) - 1]}…"]


def _fitting(text: str) -> int:
    """How many characters of a text that is too wide fit into a line."""
    return next(count for count in range(len(text), 0, -1) if _width(text[:count]) <= LINE_WIDTH)


def _width(text: str) -> int:
    """Half-widths: a Chinese character or full-width sign has two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
