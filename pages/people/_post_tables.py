"""Posts as a list, as a workbook, and what is planned for them."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from db.queries.people import PostRow, Staffing
from pages.people._staffing import gap_text
from tracker.exports.table import Column
from tracker.i18n import Words
from tracker.staffing import planned_moves


def post_frame(w: Words, rows: Sequence[PostRow], *, with_archived: bool) -> pd.DataFrame:
    """Posts as the page lists them; columns that say nothing of any of them are left out."""
    columns: dict[str, list[object]] = {
        w._("Department"): [row.department for row in rows],
        w._("Post"): [row.title for row in rows],
        w._("Kind"): [w.label(row.kind) for row in rows],
    }
    if any(row.grade for row in rows):
        columns[w._("Grade")] = [row.grade for row in rows]
    columns[w._("Approved")] = [row.strength.approved for row in rows]
    if any(row.strength.approved != row.strength.approved_at_opening for row in rows):
        columns[w._("Approved at opening")] = [row.strength.approved_at_opening for row in rows]
    columns[w._("In post")] = [row.strength.in_post for row in rows]
    columns[w._("Arriving")] = [row.strength.arriving for row in rows]
    if any(row.strength.leaving for row in rows):
        columns[w._("Leaving")] = [row.strength.leaving for row in rows]
    columns[w._("Gap now")] = [gap_text(w, row.strength.gap_now, row.strength.surplus) for row in rows]
    columns[w._("Gap at opening")] = [
        gap_text(w, row.strength.gap_at_opening, row.strength.surplus_at_opening) for row in rows
    ]
    if with_archived:
        columns[w._("Archived")] = [row.archived for row in rows]
    return pd.DataFrame(columns)


def export_columns(w: Words, today: dt.date) -> list[Column[PostRow]]:
    """The posts as a workbook: what the table shows, and the document that grants today's number.

    `tracker.imports.post_list` reads these headings again in either language; an export imported again changes
    nothing.
    """

    def document(row: PostRow) -> str:
        grant = row.granted(today)
        return grant.document if grant else ""

    def dated(row: PostRow) -> dt.date | None:
        grant = row.granted(today)
        return grant.on if grant else None

    return [
        Column(w._("Department"), lambda row: row.department, 18),
        Column(w._("Post"), lambda row: row.title, 24),
        Column(w._("Kind"), lambda row: w.label(row.kind)),
        Column(w._("Grade"), lambda row: row.grade),
        Column(w._("Approved"), lambda row: row.strength.approved),
        Column(w._("Approved at opening"), lambda row: row.strength.approved_at_opening),
        Column(w._("In post"), lambda row: row.strength.in_post),
        Column(w._("Arriving before opening"), lambda row: row.strength.arriving),
        Column(w._("Leaving before opening"), lambda row: row.strength.leaving),
        Column(w._("Gap now"), lambda row: row.strength.gap_now),
        Column(w._("Gap at opening"), lambda row: row.strength.gap_at_opening),
        Column(w._("Document"), document, 28),
        Column(w._("Date of the document"), dated),
        Column(w._("Requirements"), lambda row: row.requirements, 40),
    ]


def planned_table(w: Words, board: Staffing, today: dt.date) -> pd.DataFrame:
    """Arrivals, leavers and changes of the approved number that are still ahead, by day; empty when there are none."""
    counts = board.counts_by_post()
    ahead: list[tuple[dt.date, PostRow, str]] = []
    for post in board.posts:
        if post.archived:
            continue
        for move in planned_moves(counts.get(post.id, ()), today):
            arriving = move.after - move.before
            text = (
                w._n("{n} arrives", "{n} arrive", arriving)
                if arriving > 0
                else w._n("{n} leaves", "{n} leave", -arriving)
            )
            ahead.append((move.on, post, text))
        for grant in post.grants:
            if grant.on is not None and grant.on > today:
                text = w._n("{n} approved from then on", "{n} approved from then on", grant.approved)
                ahead.append((grant.on, post, text))
    ahead.sort(key=lambda each: each[0])
    return pd.DataFrame(
        {
            w._("Date"): [w.date(day, today=today) for day, _, _ in ahead],
            w._("Department"): [post.department for _, post, _ in ahead],
            w._("Post"): [post.title for _, post, _ in ahead],
            w._("What is planned"): [text for _, _, text in ahead],
        }
    )
