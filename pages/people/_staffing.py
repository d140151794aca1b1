"""What the page of posts says in words and tables."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd
from pandas.io.formats.style import Styler
from pandas.io.formats.style_render import CSSDict

from db.queries.people import PostRow, Staffing
from pages._kit.head import plain
from tracker.exports.table import Column
from tracker.i18n import Words
from tracker.staffing import MonthPoint, Strength

FIGURES: CSSDict = {
    "selector": "th:not(:first-child), td:not(:first-child)",
    # Streamlit aligns texts to the left in the cell itself, and these figures are Markdown.
    "props": "text-align: right !important; padding-left: 0.4rem",
}
"""Figures stand right-aligned, and close enough for all of them to fit a phone."""


def gap_text(w: Words, gap: int, surplus: int = 0) -> str:
    """A gap in words; 0 stays a quiet number, and more people than posts are named too."""
    if gap and surplus:
        return w._("{gap} open, {surplus} over", gap=gap, surplus=surplus)
    if gap:
        return w._n("{n} open", "{n} open", gap)
    if surplus:
        return w._n("{n} over", "{n} over", surplus)
    return "0"


def state_sentence(w: Words, board: Staffing) -> str:
    """The page's one sentence: filled of approved, and what is left open on the day."""
    sums = board.total
    if not sums.approved:
        return ""
    filled = w._n(
        "{in_post} of {n} approved post is filled",
        "{in_post} of {n} approved posts are filled",
        sums.approved,
        in_post=w.number(sums.approved - sums.gap_now),
    )
    if sums.gap_at_opening:
        rest = w._n(
            "**{n} is still open on opening day**",
            "**{n} are still open on opening day**",
            sums.gap_at_opening,
        )
    else:
        rest = w._("none is open on opening day")
    return w._("{filled}; {rest}.", filled=filled, rest=rest)


def takeaway(w: Words, board: Staffing) -> str:
    """What the chart shows, for who cannot see it."""
    return w._(
        "Posts approved, in post and expected by department: {sentence}",
        sentence=state_sentence(w, board).replace("**", ""),
    )


def headline(w: Words, points: Sequence[MonthPoint], today: dt.date) -> str:
    """The chart's finding: how many people more are expected on the last day than today."""
    if not points:
        return ""
    last = max(point.day for point in points)
    then = sum(point.people for point in points if point.day == last and point.is_expected)
    now = sum(point.people for point in points if point.day == today and point.is_expected)
    return w._(
        "From {now} people today to {then} on {date}",
        now=w.number(now),
        then=w.number(then),
        date=w.day(last),
    )


def department_table(w: Words, board: Staffing) -> Styler:
    """Departments with their sums and the total; a gap carries weight, no gap is quiet."""
    rows = [(plain(row.name), row.strength) for row in board.departments if not row.archived]
    cells = [[name, *_numbers(w, strength)] for name, strength in rows]
    total = w._("Total")
    cells.append([f"**{total}**", *_numbers(w, board.total)])
    headings = [
        w._("Department"),
        w._("Approved"),
        w._("In post"),
        w._("Arriving"),
        w._("Gap now"),
        w._("Gap on the day"),
    ]
    return pd.DataFrame(cells, columns=headings).style.set_table_styles([FIGURES])


def _numbers(w: Words, strength: Strength) -> list[str]:
    arriving = w.number(strength.arriving)
    if strength.leaving:
        arriving = w._("{arriving}, {leaving} leaving", arriving=arriving, leaving=w.number(strength.leaving))
    return [
        w.number(strength.approved),
        w.number(strength.in_post),
        arriving,
        _weighed(w, strength.gap_now, strength.surplus),
        _weighed(w, strength.gap_at_opening),
    ]


def _weighed(w: Words, gap: int, surplus: int = 0) -> str:
    """A gap under its heading: the bare number, for a phone's width, unless there are people over as well."""
    if not gap and not surplus:
        return ":gray[0]"
    text = gap_text(w, gap, surplus) if surplus else w.number(gap)
    return f"**{text}**"


def post_frame(w: Words, rows: Sequence[PostRow], *, with_archived: bool) -> pd.DataFrame:
    """Posts as the page lists them; a column tells archived ones where they are shown."""
    columns: dict[str, list[object]] = {
        w._("Department"): [row.department for row in rows],
        w._("Post"): [row.title for row in rows],
        w._("Kind"): [w.label(row.kind) for row in rows],
        w._("Approved"): [row.strength.approved for row in rows],
        w._("In post"): [row.strength.in_post for row in rows],
        w._("Arriving"): [row.strength.arriving for row in rows],
        w._("Gap now"): [gap_text(w, row.strength.gap_now, row.strength.surplus) for row in rows],
        w._("Gap at opening"): [gap_text(w, row.strength.gap_at_opening) for row in rows],
    }
    if with_archived:
        columns[w._("Archived")] = [row.archived for row in rows]
    return pd.DataFrame(columns)


def export_columns(w: Words) -> list[Column[PostRow]]:
    """The posts as a workbook: what the table shows, and the document behind each number."""
    return [
        Column(w._("Department"), lambda row: row.department, 18),
        Column(w._("Post"), lambda row: row.title, 24),
        Column(w._("Kind"), lambda row: w.label(row.kind)),
        Column(w._("Approved"), lambda row: row.strength.approved),
        Column(w._("In post"), lambda row: row.strength.in_post),
        Column(w._("Arriving before opening"), lambda row: row.strength.arriving),
        Column(w._("Gap now"), lambda row: row.strength.gap_now),
        Column(w._("Gap at opening"), lambda row: row.strength.gap_at_opening),
        Column(w._("Document"), lambda row: row.approved_document, 28),
        Column(w._("Date of the document"), lambda row: row.approved_on),
        Column(w._("Requirements"), lambda row: row.requirements, 40),
    ]


def months_table(w: Words, points: Sequence[MonthPoint]) -> pd.DataFrame:
    """The chart's figures as a table."""
    return pd.DataFrame(
        {
            w._("Department"): [point.department for point in points],
            w._("Date"): [w.date(point.day) for point in points],
            w._("Approved"): [point.approved for point in points],
            w._("Headcount"): [point.people for point in points],
            w._("Figure"): [w._("Expected") if point.is_expected else w._("In post") for point in points],
        }
    )
