"""The Gantt chart as a page of its own, as wide as A3 on its side: SVG, PNG and PDF from one drawing.

The drawing is the timeline of the pages in light colours, under a head that says what it is, and of which day, and
over it the signs that the bars are drawn with. It grows downward with the tasks, so that it stays readable.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from tracker.calendar import WorkCalendar
from tracker.charts.plan import headline, timeline
from tracker.charts.plan_rows import links_of
from tracker.charts.theme import FONT, Palette, palette
from tracker.exports.chart_image import converter
from tracker.exports.fonts import FAMILY
from tracker.exports.gantt_signs import signs
from tracker.exports.glyphs import typeface
from tracker.exports.outlined import outlined
from tracker.i18n import Words
from tracker.plans import DatedTaskRow
from tracker.schedule.model import Dependency

WIDTH = 1588
"""Pixels: 420 mm (A3 on its side) at 96 to the inch."""

MARGIN = 40
_POINTS = 0.75
"""Points in a pixel: 72 and 96 to the inch."""

_LONGEST_PDF = 14_400
"""Points; what PDF readers show at most (ISO 32000-1, annex C)."""

_MOST_PIXELS = 24_000_000
"""Of a PNG: 500 tasks at the size of a screen; drawing a million takes a third of a second."""

_TITLE, _LINE, _GAP = 24, 13, 12


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page as SVG, with words as text in our typeface; sizes are pixels, 96 to the inch."""

    content: str
    width: int
    height: int

    def svg(self, scale: float = 1) -> str:
        """The whole picture, so many times its size."""
        width, height = self.width * scale, self.height * scale
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'width="{width:g}" height="{height:g}" viewBox="0 0 {self.width} {self.height}">{self.content}</svg>'
        )


def gantt(
    rows: Sequence[DatedTaskRow],
    links: Iterable[Dependency],
    *,
    name: str,
    words: Words,
    today: dt.date,
    opening_on: dt.date,
    calendar: WorkCalendar,
) -> Drawing:
    """Draw the page.

    Args:
        rows: the tasks, any selection; at least one.
        links: drawn where both tasks are among `rows`; none for a chart without links.
        name: of the project or the plan; the title.
        words: the language.
        today: the day of the dates, and of printing.
        opening_on: the announced opening day.
        calendar: says which days are off.
    """
    spec = timeline(
        rows, words=words, appearance="light", today=today, opening_on=opening_on, calendar=calendar
    )
    lines = {line["task"]: line for line in spec["datasets"]["lines"] if line["task"]}
    spec["datasets"]["links"] = _all_links(links, lines)
    chart = _converted(_for_paper(spec, WIDTH - 2 * MARGIN))
    facts = [
        words._("Opening day: {day}", day=words.date(opening_on)),
        headline(rows, words),
        words._("Printed on {day}", day=words.date(today)),
    ]
    return _page(chart, name, " · ".join(facts), words, palette("light"))


def svg_of(drawing: Drawing) -> bytes:
    """The page as SVG that needs no font: words are drawn as shapes, and say themselves as labels."""
    return outlined(drawing.svg()).encode()


def png_of(drawing: Drawing) -> bytes:
    """The page as PNG, sharper than a screen; a very long one less so."""
    scale = min(1.5, (_MOST_PIXELS / (drawing.width * drawing.height)) ** 0.5)
    data: bytes = converter().svg_to_png(drawing.svg(), scale=scale)
    return data


def pdf_of(drawing: Drawing) -> bytes:
    """The page as PDF with text in an embedded typeface; one page, as long as it needs."""
    scale = min(_POINTS, _LONGEST_PDF / drawing.height)
    data: bytes = converter().svg_to_pdf(drawing.svg(scale))
    return data


def _all_links(links: Iterable[Dependency], lines: Mapping[int, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The elbows of every link between the lines."""
    return [
        {**corner, "link": number}
        for number, link in enumerate(links)
        for corner in links_of(link.successor_id, [link], lines)
    ]


def _for_paper(spec: dict[str, Any], width: int) -> dict[str, Any]:
    """The timeline at a fixed width, in our typeface, without the title and the signs that fold a plan.

    On a page, the chart asks how wide its place is; here there is no place, so that question is answered.
    """
    paper = deepcopy(spec)
    del paper["title"]
    text = json.dumps(paper, ensure_ascii=False)
    text = text.replace("containerSize()[0]", str(width)).replace(FONT, FAMILY)
    text = text.replace(
        '"labelExpr": "substring(datum.value, 4)"',
        '"labelExpr": "replace(substring(datum.value, 4), /^[▾▸] /, \'\')"',
    )
    paper = json.loads(text)
    return {**paper, "width": width}


def _page(chart: str, name: str, facts: str, w: Words, colours: Palette) -> Drawing:
    """The head, the signs and the chart below each other."""
    room = WIDTH - 2 * MARGIN
    bold, regular = typeface(bold=True), typeface(bold=False)
    y = MARGIN + _TITLE
    parts = [_words(bold.fitting(name, _TITLE, room), MARGIN, y, _TITLE, colours.text, bold=True)]
    y += _LINE + _GAP
    parts.append(_words(regular.fitting(facts, _LINE, room), MARGIN, y, _LINE, colours.text))
    legend, legend_height = signs(w, colours, room)
    y += _GAP
    parts.append(f'<g transform="translate({MARGIN},{y})">{legend}</g>')
    y += legend_height + _GAP
    tall = round(float(re.findall(r'<svg [^>]*?height="([\d.]+)"', chart)[0]))
    parts.append(chart.replace("<svg ", f'<svg x="{MARGIN}" y="{y}" ', 1))
    height = y + tall + MARGIN
    content = (
        f"<title>{escape(name)}</title>"
        f'<rect width="{WIDTH}" height="{height}" fill="{colours.background}"/>{"".join(parts)}'
    )
    return Drawing(content, WIDTH, height)


def _words(text: str, x: int, y: int, size: int, colour: str, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x}" y="{y}" font-family="{FAMILY}" font-size="{size}"{weight} fill="{colour}">'
        f"{escape(text)}</text>"
    )


def _converted(spec: dict[str, Any]) -> str:
    svg: str = converter().vegalite_to_svg(spec, allowed_base_urls=[])
    return svg
