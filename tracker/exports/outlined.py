"""An SVG picture with its words drawn as shapes: it looks the same where our typefaces are not installed.

What a word says stays in the picture, as the label of its shapes, so that it can be searched and read aloud.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from defusedxml.ElementTree import fromstring

from tracker.exports.glyphs import Typeface, typeface

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
_TEXT = f"{{{SVG}}}text"
_BOLD_FROM = 600
_SHARE = {"start": 0.0, "middle": 0.5, "end": 1.0}
_OF_FONTS = {"font-family", "font-size", "font-weight", "text-anchor", "stroke-width", "x", "y"}
_UNSEEN = re.compile("[\u200b\ufeff]")


def outlined(svg: str) -> str:
    """The picture with every `text` element as a group of glyphs; each glyph's shape stands once, as a symbol.

    Takes what Vega writes: text at its own place (`transform`, or x and y), without spans inside.
    """
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", XLINK)
    root = fromstring(svg)
    shapes: dict[str, str] = {}
    for element in list(root.iter(_TEXT)):
        _draw(element, shapes)
    defs = ET.Element(f"{{{SVG}}}defs")
    defs.extend(ET.Element(f"{{{SVG}}}path", {"id": name, "d": path}) for name, path in shapes.items())
    root.insert(0, defs)
    return ET.tostring(root, encoding="unicode")


def _draw(element: ET.Element, shapes: dict[str, str]) -> None:
    """Turn a text element into a group of glyphs, and keep the shapes that it needs."""
    text = _UNSEEN.sub("", element.text or "")
    size = float(element.get("font-size", "16").removesuffix("px"))
    weight = element.get("font-weight", "normal")
    bold = weight == "bold" or (weight.isdecimal() and int(weight) >= _BOLD_FROM)
    face = typeface(bold=bold)
    scale = size / face.units
    x = float(element.get("x", 0)) - _SHARE[element.get("text-anchor", "start")] * face.width(text, size)
    y = float(element.get("y", 0))
    line = {"transform": f"translate({x:.2f},{y:.2f}) scale({scale:g},{-scale:g})"}
    if "stroke-width" in element.attrib:  # the halo around a word, in units of the glyphs
        line.update(
            {"stroke-width": f"{float(element.attrib['stroke-width']) / scale:g}", "stroke-linejoin": "round"}
        )
    kept = {name: value for name, value in element.attrib.items() if name not in _OF_FONTS}
    element.clear()
    element.tag = f"{{{SVG}}}g"
    element.attrib.update({"aria-label": text, **kept})
    drawn = ET.SubElement(element, f"{{{SVG}}}g", line)
    for name, path, place in _placed(text, face, "b" if bold else "r"):
        shapes.setdefault(name, path)
        ET.SubElement(drawn, f"{{{SVG}}}use", {f"{{{XLINK}}}href": f"#{name}", "x": str(place)})


def _placed(text: str, face: Typeface, prefix: str) -> Iterator[tuple[str, str, int]]:
    """The glyphs of a line that leave a mark: name, shape, and where the pen stands, in units."""
    place = 0
    for character in text:
        glyph = face.glyph(character)
        path = face.path(glyph)
        if path:
            yield f"{prefix}{glyph}", path, place
        place += face.advance(glyph)
