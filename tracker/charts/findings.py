"""The charts of the findings: how old, whether they become fewer, whose are overdue, where they are."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from tracker.charts.theme import Palette, finished, palette
from tracker.finding_flow import WeekFlow
from tracker.finding_views import AgeBucket
from tracker.i18n import Words
from tracker.vocabulary import Severity, ZoneKind

LINE = 44
"""Signs in a line of a title, a Chinese one counting as two."""

_BREAKABLE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+\s*|\s+")

BAR = 22
TILE = 46
TILES_PER_FLOOR = 6
"""Rooms that a floor shows by themselves; the others are one tile."""

Ages = Mapping[tuple[AgeBucket, Severity], int]
Tiles = Sequence[tuple[str, str, int]]
"""(floor, room, open findings), the fullest room of a floor first."""


def ageing(ages: Ages, words: Words, appearance: str | None, *, title: str | None) -> dict[str, Any]:
    """Open findings by age, one bar for each bucket, its parts by severity."""
    colours = palette(appearance)
    table = pd.DataFrame(
        [
            (words.label(bucket), words.label(severity), ages[bucket, severity], rank)
            for bucket in AgeBucket
            for rank, severity in enumerate(Severity)
            if ages.get((bucket, severity))
        ],
        columns=["age", "severity", "n", "rank"],
    )
    looks = severity_colours(colours)
    bars = (
        alt.Chart(table)
        .mark_bar(size=BAR, stroke=colours.background)
        .encode(
            y=alt.Y("age:N", title=None, sort=None).scale(domain=[words.label(each) for each in AgeBucket]),
            x=alt.X("sum(n):Q", title=None).axis(format="d", tickMinStep=1),
            order=alt.Order("rank:Q"),
            color=alt.Color("severity:N", title=None)
            .scale(domain=[words.label(each) for each in Severity], range=[looks[each] for each in Severity])
            .legend(orient="top", columns=2),
            tooltip=[
                alt.Tooltip("age:N", title=words._("Age")),
                alt.Tooltip("severity:N", title=words._("Severity")),
                alt.Tooltip("n:Q", title=words._("Findings")),
            ],
        )
    )
    return _titled(bars.properties(width="container", height={"step": BAR + 12}), appearance, title)


def burn_down(
    weeks: Sequence[WeekFlow], words: Words, appearance: str | None, *, title: str | None
) -> dict[str, Any]:
    """Open findings at each week's end as a line; found upwards and settled downwards as bars."""
    colours = palette(appearance)
    table = pd.DataFrame(
        [
            (
                week.starts_on.isoformat(),
                words.date(week.starts_on),
                week.found,
                -week.settled,
                week.settled,
                week.left,
            )
            for week in weeks
        ],
        columns=["week", "day", "found", "down", "settled", "left"],
    )
    x = alt.X("week:T", title=None).axis(
        format="%-m月" if words.language == "zh" else "%b", tickCount="month", grid=False
    )
    tooltip = [
        alt.Tooltip("day:N", title=words._("Week from")),
        alt.Tooltip("found:Q", title=words._("Found")),
        alt.Tooltip("settled:Q", title=words._("Settled")),
        alt.Tooltip("left:Q", title=words._("Open at its end")),
    ]
    base = alt.Chart(table).encode(x=x, tooltip=tooltip)
    width = max(3, min(14, 420 // max(1, len(weeks))))
    found = base.mark_bar(size=width, color=colours.attention, opacity=0.55).encode(
        y=alt.Y("found:Q", title=None).axis(format="d", tickMinStep=1)
    )
    settled = base.mark_bar(size=width, color=colours.done, opacity=0.55).encode(
        y=alt.Y("down:Q", title=None)
    )
    left = base.mark_line(
        color=colours.critical, strokeWidth=2.5, point=alt.OverlayMarkDef(color=colours.critical)
    ).encode(y=alt.Y("left:Q", title=None))
    names = _direct_labels(table, words, colours) if len(table) else []
    chart = alt.layer(found, settled, left, *names).properties(width="container", height=220)
    return _titled(chart, appearance, title)


def overdue_by_party(
    parties: Sequence[tuple[str, int, int]], words: Words, appearance: str | None, *, title: str | None
) -> dict[str, Any]:
    """Overdue findings by organisation as bars; `parties` are (name, findings, days of the oldest)."""
    colours = palette(appearance)
    table = pd.DataFrame(list(parties), columns=["party", "n", "days"])
    base = alt.Chart(table).encode(
        y=alt.Y("party:N", title=None, sort=None).axis(labelLimit=170),
        x=alt.X("n:Q", title=None).axis(format="d", tickMinStep=1),
        tooltip=[
            alt.Tooltip("party:N", title=words._("Organisation")),
            alt.Tooltip("n:Q", title=words._("Overdue")),
            alt.Tooltip("days:Q", title=words._("Days of the oldest")),
        ],
    )
    bars = base.mark_bar(size=BAR, color=colours.critical)
    counts = base.mark_text(align="left", dx=5).encode(text=alt.Text("n:Q"))
    chart = alt.layer(bars, counts).properties(width="container", height={"step": BAR + 12})
    return _titled(chart, appearance, title)


def heat_by_room(tiles: Tiles, words: Words, appearance: str | None, *, title: str | None) -> dict[str, Any]:
    """A row of tiles for each floor: the more open findings a room has, the fuller its colour; each says how many."""
    colours = palette(appearance)
    laid = _laid_out(tiles, words)
    table = pd.DataFrame(laid, columns=["floor", "place", "room", "n"])
    most = max((n for *_, n in tiles), default=1)
    base = alt.Chart(table).encode(
        y=alt.Y("floor:N", title=None, sort=None).axis(labelLimit=90, domain=False, ticks=False),
        x=alt.X("place:O", title=None).axis(None).scale(paddingInner=0.04),
        tooltip=[
            alt.Tooltip("floor:N", title=words.label(ZoneKind.FLOOR)),
            alt.Tooltip("room:N", title=words.label(ZoneKind.ROOM)),
            alt.Tooltip("n:Q", title=words._("Open findings")),
        ],
    )
    fill = base.mark_rect(color=colours.critical, cornerRadius=3).encode(
        opacity=alt.Opacity("n:Q", legend=None).scale(domain=[0, most], range=[0.08, 0.5], clamp=True)
    )
    count = base.mark_text(fontSize=15, fontWeight=600, dy=-7, color=colours.text).encode(
        text=alt.Text("n:Q")
    )
    name = base.mark_text(fontSize=10, dy=11, limit=52, color=colours.text).encode(text=alt.Text("room:N"))
    chart = alt.layer(fill, count, name).properties(width="container", height={"step": TILE})
    return _titled(chart, appearance, title)


def _titled(chart: alt.TopLevelMixin, appearance: str | None, title: str | None) -> dict[str, Any]:
    """The finished chart with its title in lines."""
    return finished(chart.properties(title=title_lines(title)) if title else chart, appearance)


def title_lines(title: str | None) -> list[str]:
    """A title in lines that fit half a page or a phone; Chinese may break anywhere, and counts double."""
    lines = [""]
    for part in _BREAKABLE.findall(title or ""):
        if lines[-1] and _cells(lines[-1] + part.rstrip()) > LINE:
            lines.append("")
        lines[-1] += part
    return [line.strip() for line in lines]


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def severity_colours(colours: Palette) -> dict[Severity, str]:
    """The worse, the stronger; the legend and the order of the parts say it too."""
    return {
        Severity.CRITICAL: colours.critical,
        Severity.MAJOR: colours.categories[2],
        Severity.MINOR: colours.plan,
        Severity.OBSERVATION: colours.quiet,
    }


def _direct_labels(table: pd.DataFrame, words: Words, colours: Palette) -> list[alt.Chart]:
    """The name of each series at its last week, instead of a legend."""
    last = table.iloc[[-1]]
    named = (
        ("left", words._("open"), colours.critical, -8),
        ("found", words._("found"), colours.attention, -2),
        ("down", words._("settled"), colours.done, 12),
    )
    return [
        alt.Chart(last)
        .mark_text(text=name, align="right", dx=-6, dy=dy, color=colour, fontWeight=600)
        .encode(x=alt.X("week:T"), y=alt.Y(f"{field}:Q"))
        for field, name, colour, dy in named
    ]


def _laid_out(tiles: Tiles, words: Words) -> list[tuple[str, int, str, int]]:
    """Tiles by floor with their place in its row; what is beyond the row is one tile at its end."""
    rows: dict[str, list[tuple[str, int]]] = {}
    for floor, room, n in tiles:
        rows.setdefault(floor, []).append((room, n))
    laid = []
    for floor, rooms in rows.items():
        shown = rooms if len(rooms) <= TILES_PER_FLOOR else rooms[: TILES_PER_FLOOR - 1]
        rest = rooms[len(shown) :]
        others = [(words._n("{n} other", "{n} others", len(rest)), sum(n for _, n in rest))] if rest else []
        laid += [(floor, place, room, n) for place, (room, n) in enumerate([*shown, *others])]
    return laid
