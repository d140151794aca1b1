"""The signs of a Gantt chart, each beside its word, in as many lines as the width asks for."""

from xml.sax.saxutils import escape

from tracker.charts.theme import Palette
from tracker.exports.fonts import FAMILY
from tracker.exports.glyphs import typeface
from tracker.i18n import Words
from tracker.schedule.model import TaskKind

_LINE, _SIGN, _SIZE = 22, 34, 12
_BESIDE, _BETWEEN = 6, 22


def signs(w: Words, colours: Palette, room: int) -> tuple[str, int]:
    """The legend as SVG within `room` pixels, and its height."""
    face = typeface(bold=False)
    parts, x, line = [], 0.0, 0
    for sign, said in _signs(w, colours):
        width = _SIGN + _BESIDE + face.width(said, _SIZE)
        if x and x + width > room:
            x, line = 0.0, line + 1
        y = line * _LINE
        parts.append(
            f'<g transform="translate({x:.1f},{y})">{sign}<text x="{_SIGN + _BESIDE}" y="15" '
            f'font-family="{FAMILY}" font-size="{_SIZE}" fill="{colours.text}">{escape(said)}</text></g>'
        )
        x += width + _BETWEEN
    return "".join(parts), (line + 1) * _LINE


def _signs(w: Words, c: Palette) -> list[tuple[str, str]]:
    """Each sign in a box of 34 by 22 pixels, as the timeline draws it, and what it means."""
    return [
        (_bar(c.plan, fill=c.done), w._("done")),
        (_bar(c.plan), w._p("sign", "to do")),
        (_bar(c.critical, thick=2.5), w._("critical")),
        (_bar(c.plan, dashes="3 2"), w._("provisional")),
        (_rule(c.quiet), w._("Float")),
        (f'<rect x="2" y="9" width="30" height="5" fill="{c.text}"/>', w.label(TaskKind.SUMMARY)),
        (f'<path d="M17 5L23 11L17 17L11 11Z" fill="{c.plan}"/>', w.label(TaskKind.MILESTONE)),
        (f'<rect x="2" y="2" width="30" height="18" fill="{c.faint}"/>', w._("day off")),
        (_post(c.plan, 1.5, "4 3"), w._("Today")),
        (_post(c.plan, 2), w._("Opening day")),
        (_late(c.critical), w._("late by n working days")),
    ]


def _bar(edge: str, *, fill: str = "none", thick: float = 1, dashes: str = "") -> str:
    return (
        f'<rect x="2" y="5" width="30" height="12" fill="{fill}" stroke="{edge}" stroke-width="{thick}"'
        f' stroke-dasharray="{dashes or "none"}"/>'
    )


def _rule(colour: str) -> str:
    return f'<path d="M2 11H32" stroke="{colour}" stroke-width="1"/>'


def _post(colour: str, thick: float, dashes: str = "none") -> str:
    return f'<path d="M17 1V21" stroke="{colour}" stroke-width="{thick}" stroke-dasharray="{dashes}"/>'


def _late(colour: str) -> str:
    return f'<text x="2" y="15" font-family="{FAMILY}" font-size="11" font-weight="600" fill="{colour}">! n</text>'
