"""What the page of posts says in words and tables."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd
from pandas.io.formats.style import Styler
from pandas.io.formats.style_render import CSSDict

from db.queries.people import DepartmentRow, Staffing
from pages._kit.head import plain
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


def department_table(w: Words, rows: Sequence[DepartmentRow], total: Strength) -> Styler:
    """Departments with their sums, and the total of all; a gap carries weight, no gap is quiet."""
    cells = [[plain(row.name), *_numbers(w, row.strength)] for row in rows]
    label = w._("Total")
    cells.append([f"**{label}**", *_numbers(w, total)])
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
    approved = w.number(strength.approved)
    if strength.approved_at_opening != strength.approved:
        approved = w._("{now}, then {then}", now=approved, then=w.number(strength.approved_at_opening))
    return [
        approved,
        w.number(strength.in_post),
        arriving,
        _weighed(w, strength.gap_now, strength.surplus),
        _weighed(w, strength.gap_at_opening, strength.surplus_at_opening),
    ]


def _weighed(w: Words, gap: int, surplus: int = 0) -> str:
    """A gap under its heading: the bare number, for a phone's width, unless there are people over as well."""
    if not gap and not surplus:
        return ":gray[0]"
    text = gap_text(w, gap, surplus) if surplus else w.number(gap)
    return f"**{text}**"


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
