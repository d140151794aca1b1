"""A chart as a picture, in the typeface that comes with the tracker; nothing is fetched from anywhere."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from tracker.exports.fonts import FOLDER
from tracker.exports.glyphs import with_glyphs

SHARPNESS = 2.5
"""Pixels of the picture for a pixel of the chart: 240 to the inch where the chart is drawn for 96."""


@cache
def converter() -> Any:
    """The chart renderer, told of our typefaces."""
    import vl_convert  # noqa: PLC0415 (33 MB that only such a file needs)

    vl_convert.register_font_directory(str(FOLDER))
    return vl_convert


def png_of_chart(spec: Mapping[str, Any]) -> bytes:
    """A Vega-Lite specification, which has its width in it, as PNG."""
    shown = json.loads(with_glyphs(json.dumps(spec, ensure_ascii=False)))
    data: bytes = converter().vegalite_to_png(shown, scale=SHARPNESS, allowed_base_urls=[])
    return data
