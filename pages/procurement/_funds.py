"""Funds by year and source, and the quotations that support prices: below the lines of a draft."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from db.commands import quotations as commands
from db.queries.procurement import LineRow
from db.queries.review import QuotationRow
from pages._kit.aside import Archive
from pages._kit.context import context
from pages._kit.head import plain
from pages._kit.kept_files import UploadWords, file_line, new_file, round_key
from pages._kit.language import words
from pages.procurement._columns import right
from pages.procurement._review_reads import quotation_rows
from tracker.permissions import Action
from tracker.procurement.funding import by_year_and_source


def funds_table(rows: Sequence[LineRow]) -> None:
    """The shown lines' money by year and source, folded; it says when no line names a source."""
    w = words()
    if not rows:
        return
    folded = st.expander(w._("Funds by year and source"), key="line_funds", on_change="rerun")
    if not folded.open:
        return
    funds = by_year_and_source((row.funding_year, row.funding, row.amount_fen) for row in rows)
    with folded:
        st.dataframe(
            pd.DataFrame(
                [
                    {
                        w._("Year"): str(each.year) if each.year else w._("no year given"),
                        w._("Source of funds"): each.source or w._("no source given"),
                        w._("Lines"): each.lines,
                        w._("Amount (yuan)"): w.yuan(each.amount_fen),
                    }
                    for each in funds
                ]
                + [
                    {
                        w._("Year"): w._("Total"),
                        w._("Source of funds"): "",
                        w._("Lines"): sum(each.lines for each in funds),
                        w._("Amount (yuan)"): w.yuan(sum(each.amount_fen for each in funds)),
                    }
                ]
            ),
            hide_index=True,
            height="content",
            column_config=right(w._("Amount (yuan)")),
            alt=w._("Funds by year and source"),
        )
        st.caption(w._("Year and source of a line are columns of the working copy's grid."))


def quotations(plan_id: int, rows: Sequence[LineRow]) -> None:
    """The quotations of the shown lines, to be saved or put aside, and the place for another one; folded."""
    w, frame = words(), context()
    found = quotation_rows(plan_id)
    by_lineage = {row.lineage_id: row for row in rows}
    present = {lineage: files for lineage, files in found.items() if lineage in by_lineage}
    may_edit = frame.may(Action.EDIT_PROCUREMENT)
    count = sum(not each.archived for files in present.values() for each in files)
    if not by_lineage or not (present or may_edit):
        return
    title = w._n("{n} quotation", "{n} quotations", count) if count else w._("Quotations")
    folded = st.expander(title, key="line_quotations", on_change="rerun", icon=":material/attach_file:")
    if not folded.open:
        return
    with folded:
        archived = any(each.archived for files in present.values() for each in files)
        with_archived = archived and st.toggle(w._("Show archived"), key="archived_quotations")
        for lineage, files in present.items():
            for each in files:
                if with_archived or not each.archived:
                    _draw(each, by_lineage[int(lineage)], may_edit=may_edit)
        if may_edit:
            _add(by_lineage)


def _draw(row: QuotationRow, line: LineRow, *, may_edit: bool) -> None:
    w = words()
    caption = f" · {plain(row.caption)}" if row.caption else ""
    aside = " · " + w._("archived") if row.archived else ""
    archive = Archive(
        commands.archive_quotation,
        w._("Quotation archived"),
        commands.restore_quotation,
        w._("Quotation restored"),
    )
    file_line(
        row,
        f"**{plain(_named(line))}** · {plain(row.file_name)}{caption} · {w.size(row.size)}{aside}",
        archive if may_edit else None,
        key=f"quotation_{row.id}",
    )


def _named(line: LineRow) -> str:
    return " · ".join(filter(None, [line.name, line.zone]))


def _add(lines: dict[int, LineRow]) -> None:
    """The form of another quotation."""
    w = words()
    key = "quotation_new"
    line = st.selectbox(
        w._("Line"),
        list(lines),
        index=None,
        placeholder=w._("Choose the line that it supports"),
        format_func=lambda each: _named(lines[each]),
        key=f"{round_key(key)}_line",
    )
    said = UploadWords(
        w._("Quotation (PDF, picture or .xlsx)"),
        w._("Supplier and date"),
        w._("Attach the quotation"),
        w._("Quotation attached"),
    )
    hangs_on = None if line is None else {"lineage_id": line}
    new_file(commands.add_quotation, said, key=key, endings=commands.ENDINGS, hangs_on=hangs_on)
